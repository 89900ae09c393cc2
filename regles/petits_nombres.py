"""Figures without names: a count of people is told by the band of five it falls in, zero with the small ones.

Hiding counts under 5 in a table, and others with them, only defends that table: tomorrow's table, another draft's, or
that of the région less those of its départements give the difference of two exact numbers. A band gives none.
"""

SEUIL = 5
"""A band holds so many numbers. The first, « moins de 5 », does not say whether there is anybody."""


def tranche(nombre: int) -> int:
    """Return the first number of the band: 0 for 0 to 4, 5 for 5 to 9, 10 for 10 to 14…"""
    return nombre - nombre % SEUIL
