"""The hours of a week: what counts, in two counters that are never mixed, and when one asks about fifteen hours.

Categories and default hours are those of the State's own application of the CEJ (France-Travail/pass-emploi-api,
`src/domain/action/qualification.ts`), so that what is counted here is carried over without translation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from regles.semaine import Semaine

HEURE = 60
"""Minutes: durations are whole numbers of them."""


class Nature(StrEnum):
    """What an activity is about: seven « situations non professionnelles », and what is none."""

    EMPLOI = "emploi"
    PROJET_PROFESSIONNEL = "projet_professionnel"
    FORMATION = "formation"
    LOGEMENT = "logement"
    SANTE = "sante"
    CITOYENNETE = "citoyennete"
    CULTURE_SPORT_LOISIRS = "culture_sport_loisirs"
    NON_SNP = "non_snp"


HEURES_PAR_DEFAUT = {
    Nature.EMPLOI: 3,
    Nature.PROJET_PROFESSIONNEL: 2,
    Nature.FORMATION: 3,
    Nature.LOGEMENT: 2,
    Nature.SANTE: 2,
    Nature.CITOYENNETE: 2,
    Nature.CULTURE_SPORT_LOISIRS: 2,
    Nature.NON_SNP: 0,
}
"""Hours proposed for an activity whose duration is not said. A proposal: what is typed wins."""


class Etat(StrEnum):
    """Where an activity stands. Cancelled is said apart: it can be undone."""

    PREVUE = "prevue"
    FAITE = "faite"
    ABSENCE_JUSTIFIEE = "absence_justifiee"
    ABSENCE_INJUSTIFIEE = "absence_injustifiee"


@dataclass(frozen=True, slots=True)
class Fait:
    """An activity, for counting. `minutes` ≥ 0; `debut` None: the hour is not known; `cote`: who declared it."""

    jour: date
    minutes: int
    nature: Nature
    etat: Etat
    validee: bool = False
    debut: time | None = None
    cote: int = 0


@dataclass(frozen=True, slots=True)
class Compte:
    """Minutes of a week. `declarees` holds `validees`: what somebody says was done, and what was checked of it.

    What is out of the seven categories (`hors_snp`) is in neither: by default it is worth nothing.
    """

    declarees: int = 0
    validees: int = 0
    prevues: int = 0
    hors_snp: int = 0


def compter(faits: Iterable[Fait]) -> Compte:
    """Count a week. An absence, justified or not, counts for nothing in either counter."""
    declarees = validees = prevues = hors_snp = 0
    for fait in faits:
        if fait.etat is Etat.PREVUE:
            prevues += fait.minutes
        elif fait.etat is Etat.FAITE and fait.nature is Nature.NON_SNP:
            hors_snp += fait.minutes
        elif fait.etat is Etat.FAITE:
            declarees += fait.minutes
            validees += fait.minutes if fait.validee else 0
    return Compte(declarees, validees, prevues, hors_snp)


@dataclass(frozen=True, slots=True)
class Engagement:
    """The contract that runs: its days, and its weekly hours (None: none at all, L5411-6 II)."""

    debut_le: date
    fin_le: date
    heures: int | None


def heures_demandees(engagement: Engagement | None, semaine: Semaine, *, minimum: int | None) -> int | None:
    """The hours under which one asks why, that week; None when nothing is asked.

    Nothing is before a signed contract, nor in a week that it does not hold whole, nor without weekly duration. A
    contract of more than the least hours (`minimum`, L5411-6 II; None: unknown that day) asks for these only; a
    lowered one, for its own.
    """
    if engagement is None or engagement.heures is None or minimum is None:
        return None
    if not engagement.debut_le <= semaine.lundi or not semaine.dimanche <= engagement.fin_le:
        return None
    return min(engagement.heures, minimum)


def manque(compte: Compte, demandees: int | None) -> int:
    """Minutes missing to ask « pourquoi »: a question, never a breach. 0 when nothing is asked."""
    return 0 if demandees is None else max(0, demandees * HEURE - compte.declarees)


def probable_double(un: Fait, autre: Fait) -> bool:
    """Say whether two sides may have declared one moment: the same day, and hours that overlap.

    Where an hour is not known, the same nature and the same duration. It is a question to people: nothing is decided.
    """
    if un.cote == autre.cote or un.jour != autre.jour or not (un.minutes and autre.minutes):
        return False
    if not {un.etat, autre.etat} <= {Etat.PREVUE, Etat.FAITE}:
        return False
    if un.debut is None or autre.debut is None:
        return (un.nature, un.minutes) == (autre.nature, autre.minutes)
    (debut, fin), (debut_2, fin_2) = (_moment(un.debut, un.minutes), _moment(autre.debut, autre.minutes))
    return debut < fin_2 and debut_2 < fin


def _moment(debut: time, minutes: int) -> tuple[timedelta, timedelta]:
    commence = timedelta(hours=debut.hour, minutes=debut.minute)
    return commence, commence + timedelta(minutes=minutes)
