"""What was held is taken back by one of the two sides of the dossier, as it was noted: not by who only reads it."""

from django.db import migrations

D_UN_COTE = """ AND EXISTS (
    SELECT FROM dossier_dossier d
     WHERE d.id = dossier_id AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""

MODIFIER = """
ALTER POLICY modifier ON suivi_rendezvoustenu
    USING (voit(dossier_id){suite}) WITH CHECK (voit(dossier_id){suite});
"""


class Migration(migrations.Migration):
    dependencies = [("suivi", "0002_mur")]

    operations = [migrations.RunSQL(MODIFIER.format(suite=D_UN_COTE), MODIFIER.format(suite=""))]
