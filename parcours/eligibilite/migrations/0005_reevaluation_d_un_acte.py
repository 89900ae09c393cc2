"""A re-evaluation says which act asked for it, so that the act's page can show what came of it."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from socle.acces.politiques import fichier

FONCTIONS = ("ouvrir_reevaluation(date, text[], boolean, jsonb, jsonb, uuid)",)


class Migration(migrations.Migration):
    dependencies = [("droit", "0002_mur"), ("eligibilite", "0004_mur_des_verdicts")]

    operations = [
        migrations.AddField(
            model_name="reevaluation",
            name="acte",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="droit.derogation",
            ),
        ),
        fichier(
            "reevaluation_d_un_acte",
            fonctions=FONCTIONS,
            gardees=FONCTIONS,
            ou=Path(__file__).parent.parent / "sql",
        ),
    ]
