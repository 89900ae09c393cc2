"""The first meeting of the three in a real browser: from the invitation to the signed plan, at both widths."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction

from tests.monde import planter
from tests.parcours.commission.test_navigateur import _ouvrir, _violations
from tests.parcours.plan.scene import prevoir, viser
from tests.parcours.remobilisation.scene import entrer
from tests.parcours.tripartites.scene import fixe, tenir
from tests.serveur import naviguer

LARGEURS = (390, 1280)
CAPTURES = os.environ.get("TANDEM_CAPTURES")


@pytest.fixture
def scene(base_jetable, django_db_blocker, settings) -> Iterator[SimpleNamespace]:
    """Two youths of Nadia and Karim: one whom the three never met, one whose meeting was held today."""
    settings.DOUBLE_FACTEUR_OBLIGATOIRE = False
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00"):
        with transaction.atomic():
            monde = planter()
            dossier = entrer(monde)
            prevoir(monde.nadia, viser(monde.nadia, dossier), heures="1.5")
            autre = entrer(monde, identite={"prenom": "Soraya", "nom": "Lambert"})
            tenu = tenir(monde.nadia, fixe(monde, autre))
            biscuits = {nom: monde.client(monde.gens[nom]).cookies["sessionid"].value for nom in ("nadia", "karim")}
        with naviguer() as (racine, navigateur):
            yield SimpleNamespace(
                racine=racine, dossier=f"{racine}/dossiers/{dossier.pk}/",
                ici=f"{racine}/dossiers/{dossier.pk}/entretiens-a-trois/",
                tenu=f"{racine}/dossiers/{autre.pk}/entretiens-a-trois/{tenu.pk}/",
                ouvrir=lambda nom, largeur: _ouvrir(navigateur, racine, biscuits[nom], largeur),
            )  # fmt: skip


def _voir(page, nom: str, largeur: int) -> None:
    """What one sees: axe finds nothing, nothing overflows, and a picture when one asks for it."""
    if CAPTURES:
        Path(CAPTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{CAPTURES}/trois-{nom}-{largeur}.png", full_page=True)
    assert _violations(page) == [], nom
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur, nom


@pytest.mark.parametrize("largeur", LARGEURS)
def test_from_the_invitation_to_the_signed_plan(scene, largeur):
    nadia, karim = scene.ouvrir("nadia", largeur), scene.ouvrir("karim", largeur)
    _proposer(nadia, scene, largeur)
    _repondre(karim, scene, largeur)
    _tenir(nadia, scene, largeur)
    _changer_le_plan(nadia, largeur)
    un = nadia.url
    for page, qui in ((nadia, "jeune"), (nadia, "porteur"), (karim, "mission locale")):
        _signer(page, un, qui, largeur)
    assert karim.get_by_text("Signé par les trois", exact=True).is_visible()
    _voir(karim, "signe", largeur)
    assert karim.request.get(f"{un}compte-rendu.pdf").body()[:5] == b"%PDF-"
    karim.goto(f"{scene.dossier}plan/")
    assert karim.get_by_text("Accepté à trois", exact=True).is_visible()


def _proposer(page, scene, largeur: int) -> None:
    page.goto(scene.ici)
    _voir(page, "commencer", largeur)
    page.get_by_role("link", name="Proposer des créneaux").click()
    for rang, jour in ((1, "2026-11-24"), (2, "2026-11-26")):
        page.get_by_label(f"Jour {rang}").fill(jour)
        page.get_by_label(f"Heure {rang}").fill("14:30")
    page.get_by_text("À la mission locale").click()
    _voir(page, "proposer", largeur)
    page.get_by_role("button", name="Proposer", exact=True).click()
    page.get_by_text("C’est proposé.").wait_for()
    _voir(page, "propose", largeur)


def _repondre(page, scene, largeur: int) -> None:
    page.goto(scene.racine)
    _voir(page, "a-faire", largeur)
    page.get_by_role("link", name="Répondre").first.click()
    page.get_by_label("mardi 24 novembre").check()
    _voir(page, "repondre", largeur)
    page.get_by_role("button", name="Répondre").click()
    page.get_by_text("C’est fixé. Les deux côtés").wait_for()
    _voir(page, "fixe", largeur)
    with page.expect_download() as recu:
        page.get_by_role("link", name="Mettre dans mon agenda").click()
    fichier = Path(recu.value.path()).read_text(encoding="utf-8")
    assert "SUMMARY:Rendez-vous Tandem" in fichier and "Idriss" not in fichier


def _tenir(page, scene, largeur: int) -> None:
    page.goto(scene.racine)
    page.get_by_role("link", name="Voir le rendez-vous").first.click()
    page.goto(f"{page.url}tenir/")
    page.get_by_label("Quel jour").fill("2026-11-23")
    for groupe, valeur in (("Idriss", "Là"), ("Nadia Ferrand", "Là"), ("Mission locale du Val-Doré", "Excusé")):
        page.get_by_role("radiogroup", name=groupe).get_by_text(valeur, exact=True).click()
    page.get_by_label("Ce que dit le jeune").fill("Je veux une chambre, et finir le permis.")
    page.get_by_label("Ce que dit le porteur").fill("Idriss vient chaque mardi.")
    _voir(page, "tenir", largeur)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("C’est noté. Relisez ensemble").wait_for()


def _changer_le_plan(page, largeur: int) -> None:
    un = page.url
    page.get_by_role("link", name="Ajouter une action").click()
    page.get_by_label("Quoi", exact=True).fill("Visiter la résidence")
    page.get_by_text("Le Fil d’Ormelle", exact=True).last.click()
    page.get_by_role("button", name="Ajouter l’action").click()
    page.goto(un)
    _voir(page, "tenu", largeur)
    page.get_by_role("button", name="Proposer cette version du plan").click()
    page.wait_for_url("**/plan/versions/*/")
    page.goto(un)


def _signer(page, un: str, qui: str, largeur: int) -> None:
    page.goto(un)
    nom = "Noter son oui" if qui == "jeune" else "Signer"
    page.get_by_role("link", name=nom).last.click()
    if qui == "jeune":
        page.get_by_text("à l’oral, devant moi").click()
        _voir(page, "signer", largeur)
    assert page.get_by_label("Ce oui vaut aussi pour la version 1 du plan").is_checked()
    page.get_by_role("button", name=nom).click()
    page.wait_for_url(un)


@pytest.mark.parametrize("largeur", LARGEURS)
def test_the_other_pages_hold_too(scene, largeur):
    page = scene.ouvrir("karim", largeur)
    for nom, adresse in (
        ("tenu-autre", scene.tenu), ("corriger", f"{scene.tenu}tenir/"), ("manque", f"{scene.tenu}jeune/manque/"),
        ("dossier", scene.dossier),
    ):  # fmt: skip
        assert page.goto(adresse).status == 200, adresse
        _voir(page, nom, largeur)
    page.goto(f"{scene.tenu}porteur/manque/")
    page.get_by_label("Pourquoi elle manque").fill("Nadia est en congé.")
    page.get_by_role("button", name="Noter la raison").click()
    page.get_by_text("Manque : Nadia est en congé.").wait_for()
    _voir(page, "raison", largeur)
