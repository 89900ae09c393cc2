"""What is awaited for one youth, and by whom: said from the facts and the verdict, never stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from parcours.eligibilite.lectures import faits
from regles.acces import Nature
from regles.contrat import Partie
from regles.decision import Quoi
from regles.eligibilite import juger
from regles.noyau.bareme import Baremes
from regles.noyau.verdict import Interlocuteur, Reponse, Verdict
from socle.dossier.models import Dossier, Etape
from socle.dossier.noms import initiales
from web.jeunes.apres_l_entree import Suite, presse, sinon

SUITES = {
    Quoi.ANNONCER: "Annoncer son entrée",
    Quoi.REPORTER_IMILO: "Reporter l’entrée dans I-Milo",
    Quoi.TENIR_PLAN: "Tenir le plan d’attente",
    Quoi.REORIENTER: "Accompagner vers un autre dispositif",
    Quoi.APPORTER: "Apporter ce qui manque",
}
# Steps whose next move depends on the verdict.
JUGEES = (Etape.ELIGIBILITE, Etape.COMMISSION)


@dataclass(frozen=True, slots=True)
class Attendu:
    """One thing awaited: `qui` is who it is awaited from, `nature` and `initiales` their mark."""

    quoi: str
    qui: str = ""
    nature: str = ""
    initiales: str = ""
    quand: date | None = None
    tard: bool = False


def attendu(dossier: Dossier, *, le: date, droit: Baremes) -> Attendu | None:
    """What is awaited on the day `le`, under that law, for a dossier read by `lectures`. None when nothing is."""
    if dossier.etape == Etape.SORTI:
        return None
    proposee = next((d for d in dossier.lues_decisions if d["signee_le"] is None), None)
    if proposee is not None:
        return _signature(dossier, proposee)
    if dossier.etape == Etape.REPERAGE:
        return _de(dossier, Nature.PORTEUR, "Demander son accord")
    if dossier.etape in JUGEES and not dossier.partage_en_cours:
        return _de(dossier, Nature.PORTEUR, "Reparler avec lui de la mission locale, qui ne voit plus le dossier")
    if dossier.etape in JUGEES:
        return _suite(dossier, le=le) or _verdict(dossier, le=le, droit=droit)
    # Once in contract, what the entry left to do is no longer what is awaited first.
    entree = None if dossier.etape == Etape.CONTRAT else _suite(dossier, le=le)
    apres = _dite(dossier, presse(dossier, le=le)) or entree or _dite(dossier, sinon(dossier))
    return apres or _porte(dossier, le=le)


def _dite(dossier: Dossier, attendue: Suite | None) -> Attendu | None:
    if attendue is None:
        return None
    if attendue.de == Partie.JEUNE:
        return Attendu(attendue.quoi, "Le jeune", "jeune", initiales(dossier.prenom, dossier.nom))
    return _de(dossier, attendue.de.value, attendue.quoi, attendue.quand, attendue.tard)


def _de(dossier: Dossier, cote: str, quoi: str, quand: date | None = None, tard: bool = False) -> Attendu:
    """Awaited from one side: from who looks after the dossier there, else from the structure."""
    if cote == Nature.PORTEUR:
        prenom, nom, structure = dossier.referent_prenom, dossier.referent_nom, dossier.porteur_nom
    else:
        prenom, nom = dossier.conseiller_prenom, dossier.conseiller_nom
        structure = dossier.mission_locale_nom or "La mission locale"
    if prenom:
        return Attendu(quoi, f"{prenom} {nom}", cote, initiales(prenom, nom), quand, tard)
    return Attendu(quoi, structure, cote, "ML" if cote == Nature.MISSION_LOCALE else "P", quand, tard)


def _signature(dossier: Dossier, decision: dict[str, Any]) -> Attendu:
    manquent = [c for c in (Nature.PORTEUR, Nature.MISSION_LOCALE) if c.value not in decision["cotes"]]
    return _de(dossier, manquent[0], "Signer la décision", date.fromisoformat(decision["seance_le"]))


def _suite(dossier: Dossier, *, le: date) -> Attendu | None:
    if not dossier.lues_suites:
        return None
    suite = dossier.lues_suites[0]
    quand = date.fromisoformat(suite["avant_le"]) if suite["avant_le"] else None
    return _de(dossier, suite["cote"], SUITES[Quoi(suite["quoi"])], quand, quand is not None and quand < le)


def _porte(dossier: Dossier, *, le: date) -> Attendu | None:
    """The end of a pré-CEJ-JR: time brings it, people prepare it."""
    for decision in dossier.lues_decisions:
        if dossier.etape == Etape.PRE_CEJ and decision["fin_le"]:
            fin_le = date.fromisoformat(decision["fin_le"])
            return _de(dossier, Nature.PORTEUR, "Préparer son retour en commission", fin_le, fin_le < le)
    return None


def _verdict(dossier: Dossier, *, le: date, droit: Baremes) -> Attendu:
    verdict = juger(faits(dossier, rupture=dossier.rupture, le=le), le=le, baremes=droit)
    if verdict.reponse == Reponse.A_PRECISER:
        return _question(dossier, verdict)
    if verdict.reponse == Reponse.FAVORABLE:
        return _commission("Décider de son entrée")
    attend_le = max((c.attend_le for c in verdict.criteres if c.attend_le), default=None)
    return _commission("Choisir une autre voie ou attendre que la porte s’ouvre", attend_le)


def _commission(quoi: str, quand: date | None = None) -> Attendu:
    return Attendu(quoi, "La commission", "partenaire", "C", quand)


def _question(dossier: Dossier, verdict: Verdict) -> Attendu:
    """The first thing that remains to be said, in the words of the rule."""
    question = verdict.questions[0]
    if question.a_qui == Interlocuteur.JEUNE:
        return Attendu(question.phrase, "Le jeune", "jeune", initiales(dossier.prenom, dossier.nom))
    if question.a_qui == Interlocuteur.MISSION_LOCALE:
        return _de(dossier, Nature.MISSION_LOCALE, question.phrase)
    return _commission(question.phrase)
