"""From facts to what the page says: the verdict in words, the day the door opens, what would change it.

Every reason is a sentence of `regles`. Here are only the titles above them, and what one does next.
"""

from dataclasses import dataclass, replace
from datetime import date

from parcours.eligibilite.presentation import QuestionDite, dire
from regles.eligibilite import juger
from regles.faits import Faits
from regles.noyau.bareme import Baremes, HorsBareme
from regles.noyau.source import Source
from regles.noyau.temps import en_toutes_lettres
from regles.noyau.verdict import Critere, Etat, Reponse, Verdict
from web.simulateur.voix import A_QUI, ACCOMPAGNANT

MOTS = {
    Reponse.FAVORABLE: "Réponse favorable",
    Reponse.DEFAVORABLE: "Réponse défavorable",
    Reponse.A_PRECISER: "Réponse à préciser",
}


@dataclass(frozen=True, slots=True)
class Texte:
    """A text behind a reason: what it is called, what it says or what we say of it, how it is known."""

    titre: str
    contenu: str
    cite: bool
    connu_par: str


@dataclass(frozen=True, slots=True)
class Raison:
    """One criterion, and the texts behind it."""

    etat: str
    phrase: str
    mention: str
    textes: tuple[Texte, ...]


@dataclass(frozen=True, slots=True)
class Resultat:
    """What the answer page shows. `si_confirme` is the verdict if the mission locale finds what was told."""

    verdict: Verdict
    si_confirme: Verdict | None
    titre: str
    chapo: str
    reponse: str
    raisons: tuple[Raison, ...]
    questions: tuple[QuestionDite, ...]
    ouverture_le: date | None
    ce_jour_la: str
    demander_rqth: bool
    voix: str

    @property
    def confirmation(self) -> str:
        """What the distance would be if the mission locale confirmed; empty when the reason itself says it.

        A contact known to count is named in the reason, with the door it leads to.
        """
        if self.si_confirme is None or self.verdict.ouverture_le is not None:
            return ""
        return self.si_confirme.critere("ELOIGNEMENT").phrase


def repondre(faits: Faits, *, le: date, baremes: Baremes, voix: str, naissance_exacte: bool) -> Resultat:
    """Judge these answers on the day `le`. Raises `HorsBareme` when a value of that day is not known.

    `naissance_exacte` False: the birthday is not known, and nothing is said of the age on another day.
    """
    verdict = juger(faits, le=le, baremes=baremes)
    confirmes = replace(faits, historique_verifie=True)
    si_confirme = juger(confirmes, le=le, baremes=baremes) if _a_confirmer(faits, verdict) else None
    ouverture_le = _ouverture(si_confirme or verdict)
    titre, chapo = _titre(verdict, si_confirme, ouverture_le)
    rqth = verdict.critere("AGE").motif.code == "RQTH_INCONNUE"
    return Resultat(
        verdict=verdict,
        si_confirme=si_confirme,
        titre=titre,
        chapo=chapo,
        reponse=MOTS[verdict.reponse],
        raisons=tuple(_raison(c) for c in verdict.criteres),
        questions=_questions(verdict, voix, sauf={"rqth"} if rqth else set()),
        ouverture_le=ouverture_le,
        ce_jour_la=_ce_jour_la(confirmes, ouverture_le, baremes) if naissance_exacte else "",
        demander_rqth=rqth,
        voix=voix,
    )


def trop_jeune(resultat: Resultat) -> bool:
    """Whether the age is too low: the day it will do is then the answer, and needs a date of birth."""
    return resultat.verdict.critere("AGE").motif.code == "AGE_TROP_JEUNE"


def _raison(critere: Critere) -> Raison:
    return Raison(critere.etat.value, critere.phrase, critere.source, tuple(_texte(s) for s in critere.references))


def _texte(source: Source) -> Texte:
    contenu = source.citation or source.resume or ""
    return Texte(_intitule(source), contenu, bool(source.citation), source.connu_par or "")


def _intitule(source: Source) -> str:
    """Title, article and date, as far as each is known; a date that the title says is not said twice."""
    morceaux = [source.titre, source.article or ""]
    if source.date and source.date[:4] not in source.titre:
        entiere = len(source.date) == len("AAAA-MM-JJ")
        morceaux.append(en_toutes_lettres(date.fromisoformat(source.date)) if entiere else source.date)
    return ", ".join(morceau for morceau in morceaux if morceau)


def _a_confirmer(faits: Faits, verdict: Verdict) -> bool:
    return faits.contacts is not None and verdict.critere("ELOIGNEMENT").motif.code == "HISTORIQUE_A_VERIFIER"


def _ouverture(verdict: Verdict) -> date | None:
    """The day when time alone will have opened every closed criterion; None when one is not a matter of time."""
    jours = [c.attend_le for c in verdict.criteres if c.etat is Etat.NON_REMPLI]
    return max((j for j in jours if j), default=None) if all(jours) else None


def _titre(verdict: Verdict, si_confirme: Verdict | None, ouverture_le: date | None) -> tuple[str, str]:
    """The title and the sentence under it."""
    suppose = si_confirme or verdict
    si = " si la mission locale confirme les contacts indiqués" if si_confirme else ""
    if ouverture_le is not None:
        verbe = "s’ouvrirait" if si_confirme else "s’ouvre"
        return f"La porte {verbe} le {en_toutes_lettres(ouverture_le)}", f"Pas avant ce jour,{si}." if si else (
            "Avant ce jour, la réponse est non."
        )
    if suppose.reponse is Reponse.DEFAVORABLE:
        return "Ce parcours n’est pas ouvert aujourd’hui", "Une autre aide existe peut-être : voyez plus bas."
    if suppose.reponse is Reponse.FAVORABLE:
        if si_confirme:
            return "La porte serait ouverte", f"La réponse sera favorable{si}."
        return "La porte est ouverte", "Toutes les conditions sont remplies."
    nombre = sum(c.etat is Etat.INCONNU for c in verdict.criteres)
    manque = "Un point reste" if nombre == 1 else f"{nombre} points restent"
    return "On ne peut pas encore le dire", f"Rien ne ferme la porte. {manque} à préciser."


def _questions(verdict: Verdict, voix: str, *, sauf: set[str]) -> tuple[QuestionDite, ...]:
    """What remains to be said, once each, and who can say it; `sauf` are the facts that the page asks by itself."""
    dites = zip(verdict.questions, dire(verdict).questions, strict=True)
    gardees = {q.phrase: replace(q, a_qui=A_QUI[voix][q.pour]) for question, q in dites if question.fait not in sauf}
    return tuple(gardees.values())


def _ce_jour_la(faits: Faits, le: date | None, baremes: Baremes) -> str:
    """A sentence when the age will have passed by the day the door opens."""
    if le is None:
        return ""
    try:
        age: Critere = juger(faits, le=le, baremes=baremes).critere("AGE")
    except HorsBareme:
        return ""
    return "" if age.etat is Etat.REMPLI else age.phrase


def suites(resultat: Resultat) -> list[str]:
    """What to do next, the first thing first."""
    eux = resultat.voix == ACCOMPAGNANT
    parler = (
        "Avec son accord, appelez la mission locale, ou l’association qui porte ce parcours près de chez vous."
        if eux
        else "Appelez la mission locale, ou parlez à l’association qui vous accompagne."
    )
    dire_pourquoi = "Dites dès le début que c’est pour le contrat d’engagement jeune « jeunes en rupture »."
    montrer = "Montrez cette page : imprimez-la, ou copiez le texte."
    reponse = (resultat.si_confirme or resultat.verdict).reponse
    if resultat.ouverture_le is not None:
        garder = f"Notez cette date : {en_toutes_lettres(resultat.ouverture_le)}."
        attendre = "Demandez dès maintenant ce qui est possible en attendant."
        return [garder, parler, dire_pourquoi, attendre]
    if reponse is Reponse.DEFAVORABLE:
        autre = "Demandez quelle autre aide existe : il y en a d’autres, selon l’âge et la situation."
        revenir = "Si la situation change, revenez répondre aux questions."
        return [parler, autre, revenir]
    return [parler, dire_pourquoi, montrer]
