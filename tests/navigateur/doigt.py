"""A thumb on a phone: what it touches and types is counted, and how long the machine makes it wait."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from re import Pattern

from playwright.sync_api import Locator, Page

# Seconds of a person, not of the machine: keystroke-level model (Card, Moran and Newell, 1983), with typing on a
# phone at 0.28 s a character (Palin et al., 2019: 36 words a minute), a tap 1.1 s, a decision 1.35 s before each.
# Reading and scrolling are left out: what one reads depends on the person before one.
TAPE, CARACTERE, REFLEXION = 1.1, 0.28, 1.35


@dataclass
class Doigt:
    """Counts the taps and the characters of a gesture, and the seconds the machine takes to follow them."""

    page: Page
    taps: int = 0
    caracteres: int = 0
    machine: float = 0.0

    def toucher(self, cible: Locator) -> None:
        """One tap."""
        with self._chronometre():
            cible.scroll_into_view_if_needed()
            cible.click()
        self.taps += 1

    def ecrire(self, libelle: str, texte: str) -> None:
        """One tap in the field, then its characters."""
        champ = self.page.locator("main").get_by_label(libelle).first
        with self._chronometre():
            champ.click()
            champ.fill(texte)
        self.taps += 1
        self.caracteres += len(texte)

    def arriver(self, adresse: str | Pattern[str]) -> None:
        """Wait for the page where the last tap leads."""
        with self._chronometre():
            self.page.wait_for_url(adresse)

    def voir(self, cible: Locator) -> None:
        """Wait for what tells that it is done."""
        with self._chronometre():
            cible.wait_for()

    @contextmanager
    def _chronometre(self) -> Iterator[None]:
        debut = time.monotonic()
        yield
        self.machine += time.monotonic() - debut

    def bilan(self, quoi: str) -> str:
        """What the gesture cost."""
        humain = self.taps * (TAPE + REFLEXION) + self.caracteres * CARACTERE
        return (
            f"{quoi} : {self.taps} touches, {self.caracteres} caractères, "
            f"environ {humain:.0f} s à la main ({self.machine:.1f} s pour la machine)"
        )


Mesurer = Callable[[Page, str, int], AbstractContextManager[Doigt]]
"""`with mesurer(page, quoi, touches) as doigt`: a gesture done in that many taps at most, its cost told at the end."""


def mesureur(dire: Callable[[str], None]) -> Mesurer:
    """What measures gestures and tells each with `dire`. Time is told, never asserted: it depends on the machine."""

    @contextmanager
    def mesurer(page: Page, quoi: str, touches: int) -> Iterator[Doigt]:
        doigt = Doigt(page)
        yield doigt
        dire(doigt.bilan(quoi))
        assert doigt.taps <= touches, doigt.bilan(quoi)

    return mesurer
