"""A youth signs on the screen, with a finger or a mouse; what was drawn is shown again."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from tests.monde import LE
from tests.navigateur.service import BUREAU, TELEPHONE, Service


@pytest.mark.parametrize("fenetre", [TELEPHONE, BUREAU])
def test_the_youth_signs_on_the_screen(service: Service, fenetre):
    service.au(LE.isoformat(), "12:00")
    with transaction.atomic():
        dossier = service.monde.dossier(service.monde.nadia, mission_locale=service.monde.val_dore)
    page = service.page(service.monde.nadia, fenetre)
    page.goto(f"/dossiers/{dossier.pk}/accord/")
    service.examiner(page)
    page.get_by_role("button", name="Voir ce que je dois lui lire").click()
    page.get_by_label("sur mon écran, de sa main").check()
    service.examiner(page)
    page.locator("canvas").scroll_into_view_if_needed()
    cadre = page.locator("canvas").bounding_box()
    page.mouse.move(cadre["x"] + 20, cadre["y"] + 20)
    page.mouse.down()
    for pas in range(1, 15):
        page.mouse.move(cadre["x"] + 20 + 10 * pas, cadre["y"] + 20 + 30 * (pas % 2))
    page.mouse.up()
    page.get_by_role("button", name="Idriss a dit oui").click()
    expect(page.get_by_text("est noté.")).to_be_visible()
    page.goto(f"/dossiers/{dossier.pk}/accords/")
    expect(page.get_by_role("img", name="Signature de Idriss")).to_be_visible()
    service.examiner(page)
