"""The sortie in a real browser: by keyboard alone, and nothing that axe finds, at both widths."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from playwright.sync_api import Page

from parcours.sortie.retours import revenir
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, agir, identifiant, planter
from tests.parcours.commission.scene import convoquer, decider
from tests.parcours.sortie.scene import RELAIS, dire, donner_avis, partager
from tests.serveur import naviguer

AXE = (Path(__file__).parents[2] / "web" / "composants" / "axe.min.js").read_text(encoding="utf-8")
LARGEURS = (390, 1280)
LONG = {
    "accompagnement": True, "accompagnement_par": "Le Fil d’Ormelle, deux rendez-vous par mois",
    "accompagnement_jusqu_a": LE + timedelta(days=90), "parole": "Je garde le numéro de Nadia, au cas où.",
}  # fmt: skip


def _planter_les_sortis() -> tuple:
    monde = planter()
    convoquer(monde)
    reste = partager(monde, identite={"prenom": "Lina"})
    lue = partager(monde, identite={"prenom": "Emma"}, elements=["dossier", "coordonnees"])
    decider(monde, lue)
    dire(monde.nadia, lue, relais=RELAIS, **LONG)
    contestee = partager(monde, identite={"prenom": "Fatou"})
    donner_avis(monde.karim, dire(monde.nadia, contestee, motif="perte_de_contact", vers=""), "Il était là lundi.")
    revenu = partager(monde, identite={"prenom": "Bryan"})
    dire(monde.nadia, revenu, motif="autre_dispositif", vers="E2C du Val")
    with agir(monde.nadia) as acteur:
        nouveau = revenir(
            acteur=acteur, ancien=Dossier.objects.get(pk=revenu.pk), dossier_id=identifiant(), repere_le=LE,
            identite={"prenom": "Bryan"}, lieu="", demande="", mission_locale_id=None, le=LE, maintenant=MAINTENANT,
        )  # fmt: skip
    return monde, {"reste": reste, "lue": lue, "contestee": contestee, "revenu": revenu, "nouveau": nouveau}


@pytest.fixture
def scene(base_jetable, django_db_blocker, settings) -> Iterator[SimpleNamespace]:
    """A real server on a copy of the database, youths who left, and somebody's browser on demand."""
    settings.DOUBLE_FACTEUR_OBLIGATOIRE = False
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00"):
        with transaction.atomic():
            monde, jeunes = _planter_les_sortis()
            biscuits = {nom: monde.client(monde.gens[nom]).cookies["sessionid"].value for nom in ("nadia", "karim")}
        with naviguer() as (racine, navigateur):
            yield SimpleNamespace(
                racine=racine, jeunes={n: f"{racine}/dossiers/{d.pk}/" for n, d in jeunes.items()},
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


def _garder(page: Page, nom: str, largeur: int) -> None:
    """Keep a picture of the page where TANDEM_CAPTURES says, to be looked at."""
    if ou := os.environ.get("TANDEM_CAPTURES"):
        page.screenshot(path=f"{ou}/sortie-{nom}-{largeur}.png", full_page=True)


def test_axe_finds_nothing_and_nothing_overflows(scene):
    j = scene.jeunes
    adresses = {
        ("nadia", "dire"): f"{j['reste']}sortie/",
        ("nadia", "dossier"): j["lue"],
        ("nadia", "dite"): f"{j['lue']}sortie/",
        ("nadia", "corriger"): f"{j['lue']}sortie/corriger/",
        ("nadia", "annuler"): f"{j['lue']}sortie/annuler/",
        ("nadia", "contestee"): f"{j['contestee']}sortie/",
        ("nadia", "il-revient"): f"{j['lue']}retour/",
        ("nadia", "revenu"): j["nouveau"],
        ("nadia", "sortis"): f"{scene.racine}/jeunes/?etape=sorti",
        ("nadia", "en-cours"): j["reste"],
        ("nadia", "fermee"): f"{j['lue']}situation/",
        ("karim", "a-lire"): f"{j['lue']}sortie/",
        ("karim", "conteste"): f"{j['contestee']}sortie/",
        ("karim", "a-faire"): f"{scene.racine}/",
    }
    for largeur in LARGEURS:
        pages = {qui: scene.ouvrir(qui, largeur) for qui in ("nadia", "karim")}
        for (qui, nom), adresse in adresses.items():
            page = pages[qui]
            assert page.goto(adresse).status == (409 if nom == "fermee" else 200)
            for repli in page.locator("details.repli-sortie > summary").all():
                repli.click()
            _garder(page, f"{qui}-{nom}", largeur)
            assert _violations(page) == [], adresse
            assert page.evaluate("document.documentElement.scrollWidth") <= largeur, adresse


def _jusqu_a(page: Page, selecteur: str) -> None:
    """Press Tab until the element holds the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selecteur):
            return
    raise AssertionError(f"jamais atteint au clavier : {selecteur}")


def test_a_sortie_by_keyboard_alone_said_then_contested(scene):
    nadia = scene.ouvrir("nadia")
    nadia.goto(scene.jeunes["reste"])
    _jusqu_a(nadia, f"a[href='{scene.jeunes['reste'].removeprefix(scene.racine)}sortie/']")
    nadia.keyboard.press("Enter")
    nadia.wait_for_url("**/sortie/")
    _jusqu_a(nadia, "[name=motif]")
    nadia.keyboard.type("Service")
    _jusqu_a(nadia, "[name=vers]")
    nadia.keyboard.type("Une ressourcerie")
    _jusqu_a(nadia, "button[type=submit].btn-primary")
    nadia.keyboard.press("Enter")
    nadia.get_by_text("La sortie de Lina M. est notée").wait_for()

    karim = scene.ouvrir("karim")
    karim.goto(f"{scene.jeunes['reste']}sortie/")
    _jusqu_a(karim, "details.repli-sortie > summary")
    karim.keyboard.press("Enter")
    _jusqu_a(karim, "[name=texte]")
    karim.keyboard.type("Elle est venue ce matin.")
    _jusqu_a(karim, "button[name=contester]")
    karim.keyboard.press("Enter")
    karim.get_by_text("Vous contestez cette sortie").wait_for()


def test_only_what_the_answer_asks_is_shown(scene):
    page = scene.ouvrir("nadia", 390)
    page.goto(f"{scene.jeunes['reste']}sortie/")
    precision, qui = page.locator("[name=precision]"), page.locator("[name=accompagnement_par]")
    assert not precision.is_visible()
    assert not qui.is_visible()
    page.select_option("[name=motif]", "autre")
    page.locator("[name=accompagnement][value=oui]").check()
    assert precision.is_visible()
    assert qui.is_visible()
