"""The repérage is the porteur's; a draft is its author's, under the hat worn."""

from django.db import migrations

from socle.acces.politiques import historique, politique, sous_acces

A_MOI = "appartenance_id = contexte_appartenance()"
BROUILLON = f"""
CREATE POLICY a_moi ON reperage_brouillon TO tandem_web USING ({A_MOI}) WITH CHECK ({A_MOI});
GRANT SELECT, INSERT, UPDATE, DELETE ON reperage_brouillon TO tandem_web;
"""


class Migration(migrations.Migration):
    dependencies = [("reperage", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        sous_acces("reperage_reperage", lecture="tout", ecriture="tout"),
        historique("reperage_reperageevent", lecture="tout"),
        politique("reperage_brouillon", BROUILLON, ("a_moi",)),
    ]
