"""The public estimate in a browser: on a telephone and on a desk, with and without scripts, on paper."""

from playwright.sync_api import Page, expect

from tests.navigateur.porte import regarder
from tests.navigateur.service import TELEPHONE, Service


def _repondre(page: Page, le: str, r2: str = "600") -> None:
    page.locator("[name=date_naissance]").fill("2005-03-02")
    page.get_by_label("Non imposable").check()
    page.locator("[name=r2]").fill(r2)
    page.locator("[name=le]").fill(le)
    page.get_by_role("button", name="Voir l’estimation").click()


def test_an_estimate_read_then_changed_without_scripts(service: Service):
    page = service.page(None, TELEPHONE, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="estimer l’allocation").click()
    _repondre(page, "2025-09-01")
    expect(page.get_by_role("heading", level=1)).to_have_text("414,06\u00a0€ par mois")
    assert page.url.endswith("/simulateur/allocation/")
    expect(page.get_by_role("button", name="Imprimer")).to_be_hidden()
    page.get_by_role("button", name="Modifier mes réponses").click()
    expect(page.locator("[name=r2]")).to_have_value("600")
    page.locator("[name=r2]").fill("1 000,00")
    page.get_by_role("button", name="Voir l’estimation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("217,23\u00a0€ par mois")


def test_every_page_of_the_estimate_is_looked_at(service: Service):
    page = service.page(None)
    page.goto("/simulateur/allocation/")
    regarder(service, page, "estimation-questions")
    page.get_by_role("button", name="Voir l’estimation").click()
    regarder(service, page, "estimation-a-corriger")
    _repondre(page, "2025-09-01")
    regarder(service, page, "estimation-montant")
    expect(page.get_by_role("button", name="Imprimer")).to_be_visible()
    page.get_by_text("Voir le texte à copier").click()
    expect(page.get_by_label("Le texte à copier")).to_contain_text("414,06")
    page.locator("details.source").first.click()
    regarder(service, page, "estimation-texte-ouvert")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Modifier mes réponses")).to_be_hidden()
    regarder(service, page, "estimation-papier")
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Modifier mes réponses").click()
    page.locator("[name=le]").fill("2026-09-14")
    page.get_by_role("button", name="Voir l’estimation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Montant inconnu")
    regarder(service, page, "estimation-inconnu")
