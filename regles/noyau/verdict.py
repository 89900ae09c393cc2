"""What a rule answers: three answers, each with its reasons.

A verdict is computed and may be thrown away; a decision is signed by people elsewhere. All are named tuples: as
immutable as frozen dataclasses, and made three times as fast, for a territory is a hundred thousand verdicts.
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from regles.noyau.source import Source


class Reponse(StrEnum):
    """The answer to the whole question."""

    FAVORABLE = "favorable"
    DEFAVORABLE = "defavorable"
    A_PRECISER = "a_preciser"


class Etat(StrEnum):
    """The answer on one criterion."""

    REMPLI = "rempli"
    NON_REMPLI = "non_rempli"
    INCONNU = "inconnu"


# Bound once: Python 3.11 takes ten times longer to reach a member through its class, and these are reached for every
# criterion of every youth.
FAVORABLE, DEFAVORABLE, A_PRECISER = Reponse
REMPLI, NON_REMPLI, INCONNU = Etat


class Interlocuteur(StrEnum):
    """Who can answer a question."""

    JEUNE = "jeune"
    MISSION_LOCALE = "mission_locale"
    PROFESSIONNELS = "professionnels"


class Motif(NamedTuple):
    """A reason: a stable code, and a sentence one can read aloud to the youth."""

    code: str
    phrase: str


class Question(NamedTuple):
    """What remains to be said.

    `fait` is the name of a field of the facts; for a contact, `contact` is its index in the
    order given and `champs` what is missing. `appreciation`: no fact will settle it, people
    must judge.
    """

    fait: str
    phrase: str
    a_qui: Interlocuteur
    contact: int | None = None
    champs: tuple[str, ...] = ()
    appreciation: bool = False


class Issue(NamedTuple):
    """The criterion under one hypothesis; `ouverture_le` is None when no date can be told."""

    etat: Etat
    ouverture_le: date | None


class Consequence(NamedTuple):
    """What one uncertain contact would change, all other uncertain ones being set aside.

    `contact` is its index in the order given. `sans_autre`: it is the only uncertain one, so
    that « sinon » is the answer itself and not a step towards it.
    """

    contact: int
    le: date | None
    si_compte: Issue
    sinon: Issue
    sans_autre: bool


class Critere(NamedTuple):
    """One criterion, its state, why, and by which text.

    `source` is the sentence to show, `references` the texts behind it. `attend_le` is the day
    when time alone will fulfil the criterion, when there is one. `avertissements` never
    change the state.
    """

    code: str
    etat: Etat
    motif: Motif
    source: str
    references: tuple[Source, ...]
    questions: tuple[Question, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    attend_le: date | None = None
    avertissements: tuple[Motif, ...] = ()

    @property
    def phrase(self) -> str:
        """The sentence of the reason."""
        return self.motif.phrase


class Verdict(NamedTuple):
    """The answer for one youth on one day, with all that is needed to contest it.

    `le` is the day judged; `empreinte` and `valeurs` say which text was applied.
    `ouverture_le` is the day the door opens, past or future, None when no contact is known
    to be substantial.
    """

    programme: str
    departement: str | None
    le: date
    reponse: Reponse
    ouverture_le: date | None
    criteres: tuple[Critere, ...]
    empreinte: str
    valeurs: tuple[tuple[str, int], ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All that remains to be said, in the order of the criteria."""
        return tuple(question for critere in self.criteres for question in critere.questions)

    @property
    def consequences(self) -> tuple[Consequence, ...]:
        """All that would change it."""
        return tuple(suite for critere in self.criteres for suite in critere.consequences)

    def critere(self, code: str) -> Critere:
        """Return the criterion of that code; raises `KeyError` when there is none."""
        for critere in self.criteres:
            if critere.code == code:
                return critere
        raise KeyError(code)


def conclure(etats: Collection[Etat]) -> Reponse:
    """Any non rempli is défavorable; else any inconnu is à préciser; else favorable."""
    reponse = FAVORABLE
    for etat in etats:
        if etat is NON_REMPLI:
            return DEFAVORABLE
        if etat is INCONNU:
            reponse = A_PRECISER
    return reponse
