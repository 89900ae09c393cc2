"""May this youth enter the programme? The criteria that its folder names, three answers.

Sources: for the CEJ « jeunes en rupture », circulaire of 22 April 2022, FAQ of July 2023, Code du travail L5131-6; for
the O2R, see `regles.eloignement_o2r`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache

from regles.age import juger_age, maintenir_en_parcours
from regles.age_convention import juger_age_convention
from regles.carence import ouverture
from regles.eloignement import juger_eloignement
from regles.eloignement_o2r import juger_eloignement_o2r
from regles.faits import AUCUNE, FAIBLES_OU_IRREGULIERES, SIGNES, Faits
from regles.noyau.bareme import Bareme, BaremeInvalide, Baremes, Derogation, Effet
from regles.noyau.source import mentionner
from regles.noyau.verdict import Critere, Etat, Interlocuteur, Motif, Question, Verdict, conclure
from regles.programmes import programmes

CIRCULAIRE = "circulaire-2022-117"
CODE_DU_TRAVAIL = "ct-l5131-6"
QUESTIONS_REPONSES = "questions-reponses-cej"


def juger(faits: Faits, *, le: date, baremes: Baremes) -> Verdict:
    """Judge these facts on the day `le`, by the text in force that day in that département.

    Raises `ContactPosterieur` for a contact after `le`, `HorsBareme` when no rule is in force
    that day, `HorsCalendrier` when a day computed exceeds the calendar.
    """
    bareme = baremes.au(faits.programme, le, faits.departement)
    porte = ouverture(faits.contacts, le=le, mois=bareme["carence_en_mois"]) if faits.contacts else None
    criteres = tuple([regle(faits, le, bareme, baremes) for regle in _regles(faits.programme)])
    if bareme.derogations:
        criteres = tuple(_deroger(critere, faits, bareme) for critere in criteres)
    # By position: naming the fields of a named tuple costs a tenth of a verdict.
    reponse = conclure([critere.etat for critere in criteres])
    return Verdict(faits.programme, faits.departement, le, reponse, porte, criteres, bareme.empreinte, bareme.imprime)


def _age(faits: Faits, le: date, bareme: Bareme, baremes: Baremes) -> Critere:
    """Age is judged at entry, by the text of that day."""
    critere = _age_au(faits, le, bareme)
    if faits.entree_le is None or faits.entree_le >= le:
        return critere
    alors = baremes.au(faits.programme, faits.entree_le, faits.departement)
    return maintenir_en_parcours(_age_au(faits, faits.entree_le, alors), critere)


def _age_au(faits: Faits, le: date, bareme: Bareme) -> Critere:
    """By the law where it gives ages, by the convention where the programme leaves them to it."""
    if "age_minimum" in bareme.valeurs or "age_minimum" in bareme.trous:
        return juger_age(faits, le=le, bareme=bareme)
    return juger_age_convention(faits, le=le, bareme=bareme)


def juger_situation(faits: Faits, _le: date, bareme: Bareme, _: Baremes) -> Critere:
    """Judge studies and training (they exclude), and employment (people weigh it).

    Source: Code du travail, L5131-6; the ministry's questions-réponses for employment.
    """
    return _situation(faits.etudiant, faits.en_formation, faits.en_emploi, bareme)


@lru_cache
def _situation(etudiant: bool | None, en_formation: bool | None, en_emploi: bool | None, bareme: Bareme) -> Critere:
    textes = (CODE_DU_TRAVAIL,)
    if etudiant:
        phrase = "Vous suivez des études : ce parcours ne peut pas s’y ajouter."
        return _critere("SITUATION", Etat.NON_REMPLI, "EN_ETUDES", phrase, bareme, textes)
    if en_formation:
        phrase = "Vous suivez une formation : ce parcours ne peut pas s’y ajouter."
        return _critere("SITUATION", Etat.NON_REMPLI, "EN_FORMATION", phrase, bareme, textes)
    reponses = (etudiant, en_formation, en_emploi)
    manquent = tuple(question for question, dit in zip(_QUESTIONS_SITUATION, reponses, strict=True) if dit is None)
    if en_emploi:
        questions = (*manquent, _EMPLOI_A_APPRECIER)
        phrase = "Vous avez un emploi : c’est à apprécier avec vous, selon le temps qu’il prend."
        return _critere(
            "SITUATION", Etat.INCONNU, "EN_EMPLOI", phrase, bareme, (*textes, QUESTIONS_REPONSES), questions
        )
    if manquent:
        phrase = "Nous ne savons pas encore si vous avez des études, une formation ou un emploi en cours."
        return _critere("SITUATION", Etat.INCONNU, "SITUATION_INCONNUE", phrase, bareme, textes, manquent)
    phrase = "Vous n’avez ni études, ni formation, ni emploi en cours."
    return _critere("SITUATION", Etat.REMPLI, "SANS_ACTIVITE", phrase, bareme, textes)


def juger_ressources(faits: Faits, _le: date, bareme: Bareme, _: Baremes) -> Critere:
    """Judge the income: none, regular, or small and irregular, which people weigh.

    Source: circulaire of 22 April 2022 (« sans revenu »).
    """
    return _ressources(faits.ressources, bareme)


@lru_cache
def _ressources(ressources: str | None, bareme: Bareme) -> Critere:
    textes = (CIRCULAIRE,)
    if ressources is None:
        question = Question("ressources", "Avez-vous de l’argent qui rentre chaque mois ?", Interlocuteur.JEUNE)
        phrase = "Nous ne savons pas encore si vous avez des ressources."
        return _critere("RESSOURCES", Etat.INCONNU, "RESSOURCES_INCONNUES", phrase, bareme, textes, (question,))
    if ressources == AUCUNE:
        phrase = "Vous n’avez pas de ressources."
        return _critere("RESSOURCES", Etat.REMPLI, "SANS_RESSOURCES", phrase, bareme, textes)
    if ressources == FAIBLES_OU_IRREGULIERES:
        phrase = "Vos ressources sont faibles ou irrégulières : c’est à apprécier avec vous."
        questions = (_RESSOURCES_A_APPRECIER,)
        return _critere("RESSOURCES", Etat.INCONNU, "RESSOURCES_FAIBLES", phrase, bareme, textes, questions)
    phrase = "Vous avez des ressources régulières : ce parcours est pour les jeunes qui n’en ont pas."
    return _critere("RESSOURCES", Etat.NON_REMPLI, "RESSOURCES_REGULIERES", phrase, bareme, textes)


def juger_rupture(faits: Faits, _le: date, bareme: Bareme, _: Baremes) -> Critere:
    """Judge the signs of rupture: one is enough, and their absence proves nothing.

    No sign is ever named here: a reader may know that there is one, not which.
    Source: circulaire of 22 April 2022 (« faisceau d’indices »).
    """
    return _rupture(bool(faits.signes or faits.signes_notes), bareme)


@lru_cache
def _rupture(notee: bool, bareme: Bareme) -> Critere:
    if notee:
        phrase = "Au moins un signe de rupture est noté : il compte pour entrer dans ce parcours."
        return _critere("RUPTURE", Etat.REMPLI, "SIGNE_NOTE", phrase, bareme, (CIRCULAIRE,))
    question = Question("signes", "Qu’est-ce qui est difficile pour vous en ce moment ?", Interlocuteur.JEUNE)
    phrase = "Aucun signe de rupture n’est noté pour l’instant : parlons-en."
    return _critere("RUPTURE", Etat.INCONNU, "AUCUN_SIGNE_NOTE", phrase, bareme, (CIRCULAIRE,), (question,))


def _deroger(critere: Critere, faits: Faits, bareme: Bareme) -> Critere:
    """Apply what the territory's acts waive or exempt. Without effect on a fulfilled criterion.

    Except for a waived criterion, fulfilled whatever the facts.
    """
    for derogation in bareme.derogations:
        if derogation.effet is Effet.LEVER and derogation.cible == critere.code:
            return _accorde(critere, derogation, "CRITERE_LEVE", "ce critère n’est demandé à personne")
    if critere.etat is Etat.REMPLI:
        return critere
    dispenses = [d for d in bareme.derogations if d.effet is Effet.DISPENSER and d.cible == critere.code]
    for derogation in dispenses:
        if _du_public(faits, derogation.public or ""):
            return _accorde(critere, derogation, "PUBLIC_DISPENSE", "ce critère ne vous est pas demandé")
    for derogation in dispenses:
        if _du_public(faits, derogation.public or "") is None:
            return _peut_etre_dispense(critere, derogation)
    return critere


def _accorde(critere: Critere, derogation: Derogation, motif: str, effet: str) -> Critere:
    phrase = f"Dans votre département, {effet}."
    references = (derogation.acte,)
    return Critere(critere.code, Etat.REMPLI, Motif(motif, phrase), mentionner(references), references)


def _peut_etre_dispense(critere: Critere, derogation: Derogation) -> Critere:
    public = derogation.public or ""
    question = Question(
        "signes" if public in SIGNES else public,
        "Votre département dispense certains jeunes de ce critère : en faites-vous partie ?",
        Interlocuteur.JEUNE,
        champs=(public,),
    )
    if critere.etat is Etat.INCONNU:
        return critere._replace(questions=(*critere.questions, question))
    references = (*critere.references, derogation.acte)
    phrase = f"{critere.phrase} Mais votre département en dispense certains jeunes. Il reste à voir avec vous."
    return critere._replace(
        etat=Etat.INCONNU,
        motif=Motif("DISPENSE_A_VERIFIER", phrase),
        source=mentionner(references),
        references=references,
        questions=(*critere.questions, question),
    )


def _du_public(faits: Faits, public: str) -> bool | None:
    """Say whether the youth belongs to an exempted public.

    A sign nobody noted is not a sign that is absent: only `signes_ecartes` says no.
    """
    if public not in SIGNES:
        reponse: bool | None = getattr(faits, public)
        return reponse
    if faits.signes is not None and public in faits.signes:
        return True
    return False if public in faits.signes_ecartes else None


Regle = Callable[[Faits, date, Bareme, Baremes], Critere]

REGLES: Mapping[str, Regle] = {
    "AGE": _age,
    "SITUATION": juger_situation,
    "RESSOURCES": juger_ressources,
    "ELOIGNEMENT": lambda faits, le, bareme, _: juger_eloignement(faits, le=le, bareme=bareme),
    "ELOIGNEMENT_O2R": lambda faits, le, bareme, _: juger_eloignement_o2r(faits, le=le, bareme=bareme),
    "RUPTURE": juger_rupture,
}
"""The rules by the code of their criterion: what a `programme.yaml` may name."""


@cache
def _regles(programme: str) -> tuple[Regle, ...]:
    criteres = programmes()[programme].criteres
    for code in criteres:
        if code not in REGLES:
            raise BaremeInvalide(f"baremes/{programme}/programme.yaml : critère « {code} » sans règle")
    return tuple(REGLES[code] for code in criteres)


_QUESTIONS_SITUATION = (
    Question("etudiant", "Suivez-vous des études ?", Interlocuteur.JEUNE),
    Question("en_formation", "Suivez-vous une formation ?", Interlocuteur.JEUNE),
    Question("en_emploi", "Avez-vous un emploi ?", Interlocuteur.JEUNE),
)
_EMPLOI_A_APPRECIER = Question(
    "en_emploi",
    "Cet emploi laisse-t-il assez de temps pour le parcours ?",
    Interlocuteur.PROFESSIONNELS,
    appreciation=True,
)
_RESSOURCES_A_APPRECIER = Question(
    "ressources",
    "Ces ressources sont-elles assez faibles pour entrer dans le parcours ?",
    Interlocuteur.PROFESSIONNELS,
    appreciation=True,
)


def _critere(
    code: str,
    etat: Etat,
    motif: str,
    phrase: str,
    bareme: Bareme,
    textes: tuple[str, ...],
    questions: tuple[Question, ...] = (),
) -> Critere:
    references = tuple(bareme.textes[texte] for texte in textes)
    return Critere(code, etat, Motif(motif, phrase), mentionner(references), references, questions)
