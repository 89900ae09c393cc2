"""A synthèse in a real browser: from the text proposed to its reading, on a phone and on a desk; axe finds nothing."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, transaction
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

from socle.courrier.models import Courrier
from tests.chromium import lancement
from tests.monde import planter
from tests.parcours.commission.test_navigateur import _ouvrir, _violations
from tests.parcours.plan.scene import avancer, prevoir, viser
from tests.parcours.remobilisation.scene import entrer
from tests.parcours.syntheses.scene import (
    ecrire,
    envoyer,
    modifier,
    observer,
    reprendre,
    siao,
    soumettre,
    soumise,
    validee,
)

LARGEURS = (390, 1280)
CAPTURES = os.environ.get("TANDEM_CAPTURES")


def _syntheses(monde) -> SimpleNamespace:
    """A youth with a plan, one of whom nothing is written yet, and a version at each moment."""
    tout, neuf = entrer(monde, identite={"prenom": "Soraya", "nom": "Lambert"}), entrer(monde)
    for dossier in (tout, neuf):
        toit = viser(monde.nadia, dossier)
        prevoir(monde.nadia, toit, heures="1.5")
        avancer(monde.karim, prevoir(monde.karim, toit, "Demander le FSL", "mission_locale"), "fait")
    chloe = siao(monde)
    fini = validee(monde.nadia, monde.karim, tout)
    observer(monde.nadia, fini, "C’est vrai. Pour le logement, j’attends encore.")
    monde.accord(monde.nadia, tout, avec=chloe.structure)
    monde.accord(monde.nadia, tout, avec=monde.les_amarres, elements=["dossier"])
    envoi, recu = envoyer(monde.nadia, fini, chloe.structure, monde.val_dore)
    un = soumise(monde.nadia, tout, pour="orientation", precision="le SIAO")
    amende = reprendre(monde.karim, un)
    modifier(monde.karim, amende, libre="Il prévient quand il ne vient pas.", suite="Appeler le bailleur.")
    amende = soumettre(monde.karim, amende, version=2, vu=un.pk)
    brouillon = ecrire(monde.nadia, tout, sante="Il dort mal.")
    monde.accord(monde.nadia, neuf, avec=chloe.structure)
    return SimpleNamespace(
        tout=tout.pk, neuf=neuf.pk, fini=fini.pk, amende=amende.pk, brouillon=brouillon.pk, chloe=chloe,
        envoi=(envoi if envoi.destinataire_id == chloe.structure_id else recu).pk,
    )  # fmt: skip


@pytest.fixture
def scene(base_jetable, django_db_blocker, settings) -> Iterator[SimpleNamespace]:
    """A real server on a copy of the database, and somebody's browser on demand."""
    settings.DOUBLE_FACTEUR_OBLIGATOIRE = False
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00"):
        with transaction.atomic():
            monde = planter()
            lues = _syntheses(monde)
            gens = {"nadia": monde.nadia, "karim": monde.karim, "chloe": lues.chloe}
            biscuits = {nom: monde.client(qui).cookies["sessionid"].value for nom, qui in gens.items()}
        fil = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
        fil.daemon = True
        fil.start()
        assert fil.is_ready.wait(20)
        assert fil.error is None
        racine = f"http://127.0.0.1:{fil.port}"
        try:
            with sync_playwright() as moteur:
                navigateur = moteur.chromium.launch(**lancement())
                yield SimpleNamespace(
                    racine=racine, s=lues, neuf=f"{racine}/dossiers/{lues.neuf}/syntheses/",
                    tout=f"{racine}/dossiers/{lues.tout}/syntheses/",
                    ouvrir=lambda nom, largeur=1280: _ouvrir(navigateur, racine, biscuits[nom], largeur),
                )  # fmt: skip
                navigateur.close()
        finally:
            fil.terminate()
            fil.join()


def _photographier(page, nom: str) -> None:
    if CAPTURES:
        Path(CAPTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{CAPTURES}/syntheses-{nom}.png", full_page=True)


def _regarder(page, nom: str, largeur: int) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
    _photographier(page, f"{nom}-{largeur}")
    assert _violations(page) == [], nom
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur, nom


def test_axe_finds_nothing_and_nothing_overflows(scene):
    s, tout = scene.s, scene.tout
    pages = {
        "nadia": {
            "vide": scene.neuf, "liste": tout, "ecrire": f"{scene.neuf}ecrire/", "brouillon": f"{tout}{s.brouillon}/",
            "amendee": f"{tout}{s.amende}/", "validee": f"{tout}{s.fini}/", "envoyer": f"{tout}{s.fini}/envoyer/",
            "observer": f"{tout}{s.fini}/observation/", "retirer": f"{tout}envois/{s.envoi}/retirer/",
            "dossier": f"{scene.racine}/dossiers/{s.tout}/",
        },
        "karim": {"liste-ml": tout, "a-faire": f"{scene.racine}/"},
        "chloe": {"recue": f"{scene.racine}/syntheses-recues/{s.envoi}/"},
    }  # fmt: skip
    for qui, adresses in pages.items():
        for largeur in LARGEURS:
            page = scene.ouvrir(qui, largeur)
            for nom, adresse in adresses.items():
                assert page.goto(adresse).status == 200, adresse
                _regarder(page, nom, largeur)


@pytest.mark.parametrize("largeur", LARGEURS)
def test_from_the_proposed_text_to_its_reading(scene, largeur):
    nadia, karim, chloe = (scene.ouvrir(qui, largeur) for qui in ("nadia", "karim", "chloe"))
    nadia.goto(scene.neuf)
    nadia.get_by_role("link", name="Écrire une synthèse").click()
    nadia.get_by_text("Orienter vers quelqu’un").click()
    nadia.get_by_label("Vers qui, ou quoi").fill("le SIAO")
    nadia.get_by_role("checkbox", name="Garder « D’où l’on vient, et le chemin fait »").uncheck()
    nadia.get_by_role("textbox", name="La suite, et qui la tient").fill("Une place d’hébergement avant Noël.")
    nadia.get_by_role("button", name="Garder ce brouillon").click()
    assert "a rencontré" not in nadia.locator("main").inner_text()
    adresse = nadia.url
    nadia.get_by_role("button", name="Soumettre").click()
    assert "L’autre côté la lit" in nadia.locator("main").inner_text()
    karim.goto(adresse)
    karim.get_by_role("button", name="Amender").click()
    karim.get_by_role("checkbox", name="Garder « Autre chose à dire »").check()
    karim.get_by_role("textbox", name="Autre chose à dire").fill("Il a son attestation.")
    karim.get_by_role("button", name="Garder ce brouillon").click()
    assert "Autre chose à dire : la partie est nouvelle." in karim.locator("main").inner_text().replace("\xa0", " ")
    karim.get_by_role("button", name="Soumettre").click()
    amendee = karim.url
    nadia.goto(amendee)
    nadia.get_by_role("button", name="Valider").click()
    nadia.get_by_role("link", name="Choisir à qui").click()
    nadia.get_by_role("link", name="Lisez-la ensemble avant de l’envoyer").click()
    nadia.get_by_text("Oui, ou on la lui a lue").click()
    nadia.get_by_text("N’a pas souhaité en faire").click()
    nadia.get_by_role("button", name="Noter", exact=True).click()
    nadia.get_by_role("link", name="Choisir à qui").click()
    nadia.get_by_label("SIAO de l’Ormelle").check()
    nadia.get_by_role("button", name="Envoyer à ceux que j’ai cochés").click()
    nadia.wait_for_url(amendee)
    assert "Pas encore lue" in nadia.locator("aside").inner_text()
    # In a thread: the browser's own has an event loop.
    with ThreadPoolExecutor(1) as fil:
        lien = scene.racine + fil.submit(_recue).result()
    chloe.goto(lien)
    assert "Noël" not in chloe.locator("main").inner_text()
    chloe.get_by_role("button", name="Ouvrir la synthèse").click()
    assert "Une place d’hébergement avant Noël." in chloe.locator("main").inner_text()
    _regarder(chloe, "lue", largeur)
    assert chloe.request.get(f"{lien}synthese.pdf").headers["content-type"] == "application/pdf"
    nadia.reload()
    nadia.get_by_role("link", name="Retirer cet envoi").click()
    nadia.get_by_label("Pourquoi").fill("Le SIAO a changé.")
    nadia.get_by_role("button", name="Retirer l’envoi").click()
    assert "Ne la lit plus" in nadia.locator("aside").inner_text()
    assert chloe.goto(lien).status == 404


def _recue() -> str:
    """The link of the last mail, which is how a partner comes to it."""
    try:
        texte = Courrier.objects.latest("depose_le").texte
    finally:
        connection.close()
    return "/syntheses-recues/" + texte.split("/syntheses-recues/")[1].split("/")[0] + "/"
