"""The story, in a real browser, on a phone and on a desk: a health need that the mission locale never reads until the
youth says yes, and no longer reads after he says no.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import transaction
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

from tests.chromium import lancement
from tests.monde import planter
from tests.parcours.commission.test_navigateur import _ouvrir, _violations
from tests.parcours.notes.scene import noter
from tests.parcours.plan.scene import partage

LARGEURS = (390, 1280)
CAPTURES = os.environ.get("TANDEM_CAPTURES")
BESOIN = "Il voudrait voir un psychologue, et n’ose pas appeler."


@pytest.fixture
def scene(base_jetable, django_db_blocker, settings) -> Iterator[SimpleNamespace]:
    """A real server on a copy of the database, a dossier that both sides see, and somebody's browser on demand."""
    settings.DOUBLE_FACTEUR_OBLIGATOIRE = False
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00"):
        with transaction.atomic():
            monde = planter()
            dossier = partage(monde)
            noter(
                monde.karim, dossier, "Venu deux fois à l’atelier.", domaine="emploi", audience="les_deux", jeune=True
            )
            biscuits = {nom: monde.client(monde.gens[nom]).cookies["sessionid"].value for nom in ("nadia", "karim")}
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
                    dossier=f"{racine}/dossiers/{dossier.pk}/",
                    ouvrir=lambda nom, largeur: _ouvrir(navigateur, racine, biscuits[nom], largeur),
                )
                navigateur.close()
        finally:
            fil.terminate()
            fil.join()


def _voir(page, nom: str, largeur: int) -> None:
    """Nothing that axe finds, nothing wider than the screen; and a picture when it is asked."""
    if CAPTURES:
        Path(CAPTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{CAPTURES}/notes-{nom}-{largeur}.png", full_page=True)
    assert _violations(page) == [], nom
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur, nom


def _accorder(page, scene, *, coche: bool) -> None:
    page.goto(f"{scene.dossier}accord/")
    page.locator("select[name=destinataire]").select_option(label="Mission locale du Val-Doré")
    page.get_by_label("Son diagnostic partagé, son plan d’action, et qui l’aide").check()
    # What is open is ticked already.
    page.get_by_label("Sa santé").set_checked(coche)
    page.get_by_role("button", name="Voir ce que je dois lui lire").click()
    page.get_by_label("à l’oral, devant un témoin").check()
    page.get_by_label("Le témoin").fill("Zélie Brun")
    page.get_by_label("Sa fonction").fill("animatrice")
    page.get_by_role("button", name="Idriss a dit oui").click()
    page.wait_for_url(lambda adresse: not adresse.endswith("/accord/"))


@pytest.mark.parametrize("largeur", LARGEURS)
def test_a_need_of_health_is_read_after_the_yes_and_no_more_after_the_no(scene, largeur):
    nadia, karim = scene.ouvrir("nadia", largeur), scene.ouvrir("karim", largeur)
    nadia.goto(scene.dossier)
    nadia.get_by_role("link", name="Écrire une note").click()
    assert nadia.locator("input[name=lecteurs]:checked").get_attribute("value") == "structure"
    nadia.get_by_label("La note").fill(BESOIN)
    nadia.get_by_label("De quoi parle-t-elle").select_option("sante")
    nadia.locator("input[name=lecteurs][value=les_deux]").check()
    _voir(nadia, "ecrire", largeur)
    nadia.get_by_role("button", name="Écrire la note").click()
    # Who reads is said again for health, with the narrowest choice.
    assert nadia.locator("input[name=lecteurs]:checked").get_attribute("value") == "structure"
    assert "ne le lira pas\u00a0: Idriss n’a pas dit oui pour sa santé." in nadia.locator("main").inner_text()
    _voir(nadia, "relire", largeur)
    nadia.locator("input[name=lecteurs][value=les_deux]").check()
    nadia.get_by_role("button", name="Écrire la note").click()
    nadia.wait_for_url("**/notes/")
    assert BESOIN in nadia.locator("main").inner_text()
    _voir(nadia, "liste", largeur)

    def lue_de_karim() -> bool:
        karim.goto(f"{scene.dossier}notes/")
        assert "Venu deux fois" in karim.locator("main").inner_text()
        return BESOIN in karim.locator("main").inner_text()

    assert not lue_de_karim()
    _accorder(nadia, scene, coche=True)
    assert lue_de_karim()
    _voir(karim, "ouverte", largeur)
    _accorder(nadia, scene, coche=False)
    assert not lue_de_karim()
    nadia.goto(f"{scene.dossier}notes/")
    assert "pas dit oui pour sa santé" in nadia.locator("main").inner_text()
