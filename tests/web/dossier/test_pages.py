"""The dossier's pages, as the people around a youth see them."""

import pytest

from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from tests.monde import MAINTENANT, agir

PAGES = (
    "", "situation/", "identite/", "coordonnees/", "confier/", "accord/", "accords/", "lectures/", "rencontre/",
    "contacts/noter/",
)  # fmt: skip


@pytest.mark.parametrize("chemin", PAGES)
def test_the_referent_opens_every_page(monde, chemin):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    reponse = monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/{chemin}")
    assert reponse.status_code == 200
    assert "Idriss" in reponse.content.decode()


@pytest.mark.parametrize("chemin", PAGES)
def test_a_stranger_with_a_dossier_of_their_own_finds_nothing(monde, chemin):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.dossier(monde.sacha, mission_locale=monde.haute_rive)
    assert monde.client(monde.sacha).get(f"/dossiers/{dossier.pk}/{chemin}").status_code == 404


def test_the_mission_locale_sees_the_dossier_once_the_youth_agrees(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, demande="Un toit à moi")
    karim = monde.client(monde.karim)
    assert karim.get(f"/dossiers/{dossier.pk}/").status_code == 404
    monde.accord(monde.nadia, dossier)
    page = karim.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "Idriss" in page
    assert "Un toit à moi" not in page
    assert "01 99 00 00 00" not in page
    assert "Pas de logement stable" not in page
    assert "Au moins un signe de rupture" in page


def test_an_accord_that_another_replaced_is_not_shown_as_a_sharing_that_stopped(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    monde.accord(monde.nadia, dossier, elements=["dossier"])
    client = monde.client(monde.nadia)
    assert "partage arrêté" not in client.get(f"/dossiers/{dossier.pk}/").content.decode()
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=Accord.objects.get(retire_le=None), maintenant=MAINTENANT)
    page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert page.count("partage arrêté") == 1
