"""Who, and in what state: the two smallest signs of the page."""

from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from web.composants import icones, natures

TAILLES = {"p": " qui-p", "m": "", "g": " qui-g"}
ICONES_DE_TON = {"oui": "check", "reste": "circle-question-mark", "non": "signpost", "neutre": "", "": ""}


@lru_cache(maxsize=4096)
def _marque(initiales: str, nature: str, taille: str) -> SafeString:
    return format_html(
        '<span class="qui qui-{}{}" aria-hidden="true">{}</span>',
        natures.classe(nature),
        TAILLES[taille],
        initiales,
    )


def marque(qui: Any, nature: str = "", taille: str = "m") -> SafeString:
    """Draw the mark of a person: an object with `initiales` and `nature`, or the initials and the nature.

    Decorative: the name is beside it. taille: "p" 28 px, "m" 40, "g" 64.
    """
    if isinstance(qui, str):
        return _marque(qui[:3], nature, taille)
    return _marque(qui.initiales[:3], nature or qui.nature, taille)


def badge(texte: str, ton: str = "", icone: str = "") -> SafeString:
    """Say a state in a word. ton: "oui", "reste", "non" (never red), "neutre", or "" for a mere fact."""
    nom = icone or ICONES_DE_TON[ton]
    return format_html(
        '<span class="badge-t{}">{}{}</span>',
        f" badge-{ton}" if ton else "",
        icones.svg(nom) if nom else "",
        texte,
    )
