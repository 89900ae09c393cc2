"""The simulator in a browser: a thumb, no script, a keyboard, axe's rules, paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.doigt import Mesurer
from tests.navigateur.service import BUREAU, TELEPHONE, Service
from tests.navigateur.test_usages import _jusqu_a

ADRESSES = ("/simulateur/", "/simulateur/pour-quelqu-un/")
# The story begins on 14 September 2026.
UN_CONTACT = {"inscrit": "oui", "contact": "entretien", "echange": "oui", "intention": "oui"}


def _option(page: Page, champ: str, valeur: str):
    return page.locator(f'label:has([name={champ}][value="{valeur}"])')


def _repondre(page: Page, **reponses: str) -> None:
    for champ, valeur in reponses.items():
        _option(page, champ, valeur).click()


def test_a_youth_reads_the_answer_on_a_phone(service: Service, mesurer: Mesurer):
    page = service.page(None, TELEPHONE, has_touch=True)
    page.goto("/")
    page.get_by_role("link", name="Savoir si la porte est ouverte").click()
    page.wait_for_url("**/simulateur/")
    service.examiner(page)
    with mesurer(page, "Savoir si la porte est ouverte, sans dossier nulle part", 7) as doigt:
        doigt.ecrire("Votre âge", "19")
        for champ, valeur in {"situation": "rien", "argent": "aucune", "inscrit": "non", "difficulte": "oui"}.items():
            doigt.toucher(_option(page, champ, valeur))
        doigt.toucher(page.get_by_role("button", name="Voir ma réponse"))
        doigt.voir(page.get_by_role("heading", name="La porte est ouverte"))
    assert page.url.endswith("/simulateur/")
    service.examiner(page)


def test_a_contact_is_told_in_a_few_more_taps(service: Service, mesurer: Mesurer):
    page = service.page(None, TELEPHONE, has_touch=True)
    page.goto("/simulateur/")
    expect(page.get_by_label("C’était quand")).to_be_hidden()
    with mesurer(page, "Savoir si la porte est ouverte, avec un dernier rendez-vous", 13) as doigt:
        doigt.ecrire("Votre âge", "19")
        for champ, valeur in {"situation": "rien", "argent": "aucune", **UN_CONTACT, "difficulte": "oui"}.items():
            doigt.toucher(_option(page, champ, valeur))
            if champ == "contact":
                # The list opens, then the month: two taps.
                doigt.toucher(page.get_by_label("C’était quand"))
                page.get_by_label("C’était quand").select_option("2026-08")
                doigt.taps += 1
        doigt.ecrire("Votre département", "35")
        doigt.toucher(page.get_by_role("button", name="Voir ma réponse"))
        doigt.voir(page.get_by_role("heading", name=re.compile("La porte s’ouvrirait le 31 janvier 2027")))
    expect(page.locator("main")).to_contain_text("Mission locale du Val-Doré")
    service.examiner(page)


@pytest.mark.parametrize("adresse", ADRESSES)
def test_without_scripts_one_answers_reads_copies_and_changes(service: Service, adresse: str):
    page = service.page(None, TELEPHONE, java_script_enabled=False)
    page.goto(adresse)
    page.locator("[name=age]").fill("27")
    _repondre(page, situation="rien", argent="aucune", inscrit="oui")
    expect(page.locator("[name=mois]")).to_be_hidden()
    _repondre(page, contact="appel", echange="oui", intention="")
    page.locator("[name=mois]").select_option("2026-03")
    page.locator("main form button.btn-primary").click()
    expect(page.get_by_role("button", name="Copier le texte")).to_be_hidden()
    page.get_by_text("Voir le texte à copier").click()
    assert "Ce n’est pas une décision" in page.locator("#texte").input_value()
    page.get_by_role("button", name="Oui", exact=True).click()
    expect(page.locator("main")).to_contain_text("Vous avez une reconnaissance de travailleur handicapé")
    page.get_by_role("button", name=re.compile("Modifier")).click()
    expect(page.locator("[name=age]")).to_have_value("27")
    expect(page.locator("[name=mois]")).to_have_value("2026-03")
    expect(page.locator("[name=rqth][value=oui]")).to_be_checked()
    page.locator("[name=age]").fill("hier")
    page.locator("main form button.btn-primary").click()
    expect(page.get_by_role("alert")).to_contain_text("Écrivez un âge")
    assert page.url.endswith(adresse)


def test_an_old_browser_shows_all_the_questions_and_says_which_may_be_passed(service: Service):
    """Without `:has()`: the rules that fold questions away are those of one block, taken out here."""
    page = service.page(None, TELEPHONE)
    page.route(
        "**/simulateur*.css",
        lambda route: route.fulfill(
            content_type="text/css", body=route.fetch().text().replace("selector(:has(*))", "(inconnue: oui)")
        ),
    )
    page.goto("/simulateur/")
    expect(page.get_by_label("C’était quand")).to_be_visible()
    expect(page.get_by_text("Seulement si vous avez répondu « Oui »")).to_be_visible()
    service.examiner(page)


def test_by_keyboard_alone(service: Service):
    page = service.page(None)
    page.goto("/simulateur/")
    _jusqu_a(page, "main [name=age]")
    page.keyboard.type("19")
    # « Je ne sais pas » holds the focus of each group: the arrows choose another answer.
    for champ, touche in (("situation", "ArrowDown"), ("argent", "ArrowDown"), ("inscrit", "ArrowDown")):
        _jusqu_a(page, f"main [name={champ}]")
        page.keyboard.press(touche)
    _jusqu_a(page, "main [name=contact]")
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    _jusqu_a(page, "main [name=difficulte]")
    page.keyboard.press("ArrowDown")
    _jusqu_a(page, "main button.btn-primary[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("La porte serait ouverte")
    _jusqu_a(page, "main details summary")
    page.keyboard.press("Enter")
    expect(page.locator("main details[open] blockquote").first).to_be_visible()
    _jusqu_a(page, "main button[name=modifier]")
    page.keyboard.press("Enter")
    expect(page.locator("[name=age]")).to_have_value("19")


@pytest.mark.parametrize("largeur", [TELEPHONE, BUREAU])
@pytest.mark.parametrize("adresse", ADRESSES)
def test_axe_finds_nothing_whatever_the_answer(service: Service, largeur: int, adresse: str):
    page = service.page(None, largeur)
    for reponses in ({}, {"situation": "etudes"}, {"situation": "rien", "argent": "aucune", **UN_CONTACT}):
        page.goto(adresse)
        _repondre(page, **reponses)
        service.examiner(page)
        page.locator("[name=departement]").fill("35")
        page.locator("main form button.btn-primary").click()
        page.locator(".verdict").wait_for()
        page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true; })")
        service.examiner(page)
    page.goto(adresse)
    page.locator("[name=age]").fill("hier")
    page.locator("main form button.btn-primary").click()
    page.get_by_role("alert").wait_for()
    service.examiner(page)


def test_the_answer_is_copied_and_printed_without_what_one_clicks(service: Service):
    page = service.page(None, BUREAU, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/simulateur/")
    _repondre(page, situation="rien")
    page.get_by_role("button", name="Voir ma réponse").click()
    page.get_by_role("button", name="Copier le texte").click()
    expect(page.get_by_role("button", name="Copié")).to_be_visible()
    assert "Ce n’est pas une décision" in page.evaluate("navigator.clipboard.readText()")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Pourquoi")).to_be_visible()
    expect(page.get_by_text("Code du travail, article L5131-6").first).to_be_visible()
    for parti in ("Modifier mes réponses", "Imprimer", "Copié", "Tout effacer"):
        expect(page.get_by_text(parti, exact=True)).to_be_hidden()
