"""Lucide icons, drawn inline: no sprite, no request, no script (design, « Icons »)."""

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

DOSSIER = Path(__file__).resolve().parent / "icones"
_DESSIN = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class IconeInconnue(LookupError):
    """The icon is not vendored. Add its name to `bin/vendor`."""


@cache
def dessin(nom: str) -> str:
    """Return the inner shapes of a vendored icon.

    Raises IconeInconnue: an icon that is missing must break the page in development, not leave a hole.
    """
    fichier = DOSSIER / f"{nom}.svg"
    if not fichier.is_file():
        raise IconeInconnue(f"icône {nom!r} : ajoutez-la à bin/vendor")
    formes = _DESSIN.search(fichier.read_text(encoding="utf-8"))
    if formes is None:
        raise IconeInconnue(f"icône {nom!r} : fichier illisible")
    return " ".join(formes[1].split())


@cache
def svg(nom: str, classe: str = "") -> SafeString:
    """Draw one icon, decorative: the words are beside it."""
    return format_html(
        '<svg class="icone{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f" {classe}" if classe else "",
        mark_safe(dessin(nom)),  # a file of ours, checked against its checksum
    )
