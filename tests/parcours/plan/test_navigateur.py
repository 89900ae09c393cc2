"""The plan in a real browser: by keyboard alone, and nothing that axe finds, at both widths."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction

from tests.monde import LE, planter
from tests.parcours.commission.test_navigateur import _jusqu_a, _ouvrir, _violations
from tests.parcours.plan.scene import DES_DENTS, avancer, partage, prevoir, retirer, viser
from tests.parcours.plan.test_versions import acceptee, proposer
from tests.parcours.remobilisation.scene import entrer
from tests.serveur import naviguer

LARGEURS = (390, 1280)
CAPTURES = os.environ.get("TANDEM_CAPTURES")


def _plans(monde) -> SimpleNamespace:
    """An empty plan, and one with everything that it can hold."""
    vide, tout = partage(monde), entrer(monde, identite={"prenom": "Soraya", "nom": "Lambert"})
    toit = viser(monde.nadia, tout)
    action = prevoir(monde.nadia, toit, avant_le=LE - timedelta(days=3), heures="1.5")
    faite = prevoir(monde.karim, toit, "Visiter", "partenaire", partenaire="Le SIAO", avant_le=LE)
    version = acceptee(monde, tout)
    avancer(monde.karim, faite, "fait")
    prevoir(monde.karim, toit, "Demander le FSL", "mission_locale", avant_le=date(2027, 1, 4))
    prevoir(monde.nadia, viser(monde.nadia, tout, DES_DENTS), "Prendre rendez-vous", "jeune")
    retirer(monde.nadia, viser(monde.nadia, tout))
    attendue = proposer(monde.karim, tout)
    return SimpleNamespace(vide=vide, tout=tout, toit=toit, action=action, version=version, attendue=attendue)


@pytest.fixture
def scene(base_jetable, django_db_blocker, settings) -> Iterator[SimpleNamespace]:
    """A real server on a copy of the database, and somebody's browser on demand."""
    settings.DOUBLE_FACTEUR_OBLIGATOIRE = False
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00"):
        with transaction.atomic():
            monde = planter()
            plans = _plans(monde)
            biscuits = {nom: monde.client(monde.gens[nom]).cookies["sessionid"].value for nom in ("nadia", "karim")}
        with naviguer() as (racine, navigateur):
            yield SimpleNamespace(
                racine=racine, plans=plans, vide=f"{racine}/dossiers/{plans.vide.pk}/plan/",
                tout=f"{racine}/dossiers/{plans.tout.pk}/plan/",
                ouvrir=lambda nom, largeur=1280: _ouvrir(navigateur, racine, biscuits[nom], largeur),
            )  # fmt: skip


def _photographier(page, nom: str) -> None:
    if CAPTURES:
        Path(CAPTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{CAPTURES}/plan-{nom}.png", full_page=True)


def test_axe_finds_nothing_and_nothing_overflows(scene):
    p, tout = scene.plans, scene.tout
    pages = {
        "nadia": {
            "vide": scene.vide, "tout": tout, "dossier": f"{scene.racine}/dossiers/{p.tout.pk}/",
            "objectif": f"{tout}objectifs/ajouter/", "action": f"{tout}actions/{p.action.pk}/",
            "avancer": f"{tout}actions/{p.action.pk}/avancer/", "dits": f"{tout}actions/{p.action.pk}/commentaires/",
            "diagnostic": f"{tout}diagnostic/", "ecrire": f"{tout}diagnostic/sante/besoins/",
        },
        "karim": {
            "versions": f"{tout}versions/", "version": f"{tout}versions/{p.version.pk}/",
            "attendue": f"{tout}versions/{p.attendue.pk}/",
            "accepter": f"{tout}versions/{p.attendue.pk}/jeune/accepter/",
        },
    }  # fmt: skip
    for qui, adresses in pages.items():
        for largeur in LARGEURS:
            page = scene.ouvrir(qui, largeur)
            for nom, adresse in adresses.items():
                assert page.goto(adresse).status == 200, adresse
                page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
                _photographier(page, f"{nom}-{largeur}")
                assert _violations(page) == [], adresse
                assert page.evaluate("document.documentElement.scrollWidth") <= largeur, adresse


def test_moved_up_by_keyboard_alone(scene):
    page = scene.ouvrir("nadia", 390)
    page.goto(scene.tout)
    titres = page.locator(".action-du-plan h3")
    assert titres.nth(1).inner_text() == "Visiter"
    _jusqu_a(page, ".action-du-plan:nth-of-type(2) summary")
    page.keyboard.press("Enter")
    _jusqu_a(page, '.action-du-plan:nth-of-type(2) button[name="avant"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**#o-*")
    assert titres.nth(0).inner_text() == "Visiter"


def test_the_second_to_save_chooses_with_both_texts_before_their_eyes(scene):
    page = scene.ouvrir("karim", 390)
    adresse = f"{scene.tout}actions/{scene.plans.action.pk}/"
    page.goto(adresse)
    page.get_by_label("Quoi", exact=True).fill("Écrire au bailleur")
    elle = scene.ouvrir("nadia")
    elle.goto(adresse)
    elle.get_by_label("Quoi", exact=True).fill("Appeler les deux bailleurs")
    elle.get_by_role("button", name="Enregistrer").click()
    elle.wait_for_url("**#o-*")
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_selector(".conflit")
    assert "Nadia Ferrand a modifié cette action" in page.locator("h1").inner_text()
    assert "Appeler les deux bailleurs" in page.locator(".version").inner_text()
    assert page.locator("input[name=titre]").input_value() == "Écrire au bailleur"
    _photographier(page, "conflit-390")
    assert _violations(page) == []
    page.get_by_role("button", name="Enregistrer ma version").click()
    page.wait_for_url("**#o-*")
    assert page.get_by_role("heading", name="Écrire au bailleur").is_visible()
