"""Two people at the same instant: one dossier is left to one person, a partner is there once, no text is lost."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction

from parcours.interlocuteurs import ecritures
from parcours.interlocuteurs.models import Partenaire, RelaisPrevu
from socle.acces.models import Acces
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, agir, planter
from tests.parcours.commission.test_courses import ensemble, lire

DIT = {"sorte": "logement", "organisation": "L’Abri", "depuis": LE, "audience": "les_deux"}


@pytest.fixture
def course(base_jetable, django_db_blocker) -> Iterator[SimpleNamespace]:
    """A dossier shared, committed; sessions open."""
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00", tick=True):
        with transaction.atomic():
            monde = planter()
            dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
            monde.accord(monde.nadia, dossier)
            with agir(monde.nadia) as acteur:
                note = ecritures.nommer(
                    acteur=acteur, partenaire_id=uuid4(), dossier=dossier, dit=DIT, maintenant=MAINTENANT
                )
            clients = {nom: monde.client(monde.gens[nom]) for nom in ("nadia", "bilal")}
        racine = f"/dossiers/{dossier.pk}/"
        yield SimpleNamespace(monde=monde, dossier=dossier, note=note, clients=clients, racine=racine)


def deux(course, adresse, champs_de):
    """Nadia and Bilal post at once."""

    def poster(nom):
        return lambda: course.clients[nom].post(f"{course.racine}{adresse}", champs_de(nom)).status_code

    return sorted(ensemble(poster("nadia"), poster("bilal")))


def test_handed_over_to_two_people_at_once_it_is_left_to_one(course):
    for _ in range(5):
        assert deux(
            course, "confier/", lambda nom: {"a": course.monde.gens["bilal" if nom == "nadia" else "maya"].pk}
        ) == [302, 302]
        ouverts = lire(course, Acces, structure=course.monde.le_fil, ferme_le=None, appartenance__isnull=False)
        (dossier,) = lire(course, Dossier, pk=course.dossier.pk)
        assert [a.appartenance_id for a in ouverts] == [dossier.referent_id]


def test_planned_twice_at_once_one_plan_holds(course):
    for rang in range(1, 6):
        jour = (LE + timedelta(days=rang)).isoformat()
        assert deux(
            course, "confier/", lambda nom, jour=jour: {"id": uuid4(), "a": course.monde.bilal.pk, "du": jour}
        ) == [302, 302]
        assert len(lire(course, RelaisPrevu, fait_le=None, annule_le=None)) == 1


def test_two_change_the_same_partner_the_second_keeps_their_text(course):
    champs = {**DIT, "version": 1, "depuis": LE.isoformat()}
    adresse = f"equipe/partenaires/{course.note.pk}/"
    assert deux(course, adresse, lambda nom: {**champs, "nom": f"Selon {nom}"}) == [302, 409]
    (note,) = lire(course, Partenaire)
    assert (note.nom.startswith("Selon "), note.version) == (True, 2)


def test_a_double_click_names_somebody_once(course):
    un = str(uuid4())
    champs = {"id": un, **DIT, "depuis": LE.isoformat()}
    client = course.clients["nadia"]
    essais = ensemble(
        *(lambda: client.post(f"{course.racine}equipe/partenaires/", champs).status_code for _ in range(2))
    )
    assert set(essais) <= {302, 404} and 302 in essais
    assert len(lire(course, Partenaire)) == 2
