"""« Qui fait quoi » on one printed page: a version of a partenariat, or what a dossier makes of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.documents.rendu import rendre_pdf
from socle.repartition.lectures import par_phase
from socle.repartition.lignes import Ligne, depuis_json
from socle.repartition.models import Qui, Repartition

GABARIT = Path(__file__).resolve().parent / "gabarits" / "qui_fait_quoi.typ"
LEGENDE = "T : un texte la donne, elle ne se répartit pas."
LEGENDE_DU_DOSSIER = "En gras : convenu pour ce jeune. « Proposé » : attend l’autre côté."


def du_partenariat(version: Repartition, numero: int | None, *, acteur: Acteur, maintenant: datetime) -> bytes:
    """One version of a partenariat, as a tagged PDF of one page."""
    lien, fuseau = version.partenariat, ZoneInfo(acteur.fuseau)
    if version.convenue_le is not None:
        jour = en_toutes_lettres(version.convenue_le.astimezone(fuseau).date())
        dit = f"Version {numero}, convenue le {jour}."
    elif version.ecartee_le is not None:
        dit = "Proposition écartée : elle ne vaut pas."
    else:
        dit = "Proposition : elle ne vaut pas tant que l’autre côté n’a pas convenu."
    return _rendre(
        depuis_json(version.lignes), titre="Qui fait quoi",
        sous_titre=f"{lien.porteur} et {lien.mission_locale}. {dit}", legende=LEGENDE, acteur=acteur,
        maintenant=maintenant,
    )  # fmt: skip


def d_un_dossier(
    lignes: Sequence[Ligne], *, nom: str, dit: str, ajustees: frozenset[str], proposees: Mapping[str, str],
    acteur: Acteur, maintenant: datetime,
) -> bytes:  # fmt: skip
    """The tasks of one youth: `ajustees` are those agreed for this youth, `proposees` what one side proposes, in words,
    that the other has not accepted yet.
    """
    return _rendre(
        lignes, titre=f"Qui fait quoi : {nom}", sous_titre=dit, legende=f"{LEGENDE} {LEGENDE_DU_DOSSIER} Confidentiel.",
        ajustees=ajustees, proposees=proposees, acteur=acteur, maintenant=maintenant,
    )  # fmt: skip


def _rendre(
    lignes: Iterable[Ligne], *, titre: str, sous_titre: str, legende: str, acteur: Acteur, maintenant: datetime,
    ajustees: frozenset[str] = frozenset(), proposees: Mapping[str, str] = MappingProxyType({}),
) -> bytes:  # fmt: skip
    jour = en_toutes_lettres(maintenant.astimezone(ZoneInfo(acteur.fuseau)).date())
    donnees: dict[str, Any] = {
        "titre": titre,
        "sous_titre": sous_titre,
        "legende": legende,
        "groupes": [
            {"titre": g.libelle, "lignes": [_ligne(li, ajustees, proposees) for li in g.lignes]}
            for g in par_phase(lignes)
        ],
        "imprime": f"Imprimé par {acteur.nom_complet} ({acteur.structure_nom}), le {jour}.",
    }
    return rendre_pdf(GABARIT, donnees)


def _ligne(une: Ligne, ajustees: frozenset[str], proposees: Mapping[str, str]) -> dict[str, Any]:
    return {
        "tache": une.tache.intitule,
        "qui": une.reponse.en_mots,
        "texte": bool(une.tache.reserve),
        "personne": une.reponse.qui == Qui.PERSONNE,
        "ajustee": une.tache.code in ajustees,
        "proposee": proposees.get(une.tache.code, ""),
    }
