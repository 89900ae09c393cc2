"""What a rule answers: three answers, each with its reasons.

A verdict is computed and may be thrown away; a decision is signed by people elsewhere.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


class Interlocuteur(StrEnum):
    """Who can answer a question."""

    JEUNE = "jeune"
    MISSION_LOCALE = "mission_locale"
    PROFESSIONNELS = "professionnels"


@dataclass(frozen=True, slots=True)
class Motif:
    """A reason: a stable code, and a sentence one can read aloud to the youth."""

    code: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Question:
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


@dataclass(frozen=True, slots=True)
class Issue:
    """The criterion under one hypothesis; `ouverture_le` is None when no date can be told."""

    etat: Etat
    ouverture_le: date | None


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one uncertain contact would change, all other uncertain ones being set aside.

    `contact` is its index in the order given. `sans_autre`: it is the only uncertain one, so
    that « sinon » is the answer itself and not a step towards it.
    """

    contact: int
    le: date | None
    si_compte: Issue
    sinon: Issue
    sans_autre: bool


@dataclass(frozen=True, slots=True)
class Critere:
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


@dataclass(frozen=True, slots=True)
class Verdict:
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
    if Etat.NON_REMPLI in etats:
        return Reponse.DEFAVORABLE
    if Etat.INCONNU in etats:
        return Reponse.A_PRECISER
    return Reponse.FAVORABLE
