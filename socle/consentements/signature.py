"""A signature drawn on a screen: whole numbers and nothing else, from the browser to the page."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

LARGEUR, HAUTEUR = 1000, 300
"""The frame in which it is drawn, whatever the screen."""
POINTS_AU_MOINS, POINTS_AU_PLUS = 8, 1200
"""A stray touch is not a signature; a longer one was not drawn by a hand."""
_FORME = re.compile(r"\d{1,4},\d{1,3}(?:[ ;]\d{1,4},\d{1,3})*", re.ASCII)

Trait = tuple[tuple[int, int], ...]


class SignatureIllisible(ValueError):
    """Not a drawing: something else than points, out of the frame, too short or too long."""


def traits(dessin: str) -> tuple[Trait, ...]:
    """The strokes of a drawing: points « x,y », a space between two points, « ; » between two strokes.

    Raises SignatureIllisible.
    """
    if len(dessin) > 12_000 or not _FORME.fullmatch(dessin):
        raise SignatureIllisible
    lus = tuple(tuple(_point(p) for p in trait.split(" ")) for trait in dessin.split(";"))
    if not POINTS_AU_MOINS <= sum(map(len, lus)) <= POINTS_AU_PLUS:
        raise SignatureIllisible
    return lus


def _point(texte: str) -> tuple[int, int]:
    x, y = (int(nombre) for nombre in texte.split(","))
    if x > LARGEUR or y > HAUTEUR:
        raise SignatureIllisible
    return x, y


def en_svg(dessin: str, *, de: str) -> SafeString:
    """The drawing, made again from its numbers. `de` is said to whoever does not see it."""
    chemins = "".join("M" + "L".join(f"{x} {y}" for x, y in trait) for trait in traits(dessin))
    return format_html(
        '<svg class="signature-dessin" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path d="{}" fill="none" stroke="currentColor" stroke-width="6" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg>',
        LARGEUR, HAUTEUR, f"Signature de {de}", chemins,
    )  # fmt: skip
