"""Days and hours of the story, all counted back from the day it is loaded."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from regles.noyau.temps import plus_mois

PARIS = ZoneInfo("Europe/Paris")


def a_l_heure(jour: date, heure: int, minute: int = 0) -> datetime:
    """That day at that hour, in Paris."""
    return datetime.combine(jour, time(heure, minute), tzinfo=PARIS)


def contact_dont_la_porte_ouvre(le: date, *, mois: int) -> date:
    """The last day whose contact opens the door on the day `le` at the latest.

    Months being of unequal lengths, some days open nothing: the door may then open up to three days before.
    """
    jour = plus_mois(le, -mois) + timedelta(days=4)
    while plus_mois(jour, mois) > le:
        jour -= timedelta(days=1)
    return jour


def naissance(*, le: date, age: int, fete_dans: int) -> date:
    """The birth date of somebody who has this age on the day `le`, and the next one in `fete_dans` days."""
    return plus_mois(le + timedelta(days=fete_dans), -12 * (age + 1))
