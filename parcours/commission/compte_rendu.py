"""The minutes of a séance: what was decided, why, and who signed, for the eyes of one hat."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from parcours.commission.agenda import OrdreDuJour, Situation
from parcours.commission.calendrier import Seance
from parcours.commission.lectures import DecisionLue
from regles.acces import Nature
from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.documents.rendu import rendre_pdf

GABARIT = Path(__file__).resolve().parent / "gabarits" / "compte_rendu.typ"
POUR = {Nature.PORTEUR.value: "pour le porteur", Nature.MISSION_LOCALE.value: "pour la mission locale"}
PROVISOIRE = "Brouillon : des décisions attendent encore une signature. Ce compte rendu s’écrit au fur et à mesure."


def rendre(seance: Seance, agenda: OrdreDuJour, *, acteur: Acteur, maintenant: datetime) -> bytes:
    """The minutes as a tagged PDF. `agenda` holds what the hat sees, and nothing else is read."""
    return rendre_pdf(GABARIT, donnees(seance, agenda, acteur=acteur, maintenant=maintenant))


def donnees(seance: Seance, agenda: OrdreDuJour, *, acteur: Acteur, maintenant: datetime) -> dict[str, Any]:
    """What the template prints: first name and initial only, hours in the time zone of the hat's structure."""
    fuseau = ZoneInfo(acteur.fuseau)
    imprime = maintenant.astimezone(fuseau)
    en_cours = any(s.decision is not None and not s.decidee for s in agenda.situations)
    lieu = f", {seance.lieu}" if seance.lieu else ""
    heure = f" à {_heure(seance.heure)}" if seance.heure else ""
    return {
        "titre": f"Commission d’entrée du {en_toutes_lettres(seance.le)}",
        "sous_titre": f"{seance.mission_locale}{heure}{lieu}. {_compte(agenda)}",
        "avis": [PROVISOIRE] if en_cours else [],
        "groupes": [
            {"titre": g.porteur, "situations": [_situation(s, seance, fuseau) for s in g.situations]}
            for g in agenda.groupes
        ],
        "imprime": f"Imprimé par {acteur.nom_complet} ({acteur.structure_nom}), "
        f"le {en_toutes_lettres(imprime.date())} à {_heure(imprime)}. Confidentiel.",
    }


def _compte(agenda: OrdreDuJour) -> str:
    total = len(agenda.situations)
    if not total:
        return "Aucune situation."
    pluriel = "s" if total > 1 else ""
    return f"{total} situation{pluriel}, {agenda.decidees} décidée{'s' if agenda.decidees > 1 else ''}."


def _situation(situation: Situation, seance: Seance, fuseau: ZoneInfo) -> dict[str, Any]:
    decision = situation.decision
    if decision is not None and decision.seance_le != seance.le:
        decision = None
    titre = f"{situation.rang}. {situation.dossier.nom_affiche}"
    if decision is None:
        lacunes = "\n".join(f"{m.phrase} (à demander {m.a_qui})" for m in situation.manques)
        return {
            "titre": titre, "decision": "Pas encore de décision", "etat": "", "signatures": [],
            "paires": [{"nom": "Ce qu’il manque", "valeur": lacunes}],
        }  # fmt: skip
    return {
        "titre": titre,
        "decision": decision.libelle,
        "etat": _etat(decision, fuseau),
        "paires": [{"nom": nom, "valeur": valeur} for nom, valeur in _paires(decision)],
        "signatures": [
            f"{s.nom}, {POUR[s.cote]}, le {en_toutes_lettres(_la(s.le, fuseau).date())} à {_heure(_la(s.le, fuseau))}"
            for s in decision.signatures
        ],
    }


def _etat(decision: DecisionLue, fuseau: ZoneInfo) -> str:
    if decision.signee_le is None:
        return "proposée, pas encore signée des deux côtés"
    if decision.remplacee_le is not None:
        jour = en_toutes_lettres(_la(decision.remplacee_le, fuseau).date())
        return f"remplacée depuis par une autre décision, le {jour}"
    return ""


def _paires(decision: DecisionLue) -> list[tuple[str, str]]:
    jour = en_toutes_lettres(decision.fin_le) if decision.fin_le else ""
    return [
        ("Verdict", f"{decision.verdict}, jugé au {en_toutes_lettres(decision.jugee_au)}"),
        ("Pourquoi", decision.motif),
        ("Appréciation d’ensemble", decision.appreciation),
        ("Jusqu’au", jour),
        ("D’ici là", decision.plan_interim),
        ("Qui s’en occupe", decision.responsable),
        ("Vers", decision.vers),
        ("Pourquoi là", decision.pourquoi_ailleurs),
        ("Ce qu’il manque", decision.manque),
        ("Qui l’apporte", decision.libelle_apporte_par),
    ]


def _la(instant: datetime, fuseau: ZoneInfo) -> datetime:
    return instant.astimezone(fuseau)


def _heure(instant: Any) -> str:
    return f"{instant.hour} h {instant.minute:02d}" if instant.minute else f"{instant.hour} h"
