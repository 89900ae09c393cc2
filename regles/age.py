"""AGE: how old one must be, judged on the day of entry."""

from datetime import date
from functools import lru_cache

from regles.faits import Faits
from regles.noyau.bareme import Bareme
from regles.noyau.source import mentionner
from regles.noyau.temps import age_revolu, anniversaire, en_toutes_lettres
from regles.noyau.verdict import Critere, Etat, Interlocuteur, Motif, Question

CODE = "AGE"


def juger_age(faits: Faits, *, le: date, bareme: Bareme) -> Critere:
    """Judge the age on the day `le`: from the minimum to the maximum, both in « ans révolus ».

    Source: Code du travail, L5131-6. Unknown RQTH only matters between the two maxima.
    """
    if faits.date_naissance is None:
        return _selon_age(None, None, bareme)
    age = age_revolu(faits.date_naissance, le)
    if age < bareme["age_minimum"]:
        return _trop_jeune(faits.date_naissance, bareme["age_minimum"], bareme)
    return _selon_age(age, faits.rqth, bareme)


@lru_cache(maxsize=1024)
def _selon_age(age: int | None, rqth: bool | None, bareme: Bareme) -> Critere:
    minimum, maximum, avec_rqth = bareme["age_minimum"], bareme["age_maximum"], bareme["age_maximum_rqth"]
    if age is None:
        question = Question("date_naissance", "Quelle est votre date de naissance ?", Interlocuteur.JEUNE)
        return _critere(
            bareme, Etat.INCONNU, "NAISSANCE_INCONNUE",
            "Nous ne connaissons pas encore votre date de naissance.", (question,),
        )  # fmt: skip
    if age <= maximum:
        return _critere(
            bareme,
            Etat.REMPLI,
            "AGE_CONVIENT",
            f"Vous avez entre {minimum} et {maximum} ans : l’âge convient.",
        )
    if age > avec_rqth:
        return _critere(
            bareme, Etat.NON_REMPLI, "AGE_DEPASSE",
            f"Vous avez plus de {maximum} ans : ce parcours s’arrête à {maximum} ans, "
            f"ou à {avec_rqth} ans avec une reconnaissance de travailleur handicapé.",
        )  # fmt: skip
    return _selon_rqth(rqth, bareme)


def _selon_rqth(rqth: bool | None, bareme: Bareme) -> Critere:
    maximum, avec_rqth = bareme["age_maximum"], bareme["age_maximum_rqth"]
    if rqth:
        return _critere(
            bareme, Etat.REMPLI, "AGE_CONVIENT_RQTH",
            "Vous avez une reconnaissance de travailleur handicapé : "
            f"l’âge convient, jusqu’à {avec_rqth} ans.",
        )  # fmt: skip
    if rqth is None:
        question = Question(
            "rqth", "Avez-vous une reconnaissance de travailleur handicapé (RQTH) ?", Interlocuteur.JEUNE
        )
        return _critere(
            bareme, Etat.INCONNU, "RQTH_INCONNUE",
            f"Vous avez plus de {maximum} ans : l’âge convient seulement "
            "avec une reconnaissance de travailleur handicapé (RQTH).",
            (question,),
        )  # fmt: skip
    return _critere(
        bareme, Etat.NON_REMPLI, "AGE_DEPASSE_SANS_RQTH",
        f"Vous avez plus de {maximum} ans, sans reconnaissance de travailleur handicapé : "
        f"ce parcours s’arrête à {maximum} ans.",
    )  # fmt: skip


def _trop_jeune(naissance: date, minimum: int, bareme: Bareme) -> Critere:
    le_jour = anniversaire(naissance, minimum)
    return _critere(
        bareme, Etat.NON_REMPLI, "AGE_TROP_JEUNE",
        f"Vous n’avez pas encore {minimum} ans : vous les aurez le {en_toutes_lettres(le_jour)}.",
        attend_le=le_jour,
    )  # fmt: skip


def majeur(naissance: date, *, le: date, bareme: Bareme) -> bool:
    """Say whether one is of age on the day `le`, by the values of the contract (`cej`).

    Eighteen years whole, from the birthday on. The article does not say when somebody born on 29 February is; as every
    age here (`anniversaire`), on 28 February in common years. Source: Code civil, 414.
    """
    return age_revolu(naissance, le) >= bareme["age_majorite"]


def maintenir_en_parcours(entree: Critere, aujourd_hui: Critere) -> Critere:
    """Return the criterion for a running parcours: warned by its age, never refused by it.

    `entree` is the age judged at entry, `aujourd_hui` on the day judged.
    """
    if entree.etat is Etat.INCONNU:
        return entree
    if entree.etat is Etat.REMPLI and aujourd_hui.etat is Etat.REMPLI:
        return entree
    return Critere(
        CODE,
        Etat.REMPLI,
        Motif("AGE_EN_PARCOURS", "Votre parcours a déjà commencé : votre âge ne l’arrête pas."),
        entree.source,
        entree.references,
        avertissements=((entree if entree.etat is Etat.NON_REMPLI else aujourd_hui).motif,),
    )


def _critere(
    bareme: Bareme,
    etat: Etat,
    motif: str,
    phrase: str,
    questions: tuple[Question, ...] = (),
    attend_le: date | None = None,
) -> Critere:
    codes = ("age_minimum", "age_maximum", "age_maximum_rqth")
    references = tuple(dict.fromkeys(bareme.valeurs[code].source for code in codes))
    return Critere(CODE, etat, Motif(motif, phrase), mentionner(references), references, questions, attend_le=attend_le)
