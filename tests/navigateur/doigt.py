"""A thumb on a phone: what it touches and types is counted."""

import time
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

# Seconds of a person, not of the machine: keystroke-level model (Card, Moran and Newell, 1983), with typing on a
# phone at 0.28 s a character (Palin et al., 2019: 36 words a minute), a tap 1.1 s, a decision 1.35 s before each.
TAPE, CARACTERE, REFLEXION = 1.1, 0.28, 1.35


@dataclass
class Doigt:
    """Counts the taps and the characters of a gesture."""

    page: Page
    taps: int = 0
    caracteres: int = 0
    debut: float = field(default_factory=time.monotonic)

    def toucher(self, cible: Locator) -> None:
        """One tap."""
        cible.scroll_into_view_if_needed()
        cible.click()
        self.taps += 1

    def ecrire(self, libelle: str, texte: str) -> None:
        """One tap in the field, then its characters."""
        champ = self.page.locator("main").get_by_label(libelle).first
        champ.click()
        champ.fill(texte)
        self.taps += 1
        self.caracteres += len(texte)

    def bilan(self, quoi: str) -> str:
        """What the gesture cost."""
        humain = self.taps * (TAPE + REFLEXION) + self.caracteres * CARACTERE
        machine = time.monotonic() - self.debut
        return (
            f"{quoi} : {self.taps} touches, {self.caracteres} caractères, "
            f"environ {humain:.0f} s à la main ({machine:.1f} s pour la machine)"
        )
