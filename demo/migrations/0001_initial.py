from django.db import migrations, models

# Written once, together with the territory, and never again.
DROITS = "REVOKE UPDATE, DELETE ON demo_marque FROM tandem_web; GRANT SELECT, INSERT ON demo_marque TO tandem_web;"


class Migration(migrations.Migration):
    initial = True

    dependencies = [("acces", "0002_fonctions")]

    operations = [
        migrations.CreateModel(
            name="Marque",
            fields=[
                ("seule", models.BooleanField(default=True, primary_key=True, serialize=False)),
                ("chargee_le", models.DateTimeField(verbose_name="chargée le")),
            ],
            options={
                "verbose_name": "marque de la démonstration",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("seule", True)), name="marque_seule")
                ],
            },
        ),
        migrations.RunSQL(DROITS, migrations.RunSQL.noop),
    ]
