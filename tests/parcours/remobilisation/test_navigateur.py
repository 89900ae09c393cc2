"""The remobilisation in a real browser: by keyboard alone, and nothing that axe finds, at both widths."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction

from parcours.remobilisation import ecritures_duree
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, agir, planter
from tests.parcours.commission.scene import decider, presenter
from tests.parcours.commission.test_navigateur import _jusqu_a, _ouvrir, _violations
from tests.parcours.o2r import convention
from tests.parcours.remobilisation.scene import (
    CONNU,
    demander,
    demander_diagnostic,
    entrer,
    noter_pacea,
    proposer,
    repondre,
    tenir,
)
from tests.serveur import naviguer

LARGEURS = (390, 1280)
CAPTURES = os.environ.get("TANDEM_CAPTURES")


def _jeunes(monde) -> SimpleNamespace:
    """One youth at the beginning, one with everything that can be recorded."""
    debut, tout = entrer(monde), entrer(monde, identite={"prenom": "Soraya", "nom": "Lambert"})
    diagnostic = demander_diagnostic(monde, tout, pour="Un hébergement à payer en attendant le foyer.")
    proposer(monde, diagnostic, LE)
    tenir(monde, diagnostic)
    attendu = demander_diagnostic(monde, tout, pour="Le foyer a refusé, il faut reprendre.")
    pacea = noter_pacea(monde, tout, signe_le=date(2026, 2, 15))
    accordee = demander(monde, tout, mois=CONNU, montant="300", precision="Trois nuits d’hôtel.")
    repondre(monde, accordee)
    refusee = demander(monde, tout, mois=date(2026, 10, 1), montant="200", revenus="640")
    repondre(monde, refusee, "refusee", accorde=None, pourquoi="Plus de 300 € ce mois-là.")
    depasse = demander(monde, tout, mois=CONNU, montant="400")
    o2r, neuf = _o2r(monde)
    return SimpleNamespace(
        debut=debut, tout=tout, attendu=attendu, pacea=pacea, accordee=accordee, refusee=refusee, depasse=depasse,
        o2r=o2r, neuf=neuf,
    )  # fmt: skip


def _o2r(monde) -> tuple[Dossier, Dossier]:
    """One youth in an O2R parcours that was extended, one just met; the porteur carries two programmes."""
    for programme in ("cej-jr", "o2r-jeunes"):
        convention(monde.le_fil, programme)
    inscrit = {"inscrit_mission_locale": True, "inscrit_mission_locale_le": date(2025, 1, 6)}
    entre = presenter(monde, programme="o2r-jeunes", identite={"prenom": "Maëlys"})
    decider(monde, entre)
    with agir(monde.karim) as acteur:
        ecritures_duree.prolonger(
            acteur=acteur, prolongation_id=uuid4(), dossier_id=entre.pk, jusqu_au=date(2027, 10, 1),
            motif="Le logement arrive en septembre, la formation en octobre.", maintenant=MAINTENANT,
        )  # fmt: skip
    return entre, presenter(monde, programme="o2r-jeunes", identite={"prenom": "Noam"}, situation=inscrit)


@pytest.fixture
def scene(base_jetable, django_db_blocker, settings) -> Iterator[SimpleNamespace]:
    """A real server on a copy of the database, and somebody's browser on demand."""
    settings.DOUBLE_FACTEUR_OBLIGATOIRE = False
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00"):
        with transaction.atomic():
            monde = planter()
            jeunes = _jeunes(monde)
            biscuits = {nom: monde.client(monde.gens[nom]).cookies["sessionid"].value for nom in ("nadia", "karim")}
        with naviguer() as (racine, navigateur):
            yield SimpleNamespace(
                racine=racine, jeunes=jeunes, debut=f"{racine}/dossiers/{jeunes.debut.pk}/remobilisation/",
                tout=f"{racine}/dossiers/{jeunes.tout.pk}/remobilisation/",
                ouvrir=lambda nom, largeur=1280: _ouvrir(navigateur, racine, biscuits[nom], largeur),
            )  # fmt: skip


def _photographier(page, nom: str) -> None:
    if CAPTURES:
        Path(CAPTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{CAPTURES}/remobilisation-{nom}.png", full_page=True)


def test_axe_finds_nothing_and_nothing_overflows(scene):
    j, tout = scene.jeunes, scene.tout
    pages = {
        "nadia": {
            "debut": scene.debut, "tout": tout, "dossier": f"{scene.racine}/dossiers/{j.tout.pk}/",
            "diagnostic": f"{scene.debut}diagnostic/demander/", "allocation": f"{scene.debut}allocations/demander/",
            "modifier": f"{tout}allocations/{j.depasse.pk}/modifier/",
        },
        "karim": {
            "ml": tout, "jour": f"{tout}diagnostic/{j.attendu.pk}/jour/",
            "tenu": f"{tout}diagnostic/{j.attendu.pk}/tenu/",
            "pacea": f"{scene.debut}pacea/noter/", "fin": f"{tout}pacea/{j.pacea.pk}/fin/",
            "reponse": f"{tout}allocations/{j.depasse.pk}/repondre/",
            "plafond": f"{scene.racine}/remobilisation/plafond/",
        },
    }  # fmt: skip
    for qui, adresses in pages.items():
        for largeur in LARGEURS:
            page = scene.ouvrir(qui, largeur)
            for nom, adresse in adresses.items():
                assert page.goto(adresse).status == 200, adresse
                _photographier(page, f"{nom}-{largeur}")
                assert _violations(page) == [], adresse
                assert page.evaluate("document.documentElement.scrollWidth") <= largeur, adresse


def test_axe_finds_nothing_on_the_pages_of_an_o2r(scene):
    dossiers = f"{scene.racine}/dossiers"
    entre, neuf = f"{dossiers}/{scene.jeunes.o2r.pk}/", f"{dossiers}/{scene.jeunes.neuf.pk}/"
    pages = {
        "nadia": {
            "dossier": entre, "prolonger": f"{entre}remobilisation/prolonger/", "neuf": neuf,
            "verdict": f"{neuf}verdict/", "situation": f"{neuf}situation/", "programme": f"{neuf}programme/",
            "reperer": f"{scene.racine}/reperer/", "jeunes": f"{scene.racine}/jeunes/?programme=o2r-jeunes",
        },
        "karim": {"dossier-ml": entre, "verdict-ml": f"{neuf}verdict/"},
    }  # fmt: skip
    for qui, adresses in pages.items():
        for largeur in LARGEURS:
            page = scene.ouvrir(qui, largeur)
            for nom, adresse in adresses.items():
                assert page.goto(adresse).status == 200, adresse
                _photographier(page, f"o2r-{nom}-{largeur}")
                assert _violations(page) == [], adresse
                assert page.evaluate("document.documentElement.scrollWidth") <= largeur, adresse


def test_a_diagnosis_then_an_allocation_by_keyboard_alone(scene):
    nadia = scene.ouvrir("nadia")
    nadia.goto(scene.debut)
    _jusqu_a(nadia, ".ensuite a.btn-primary")
    nadia.keyboard.press("Enter")
    nadia.wait_for_url("**/diagnostic/demander/")
    _jusqu_a(nadia, "[name=pour]")
    nadia.keyboard.type("Plus rien pour finir le mois.")
    _jusqu_a(nadia, "button.btn-primary")
    nadia.keyboard.press("Enter")
    nadia.get_by_text("Le diagnostic est demandé.").wait_for()

    nadia.goto(f"{scene.debut}allocations/demander/")
    _jusqu_a(nadia, "[name=montant]")
    nadia.keyboard.type("120,50")
    _jusqu_a(nadia, "[name=motifs]")
    nadia.keyboard.press("Space")
    _jusqu_a(nadia, "[name=recueil]")
    nadia.keyboard.press("Space")
    for nom, dit in (("temoin", "Zélie Brun"), ("temoin_fonction", "animatrice")):
        _jusqu_a(nadia, f"[name={nom}]")
        nadia.keyboard.type(dit)
    _jusqu_a(nadia, "button.btn-primary")
    nadia.keyboard.press("Enter")
    nadia.get_by_text("La demande est partie.").wait_for()
    assert nadia.get_by_text("120,50").count() >= 1


def test_a_refused_form_takes_the_reader_to_what_is_wrong(scene):
    page = scene.ouvrir("karim", 390)
    page.goto(f"{scene.tout}allocations/{scene.jeunes.depasse.pk}/repondre/")
    page.get_by_label("Accordée").check()
    page.get_by_role("button", name="Envoyer la réponse").click()
    page.get_by_role("alert").wait_for()
    page.wait_for_function("document.activeElement.getAttribute('role') === 'alert'")
    assert "dites pourquoi" in page.get_by_role("alert").inner_text()
    _photographier(page, "refus-390")
    assert _violations(page) == []
