"""A verdict as the screens show it: in the words of the rule, with what would change it and who can answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from regles.carence import substantiel
from regles.faits import Contact
from regles.noyau.temps import en_toutes_lettres
from regles.noyau.verdict import Consequence, Critere, Etat, Interlocuteur, Question, Verdict

QUI = {
    Interlocuteur.JEUNE: "Au jeune",
    Interlocuteur.MISSION_LOCALE: "À la mission locale",
    Interlocuteur.PROFESSIONNELS: "À la commission",
}


@dataclass(frozen=True, slots=True)
class CritereDit:
    """One reason, its source, and what the texts say."""

    code: str
    etat: str
    phrase: str
    source_titre: str
    source_texte: str
    avertissements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionDite:
    """A question put to somebody. `suites` say what each answer would do."""

    phrase: str
    a_qui: str
    pour: str
    suites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerdictDit:
    """What `{% verdict_bloc %}` shows."""

    verdict: str
    le: date
    criteres: tuple[CritereDit, ...]
    questions: tuple[QuestionDite, ...]
    ouverture_le: date | None
    veille_ml: date | None
    empreinte: str
    decision: dict[str, Any] | None = None


def porte(verdict: Verdict) -> date | None:
    """The day the door opens, where it is one to speak of.

    Not while a question about the contacts is open: the criterion says « if ». Nor where the months without contact
    are one way in among others (O2R), unless they are what the youth waits for.
    """
    eloignement = next((c for c in verdict.criteres if c.code == "ELOIGNEMENT"), None)
    if eloignement is None:
        attendu = any(c.attend_le == verdict.ouverture_le for c in verdict.criteres)
        return verdict.ouverture_le if attendu else None
    return None if eloignement.etat is Etat.INCONNU else verdict.ouverture_le


def dire(verdict: Verdict, *, veille_ml: date | None = None) -> VerdictDit:
    """Put a verdict in the words of the screens. `veille_ml` is the date that the mission locale gave, if it did."""
    return VerdictDit(
        verdict=verdict.reponse.value,
        le=verdict.le,
        criteres=tuple(_critere(c) for c in verdict.criteres),
        questions=tuple(dire_questions(verdict.questions, verdict.consequences, verdict.le)),
        ouverture_le=porte(verdict),
        veille_ml=veille_ml,
        empreinte=verdict.empreinte,
    )


def _critere(critere: Critere) -> CritereDit:
    return CritereDit(
        code=critere.code,
        etat=critere.etat.value,
        phrase=critere.phrase,
        source_titre=critere.source,
        source_texte="\n".join(r.citation or r.resume or "" for r in critere.references).strip(),
        avertissements=tuple(a.phrase for a in critere.avertissements),
    )


def dire_questions(questions: Iterable[Question], consequences: Iterable[Consequence], le: date) -> list[QuestionDite]:
    """Put questions in words, with what each answer would do, seen from the day `le`."""
    suites = {c.contact: c for c in consequences}
    return [
        QuestionDite(
            phrase=q.phrase,
            a_qui=QUI[q.a_qui],
            pour=q.a_qui.value,
            suites=_suites(suites.get(q.contact), le) if q.contact is not None else (),
        )
        for q in questions
    ]


def _suites(consequence: Consequence | None, le: date) -> tuple[str, ...]:
    if consequence is None:
        return ()
    return (
        f"S’il compte : {_porte(consequence.si_compte.etat, consequence.si_compte.ouverture_le, le)}",
        f"S’il ne compte pas : {_porte(consequence.sinon.etat, consequence.sinon.ouverture_le, le)}",
    )


def _porte(etat: Etat, ouverture: date | None, le: date) -> str:
    if ouverture is None:
        return "la porte est ouverte." if etat is Etat.REMPLI else "on ne peut pas encore le dire."
    phrase = dire_porte(ouverture, le)
    return phrase[0].lower() + phrase[1:]


def dire_porte(ouverture: date, le: date) -> str:
    """The day the door opens, seen from the day `le`."""
    verbe = "s’ouvre le" if ouverture > le else "est ouverte depuis le"
    return f"La porte {verbe} {en_toutes_lettres(ouverture)}."


SUBSTANTIEL = {True: "Compte comme un vrai contact", False: "Ne compte pas", None: "À qualifier"}


def dire_substantiel(contact: Contact) -> str:
    """Whether a contact counts, in words. Deduced from its facts, never typed."""
    return SUBSTANTIEL[substantiel(contact)]
