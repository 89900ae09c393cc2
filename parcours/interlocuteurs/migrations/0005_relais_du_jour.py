"""A handing over planned takes effect on its day: a job reads which, across the walls, and nothing else of them."""

from pathlib import Path

from django.db import migrations

from socle.acces.politiques import fichier

FONCTIONS = ("relais_a_passer(timestamptz)",)
LUES = "id, structure_id, a_id, par_id, du, fait_le, annule_le"
GARDIEN = f"""
CREATE POLICY gardien ON interlocuteurs_relaisprevu FOR SELECT TO tandem_garde USING (true);
GRANT SELECT ({LUES}) ON interlocuteurs_relaisprevu TO tandem_garde;
"""
RETOUR = f"""
REVOKE SELECT ({LUES}) ON interlocuteurs_relaisprevu FROM tandem_garde;
DROP POLICY gardien ON interlocuteurs_relaisprevu;
"""


class Migration(migrations.Migration):
    dependencies = [("interlocuteurs", "0004_mur_des_invites")]

    operations = [
        migrations.RunSQL(GARDIEN, RETOUR),
        fichier("relais_a_passer", fonctions=FONCTIONS, gardees=FONCTIONS, ou=Path(__file__).parent.parent / "sql"),
    ]
