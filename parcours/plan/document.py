"""The plan on paper, for the youth: a tagged PDF of what is shared, and nothing of health or justice."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from parcours.plan.instantane import instantane
from parcours.plan.lectures import Plan
from parcours.plan.lectures_versions import Versions, acceptations, contenu_dit
from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.documents.rendu import rendre_pdf
from socle.dossier.models import Dossier

GABARIT = Path(__file__).resolve().parent / "gabarits" / "plan.typ"


def rendre(dossier: Dossier, plan: Plan, versions: Versions, *, acteur: Acteur, maintenant: datetime) -> bytes:
    """The plan as it stands, as a tagged PDF."""
    return rendre_pdf(GABARIT, donnees(dossier, plan, versions, acteur=acteur, maintenant=maintenant))


def donnees(
    dossier: Dossier, plan: Plan, versions: Versions, *, acteur: Acteur, maintenant: datetime
) -> dict[str, Any]:
    """What the template prints: everything is words."""
    imprime = maintenant.astimezone(ZoneInfo(acteur.fuseau)).date()
    ensemble = " et ".join(str(s) for s in (dossier.porteur, dossier.mission_locale) if s is not None)
    return {
        "titre": "Mon plan d’action",
        "sous_titre": f"{dossier.prenom}, avec {ensemble}.",
        "accord": _accord(versions),
        "changements": versions.depuis,
        "objectifs": contenu_dit(instantane(plan), dossier),
        "imprime": f"Imprimé par {acteur.nom_complet} ({acteur.structure_nom}), le {en_toutes_lettres(imprime)}.",
    }


def _accord(versions: Versions) -> str:
    if versions.en_vigueur is None:
        return "Ce plan est un projet : il n’a pas encore été accepté par les trois."
    jours = max(a.acceptee_le for a in acceptations(versions.en_vigueur))
    dit = f"Nous avons accepté la version {versions.en_vigueur.numero} de ce plan, le {en_toutes_lettres(jours)}."
    return f"{dit} Voici ce qui a changé depuis." if versions.depuis else dit
