"""How long an O2R parcours lasts, and who extends it."""

import re
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction

from parcours.remobilisation.ecritures_duree import retirer_prolongation
from parcours.remobilisation.models import ProlongationDuParcours
from socle.dossier.models import Dossier
from tests.monde import MAINTENANT, agir
from tests.parcours.commission.scene import decider, presenter
from tests.parcours.o2r import convention, texte


@pytest.fixture(autouse=True)
def lundi():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


def entrer(monde) -> Dossier:
    """A youth who entered the parcours on 23 November 2026."""
    convention(monde.le_fil, au=date(2026, 12, 31))
    dossier = presenter(monde)
    decider(monde, dossier)
    return dossier


def prolonger(monde, qui, dossier, jusqu_au: str):
    return monde.client(qui).post(
        f"/dossiers/{dossier.pk}/remobilisation/prolonger/",
        {"id": uuid4(), "jusqu_au": jusqu_au, "motif": "Il avance."},
    )


def test_a_parcours_lasts_nine_months_and_twelve_at_most(monde):
    dossier = entrer(monde)
    url = f"/dossiers/{dossier.pk}/"
    page = texte(monde.client(monde.karim), url)
    assert re.search("Jusqu’au 22 août 2027. Entré le 23 nov[a-z.]* 2026 : 9 mois, 12 au plus", page)
    # No contract is a step of it, and none is announced.
    assert "Co-accompagnement" not in page
    assert "Préparer le contrat" not in page
    assert "Ce parcours ne passe pas par un contrat" in page
    trop = prolonger(monde, monde.karim, dossier, "2027-11-23")
    assert "au plus tard le 22 novembre 2027" in trop.content.decode().replace("\u00a0", " ")
    assert prolonger(monde, monde.karim, dossier, "2027-08-22").status_code == 200
    assert prolonger(monde, monde.karim, dossier, "2027-11-22").status_code == 302
    page = texte(monde.client(monde.nadia), url)
    assert "Prolongé jusqu’au 22 nov" in page
    assert "Par Karim Vasseur" in page
    # Nothing further, and the convention's end stopped nothing.
    with time_machine.travel("2027-11-23 11:00+01:00", tick=False):
        page = texte(monde.client(monde.nadia), url)
        assert "Le parcours s’est terminé le 22 nov" in page
        assert "Le parcours déjà commencé n’en est pas arrêté" in page
        assert "Prolonger le parcours" not in page


def test_only_the_two_sides_extend_and_what_is_written_stays(monde):
    dossier = entrer(monde)
    for intrus in (monde.sacha, monde.lena):
        assert prolonger(monde, intrus, dossier, "2027-10-01").status_code == 404
    assert prolonger(monde, monde.nadia, dossier, "2027-10-01").status_code == 302
    with agir(monde.karim), pytest.raises(DatabaseError), transaction.atomic():
        ProlongationDuParcours.objects.update(jusqu_au=date(2028, 1, 1))
    with agir(monde.karim) as acteur:
        mienne = ProlongationDuParcours.objects.get()
        retirer_prolongation(acteur=acteur, prolongation=mienne, maintenant=MAINTENANT)
    assert "Prolongé jusqu’au" not in texte(monde.client(monde.nadia), f"/dossiers/{dossier.pk}/")


def test_a_cej_jr_has_no_length_to_extend(monde):
    dossier = presenter(monde)
    decider(monde, dossier)
    assert monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/remobilisation/prolonger/").status_code == 404
    page = texte(monde.client(monde.nadia), f"/dossiers/{dossier.pk}/")
    assert "La durée du parcours" not in page
    assert "Préparer le contrat" in page


def test_a_parcours_that_ends_is_left_as_any_other(monde):
    dossier = entrer(monde)
    with time_machine.travel("2027-08-23 11:00+02:00", tick=False):
        nadia = monde.client(monde.nadia)
        assert "Il peut encore être prolongé" in texte(nadia, f"/dossiers/{dossier.pk}/")
        champs = {"id": uuid4(), "le": "2027-08-22", "motif": "emploi_durable"}
        assert nadia.post(f"/dossiers/{dossier.pk}/sortie/", champs).status_code == 302
        page = texte(nadia, f"/dossiers/{dossier.pk}/")
    with agir(monde.nadia):
        assert Dossier.objects.get(pk=dossier.pk).etape == "sorti"
    assert "Prolonger" not in page
