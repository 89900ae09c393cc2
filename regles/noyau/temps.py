"""Months and ages, counted one way only.

The same days come back from one youth to the next (twenty years of them are some seven thousand): what is counted or
written of one is remembered.
"""

from datetime import date, timedelta
from functools import lru_cache

_MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_LONGUEURS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class HorsCalendrier(ValueError):
    """The day sought lies beyond the last day a date can hold (31 December 9999)."""


@lru_cache(maxsize=16384)
def plus_mois(jour: date, mois: int) -> date:
    """Return the day `mois` months later: same day of the month, failing that its last day.

    30 September + 5 months is 28 February, or the 29th in a leap year. Raises
    `HorsCalendrier` when the result falls outside the years 1 to 9999.
    """
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    if not 1 <= annee <= 9999:
        raise HorsCalendrier(f"le {jour.isoformat()} augmenté de {mois} mois sort du calendrier")
    if jour.day <= 28:
        return date(annee, rang + 1, jour.day)
    return date(annee, rang + 1, min(jour.day, _longueur(annee, rang)))


def dernier_jour(premier: date, mois: int) -> date:
    """Return the last day of `mois` months that begin on `premier`, both days included.

    From 1 January, twelve months end on 31 December. Where the last month lacks the day, they end on its last one.
    """
    le_meme = plus_mois(premier, mois)
    return le_meme if le_meme.day < premier.day else le_meme - timedelta(days=1)


def fin_de_mois(jour: date, mois: int) -> date:
    """Return the last day of the `mois`-th calendar month after that of `jour`."""
    return plus_mois(jour.replace(day=1), mois + 1) - timedelta(days=1)


def anniversaire(naissance: date, age: int) -> date:
    """Return the day on which `age` whole years are reached.

    Years are counted as twelve months each by `plus_mois`: somebody born on 29 February
    reaches a new age on 28 February in common years.
    """
    return plus_mois(naissance, 12 * age)


def age_revolu(naissance: date, le: date) -> int:
    """Return the whole years lived on the day `le` (negative before the birth).

    « 25 ans révolus » lasts until the eve of the 26th birthday, included. Same convention as
    `anniversaire`, without its bound on the calendar.
    """
    fetee = naissance.day
    if fetee == 29 and naissance.month == 2:
        fetee = _longueur(le.year, 1)
    return le.year - naissance.year - ((le.month, le.day) < (naissance.month, fetee))


@lru_cache(maxsize=16384)
def en_toutes_lettres(jour: date) -> str:
    """Write a day as one says it: « 1er mars 2024 »."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme} {_MOIS[jour.month - 1]} {jour.year}"


def jour_lu(texte: str | None) -> date | None:
    """Read back a day that JSON carried as text. Raises ValueError for a text that is no day."""
    return date.fromisoformat(texte) if texte else None


def _longueur(annee: int, rang: int) -> int:
    if rang == 1 and annee % 4 == 0 and (annee % 100 != 0 or annee % 400 == 0):
        return 29
    return _LONGUEURS[rang]
