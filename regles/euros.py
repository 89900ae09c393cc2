"""Amounts of money: exact decimals, rounded once, written as one reads them."""

from decimal import ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
"""Wide enough that only a division rounds, far below the cent. Never the ambient context, which others may change."""

_CENT = Decimal("0.01")


def au_centime(montant: Decimal) -> Decimal:
    """Round to the nearest cent, halves upwards. House rule: the Code du travail does not say how to round."""
    return montant.quantize(_CENT, context=EXACT)


def en_euros(montant: Decimal) -> str:
    """Write an amount as one says it: « 300 € », « 1 801,84 € », held together by no-break spaces.

    To the nearest cent; cents only where there are some.
    """
    arrondi = au_centime(abs(montant))
    nombre = f"{arrondi:,.0f}" if arrondi == arrondi.to_integral_value() else f"{arrondi:,f}"
    nombre = nombre.replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")
    return f"{'−' if montant < 0 else ''}{nombre}\N{NO-BREAK SPACE}€"
