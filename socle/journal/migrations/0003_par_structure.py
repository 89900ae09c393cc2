"""What each structure opened of a dossier, counted: what the youth is told when a sharing ends."""

from pathlib import Path

from django.db import migrations

from socle.acces.politiques import fichier

_FONCTION = ("lectures_par_structure(uuid)",)


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_mur")]

    operations = [
        fichier("par_structure", fonctions=_FONCTION, gardees=_FONCTION, ou=Path(__file__).parent.parent / "sql")
    ]
