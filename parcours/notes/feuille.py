"""What a youth may read, on paper: a tagged PDF without their name. Of health and justice, only when asked for."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from parcours.notes.models import Note
from parcours.notes.pour_le_jeune import PourLeJeune
from parcours.plan.lectures import ActionLue, ObjectifLu
from parcours.plan.models import Tenant, TexteDuDiagnostic
from regles.noyau.temps import en_toutes_lettres
from socle.documents.rendu import rendre_pdf

GABARIT = Path(__file__).resolve().parent / "gabarits" / "pour_le_jeune.typ"
TITRE = "Ce que je peux lire"
SOUS_TITRE = "Ce que les personnes qui m’aident ont écrit avec moi, ou veulent me montrer."
MES_DROITS = (
    "Tout ce qui est écrit sur moi n’est pas sur cette feuille. J’ai le droit de tout voir, et de faire corriger ce "
    "qui est faux. Je peux le demander à chaque personne qui m’aide."
)
MOI = "moi"
# (up to so many lines, points): one page, in letters as large as it holds. Longer, it takes several.
TAILLES = ((36, 12.0), (52, 10.5))
LONGUE = 11.0
SIGNES_PAR_LIGNE = 85
RIEN = "Rien n’est encore écrit pour moi. Je peux demander pourquoi."


def rendre(lu: PourLeJeune, *, le: date) -> bytes:
    """The sheet as a tagged PDF."""
    return rendre_pdf(GABARIT, donnees(lu, le=le))


def donnees(lu: PourLeJeune, *, le: date) -> dict[str, Any]:
    """What the template prints: everything is words."""
    parties = [
        _partie("Ce que je vise", [_objectif(o) for o in lu.objectifs]),
        _partie("Ce qu’on a dit ensemble", [_domaine(*d) for d in lu.diagnostic]),
        _partie("Des notes", [_note(n) for n in lu.notes]),
    ]
    lignes = sum(len(p["blocs"]) and 2 + sum(map(_lignes, p["blocs"])) for p in parties)
    return {
        "titre": TITRE,
        "sous_titre": SOUS_TITRE,
        "taille": next((points for jusque, points in TAILLES if lignes <= jusque), LONGUE),
        "rien": RIEN if lu.vide else "",
        "parties": [p for p in parties if p["blocs"]],
        "droits": MES_DROITS,
        "imprime": f"Feuille du {en_toutes_lettres(le)}.",
    }


def _partie(titre: str, blocs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"titre": titre, "blocs": blocs}


def _bloc(titre: str, textes: Sequence[str], signe: str = "") -> dict[str, Any]:
    return {"titre": titre, "textes": [t for t in textes if t], "signe": signe}


def _lignes(bloc: dict[str, Any]) -> int:
    """How many lines it takes, more or less."""
    textes = [ligne for texte in bloc["textes"] for ligne in texte.split("\n")]
    return 1 + bool(bloc["signe"]) + sum(1 + len(t) // SIGNES_PAR_LIGNE for t in textes)


def _objectif(lu: ObjectifLu) -> dict[str, Any]:
    paroles = f"«\u00a0{lu.objectif.paroles}\u00a0»" if lu.objectif.paroles else ""
    return _bloc(lu.objectif.titre, [paroles, *(_action(a) for a in lu.actions)])


def _action(lue: ActionLue) -> str:
    """« Appeler le bailleur. Le Fil d’Ormelle, avant le 3 décembre 2026. À faire. »"""
    quand = f", avant le {en_toutes_lettres(lue.action.avant_le)}" if lue.action.avant_le else ""
    qui = MOI if lue.action.tenue_par == Tenant.JEUNE else lue.tenant
    etat = lue.action.get_etat_display().replace(" ", "\u00a0")
    return f"{lue.action.titre}\u00a0: {qui}{quand}. {etat}."


def _domaine(nom: str, textes: Sequence[TexteDuDiagnostic]) -> dict[str, Any]:
    return _bloc(nom, [f"{t.get_volet_display()}\u00a0: {t.texte}" for t in textes])


def _note(note: Note) -> dict[str, Any]:
    signe = f"{note.ecrit_par.compte.nom_complet}, {note.ecrit_par.structure}, le {_jour(note.ecrit_le)}"
    return _bloc(note.get_domaine_display(), [note.texte], signe)


def _jour(instant: datetime) -> str:
    return en_toutes_lettres(timezone.localtime(instant).date())
