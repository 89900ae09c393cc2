"""Hours as one says them, and drawn: one square an hour, by fives."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from parcours.activites.lectures import Bilan, en_heures
from regles.heures import HEURE
from regles.semaine import Semaine

register = template.Library()
register.filter("en_heures", en_heures)

CARRES = 20
PAS, LARGE, HAUT = 9, 7, 14


def _x(rang: int) -> int:
    """Where a square begins: a wider gap every five."""
    return 1 + rang * PAS + rang // 5 * 3


@register.filter
def dit_en_heures(bilan: Bilan) -> str:
    """« 12 h déclarées, dont 9 h validées »: the two counters, never mixed."""
    compte = bilan.compte
    if not compte.declarees:
        return "Aucune heure déclarée"
    return f"{en_heures(compte.declarees)} déclarées, dont {en_heures(compte.validees)} validées"


@register.simple_tag
def carres(bilan: Bilan) -> SafeString:
    """The squares: full where validated, hatched where declared, hollow where still to come; a mark at what is asked.

    A half hour is half a square. The sentence beside says the same: the drawing is for the eye alone.
    """
    vides = format_html_join(
        "", '<rect class="vide" x="{}" y="2" width="{}" height="{}" rx="2"/>',
        ((_x(r), LARGE, HAUT) for r in range(CARRES)),
    )  # fmt: skip
    pleins = format_html_join(
        "", '<rect class="{}" x="{}" y="2" width="{}" height="{}" rx="2"/>',
        ((classe, _x(r), round(LARGE * part, 1), HAUT) for classe, r, part in _parts(bilan)),
    )  # fmt: skip
    repere = SafeString("")
    if bilan.demandees is not None and bilan.demandees <= CARRES:
        x = _x(bilan.demandees) - 2
        repere = format_html('<line class="repere" x1="{}" x2="{}" y1="0" y2="18"/>', x, x)
    return format_html(
        '<svg class="heures" viewBox="0 0 {} 18" aria-hidden="true" focusable="false">{}{}{}</svg>',
        _x(CARRES), vides, pleins, repere,
    )  # fmt: skip


@register.simple_tag
def hachures() -> SafeString:
    """The hatching that the squares of a page share: once in the page, as an id is."""
    return SafeString(
        '<svg class="heures-motif" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
        '<pattern id="hachures" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="2" height="4" class="trait"/></pattern></defs></svg>'
    )


def _parts(bilan: Bilan) -> list[tuple[str, int, float]]:
    """Which part of which square is full, and how: validated first, then what is only declared."""
    parts = []
    for rang in range(CARRES):
        declare = min(max(bilan.compte.declarees - rang * HEURE, 0), HEURE) / HEURE
        valide = min(max(bilan.compte.validees - rang * HEURE, 0), HEURE) / HEURE
        if declare > valide:
            parts.append(("dec", rang, declare))
        if valide:
            parts.append(("val", rang, valide))
    return parts


@register.filter
def plus(semaine: Semaine, combien: int) -> Semaine:
    """The week so many weeks later."""
    return semaine.plus(combien)
