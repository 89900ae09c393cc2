"""When a commission sits: the dates of a recurrence. Pure counting of days, so that no year is special."""

from collections.abc import Iterator
from datetime import date, timedelta

SEMAINE = 7


def dates(premiere_le: date, *, toutes_les: int, du: date, au: date, jusqu_a: date | None = None) -> Iterator[date]:
    """Yield the days from `du` to `au`, both included, on which a recurrence falls.

    `premiere_le` is its first day, `toutes_les` its pace in weeks, `jusqu_a` its last possible day. Weeks are counted
    as seven days from the first one: a year of 53 weeks changes nothing.
    """
    fin = au if jusqu_a is None else min(au, jusqu_a)
    pas = SEMAINE * toutes_les
    manquent = max(0, -((premiere_le - du).days // pas))
    jour = premiere_le + timedelta(days=manquent * pas)
    while jour <= fin:
        yield jour
        jour += timedelta(days=pas)


def tombe_le(premiere_le: date, *, toutes_les: int, le: date, jusqu_a: date | None = None) -> bool:
    """Say whether the recurrence falls on the day `le`."""
    return le in dates(premiere_le, toutes_les=toutes_les, du=le, au=le, jusqu_a=jusqu_a)
