"""Who stated each fact, and when: read in the history, which tells what the hat worn may read and nothing more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

DU_DOSSIER = ("date_naissance", "departement", "repere_le")
DE_LA_SITUATION = (
    "rqth", "etudiant", "en_formation", "en_emploi", "ressources", "inscrit_mission_locale",
    "inscrit_mission_locale_le", "inscrit_demandeur_emploi", "inscrit_demandeur_emploi_le",
    "accompagnement_adapte",
)  # fmt: skip

# The last event that gave the field another value than the one before: its author stated what is there now.
_ORIGINES = """
SELECT DISTINCT ON (champ) champ, quand, c.prenom, c.nom, coalesce(nullif(s.nom_court, ''), s.nom), s.nature
  FROM (SELECT quand, qui, pgh_id, j.key AS champ, j.value AS dit,
               lag(j.value) OVER (PARTITION BY j.key ORDER BY pgh_id) AS avant
          FROM (SELECT pgh_id, pgh_created_at AS quand, pgh_context ->> 'appartenance' AS qui, to_jsonb(e) AS tout
                  FROM dossier_dossierevent e WHERE e.id = %(dossier)s
                 UNION ALL
                SELECT pgh_id, pgh_created_at, pgh_context ->> 'appartenance', to_jsonb(e)
                  FROM dossier_situationevent e WHERE e.dossier_id = %(dossier)s) evenements,
               jsonb_each_text(tout) j
         WHERE j.key = ANY (%(champs)s)) valeurs
  LEFT JOIN acteurs_appartenance a ON a.id = qui::bigint
  LEFT JOIN acteurs_compte c ON c.id = a.compte_id
  LEFT JOIN acteurs_structure s ON s.id = a.structure_id
 WHERE nullif(dit, '') IS DISTINCT FROM nullif(avant, '')
 ORDER BY champ, pgh_id DESC"""


@dataclass(frozen=True, slots=True)
class Origine:
    """Who said it and when; nobody known when history does not go that far. `d_apres`: whose words they report."""

    quand: datetime | None = None
    qui: str = ""
    structure: str = ""
    nature: str = ""
    d_apres: str = ""


INCONNUE = Origine()


def origines(dossier_id: UUID) -> dict[str, Origine]:
    """For each field of the dossier and of its situation that somebody filled, who last changed it.

    The dossier must have been found open to the hat worn; PostgreSQL's wall holds here too.
    """
    valeurs = {"dossier": dossier_id, "champs": [*DU_DOSSIER, *DE_LA_SITUATION]}
    with connection.cursor() as curseur:
        curseur.execute(_ORIGINES, valeurs)
        return {
            champ: Origine(quand, f"{prenom} {nom}" if prenom else "", structure or "", nature or "")
            for champ, quand, prenom, nom, structure, nature in curseur.fetchall()
        }
