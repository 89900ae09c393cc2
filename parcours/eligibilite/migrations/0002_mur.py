"""Contacts are written by both sides; only the mission locale of the dossier signs a check of its history."""

from django.db import migrations

from socle.acces.politiques import historique, sous_acces

SA_MISSION_LOCALE = """par_id = contexte_appartenance() AND EXISTS (
    SELECT FROM dossier_dossier d WHERE d.id = dossier_id AND d.mission_locale_id = contexte_structure())"""


class Migration(migrations.Migration):
    dependencies = [("eligibilite", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        sous_acces("eligibilite_contact"),
        historique("eligibilite_contactevent"),
        sous_acces("eligibilite_verification", condition_ajout=SA_MISSION_LOCALE),
        historique("eligibilite_verificationevent"),
    ]
