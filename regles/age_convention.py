"""AGE where the law gives none: the porteur's convention says it, or nobody does yet."""

from datetime import date
from functools import lru_cache

from regles.faits import Convention, Faits
from regles.noyau.bareme import Bareme
from regles.noyau.source import Source, mentionner
from regles.noyau.temps import age_revolu, anniversaire, en_toutes_lettres
from regles.noyau.verdict import Critere, Etat, Interlocuteur, Motif, Question

CODE = "AGE"
CONVENTIONS = "ct-d5316-1"

CONVENTION = Source(
    code="convention",
    titre="Convention du porteur avec l’État",
    mention="Convention du porteur",
    resume="Les âges du public sont ceux de la convention du porteur.",
    connu_par="Notée dans Tandem telle qu’elle est signée ; la loi ne fixe pas ces âges.",
)


def juger_age_convention(faits: Faits, *, le: date, bareme: Bareme) -> Critere:
    """Judge the age on the day `le` by the convention; a bound that it does not give closes nothing.

    Without convention, with one that says no age or that is over, people must say it: the criterion is unknown.
    Source: the convention; Code du travail D5316-1 to -5 for what it is.
    """
    convention = faits.convention
    if convention is not None and convention.fin_le is not None and convention.fin_le < le:
        return _finie(convention.fin_le, bareme)
    if convention is None or (convention.age_minimum is None and convention.age_maximum is None):
        return _sans_age(bareme)
    if faits.date_naissance is None:
        return _naissance_inconnue(bareme)
    age = age_revolu(faits.date_naissance, le)
    if convention.age_minimum is not None and age < convention.age_minimum:
        return _trop_jeune(faits.date_naissance, convention.age_minimum, bareme)
    return _selon_maximum(age, convention, bareme)


@lru_cache(maxsize=1024)
def _selon_maximum(age: int, convention: Convention, bareme: Bareme) -> Critere:
    maximum = convention.age_maximum
    if maximum is not None and age > maximum:
        phrase = f"Vous avez plus de {maximum} ans : c’est l’âge limite prévu pour ce parcours."
        return _critere(bareme, Etat.NON_REMPLI, "AGE_CONVENTION_DEPASSE", phrase)
    phrase = "Votre âge est de ceux prévus pour ce parcours."
    return _critere(bareme, Etat.REMPLI, "AGE_CONVENTION_CONVIENT", phrase)


@lru_cache(maxsize=64)
def _sans_age(bareme: Bareme) -> Critere:
    question = Question(
        "convention", "Quels âges la convention du porteur prévoit-elle ?", Interlocuteur.PROFESSIONNELS
    )
    phrase = "Nous ne savons pas encore quels âges sont prévus pour ce parcours ici."
    return _critere(bareme, Etat.INCONNU, "AGE_CONVENTION_INCONNU", phrase, (question,))


@lru_cache(maxsize=64)
def _finie(fin_le: date, bareme: Bareme) -> Critere:
    question = Question("convention", "Une autre convention prend-elle la suite ?", Interlocuteur.PROFESSIONNELS)
    phrase = (
        f"La convention qui permet ce parcours s’est achevée le {en_toutes_lettres(fin_le)} : "
        "il reste à savoir si une autre la suit."
    )
    return _critere(bareme, Etat.INCONNU, "CONVENTION_FINIE", phrase, (question,))


@lru_cache(maxsize=64)
def _naissance_inconnue(bareme: Bareme) -> Critere:
    question = Question("date_naissance", "Quelle est votre date de naissance ?", Interlocuteur.JEUNE)
    phrase = "Nous ne connaissons pas encore votre date de naissance."
    return _critere(bareme, Etat.INCONNU, "NAISSANCE_INCONNUE", phrase, (question,))


def _trop_jeune(naissance: date, minimum: int, bareme: Bareme) -> Critere:
    le_jour = anniversaire(naissance, minimum)
    phrase = f"Vous n’avez pas encore {minimum} ans : vous les aurez le {en_toutes_lettres(le_jour)}."
    return _critere(bareme, Etat.NON_REMPLI, "AGE_TROP_JEUNE", phrase, attend_le=le_jour)


def _critere(
    bareme: Bareme,
    etat: Etat,
    motif: str,
    phrase: str,
    questions: tuple[Question, ...] = (),
    attend_le: date | None = None,
) -> Critere:
    references = (CONVENTION, bareme.textes[CONVENTIONS])
    return Critere(CODE, etat, Motif(motif, phrase), mentionner(references), references, questions, attend_le=attend_le)
