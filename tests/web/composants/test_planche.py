"""The gallery in a real browser, under the real CSP: accessible, no sideways scrolling, no script error."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from django.test.utils import override_settings
from playwright.sync_api import sync_playwright

from tests import chromium

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
ECRANS = pytest.mark.parametrize("largeur", [320, 390, 1280])


@pytest.fixture(scope="module")
def adresse():
    """Serve the gallery with the middleware that sets the CSP, and nothing that needs a database."""
    reglages = {
        "ROOT_URLCONF": "tests.web.composants.planche_urls",
        "MIDDLEWARE": ["csp.middleware.CSPMiddleware"],
    }
    with override_settings(**reglages):
        serveur = LiveServerThread("localhost", StaticFilesHandler)
        serveur.daemon = True
        serveur.start()
        serveur.is_ready.wait()
        assert serveur.error is None
        yield f"http://localhost:{serveur.port}/composants/"
        serveur.terminate()


@pytest.fixture(scope="module")
def navigateur():
    """A browser closed with this module: its event loop would forbid the database to the next tests."""
    with sync_playwright() as moteur:
        ouvert = moteur.chromium.launch(**chromium.lancement())
        yield ouvert
        ouvert.close()


@pytest.fixture
def ouvrir(navigateur, adresse):
    """Open the gallery at a width; any complaint of the console (the CSP's above all) fails the test."""
    plaintes, contextes = [], []

    def aller(largeur, **options):
        contexte = navigateur.new_context(viewport={"width": largeur, "height": 844}, **options)
        contextes.append(contexte)
        page = contexte.new_page()
        page.on("console", lambda m: plaintes.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
        page.goto(adresse)
        return page

    yield aller
    for contexte in contextes:
        contexte.close()
    assert plaintes == []


@ECRANS
def test_la_planche_est_accessible(ouvrir, largeur):
    page = ouvrir(largeur)
    page.evaluate(AXE)
    violations = page.evaluate("axe.run()")["violations"]
    assert [(v["id"], v["nodes"][0]["target"]) for v in violations] == []


@ECRANS
def test_rien_ne_deborde(ouvrir, largeur):
    assert ouvrir(largeur).evaluate("document.documentElement.scrollWidth") <= largeur


def test_une_ligne_dense_tient_sous_le_pouce(ouvrir):
    page = ouvrir(390)
    hauteurs = page.eval_on_selector_all(".liste-dense .ligne", "lignes => lignes.map(l => l.offsetHeight)")
    assert len(hauteurs) > 5
    assert all(56 <= hauteur <= 64 for hauteur in hauteurs)


def test_les_cibles_font_44_pixels_sur_un_telephone(ouvrir):
    petites = ouvrir(390).evaluate(
        """() => [...document.querySelectorAll('.btn, .nav-bas a, .vues a, select, .liste-dense summary')]
          .filter(e => e.checkVisibility() && (e.offsetHeight < 44 || e.offsetWidth < 44))
          .map(e => e.textContent.trim())"""
    )
    assert petites == []


def test_un_double_clic_n_envoie_qu_une_fois(ouvrir):
    page = ouvrir(1280)
    envois = []
    page.on("request", lambda requete: envois.append(requete.url) if requete.method == "POST" else None)
    with page.expect_request(lambda requete: requete.method == "POST"):
        page.locator('section[aria-label="Formulaire vierge"] button').dblclick()
    page.wait_for_load_state("networkidle")
    assert len(envois) == 1


def test_sans_script_la_casquette_et_le_detail_s_ouvrent(ouvrir):
    page = ouvrir(390, java_script_enabled=False)
    page.locator(".casquette > summary").click()
    assert page.locator(".casquette .chapeau").first.is_visible()
    page.locator(".liste-dense summary").first.click()
    assert page.locator(".liste-dense .suite").first.is_visible()


def test_a_l_impression_la_navigation_disparait(ouvrir):
    page = ouvrir(1280)
    page.emulate_media(media="print")
    assert not page.locator(".nav-cote").is_visible()
    assert not page.locator(".btn-primary").first.is_visible()
    assert page.locator("h1").is_visible()
