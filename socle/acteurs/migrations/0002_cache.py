"""The shared cache: throttles must count across processes. Django's own table, written out to be a migration."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("acteurs", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE cache_partage (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, "
            "expires timestamptz NOT NULL); CREATE INDEX cache_partage_expires ON cache_partage (expires);",
            "DROP TABLE cache_partage;",
        )
    ]
