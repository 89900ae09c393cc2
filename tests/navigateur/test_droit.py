"""An act from its form to its page, in a browser: what it would do to the dossiers, then what it did."""

from datetime import date
from uuid import UUID

from django.db import transaction
from playwright.sync_api import Page, expect

from parcours.eligibilite.jobs import reevaluer_territoire
from parcours.eligibilite.models import Reevaluation
from tests.monde import LE, agir
from tests.navigateur.porte import regarder
from tests.navigateur.service import Service
from tests.parcours.commission.scene import presenter, presenter_refuse


def test_a_pilote_reads_what_an_act_would_do_signs_and_reads_what_it_did(service: Service):
    service.au(LE.isoformat(), "12:00")
    with transaction.atomic():
        for _ in range(6):
            presenter_refuse(service.monde, contact_le=date(2026, 9, 1))
        for _ in range(5):
            presenter(service.monde)
    page = service.page(service.monde.odile)
    _remplir(page)
    page.get_by_role("button", name="Relire avant de signer").click()
    expect(page.get_by_role("row", name="Défavorable devient Favorable")).to_contain_text("5 à 9")
    regarder(service, page, "acte-relire")
    page.get_by_role("button", name="Signer pour").click()
    expect(page.locator("main")).to_contain_text("en cours")
    regarder(service, page, "acte-en-cours")
    with transaction.atomic(), agir(service.monde.odile):
        mandat: UUID = Reevaluation.objects.get(finie_le=None).pk
    reevaluer_territoire(mandat=str(mandat))
    page.reload()
    expect(page.locator("main")).to_contain_text("Chaque verdict qui change est gardé")
    regarder(service, page, "acte-reevalue")
    page.get_by_role("link", name="Y mettre fin").click()
    page.get_by_label("Dernier jour").fill("2026-11-22")
    page.get_by_role("button", name="Relire avant de signer").click()
    expect(page.get_by_role("row", name="Favorable devient Défavorable")).to_contain_text("5 à 9")
    regarder(service, page, "acte-relire-la-fin")


def _remplir(page: Page) -> None:
    page.goto("/regles/actes/nouveau/remplacer/?objet=cej-jr/carence_en_mois")
    for nom, valeur in (("valeur", "1"), ("du", LE.isoformat()), ("date", "2026-11-20"), ("titre", "Arrêté d’essai")):
        page.locator(f"main [name={nom}]").fill(valeur)
