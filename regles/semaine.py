"""The week: ISO, from Monday to Sunday, in the time zone of the mission locale. An instant has no week by itself."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_ECRITE = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
JOURS = 7
DERNIERE_ANNEE = 9998
"""The week of 31 December 9999 ends after the last day that a date can hold."""


@dataclass(frozen=True, slots=True, order=True)
class Semaine:
    """An ISO week: its year is that of its Thursday, so that 31 December may be of week 1."""

    annee: int
    numero: int

    def __str__(self) -> str:
        return f"{self.annee:04d}-W{self.numero:02d}"

    @property
    def lundi(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.annee, self.numero, 1)

    @property
    def dimanche(self) -> date:
        """Its last day."""
        return self.lundi + timedelta(days=JOURS - 1)

    @property
    def jours(self) -> tuple[date, ...]:
        """Its seven days, Monday first."""
        return tuple(self.lundi + timedelta(days=rang) for rang in range(JOURS))

    def plus(self, semaines: int) -> "Semaine":
        """The week so many weeks later: a year of 53 weeks changes nothing."""
        return semaine_du(self.lundi + timedelta(days=JOURS * semaines))


def semaine_du(jour: date) -> Semaine:
    """The week of a day."""
    iso = jour.isocalendar()
    return Semaine(iso.year, iso.week)


def semaine_a(instant: datetime, fuseau: str) -> Semaine:
    """The week it is at that instant where the mission locale is: Sunday evening in Paris is Monday in La Réunion.

    Raises ValueError for an instant without a time zone.
    """
    if instant.tzinfo is None:
        raise ValueError("un instant sans fuseau n’a pas de semaine")
    return semaine_du(instant.astimezone(ZoneInfo(fuseau)).date())


def semaine_lue(texte: str) -> Semaine | None:
    """« 2026-W48 » read back; None when it is no week: a common year has 52."""
    lue = _ECRITE.fullmatch(texte)
    if lue is None:
        return None
    annee, numero = int(lue[1]), int(lue[2])
    if not 1 < annee <= DERNIERE_ANNEE or not 1 <= numero <= semaines_de(annee):
        return None
    return Semaine(annee, numero)


def semaines_de(annee: int) -> int:
    """How many ISO weeks a year has: 52, or 53. 28 December is always of the last one."""
    return date(annee, 12, 28).isocalendar().week
