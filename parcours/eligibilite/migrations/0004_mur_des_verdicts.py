"""Kept verdicts are added and read, never changed; a measure is read by the pilote who asked, written by functions."""

from pathlib import Path

from django.db import migrations

from socle.acces.politiques import fichier, politique

VERDICT = """
CREATE POLICY lire ON eligibilite_verdictgarde FOR SELECT TO tandem_web USING (voit(dossier_id));
CREATE POLICY ajouter ON eligibilite_verdictgarde FOR INSERT TO tandem_web
    WITH CHECK (voit(dossier_id) AND par_id = contexte_appartenance());
CREATE POLICY gardien ON eligibilite_verdictgarde TO tandem_garde USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON eligibilite_verdictgarde TO tandem_web;
GRANT SELECT (id, dossier_id, garde_le, teneur), INSERT ON eligibilite_verdictgarde TO tandem_garde;
"""
REEVALUATION = """
CREATE POLICY lire ON eligibilite_reevaluation FOR SELECT TO tandem_web USING (structure_id = contexte_structure());
CREATE POLICY gardien ON eligibilite_reevaluation TO tandem_garde USING (true) WITH CHECK (true);
GRANT SELECT ON eligibilite_reevaluation TO tandem_web;
GRANT SELECT, INSERT, UPDATE ON eligibilite_reevaluation TO tandem_garde;
"""
# What the functions of a measure read, column by column: no word that somebody wrote.
LECTURES = """
CREATE POLICY gardien ON dossier_situation FOR SELECT TO tandem_garde USING (true);
CREATE POLICY gardien ON eligibilite_contact FOR SELECT TO tandem_garde USING (true);
CREATE POLICY gardien ON eligibilite_verification FOR SELECT TO tandem_garde USING (true);
GRANT SELECT ON dossier_situation TO tandem_garde;
GRANT SELECT (dossier_id, le, nature, echange, intention, parcours, note_le, retire_le)
    ON eligibilite_contact TO tandem_garde;
GRANT SELECT (dossier_id, le, inscrit, inscrit_le, veille_le, note_le) ON eligibilite_verification TO tandem_garde;
"""
SANS_LECTURES = "".join(
    f"DROP POLICY gardien ON {table}; REVOKE SELECT ON {table} FROM tandem_garde;\n"
    for table in ("dossier_situation", "eligibilite_contact", "eligibilite_verification")
)
FONCTIONS = (
    "ouvrir_reevaluation(date, text[], boolean, jsonb, jsonb)",
    "reevaluation_ouverte(uuid)",
    "faits_a_rejuger(uuid, uuid, integer)",
    "garder_reevalues(uuid, timestamptz, uuid[], text[], date[], text[], text)",
    "clore_reevaluation(uuid, timestamptz, jsonb, integer)",
)


class Migration(migrations.Migration):
    dependencies = [("eligibilite", "0003_verdicts_gardes"), ("dossier", "0003_contrat_et_sortie")]

    operations = [
        politique("eligibilite_verdictgarde", VERDICT, ("lire", "ajouter", "gardien")),
        politique("eligibilite_reevaluation", REEVALUATION, ("lire", "gardien")),
        migrations.RunSQL(LECTURES, SANS_LECTURES),
        fichier("reevaluation", fonctions=FONCTIONS, gardees=FONCTIONS, ou=Path(__file__).parent.parent / "sql"),
    ]
