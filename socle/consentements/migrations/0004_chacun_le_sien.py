"""An accord names what one recipient may read, signs included: no other recipient reads it, nor withdraws it."""

from django.db import migrations

LU = "voit(dossier_id, 'tout') OR (destinataire_id = contexte_structure() AND voit(dossier_id))"

POLITIQUES = f"""
ALTER POLICY lire ON consentements_accord USING ({LU});
ALTER POLICY retirer ON consentements_accord USING (({LU}) AND retire_le IS NULL)
    WITH CHECK (({LU}) AND retire_le IS NOT NULL AND retire_par_id = contexte_appartenance());
ALTER POLICY lire ON consentements_accordevent USING ({LU});
"""

AVANT = """
ALTER POLICY lire ON consentements_accord USING (voit(dossier_id));
ALTER POLICY retirer ON consentements_accord USING (voit(dossier_id) AND retire_le IS NULL)
    WITH CHECK (voit(dossier_id) AND retire_le IS NOT NULL AND retire_par_id = contexte_appartenance());
ALTER POLICY lire ON consentements_accordevent USING (voit(dossier_id));
"""


class Migration(migrations.Migration):
    dependencies = [("consentements", "0003_comment_il_fut_recueilli"), ("acces", "0002_fonctions")]

    operations = [migrations.RunSQL(POLITIQUES, AVANT)]
