"""What the page of a dossier needs to show its decisions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from parcours.commission.lectures import DecisionLue, decisions_dites

register = template.Library()


@register.filter(name="dites")
def dites(lues: Iterable[Mapping[str, Any]]) -> list[DecisionLue]:
    """The decisions read by `avec_decisions`, as objects with dates."""
    return decisions_dites(lues)
