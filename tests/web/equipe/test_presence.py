"""« Me joindre »: one's number and hours, one's absences, and what a stand-in then finds."""

from uuid import uuid4

import pytest
import time_machine

from socle.presences.models import Absence, Presence
from tests.monde import MAINTENANT, agir
from web.accueil.lectures import a_faire

ABSENCE = {"du": "2026-11-23", "au": "2026-12-04"}


@pytest.fixture(autouse=True)
def le_jour():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


def absenter(monde, qui, **champs):
    return monde.client(monde.gens[qui]).post(
        "/compte/presence/absences/", {"id": uuid4(), **ABSENCE, **champs}, follow=True
    )


def test_the_number_is_said_once_and_shown_to_the_team_on_a_click(monde):
    client = monde.client(monde.nadia)
    dit = {"version": 0, "telephone": "01 99 00 00 11", "joignable": "du lundi au jeudi"}
    assert "C’est à jour" in client.post("/compte/presence/joindre/", dit, follow=True).content.decode()
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    page = monde.client(monde.bilal).get(f"/dossiers/{dossier.pk}/equipe/").content.decode()
    assert "du lundi au jeudi" in page and "01 99 00 00 11" not in page
    page = monde.client(monde.bilal).post(f"/dossiers/{dossier.pk}/equipe/membre-{monde.nadia.pk}/joindre/")
    assert "01 99 00 00 11" in page.content.decode()


def test_what_another_tab_saved_is_not_written_over(monde):
    client = monde.client(monde.nadia)
    client.post("/compte/presence/joindre/", {"version": 0, "telephone": "1", "joignable": "le matin"})
    client.post("/compte/presence/joindre/", {"version": 1, "telephone": "2", "joignable": "le matin"})
    perdu = client.post("/compte/presence/joindre/", {"version": 1, "telephone": "3", "joignable": "le soir"})
    assert perdu.status_code == 409 and "le soir" in perdu.content.decode()
    assert Presence.objects.get(pk=monde.nadia.pk).telephone == "2"


def test_the_team_is_told_of_an_absence_and_of_who_answers(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    assert "C’est noté" in absenter(monde, "nadia", remplacant=monde.bilal.pk).content.decode()
    page = monde.client(monde.bilal).get(f"/dossiers/{dossier.pk}/equipe/").content.decode()
    assert "Absence jusqu’au" in page and "Appelez Bilal Aubry" in page


def test_the_stand_in_finds_the_tasks_and_only_those_days(monde):
    monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    with agir(monde.bilal) as acteur:
        avant = len(a_faire(acteur))
    absenter(monde, "nadia", remplacant=monde.bilal.pk)
    with agir(monde.bilal) as acteur:
        pendant = len(a_faire(acteur))
    with agir(monde.maya) as acteur:
        # Somebody limited to their own dossiers gets nothing from a colleague's absence.
        assert len(a_faire(acteur)) == avant
    with agir(monde.nadia):
        Absence.objects.update(annulee_le=MAINTENANT)
    with agir(monde.bilal) as acteur:
        assert (avant, len(a_faire(acteur))) == (0, 0)
    assert pendant >= 1


@pytest.mark.parametrize(
    "champs",
    [
        {"au": "2026-11-20"},
        {"du": "2026-10-01", "au": "2026-10-20"},
        {"du": ""},
        {"au": "2028-01-01"},
    ],
)
def test_days_that_cannot_be_are_refused(monde, champs):
    page = absenter(monde, "nadia", **champs)
    assert 'aria-invalid="true"' in page.content.decode() or "plus d’un an" in page.content.decode()
    assert not Absence.objects.exists()


def test_a_stand_in_is_of_the_same_structure(monde):
    absenter(monde, "nadia", remplacant=monde.karim.pk)
    absenter(monde, "nadia", remplacant=monde.nadia.pk)
    assert not Absence.objects.exists()


def test_two_absences_do_not_cover_the_same_day_and_one_is_taken_back_by_its_own(monde):
    absenter(monde, "nadia")
    assert "annulez-la d’abord" in absenter(monde, "nadia", du="2026-12-04", au="2026-12-05").content.decode()
    absence = Absence.objects.get()
    adresse = f"/compte/presence/absences/{absence.pk}/annuler/"
    monde.client(monde.bilal).post(adresse)
    assert Absence.objects.get().annulee_le is None
    assert "annulée" in monde.client(monde.nadia).post(adresse, follow=True).content.decode()
    assert Absence.objects.get().annulee_le is not None


def test_an_absence_that_nobody_covers_is_recalled_until_somebody_is_named(monde):
    absenter(monde, "nadia", du="2026-11-28")
    with agir(monde.nadia) as acteur:
        (rappel,) = [t for t in a_faire(acteur) if t.titre.startswith("Dire qui répond")]
    assert "du 28" in rappel.pourquoi and rappel.dossier_id is None
    for qui in (monde.bilal, monde.karim):
        with agir(qui) as acteur:
            assert not [t for t in a_faire(acteur) if t.titre.startswith("Dire qui répond")]
    absence = Absence.objects.get()
    adresse = f"/compte/presence/absences/{absence.pk}/"
    client = monde.client(monde.nadia)
    assert (
        "Choisissez une personne" in client.post(adresse, {"remplacant": monde.karim.pk}, follow=True).content.decode()
    )
    assert "C’est à jour" in client.post(adresse, {"remplacant": monde.bilal.pk}, follow=True).content.decode()
    with agir(monde.nadia) as acteur:
        assert not [t for t in a_faire(acteur) if t.titre.startswith("Dire qui répond")]
    assert monde.client(monde.bilal).post(adresse, {"remplacant": ""}).status_code == 404
    assert Absence.objects.get().remplacant_id == monde.bilal.pk
