"""Who reads a text of a dossier: one function, which every table of such texts asks."""

from pathlib import Path

from django.db import migrations

from socle.acces.politiques import fichier

ICI = Path(__file__).resolve().parents[1] / "sql"
LIT = "lit_partage(uuid, bigint, text, bigint, text, text)"


class Migration(migrations.Migration):
    dependencies = [("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [fichier("lecture", fonctions=(LIT, "partage_tient()"), gardees=(LIT,), ou=ICI)]
