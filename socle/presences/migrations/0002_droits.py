"""Each says their own presence and absences, in their structure; nothing is erased, history is only added to."""

from django.db import migrations

DROITS = """
REVOKE DELETE ON presences_presence, presences_absence FROM tandem_web;
REVOKE UPDATE ON presences_absence FROM tandem_web;
GRANT UPDATE (annulee_le, remplacant_id) ON presences_absence TO tandem_web;
REVOKE UPDATE, DELETE ON presences_presenceevent, presences_absenceevent FROM tandem_web;
"""


class Migration(migrations.Migration):
    dependencies = [("presences", "0001_initial"), ("acces", "0002_fonctions")]

    operations = [migrations.RunSQL(DROITS, migrations.RunSQL.noop)]
