"""Row-level security of the signals: one sees and asks about one's own; `autre` is for the functions alone."""

from pathlib import Path

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from socle.acces.politiques import fichier, politique

A_SOI = "dossier_id = ANY ((SELECT mes_dossiers('tout'))::uuid[])"
LISIBLES = "id, dossier_id, signale_le, ecarte_le, demande_par_id, demande_le, message, reponse, repondu_par_id, repondu_le"

RAPPROCHEMENT = f"""
CREATE POLICY lire ON doublons_rapprochement FOR SELECT TO tandem_web USING ({A_SOI});
CREATE POLICY demander ON doublons_rapprochement FOR UPDATE TO tandem_web USING ({A_SOI} AND reponse = '')
    WITH CHECK ({A_SOI} AND reponse = '' AND coalesce(demande_par_id = contexte_appartenance(), true));
CREATE POLICY gardien ON doublons_rapprochement TO tandem_garde USING (true) WITH CHECK (true);
GRANT SELECT ({LISIBLES}), UPDATE (demande_par_id, demande_le, message, ecarte_le) ON doublons_rapprochement TO tandem_web;
GRANT SELECT, INSERT, UPDATE ON doublons_rapprochement TO tandem_garde;
"""
# Nobody reads it through the application: the author of a refusal is in its context.
EVENEMENT = """
CREATE POLICY ajouter ON doublons_rapprochementevent FOR INSERT TO tandem_web, tandem_garde WITH CHECK (true);
GRANT INSERT ON doublons_rapprochementevent TO tandem_web;
GRANT INSERT ON doublons_rapprochementevent TO tandem_garde;
GRANT USAGE ON SEQUENCE doublons_rapprochementevent_pgh_id_seq TO tandem_garde;
"""
FONCTIONS = (
    "signaler_doublon(uuid, timestamptz)",
    "demandes_recues()",
    "repondre_rapprochement(uuid, text, timestamptz)",
)


class Migration(migrations.Migration):
    dependencies = [("doublons", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        TrigramExtension(),
        politique("doublons_rapprochement", RAPPROCHEMENT, ("lire", "demander", "gardien")),
        politique("doublons_rapprochementevent", EVENEMENT, ("ajouter",)),
        fichier("doublons", fonctions=FONCTIONS, gardees=FONCTIONS, ou=Path(__file__).parent.parent / "sql"),
    ]
