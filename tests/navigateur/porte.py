"""What people do at the door: passwords, codes, keys, mails; and what every page of it must be."""

import os
import re
import threading
from datetime import timedelta
from pathlib import Path

import time_machine
from playwright.sync_api import Page, expect

from socle.courrier.models import Courrier
from tests.monde import MOT_DE_PASSE
from tests.navigateur.service import BUREAU, TELEPHONE, Service, code
from tests.socle.courrier.conftest import Serveur
from tests.socle.courrier.test_ouvrier import travailler

# Words of the pages that a library brings in English, when one of its templates or messages is not ours.
ANGLAIS = re.compile(
    r"\b(the|your|you|please|sign|email|e-mail|authenticator|settings|recovery|incorrect code)\b", re.I
)
_SUR_LE_FAIT = (
    "document.addEventListener('securitypolicyviolation', e => console.error('CSP : ' + e.violatedDirective))"
)


def ouvrir(service: Service, largeur: int = BUREAU, **options) -> Page:
    """A stranger's browser, on the name that keys are bound to: they refuse a bare address."""
    service.adresse = service.adresse.replace("127.0.0.1", "localhost")
    page = service.surveiller(service.contexte(largeur, **options).new_page())
    page.add_init_script(_SUR_LE_FAIT)
    return page


def passer(service: Service, minutes: int = 1) -> None:
    """Let minutes go by: a code serves once, and throttles forget."""
    neuve = service.horloge.with_suffix(".neuve")
    neuve.write_text((service.maintenant + timedelta(minutes=minutes)).isoformat(), encoding="utf-8")
    # In one move: a page still loading would otherwise read an empty clock.
    neuve.replace(service.horloge)


def regarder(service: Service, page: Page, nom: str) -> None:
    """The page in French, and nothing for axe, on a telephone and on a desk. Kept as an image when one asks."""
    avant = page.viewport_size
    captures = os.environ.get("TANDEM_CAPTURES")
    for largeur in (TELEPHONE, BUREAU):
        page.set_viewport_size({"width": largeur, "height": 844})
        service.examiner(page)
        if captures:
            page.screenshot(path=Path(captures) / f"{nom}-{largeur}.png", full_page=True)
    page.set_viewport_size(avant)
    etranger = ANGLAIS.search(page.locator("body").inner_text())
    assert etranger is None, f"{nom} parle anglais : {etranger}"


def donner_le_mot_de_passe(page: Page, courriel: str, mot_de_passe: str = MOT_DE_PASSE) -> None:
    """Address and password, on the page of login."""
    page.goto("/compte/login/")
    page.locator("[name=login]").fill(courriel)
    page.locator("[name=password]").fill(mot_de_passe)
    page.locator("[name=password]").press("Enter")


def donner_le_code(page: Page, chiffres: str) -> None:
    """A code, on the page that asks for one."""
    page.locator("[name=code]").fill(chiffres)
    page.locator("[name=code]").press("Enter")


def entrer(service: Service, page: Page, courriel: str, secret: str) -> None:
    """Password, then the six digits of the telephone."""
    passer(service)
    donner_le_mot_de_passe(page, courriel)
    page.wait_for_url("**/compte/2fa/authenticate/**")
    donner_le_code(page, code(secret, service.maintenant))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour")


def sortir(page: Page) -> None:
    """Log out, by the page that asks to confirm."""
    page.goto("/compte/logout/")
    page.locator("main").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(lambda adresse: "logout" not in adresse)


def brancher_une_cle(page: Page) -> None:
    """A telephone that recognises its owner, as the browser's own tools simulate it."""
    outils = page.context.new_cdp_session(page)
    outils.send("WebAuthn.enable")
    outils.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip


def lire_le_courriel(service: Service, serveur: Serveur, courriel: str) -> str:
    """What the worker really sent to that address last."""
    # Playwright's loop runs in this thread; the worker has its own, as in production.
    ouvrier = threading.Thread(target=travailler)
    with time_machine.travel(service.maintenant):
        ouvrier.start()
        ouvrier.join(30)
    assert not Courrier.objects.filter(parti_le=None).exists()
    message = [m for m in serveur.recus if m["To"] == courriel][-1]
    return message.get_payload(decode=True).decode()
