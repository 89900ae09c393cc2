"""Either side of the dossier extends the parcours, in its own name; what was written may only be taken back."""

from django.db import migrations

from socle.acces.politiques import historique, politique

UN_COTE = """EXISTS (SELECT FROM dossier_dossier d WHERE d.id = dossier_id
                   AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""
PROLONGATION = f"""
CREATE POLICY lire ON remobilisation_prolongationduparcours FOR SELECT TO tandem_web USING (voit(dossier_id));
CREATE POLICY ajouter ON remobilisation_prolongationduparcours FOR INSERT TO tandem_web
    WITH CHECK (voit(dossier_id) AND par_id = contexte_appartenance() AND retiree_le IS NULL AND {UN_COTE});
CREATE POLICY modifier ON remobilisation_prolongationduparcours FOR UPDATE TO tandem_web
    USING (voit(dossier_id) AND {UN_COTE}) WITH CHECK (voit(dossier_id) AND {UN_COTE});
GRANT SELECT, INSERT, UPDATE (retiree_le) ON remobilisation_prolongationduparcours TO tandem_web;
"""


class Migration(migrations.Migration):
    dependencies = [("remobilisation", "0003_prolongation_du_parcours"), ("acces", "0002_fonctions")]

    operations = [
        politique("remobilisation_prolongationduparcours", PROLONGATION, ("lire", "ajouter", "modifier")),
        historique("remobilisation_prolongationduparcoursevent"),
    ]
