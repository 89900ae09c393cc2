"""The commission in a real browser: by keyboard alone, and nothing that axe finds, at both widths."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from playwright.sync_api import Page

from tests.monde import planter
from tests.parcours.commission.scene import JEUDI, convoquer, decider, presenter, presenter_refuse, proposer, signer
from tests.serveur import naviguer

AXE = (Path(__file__).parents[2] / "web" / "composants" / "axe.min.js").read_text(encoding="utf-8")
LARGEURS = (390, 1280)


@pytest.fixture
def scene(base_jetable, django_db_blocker, settings) -> Iterator[SimpleNamespace]:
    """A real server on a copy of the database, Thursday's agenda, and somebody's browser on demand."""
    settings.DOUBLE_FACTEUR_OBLIGATOIRE = False
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00"):
        with transaction.atomic():
            monde = planter()
            convoquer(monde)
            jeunes = {
                "decidee": presenter(monde, identite={"prenom": "Emma"}),
                "a_signer": presenter_refuse(monde, identite={"prenom": "Fatou"}),
                "libre": presenter(monde, identite={"prenom": "Lina"}),
                "a_preciser": presenter(
                    monde, situation={"inscrit_mission_locale": True, "inscrit_mission_locale_le": date(2025, 1, 6)}
                ),
            }
            decider(monde, jeunes["decidee"])
            signer(monde.nadia, proposer(monde.nadia, jeunes["a_signer"], motif="Il vient chaque jour."))
            biscuits = {nom: monde.client(monde.gens[nom]).cookies["sessionid"].value for nom in ("nadia", "ines")}
        with naviguer() as (racine, navigateur):
            seance = f"{racine}/commission/{monde.val_dore.pk}/{JEUDI}/"
            yield SimpleNamespace(
                racine=racine, seance=seance, jeunes={n: f"{seance}{d.pk}/" for n, d in jeunes.items()},
                ouvrir=lambda nom, largeur=1280: _ouvrir(navigateur, racine, biscuits[nom], largeur),
            )  # fmt: skip


def _ouvrir(navigateur, racine: str, biscuit: str, largeur: int) -> Page:
    contexte = navigateur.new_context(viewport={"width": largeur, "height": 844})
    contexte.add_cookies([{"name": "sessionid", "value": biscuit, "url": racine}])
    return contexte.new_page()


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    return page.evaluate(
        "axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes.map(n => n.target.join(' ')).join(', ')))"
    )


def test_axe_finds_nothing_and_nothing_overflows(scene):
    adresses = [scene.seance, *scene.jeunes.values(), f"{scene.jeunes['a_signer']}retirer/", f"{scene.seance}deplacer/"]
    adresses += [f"{scene.racine}/commission/", f"{scene.racine}/commission/rendezvous/"]
    adresses += [f"{scene.jeunes['libre']}?ecran=projete"]
    for largeur in LARGEURS:
        page = scene.ouvrir("ines", largeur)
        for adresse in adresses:
            assert page.goto(adresse).status == 200
            assert _violations(page) == [], adresse
            assert page.evaluate("document.documentElement.scrollWidth") <= largeur, adresse


def _jusqu_a(page: Page, selecteur: str) -> int:
    """Press Tab until the element holds the focus; return how many times."""
    for coups in range(1, 120):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selecteur):
            return coups
    raise AssertionError(f"jamais atteint au clavier : {selecteur}")


def test_a_decision_by_keyboard_alone(scene):
    nadia = scene.ouvrir("nadia")
    nadia.goto(f"{scene.racine}/commission/")
    _jusqu_a(nadia, ".prochaine a")
    nadia.keyboard.press("Enter")
    nadia.wait_for_url(scene.seance)
    _jusqu_a(nadia, f"a[href='{scene.jeunes['libre'].removeprefix(scene.racine)}']")
    nadia.keyboard.press("Enter")
    nadia.wait_for_url(scene.jeunes["libre"])
    _jusqu_a(nadia, "[name=issue]")
    nadia.keyboard.press("Space")
    _jusqu_a(nadia, "button[name=signer]")
    nadia.keyboard.press("Enter")
    nadia.get_by_text("Elle attend maintenant l’autre côté").wait_for()

    ines = scene.ouvrir("ines")
    ines.goto(scene.jeunes["libre"])
    _jusqu_a(ines, "button[name=signer][value=mission_locale]")
    ines.keyboard.press("Enter")
    ines.get_by_text("elle est en vigueur").wait_for()


def test_only_what_the_decision_asks_is_shown(scene):
    page = scene.ouvrir("nadia", 390)
    page.goto(scene.jeunes["libre"])
    assert not page.locator("[name=plan_interim]").is_visible()
    page.get_by_label("Pré-CEJ-JR").check()
    assert page.locator("[name=plan_interim]").is_visible()
    assert not page.locator("[name=vers]").is_visible()
    page.get_by_label("Réorientation").check()
    assert page.locator("[name=vers]").is_visible()
    assert not page.locator("[name=plan_interim]").is_visible()


def test_a_refused_form_takes_the_reader_to_what_is_wrong(scene):
    page = scene.ouvrir("ines", 390)
    page.goto(scene.jeunes["libre"])
    page.get_by_label("Pré-CEJ-JR").check()
    page.get_by_role("button", name="Proposer et signer").click()
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert _violations(page) == []
