"""What a partner invited on a dossier receives; and its access is known of the porteur alone: that a youth is cared
for, or judged, is said by the mere name of a recipient."""

from pathlib import Path

from django.db import migrations

from socle.acces.politiques import fichier

SQL = Path(__file__).parent.parent / "sql"
REMPLACER = f"SET LOCAL ROLE tandem_garde;\n{(SQL / 'partage.sql').read_text(encoding='utf-8')}\nRESET ROLE;"

# Whom a dossier is open to says the same: the porteur and whom it concerns know of a partner, and the youth.
ACCES = """ALTER POLICY lire ON acces_acces USING (
    structure_id = contexte_structure() OR voit(dossier_id, 'tout')
    OR (voit(dossier_id) AND NOT 'partage' = ANY (elements)));"""
RETOUR = "ALTER POLICY lire ON acces_acces USING (structure_id = contexte_structure() OR voit(dossier_id));"


class Migration(migrations.Migration):
    dependencies = [("acces", "0002_fonctions"), ("consentements", "0004_chacun_le_sien"), ("acteurs", "0003_partenaire_invite")]

    operations = [
        migrations.RunSQL(REMPLACER, migrations.RunSQL.noop),
        fichier("partages_recus", fonctions=("partages_recus()",), gardees=("partages_recus()",)),
        migrations.RunSQL(ACCES, RETOUR),
    ]
