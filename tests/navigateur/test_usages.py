"""Other ways to use the pages: by keyboard alone, without scripts, by axe's rules, at both widths."""

from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from parcours.reperage.ecritures import garder_brouillon
from tests.monde import agir, identifiant
from tests.navigateur.service import BUREAU, TELEPHONE, Service

LE = date(2026, 9, 14)
TABULATIONS_AU_PLUS = 80


def _jusqu_a(page: Page, selecteur: str) -> None:
    """Press Tab until that element holds the focus; what holds it must be seen to hold it."""
    for _ in range(TABULATIONS_AU_PLUS):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selecteur):
            visible = (
                "e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"
            )
            assert page.evaluate(f"({visible})(document.activeElement)"), f"le focus ne se voit pas : {selecteur}"
            return
    raise AssertionError(f"jamais atteint au clavier : {selecteur}")


def test_a_reperage_by_keyboard_alone(service: Service):
    page = service.page(service.monde.nadia)
    page.goto("/")
    _jusqu_a(page, ".evitement")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.goto("/")
    _jusqu_a(page, "a[href='/reperer/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reperer/")
    _jusqu_a(page, "main [name=prenom]")
    page.keyboard.type("Yanis")
    _jusqu_a(page, "main [name=lieu]")
    page.keyboard.type("le square")
    _jusqu_a(page, "main details summary")
    page.keyboard.press("Enter")
    _jusqu_a(page, "main [name=signes]")
    page.keyboard.press("Space")
    _jusqu_a(page, "main button.btn-primary[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossiers/*/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Yanis")
    service.examiner(page)


def test_without_scripts_a_reperage_is_saved_and_a_draft_kept(service: Service):
    page = service.page(service.monde.nadia, TELEPHONE, java_script_enabled=False)
    page.goto("/reperer/")
    page.locator("main [name=prenom]").fill("Lou")
    page.get_by_role("button", name="Finir plus tard").click()
    expect(page.locator("main")).to_contain_text("Le brouillon est gardé sept jours")
    page.get_by_role("link", name="Reprendre").first.click()
    expect(page.locator("main [name=prenom]")).to_have_value("Lou")
    page.get_by_text("Ce qui est difficile pour lui").click()
    page.locator("main [name=signes]").first.check()
    page.get_by_role("button", name="Ouvrir le dossier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lou")
    page.goto("/")
    expect(page.locator("main")).not_to_contain_text("Reprendre")


def test_a_draft_is_kept_while_one_types_and_the_page_says_so(service: Service):
    page = service.page(service.monde.nadia, TELEPHONE)
    page.goto("/reperer/")
    page.locator("main [name=prenom]").fill("Mina")
    expect(page.locator("[data-brouillon-etat]")).to_contain_text("Brouillon gardé", timeout=10_000)
    autre = service.page(service.monde.nadia, TELEPHONE)
    autre.goto("/")
    expect(autre.locator("main")).to_contain_text("Mina")
    collegue = service.page(service.monde.bilal, TELEPHONE)
    collegue.goto("/")
    expect(collegue.locator("main")).not_to_contain_text("Mina")


@pytest.mark.parametrize("largeur", [TELEPHONE, BUREAU])
def test_axe_finds_nothing_on_the_pages_the_story_does_not_open(service: Service, largeur: int, capsys):
    monde = service.monde
    with transaction.atomic():
        dossier = monde.dossier(monde.nadia, le=LE, mission_locale=monde.val_dore)
        accord = monde.accord(monde.nadia, dossier, le=LE)
        brouillon = identifiant()
        with agir(monde.nadia, le=LE) as acteur:
            garder_brouillon(
                acteur=acteur, brouillon_id=brouillon, contenu={"prenom": "Lou"}, maintenant=timezone.now()
            )
    ici = f"/dossiers/{dossier.pk}/"
    pages = {
        monde.nadia: [
            "/", "/jeunes/", ici, f"/reperer/{brouillon}/", "/compte/moi/", "/compte/2fa/", "/compte/sessions/",
            *(ici + p for p in ("identite/", "situation/", "coordonnees/", "confier/", "accord/", "accords/")),
            *(ici + p for p in (f"accords/{accord.pk}/retirer/", "lectures/", "rencontre/", "contacts/noter/")),
            "/introuvable/",
        ],
        monde.karim: ["/", "/jeunes/", ici, f"{ici}historique/", "/commission/", "/commission/rendezvous/"],
        monde.paul: ["/", "/equipe/", "/equipe/inviter/", f"/equipe/membres/{monde.maya.pk}/", "/jeunes/"],
        monde.odile: ["/"],
        None: ["/", "/compte/login/", "/compte/password/reset/", "/compte/login/code/"],
    }  # fmt: skip
    for qui, adresses in pages.items():
        page = service.page(qui, largeur)
        for adresse in adresses:
            page.goto(adresse)
            service.examiner(page)
    with capsys.disabled():
        print(f"\naxe à {largeur} px : {len(service.vues)} pages, {len(service.violations)} violations")
