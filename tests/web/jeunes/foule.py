"""Many youths at once, written in a few statements as the web role: same walls, same triggers, no hundred forms."""

from django.db import connection

from socle.acteurs.models import Appartenance
from tests.monde import LE, MAINTENANT, agir

_DOSSIERS = """
INSERT INTO dossier_dossier (id, programme, porteur_id, referent_id, mission_locale_id, prenom, nom, date_naissance,
    commune, departement, numero_imilo, repere_le, etape, maj_le, version)
SELECT id, 'cej-jr', %(structure)s, %(referent)s, %(mission_locale)s,
    'Jeune' || chr((65 + i / 26)::int) || chr((65 + i %% 26)::int),
    'Nom', '2006-03-02', '', '35', '', %(le)s::date - (i %% 7)::int, %(etape)s,
    %(maintenant)s::timestamptz - i / 2 * interval '1 minute', 1
  FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY t (id, i)"""
_SITUATIONS = """
INSERT INTO dossier_situation (dossier_id, etudiant, en_formation, en_emploi, ressources, inscrit_mission_locale,
    inscrit_demandeur_emploi, version)
SELECT id, false, false, false, 'aucune', true, false, 1 FROM unnest(%(ids)s::uuid[]) id"""
_CONTACTS = """
INSERT INTO eligibilite_contact (id, dossier_id, le, nature, echange, intention, parcours, qui_le_dit, precision,
    note_par_id, note_le, version)
SELECT gen_random_uuid(), id, %(le)s::date - 200, 'entretien', true, true, false, 'jeune', '', %(referent)s,
    %(maintenant)s, 1 FROM unnest(%(ids)s::uuid[]) id"""

_ACCORDS = """INSERT INTO consentements_accord
    (id, dossier_id, destinataire_id, elements, recueil, recueilli_par_id, recueilli_le, texte, aupres_de,
    pour_quoi, temoin, temoin_fonction, original, signature, representant_reponse, representant_qui)
SELECT gen_random_uuid(), id, %(mission_locale)s, ARRAY['dossier'], 'oral', %(referent)s, %(maintenant)s, 'lu', '', '',
    '', '', '', '', '', ''
  FROM unnest(%(ids)s::uuid[]) id"""


def peupler(
    par: Appartenance, nombre: int, *, etape: str = "eligibilite", mission_locale_id: int | None = None
) -> list:
    """Open `nombre` dossiers for `par`; two by two they changed at the same instant. Returns their ids."""
    with agir(par), connection.cursor() as curseur:
        curseur.execute("SELECT array_agg(gen_random_uuid()) FROM generate_series(1, %s)", [nombre])
        ids = curseur.fetchone()[0] or []
        valeurs = {
            "ids": ids, "structure": par.structure_id, "referent": par.pk, "le": LE, "maintenant": MAINTENANT,
            "etape": etape, "mission_locale": mission_locale_id,
        }  # fmt: skip
        curseur.execute("SELECT ouvrir_dossier(id, %(maintenant)s) FROM unnest(%(ids)s::uuid[]) id", valeurs)
        for requete in (_DOSSIERS, _SITUATIONS, _CONTACTS):
            curseur.execute(requete, valeurs)
        if mission_locale_id is not None:
            curseur.execute(_ACCORDS, valeurs)
            curseur.execute(
                "SELECT appliquer_accord(id, %(maintenant)s) FROM consentements_accord "
                "WHERE dossier_id = ANY (%(ids)s::uuid[])",
                valeurs,
            )
    return ids
