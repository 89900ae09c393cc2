"""Le chemin: seven steps, one strand while the porteur walks alone, two from the commission on."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from web.composants import dates

ETAPES = ("Repérage", "Éligibilité", "Commission", "Remobilisation", "Contrat", "Co-accompagnement", "Sortie")
# The step where the mission locale's strand joins.
JONCTION = ETAPES.index("Commission")
DITS = {"faite": "Fait", "ici": "En cours", "a-venir": "À venir"}


def _lire(etape: Any, nom: str) -> Any:
    return etape.get(nom) if isinstance(etape, Mapping) else getattr(etape, nom, None)


def _etape(rang: int, etape: Any) -> dict[str, Any]:
    """Prepare one step for the template."""
    etat, quand = _lire(etape, "etat"), _lire(etape, "date")
    classes = ["seul"] * (rang < JONCTION) + ["jonction"] * (rang == JONCTION) + [etat] * (etat != "faite")
    return {
        "nom": _lire(etape, "nom"),
        "etat": etat,
        "dit": DITS[etat],
        "date": dates.court(quand) if isinstance(quand, date) else quand or "",
        "classes": " ".join(classes),
        "jonction": rang == JONCTION,
    }


def contexte(etapes: list[Any]) -> dict[str, Any]:
    """Prepare the steps, and the sentence that says the same on a phone."""
    liste = [_etape(rang, etape) for rang, etape in enumerate(etapes)]
    ici = next((rang for rang, etape in enumerate(liste) if etape["etat"] == "ici"), None)
    if ici is None:
        finie = bool(liste) and all(etape["etat"] == "faite" for etape in liste)
        phrase = "Le chemin est parcouru" if finie else "Le chemin n’a pas commencé"
    else:
        suite = f", {liste[ici]['date']}" if liste[ici]["date"] else ""
        phrase = f"Étape {ici + 1} sur {len(liste)}\u00a0: {liste[ici]['nom']}{suite}"
    return {"etapes": liste, "phrase": phrase}


@cache
def _dessin(rang: int, sur: int = len(ETAPES)) -> SafeString:
    """Draw `sur` dots for the step one is at: 1 to the last, 0 before the first, one more after the last."""
    formes = []
    for i in range(sur):
        x, fait = 7 + 17 * i, i + 1 < rang
        if i + 1 < sur:
            classe = "trait" if fait else "trait-venir"
            formes.append(format_html('<path class="{}" d="M{} 7h7"/>', classe, x + 5))
        classe, rayon = ("fait", 4) if fait else ("ici", 5.5) if i + 1 == rang else ("venir", 3.5)
        formes.append(format_html('<circle class="{}" cx="{}" cy="7" r="{}"/>', classe, x, rayon))
    return format_html(
        '<svg class="chemin-mini" viewBox="0 0 116 14" aria-hidden="true" focusable="false">{}</svg>',
        format_html_join("", "{}", ((forme,) for forme in formes)),
    )


def mini(ou: int | Iterable[Any], *, sur: int = len(ETAPES)) -> SafeString:
    """Draw the small chemin: the rank of the current step among `sur` (one more: all is done), or the list of steps.

    Decorative: the name of the step is written beside it, or hidden for the eye only.
    """
    if isinstance(ou, int):
        return _dessin(ou, sur)
    return _dessin(1 + sum(_lire(etape, "etat") == "faite" for etape in ou))
