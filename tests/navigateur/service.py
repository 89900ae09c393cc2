"""A real server on a copy of the test database, and people's browsers on it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import time_machine
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from playwright.sync_api import Browser, BrowserContext, Page

from socle.acteurs.models import Appartenance
from tests.monde import Monde

RACINE = Path(__file__).resolve().parents[2]
AXE = (RACINE / "tests" / "web" / "composants" / "axe.min.js").read_text(encoding="utf-8")
TELEPHONE, BUREAU = 390, 1280
SECONDES_POUR_REPONDRE = 30
PAS_DU_TOTP = 30


@dataclass
class Service:
    """What a story needs: an address, a clock, a cast, and a browser for each of them."""

    adresse: str
    horloge: Path
    monde: Monde
    navigateur: Browser
    plaintes: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    vues: set[tuple[str, int]] = field(default_factory=set)

    @property
    def maintenant(self) -> datetime:
        """The hour of the story."""
        return datetime.fromisoformat(self.horloge.read_text(encoding="utf-8"))

    def au(self, jour: str, heure: str = "10:00") -> None:
        """Let time pass until then, for the server and for what the test writes."""
        # In one move: a page being served never reads half an hour.
        neuve = self.horloge.with_suffix(".neuve")
        neuve.write_text(f"{jour}T{heure}:00+01:00", encoding="utf-8")
        neuve.replace(self.horloge)

    def contexte(self, largeur: int, **options: Any) -> BrowserContext:
        """A browser nobody is logged in with."""
        return self.navigateur.new_context(
            viewport={"width": largeur, "height": 844}, locale="fr-FR", base_url=self.adresse, **options
        )

    def page(self, qui: Appartenance | None, largeur: int = BUREAU, **options: Any) -> Page:
        """Somebody's browser, logged in by the cookie of their session; the console must stay silent."""
        contexte = self.contexte(largeur, **options)
        if qui is not None:
            with time_machine.travel(self.maintenant):
                jeton = self.monde.client(qui).cookies["sessionid"].value
            contexte.add_cookies([{"name": "sessionid", "value": jeton, "url": self.adresse}])
        return self.surveiller(contexte.new_page())

    def surveiller(self, page: Page) -> Page:
        """Note what the console complains of: the CSP's refusals above all."""
        page.on("pageerror", lambda erreur: self.plaintes.append(f"{page.url} : {erreur}"))
        page.on("console", lambda m: self._noter(page, m.text) if m.type == "error" else None)
        return page

    def _noter(self, page: Page, texte: str) -> None:
        # A refusal that a test provokes (404, 409, 422) is not a complaint about the page.
        if "Failed to load resource" not in texte:
            self.plaintes.append(f"{page.url} : {texte}")

    def examiner(self, page: Page) -> None:
        """Run axe on the page as it is, and see that nothing sticks out sideways."""
        largeur = page.viewport_size["width"]
        self.vues.add((page.url.removeprefix(self.adresse), largeur))
        page.evaluate(AXE)
        trouvees = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].target.join(' ')]))")
        self.violations += [f"{page.url} ({largeur}) : {v}" for v in trouvees]
        if page.evaluate("document.documentElement.scrollWidth") > largeur:
            self.violations.append(f"{page.url} ({largeur}) : déborde")


@contextmanager
def servir(base: str, horloge: Path):
    """Start granian on the copy of the database, as in production but for its clock. Yields the address."""
    port = _port_libre()
    serveur = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
            *("--workers", "1", "--blocking-threads", "1", "--no-ws", "--log-level", "warning"),
            "tests.navigateur.application:application",
        ],
        cwd=RACINE,
        env={**os.environ, "TANDEM_BASE_SERVIE": base, "TANDEM_HORLOGE": str(horloge), "PYTHONPATH": str(RACINE)},
        start_new_session=True,
    )
    try:
        _attendre(serveur, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(serveur.pid, signal.SIGTERM)
        serveur.wait(10)
        _attendre_la_fin(serveur.pid)


def _port_libre() -> int:
    with socket.socket() as essai:
        essai.bind(("127.0.0.1", 0))
        return essai.getsockname()[1]


def _attendre(serveur: subprocess.Popen, port: int) -> None:
    fin = time.monotonic() + SECONDES_POUR_REPONDRE
    while time.monotonic() < fin:
        assert serveur.poll() is None, "le serveur s’est arrêté avant de répondre"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sante", timeout=2) as reponse:
                if reponse.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("le serveur ne répond pas")


def _attendre_la_fin(groupe: int) -> None:
    """Its workers hold connections: the copy of the database cannot be dropped before they are gone."""
    fin = time.monotonic() + 10
    while time.monotonic() < fin:
        try:
            os.killpg(groupe, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(groupe, signal.SIGKILL)


def poser_un_totp(appartenance: Appartenance) -> str:
    """Give the account a real second factor; returns its secret, as the phone would keep it."""
    secret = generate_totp_secret()
    appartenance.compte.authenticator_set.all().delete()
    TOTP.activate(appartenance.compte, secret)
    return secret


def code(secret: str, maintenant: datetime) -> str:
    """The six digits that the phone shows at that hour."""
    return format_hotp_value(hotp_value(secret, int(maintenant.timestamp()) // PAS_DU_TOTP))
