"""Passing on a dossier: at once, from a day to come, and back."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction

from parcours.interlocuteurs import ecritures_relais as ecritures
from parcours.interlocuteurs.models import RelaisPrevu
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, agir
from web.accueil.lectures import a_faire

LE_JOUR = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def le_jour():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


@pytest.fixture
def dossier(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    return dossier


def passer(monde, qui, dossier, a, **champs):
    return monde.client(monde.gens[qui]).post(
        f"/dossiers/{dossier.pk}/confier/", {"id": uuid4(), "a": monde.gens[a].pk, **champs}, follow=True
    )


def referent(monde, dossier):
    with agir(monde.nadia):
        return Dossier.objects.get(pk=dossier.pk).referent_id


def test_at_once_and_back(monde, dossier):
    page = monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/confier/").content.decode()
    assert "Voit encore ce dossier" in page
    with time_machine.travel("2026-11-23 11:05+01:00", tick=False):
        page = passer(monde, "nadia", dossier, "bilal").content.decode()
    assert "est confié à Bilal Aubry" in page and "Lui rendre le dossier" in page
    assert referent(monde, dossier) == monde.bilal.pk
    with time_machine.travel("2026-11-23 11:10+01:00", tick=False):
        page = passer(monde, "bilal", dossier, "nadia").content.decode()
    assert referent(monde, dossier) == monde.nadia.pk
    assert page.count("Lui rendre le dossier") == 1
    # Nadia’s first turn, then Bilal’s: she has it again, he still sees it.
    assert "Avant (2)" in page and page.count("Voit encore ce dossier") == 1


def test_who_sees_only_their_own_sees_it_no_more(monde, dossier):
    with time_machine.travel("2026-11-23 11:05+01:00", tick=False):
        passer(monde, "nadia", dossier, "maya")
    assert monde.client(monde.maya).get(f"/dossiers/{dossier.pk}/equipe/").status_code == 200
    with time_machine.travel("2026-11-23 11:10+01:00", tick=False):
        page = passer(monde, "nadia", dossier, "bilal").content.decode()
    assert "Ne voit plus ce dossier" in page
    assert monde.client(monde.maya).get(f"/dossiers/{dossier.pk}/equipe/").status_code == 404


def test_from_a_day_to_come_nothing_changes_before_it(monde, dossier):
    page = passer(monde, "nadia", dossier, "bilal", du=LE_JOUR.isoformat()).content.decode()
    assert "C’est prévu" in page and "Un relais est prévu" in page
    assert referent(monde, dossier) == monde.nadia.pk
    with agir(monde.nadia):
        relais = RelaisPrevu.objects.get()
    adresse = f"/dossiers/{dossier.pk}/equipe/relais/{relais.pk}/passer/"
    avant = monde.client(monde.bilal).post(adresse, follow=True).content.decode()
    assert "pour plus tard" in avant and referent(monde, dossier) == monde.nadia.pk
    for qui in (monde.nadia, monde.bilal):
        with agir(qui, le=LE_JOUR) as acteur:
            assert [t.url for t in a_faire(acteur) if t.titre.startswith("Passer le relais")] == [
                f"/dossiers/{dossier.pk}/equipe/"
            ]
    with time_machine.travel("2026-12-01 09:00+01:00", tick=False):
        fait = monde.client(monde.bilal).post(adresse, follow=True).content.decode()
    assert "passé à Bilal Aubry" in fait and referent(monde, dossier) == monde.bilal.pk
    with agir(monde.bilal, le=LE_JOUR) as acteur:
        assert not [t for t in a_faire(acteur) if t.titre.startswith("Passer le relais")]


def test_another_plan_replaces_the_first_and_it_is_taken_back(monde, dossier):
    passer(monde, "nadia", dossier, "bilal", du="2026-12-01")
    passer(monde, "nadia", dossier, "maya", du="2026-12-05")
    with agir(monde.nadia):
        relais = RelaisPrevu.objects.get(annule_le=None)
    assert relais.a_id == monde.maya.pk
    adresse = f"/dossiers/{dossier.pk}/equipe/relais/{relais.pk}/annuler/"
    assert monde.client(monde.karim).post(adresse).status_code == 404
    assert "n’est plus prévu" in monde.client(monde.bilal).post(adresse, follow=True).content.decode()
    assert monde.client(monde.nadia).post(adresse).status_code == 404


@pytest.mark.parametrize("a", ["karim", "paul"])
def test_only_to_a_colleague_who_follows_youths(monde, dossier, a):
    assert 'aria-invalid="true"' in passer(monde, "nadia", dossier, a).content.decode()
    with agir(monde.nadia) as acteur, pytest.raises(ecritures.PlusLa):
        ecritures.passer(acteur=acteur, dossier=dossier, appartenance_id=monde.gens[a].pk, maintenant=MAINTENANT)


def test_a_day_past_is_refused(monde, dossier):
    page = passer(monde, "nadia", dossier, "bilal", du="2026-11-22")
    assert 'aria-invalid="true"' in page.content.decode() and referent(monde, dossier) == monde.nadia.pk


def test_postgresql_alone_keeps_a_plan_for_its_structure(monde, dossier):
    with agir(monde.nadia) as acteur:
        ecritures.prevoir(
            acteur=acteur, relais_id=uuid4(), dossier=dossier, appartenance_id=monde.bilal.pk, du=LE_JOUR,
            maintenant=MAINTENANT,
        )  # fmt: skip
    with agir(monde.karim):
        assert RelaisPrevu.objects.update(annule_le=MAINTENANT) == 0
        for autre in (monde.le_fil, monde.val_dore):
            forge = RelaisPrevu(
                dossier=dossier, structure=autre, a=monde.nadia, du=LE, par=monde.karim, note_le=MAINTENANT
            )
            with pytest.raises(DatabaseError), transaction.atomic():
                forge.save(force_insert=True)


def test_the_id_of_another_plan_is_not_taken_for_a_new_one(monde, dossier):
    autre = monde.dossier(monde.nadia)
    pris = uuid4()
    passer(monde, "nadia", autre, "bilal", du="2026-12-01", id=pris)
    assert passer(monde, "nadia", dossier, "bilal", du="2026-12-01", id=pris).status_code == 404
