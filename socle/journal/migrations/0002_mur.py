"""The journal of readings: one adds under one's own hat; it is read through `lectures_du_dossier` only."""

from django.db import migrations

from socle.acces.politiques import politique

LECTURE = """
CREATE POLICY ajouter ON journal_lecture FOR INSERT TO tandem_web
    WITH CHECK (appartenance_id = contexte_appartenance() AND structure_id = contexte_structure());
CREATE POLICY gardien ON journal_lecture FOR SELECT TO tandem_garde USING (true);
GRANT INSERT ON journal_lecture TO tandem_web;
GRANT SELECT ON journal_lecture TO tandem_garde;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial"), ("acces", "0002_fonctions")]

    operations = [politique("journal_lecture", LECTURE, ("ajouter", "gardien"))]
