"""Amounts and reasons as the pages of the remobilisation say them."""

from decimal import Decimal

from django import template

from regles.euros import en_euros
from regles.noyau.source import Source
from regles.noyau.verdict import Critere

register = template.Library()


@register.filter
def euros(montant: Decimal | None) -> str:
    """« 561,68 € »; an amount that is not known shows nothing."""
    return "" if montant is None else en_euros(montant)


@register.filter
def jamais_moins_de_zero(montant: Decimal) -> Decimal:
    """What remains, as one says it: a ceiling already passed leaves nothing."""
    return max(montant, Decimal(0))


@register.filter
def textes(critere: Critere) -> list[Source]:
    """The texts of a reason that can be read."""
    return [s for s in critere.references if s.citation or s.resume]
