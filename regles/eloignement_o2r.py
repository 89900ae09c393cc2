"""ELOIGNEMENT_O2R: first those whom nobody follows; failing that, those followed without it suiting, or in silence.

The texts read do not say what a « contact régulier » is. What counts as a contact is therefore taken from the FAQ of
July 2023 written for the CEJ-JR, whose idea the O2R keeps, and the criterion says so in its references.
"""

from datetime import date
from functools import lru_cache

from regles.carence import peser
from regles.faits import Contact, Faits
from regles.noyau.bareme import Bareme
from regles.noyau.source import mentionner
from regles.noyau.temps import en_toutes_lettres, plus_mois
from regles.noyau.verdict import Critere, Etat, Interlocuteur, Motif, Question

CODE = "ELOIGNEMENT_O2R"
APPELS = "o2r-public-2024"
FAQ = "faq-2023-07"


def juger_eloignement_o2r(faits: Faits, *, le: date, bareme: Bareme) -> Critere:
    """Judge who comes first: not registered, or registered without suitable support, or without regular contact.

    Any one of the three is enough. A youth is refused only when all three are known to be missing. Contacts after
    `le` must have been refused. Source: O2R calls of 2024, as told by the FAS.
    """
    if faits.inscrit is False:
        phrase = "Quand nous nous sommes rencontrés, vous n’étiez inscrit nulle part : vous êtes prioritaire."
        return _fixe(bareme, Etat.REMPLI, "PRIORITAIRE", phrase)
    if faits.inscrit and faits.accompagnement_adapte is False:
        phrase = "Vous avez un dossier, mais pas d’accompagnement qui vous convienne : ce parcours peut vous aider."
        return _fixe(bareme, Etat.REMPLI, "SANS_ACCOMPAGNEMENT_ADAPTE", phrase)
    if faits.inscrit is None:
        question = Question(
            "inscrit", "Avez-vous un dossier à la mission locale ou à France Travail ?", Interlocuteur.JEUNE
        )
        phrase = "Nous ne savons pas encore si vous avez un dossier à la mission locale ou à France Travail."
        return _fixe(bareme, Etat.INCONNU, "INSCRIPTION_INCONNUE", phrase, (question,))
    if not faits.historique_verifie or faits.contacts is None:
        return _historique_a_verifier(faits.accompagnement_adapte, bareme)
    return _selon_contacts(faits, faits.contacts, le, bareme)


def _historique_a_verifier(adapte: bool | None, bareme: Bareme) -> Critere:
    question = Question(
        "historique_verifie",
        "Quels contacts la mission locale a-t-elle dans son historique ?",
        Interlocuteur.MISSION_LOCALE,
    )
    phrase = "Vous avez un dossier : il faut encore savoir si quelqu’un vous suit vraiment."
    questions = (question,) if adapte else (_QUESTION_ADAPTE, question)
    return _fixe(bareme, Etat.INCONNU, "HISTORIQUE_A_VERIFIER", phrase, questions)


def _selon_contacts(faits: Faits, contacts: tuple[Contact, ...], le: date, bareme: Bareme) -> Critere:
    mois = bareme["carence_en_mois"]
    dernier, doutes = peser(contacts, le=le, mois=mois)
    jusqu_au = None if dernier is None else plus_mois(dernier, mois)
    if dernier is not None and jusqu_au is not None and jusqu_au > le:
        return _suivi(dernier, jusqu_au, faits.accompagnement_adapte, bareme)
    if doutes:
        return _contact_a_qualifier(contacts, doutes, faits.accompagnement_adapte, bareme)
    phrase = f"Vous avez un dossier, mais aucun contact régulier depuis {mois} mois : ce parcours peut vous aider."
    return _fixe(bareme, Etat.REMPLI, "SANS_CONTACT_REGULIER", phrase)


@lru_cache(maxsize=4096)
def _suivi(dernier: date, jusqu_au: date, adapte: bool | None, bareme: Bareme) -> Critere:
    if adapte:
        phrase = (
            "Vous avez un accompagnement qui vous convient, et un contact avec votre conseiller "
            f"le {en_toutes_lettres(dernier)}."
        )
        return _critere(bareme, Etat.NON_REMPLI, "DEJA_SUIVI", phrase, attend_le=jusqu_au)
    phrase = f"Vous avez vu un conseiller le {en_toutes_lettres(dernier)} : il reste à dire si ce suivi vous convient."
    return _critere(bareme, Etat.INCONNU, "ACCOMPAGNEMENT_A_APPRECIER", phrase, (_QUESTION_ADAPTE,))


def _contact_a_qualifier(
    contacts: tuple[Contact, ...], doutes: tuple[int, ...], adapte: bool | None, bareme: Bareme
) -> Critere:
    questions = tuple(_question(contacts[rang], rang) for rang in doutes)
    if adapte is None:
        questions = (_QUESTION_ADAPTE, *questions)
    phrase = "Un contact récent reste à préciser : nous devons savoir si quelqu’un vous suit vraiment."
    return _critere(bareme, Etat.INCONNU, "CONTACT_A_QUALIFIER", phrase, questions)


def _question(contact: Contact, rang: int) -> Question:
    champs = tuple(champ for champ in ("le", "nature", "echange", "intention") if getattr(contact, champ) is None)
    nom = "Le contact sans date" if contact.le is None else f"Le contact du {en_toutes_lettres(contact.le)}"
    if not champs:
        phrase = f"{nom} fait partie de ce parcours : faut-il le compter ?"
        return Question("contacts", phrase, Interlocuteur.PROFESSIONNELS, contact=rang, appreciation=True)
    phrase = f"{nom} : de quoi s’agissait-il, et qu’a-t-il donné ?"
    return Question("contacts", phrase, Interlocuteur.MISSION_LOCALE, contact=rang, champs=champs)


_QUESTION_ADAPTE = Question(
    "accompagnement_adapte",
    "L’accompagnement que ce jeune a déjà lui convient-il ?",
    Interlocuteur.PROFESSIONNELS,
)


@lru_cache(maxsize=256)
def _fixe(bareme: Bareme, etat: Etat, motif: str, phrase: str, questions: tuple[Question, ...] = ()) -> Critere:
    return _critere(bareme, etat, motif, phrase, questions)


def _critere(
    bareme: Bareme,
    etat: Etat,
    motif: str,
    phrase: str,
    questions: tuple[Question, ...] = (),
    attend_le: date | None = None,
) -> Critere:
    """An act that replaces the duration is named before the texts it departs from."""
    textes = (bareme.valeurs["carence_en_mois"].source, bareme.textes[APPELS], bareme.textes[FAQ])
    references = tuple(dict.fromkeys(textes))
    return Critere(CODE, etat, Motif(motif, phrase), mentionner(references), references, questions, attend_le=attend_le)
