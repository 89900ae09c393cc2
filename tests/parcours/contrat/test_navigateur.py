"""The contract in a real browser: by keyboard alone, and nothing that axe finds, at both widths."""

import os
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction

from regles.contrat import Regime
from tests.monde import LE, planter
from tests.parcours.commission.test_navigateur import LARGEURS, _jusqu_a, _ouvrir, _violations
from tests.parcours.contrat.scene import en_contrat, entrer, preparer, signer
from tests.parcours.contrat.test_changements import heures, nommer
from tests.parcours.remobilisation.scene import noter_pacea
from tests.serveur import naviguer


@pytest.fixture
def scene(base_jetable, django_db_blocker, settings) -> Iterator[SimpleNamespace]:
    """A real server on a copy of the database, youths at each moment of a contract, a browser on demand."""
    settings.DOUBLE_FACTEUR_OBLIGATOIRE = False
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00"):
        with transaction.atomic():
            monde = planter()
            jeunes = {nom: entrer(monde, identite={"prenom": nom}) for nom in ("Lina", "Fatou", "Emma", "Noa", "Malo")}
            signer(monde.nadia, preparer(monde.nadia, jeunes["Fatou"], regime="empechement", heures=None), "jeune")
            contrat = en_contrat(monde, jeunes["Emma"])
            nommer(monde, contrat, monde.ines)
            heures(monde, contrat, None, Regime.PARENT_SEUL, du=LE + timedelta(days=40))
            bientot = {"debut_le": LE - timedelta(days=300), "fin_prevue_le": LE + timedelta(days=20)}
            en_contrat(monde, jeunes["Noa"], **bientot)
            noter_pacea(monde, jeunes["Malo"], signe_le=LE - timedelta(days=200))
            biscuits = {nom: monde.client(monde.gens[nom]).cookies["sessionid"].value for nom in ("nadia", "karim")}
        with naviguer() as (racine, navigateur):
            yield SimpleNamespace(
                racine=racine, url={n: f"{racine}/dossiers/{d.pk}/" for n, d in jeunes.items()}, monde=monde,
                ouvrir=lambda nom, largeur=1280: _ouvrir(navigateur, racine, biscuits[nom], largeur),
            )  # fmt: skip


def test_axe_finds_nothing_and_nothing_overflows(scene):
    adresses = [f"{scene.url[n]}contrat/" for n in scene.url] + list(scene.url.values())
    adresses += [f"{scene.url['Fatou']}contrat/{s}/" for s in ("preparer", "abandonner", "signatures/jeune")]
    adresses += [f"{scene.url['Noa']}contrat/{s}/" for s in ("prolonger", "interrompre", "reprendre", "rompre")]
    adresses += [f"{scene.url['Emma']}contrat/{s}/" for s in ("referent", "heures")]
    for largeur in LARGEURS:
        page = scene.ouvrir("karim", largeur)
        for adresse in adresses:
            assert page.goto(adresse).status == 200, adresse
            assert _violations(page) == [], adresse
            assert page.evaluate("document.documentElement.scrollWidth") <= largeur, adresse


def test_the_next_dates_say_what_is_late_and_why(scene):
    for largeur in LARGEURS:
        page = scene.ouvrir("nadia", largeur)
        for nom in ("Malo", "Noa"):
            page.goto(scene.url[nom])
            carte = page.locator("section[aria-labelledby=titre-dates]")
            for repli in carte.locator("details > summary").all():
                repli.evaluate("repli => repli.parentElement.open = true")
            if ou := os.environ.get("TANDEM_CAPTURES"):
                carte.screenshot(path=f"{ou}/dates-{nom}-{largeur}.png")
            attendu = "En retard" if nom == "Malo" else "Bientôt"
            assert carte.locator("li").first.inner_text().strip().startswith(attendu)
            assert _violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= largeur


def test_from_the_dossier_to_the_opening_by_keyboard_alone(scene):
    ici = f"{scene.url['Lina']}contrat/"
    nadia = scene.ouvrir("nadia")
    nadia.goto(scene.url["Lina"])
    _jusqu_a(nadia, f"a[href='{ici.removeprefix(scene.racine)}']")
    nadia.keyboard.press("Enter")
    nadia.wait_for_url(ici)
    _jusqu_a(nadia, "a[href$='preparer/']")
    nadia.keyboard.press("Enter")
    nadia.wait_for_url(f"{ici}preparer/")
    _jusqu_a(nadia, "[name=heures]")
    nadia.keyboard.type("15")
    _jusqu_a(nadia, "[name=referent_id]")
    nadia.keyboard.type("Karim")
    _jusqu_a(nadia, ".contrat-form button")
    nadia.keyboard.press("Enter")
    nadia.get_by_text("est prêt à être signé sur papier").wait_for()
    for partie in ("jeune", "porteur"):
        _jusqu_a(nadia, f"form[action$='signatures/{partie}/'] button")
        nadia.keyboard.press("Enter")
        nadia.get_by_text(f"La signature du {partie} est notée").wait_for()

    karim = scene.ouvrir("karim")
    karim.goto(ici)
    _jusqu_a(karim, "form[action$='signatures/mission_locale/'] button")
    karim.keyboard.press("Enter")
    karim.get_by_text("est notée. Le contrat peut être ouvert").wait_for()
    _jusqu_a(karim, "a[href$='ouvrir/']")
    karim.keyboard.press("Enter")
    karim.wait_for_url(f"{ici}ouvrir/")
    assert _violations(karim) == []
    _jusqu_a(karim, "[name=en_qualite_de]")
    karim.keyboard.press("Space")
    _jusqu_a(karim, ".contrat-form button")
    karim.keyboard.press("Enter")
    karim.get_by_text("Le contrat de Lina M. est ouvert").wait_for()


def test_only_what_the_answer_asks_is_shown(scene):
    page = scene.ouvrir("karim", 390)
    page.goto(f"{scene.url['Lina']}contrat/preparer/")
    assert page.locator("[name=heures]").is_visible()
    page.get_by_label("Pas d’heures fixées : parent seul").check()
    assert not page.locator("[name=heures]").is_visible()
    page.goto(f"{scene.url['Noa']}contrat/prolonger/")
    assert page.locator("[name=jusqu_au]").is_visible()
    assert not page.locator("[name=parcours_fini_le]").is_visible()
    page.get_by_label("Le temps d’un autre parcours").check()
    assert page.locator("[name=parcours_fini_le]").is_visible()


def test_a_refused_form_takes_the_reader_to_what_is_wrong(scene):
    page = scene.ouvrir("karim", 390)
    page.goto(f"{scene.url['Lina']}contrat/preparer/")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert _violations(page) == []
