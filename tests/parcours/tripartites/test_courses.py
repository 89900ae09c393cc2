"""Two people at the same instant: one slot is fixed, one signature is given, no text is lost."""

from collections.abc import Iterator
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction

from parcours.suivi.models import RendezvousTenu
from parcours.tripartites.models import Creneau, SignatureATrois, Tripartite
from socle.courrier.models import Courrier
from tests.monde import agir, planter
from tests.parcours.commission.test_courses import ensemble, lire
from tests.parcours.plan.scene import partage
from tests.parcours.tripartites.scene import proposer, repondre


@pytest.fixture
def course(base_jetable, django_db_blocker, settings) -> Iterator[SimpleNamespace]:
    """Two slots that suit both sides, committed; the mails go to the outbox."""
    settings.EMAIL_BACKEND = "socle.courrier.boite.BoiteDEnvoi"
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00", tick=True):
        with transaction.atomic():
            monde = planter()
            dossier = partage(monde)
            objet = proposer(monde.nadia, dossier)
            repondre(monde.karim, objet, 0, 1)
            with agir(monde.nadia):
                creneaux = list(Creneau.objects.filter(tripartite=objet).order_by("debut"))
            clients = {nom: monde.client(monde.gens[nom]) for nom in ("nadia", "karim")}
        racine = f"/dossiers/{dossier.pk}/entretiens-a-trois/"
        yield SimpleNamespace(
            monde=monde, dossier=dossier, objet=objet, creneaux=creneaux, clients=clients, racine=racine
        )


def _poster(course, qui, adresse, **champs):
    return lambda: course.clients[qui].post(f"{course.racine}{adresse}", champs).status_code


def _mails() -> int:
    with transaction.atomic():
        return Courrier.objects.count()


def test_two_slots_fixed_at_once_one_holds_and_each_is_told_once(course):
    un, autre = course.creneaux
    assert ensemble(
        _poster(course, "nadia", f"creneaux/{un.pk}/fixer/"), _poster(course, "karim", f"creneaux/{autre.pk}/fixer/")
    ) == [302, 302]
    (objet,) = lire(course, Tripartite)
    assert objet.debut in (un.debut, autre.debut)
    assert _mails() == 2


def test_a_double_click_fixes_holds_and_signs_once(course):
    un = course.creneaux[0]
    fixer = _poster(course, "nadia", f"creneaux/{un.pk}/fixer/")
    assert ensemble(fixer, fixer) == [302, 302]
    assert _mails() == 2
    ici = f"{course.objet.pk}/"
    champs = {"version": lire(course, Tripartite)[0].version, "tenu_le": "2026-11-23", "parole_jeune": "Je viens."}
    tenir = _poster(course, "nadia", f"{ici}tenir/", **champs)
    assert sorted(ensemble(tenir, tenir)) in ([302, 302], [302, 409])
    assert len(lire(course, RendezvousTenu)) == 1
    oui = {"version": lire(course, Tripartite)[0].version, "signee_le": "2026-11-23", "recueil": "oral"}
    signer = _poster(course, "karim", f"{ici}jeune/signer/", **oui)
    assert ensemble(signer, signer) == [302, 302]
    assert len(lire(course, SignatureATrois)) == 1


def test_both_sides_propose_at_once_for_the_same_meeting(course):
    champs = {"heure_1": "10:00", "duree": "60", "lieu": "telephone"}
    assert ensemble(
        _poster(course, "nadia", "proposer/", id=uuid4(), jour_1="2026-12-01", **champs),
        _poster(course, "karim", "proposer/", id=uuid4(), jour_1="2026-12-02", **champs),
    ) == [302, 302]
    assert len(lire(course, Tripartite)) == 1
    assert len(lire(course, Creneau, retire_le=None)) == 1


def test_two_compte_rendus_at_once_the_second_sees_both(course):
    version = lire(course, Tripartite)[0].version
    tenue = {"version": version, "tenu_le": "2026-11-23"}
    ici = f"{course.objet.pk}/tenir/"
    statuts = ensemble(
        _poster(course, "nadia", ici, parole_porteur="Selon Nadia.", **tenue),
        _poster(course, "karim", ici, parole_porteur="Selon Karim.", **tenue),
    )
    assert sorted(statuts) == [302, 409]
    assert lire(course, Tripartite)[0].parole_porteur.startswith("Selon ")
