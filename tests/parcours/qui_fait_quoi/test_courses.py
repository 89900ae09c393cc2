"""Two people at the same instant, on a real copy of the database: nothing is saved over, and it is agreed once."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from parcours.qui_fait_quoi.models import Ajustement
from socle.partenariats.models import Partenariat
from socle.repartition.models import Croyance, Repartition
from tests.monde import agir, planter
from tests.parcours.commission.test_courses import ensemble
from tests.socle.repartition.test_repartition import ML, PORTEUR, dire, proposer
from tests.web.partenariats.test_repartition import corps


@pytest.fixture
def course(base_jetable, django_db_blocker) -> Iterator[SimpleNamespace]:
    """Both sides, committed; sessions open; the day frozen for every thread."""
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00", tick=True):
        with transaction.atomic():
            monde = planter()
            lien = Partenariat.objects.get(porteur=monde.le_fil)
            dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
            monde.accord(monde.nadia, dossier)
            clients = {nom: monde.client(monde.gens[nom]) for nom in ("nadia", "bilal", "karim", "ines")}
        yield SimpleNamespace(monde=monde, lien=lien, dossier=dossier, clients=clients)


def lire(course, modele, **filtres) -> list:
    with transaction.atomic(), agir(course.monde.nadia):
        return list(modele.objects.filter(**filtres))


@pytest.mark.parametrize("deja", [False, True])
def test_two_colleagues_answer_at_once_one_wins_the_other_keeps_their_answer(course, deja):
    adresse = reverse("dire_repartition", args=[course.lien.pk, "reperage"])
    if deja:
        course.clients["nadia"].post(adresse, corps(qui="personne"))
    envois = {
        "nadia": corps(version=int(deja), qui="porteur"),
        "bilal": corps(version=int(deja), qui="partenaire", **{f"partenaire_{c}": "la maraude" for c in _codes()}),
    }
    reponses = ensemble(*(lambda n=n: course.clients[n].post(adresse, envois[n]) for n in envois))
    assert sorted(r.status_code for r in reponses) == [302, 409]
    perdant = next(r for r in reponses if r.status_code == 409).content.decode()
    assert perdant.count("Enregistré entre-temps") == len(_codes())
    # All of one, or all of the other.
    dites = {(c.qui, c.partenaire) for c in lire(course, Croyance)}
    assert dites in ({("porteur", "")}, {("partenaire", "la maraude")})


def _codes():
    return [nom.removeprefix("qui_") for nom in corps() if nom.startswith("qui_")]


def test_both_sides_propose_at_once_and_one_waits(course):
    with transaction.atomic():
        dire(course.monde.nadia, course.lien, PORTEUR)
        dire(course.monde.karim, course.lien, ML)
    adresse = reverse("proposer_repartition", args=[course.lien.pk])
    envois = {
        n: dict(re.findall(r'name="(id|lue)" value="([^"]+)"', course.clients[n].get(adresse).content.decode()))
        for n in ("nadia", "karim")
    }
    reponses = ensemble(*(lambda n=n: course.clients[n].post(adresse, envois[n]) for n in envois))
    assert {r.status_code for r in reponses} == {302}
    (seule,) = lire(course, Repartition)
    assert seule.convenue_le is None
    assert sum(f"/qui-fait-quoi/{seule.pk}/" in r.url for r in reponses) == 1


def test_agreed_and_taken_back_at_once_it_is_one_or_the_other(course):
    with transaction.atomic():
        dire(course.monde.nadia, course.lien, PORTEUR)
        version = proposer(course.monde.nadia, course.lien)
    gestes = (("karim", "convenir_repartition"), ("ines", "convenir_repartition"), ("nadia", "ecarter_repartition"))
    reponses = ensemble(*(lambda n=n, a=a: course.clients[n].post(reverse(a, args=[version.pk])) for n, a in gestes))
    assert {r.status_code for r in reponses} == {302}
    (relue,) = lire(course, Repartition)
    assert (relue.convenue_le is None) != (relue.ecartee_le is None)


def test_two_adjust_the_same_task_at_once_one_wins_the_other_keeps_their_answer(course):
    adresse = reverse("ajuster_tache", args=[course.dossier.pk]) + "?tache=logement_stable"
    envois = {
        "nadia": {"id": uuid4(), "qui": "partenaire", "partenaire": "les Tilleuls"},
        "karim": {"id": uuid4(), "qui": "partenaire", "partenaire": "les Érables"},
    }
    reponses = ensemble(*(lambda n=n: course.clients[n].post(adresse, envois[n]) for n in envois))
    assert sorted(r.status_code for r in reponses) == [302, 409]
    perdant, page = next((n, r) for n, r in zip(envois, reponses, strict=True) if r.status_code == 409)
    assert envois[perdant]["partenaire"] in page.content.decode()
    (seul,) = lire(course, Ajustement)
    assert seul.partenaire != envois[perdant]["partenaire"] and seul.partenaire in page.content.decode()


def test_adjusted_again_and_taken_back_at_once_never_both_in_silence(course):
    adresse = reverse("ajuster_tache", args=[course.dossier.pk]) + "?tache=logement_stable"
    premier = uuid4()
    course.clients["nadia"].post(adresse, {"id": premier, "qui": "les_deux"})
    reponses = ensemble(
        lambda: course.clients["karim"].post(adresse, {"id": uuid4(), "vu": premier, "qui": "porteur"}),
        lambda: course.clients["nadia"].post(reverse("annuler_ajustement", args=[course.dossier.pk, premier])),
    )
    actifs = lire(course, Ajustement, retire_le=None)
    if reponses[0].status_code == 409:
        assert actifs == []
    else:
        assert [a.qui for a in actifs] == ["porteur"]
