"""Row-level security of the accords. Written by the porteur; withdrawn by whoever the youth tells."""

from django.db import migrations

from socle.acces.politiques import historique, politique

LIRE = "voit(dossier_id)"
RECUEILLIR = "voit(dossier_id, 'tout') AND recueilli_par_id = contexte_appartenance()"

ACCORD = f"""
CREATE POLICY lire ON consentements_accord FOR SELECT TO tandem_web USING ({LIRE});
CREATE POLICY ajouter ON consentements_accord FOR INSERT TO tandem_web WITH CHECK ({RECUEILLIR});
CREATE POLICY retirer ON consentements_accord FOR UPDATE TO tandem_web USING ({LIRE} AND retire_le IS NULL)
    WITH CHECK ({LIRE} AND retire_le IS NOT NULL AND retire_par_id = contexte_appartenance());
CREATE POLICY gardien ON consentements_accord FOR SELECT TO tandem_garde USING (true);
GRANT SELECT, INSERT ON consentements_accord TO tandem_web;
GRANT UPDATE (retire_le, retire_par_id) ON consentements_accord TO tandem_web;
GRANT SELECT ON consentements_accord TO tandem_garde;
"""


class Migration(migrations.Migration):
    dependencies = [("consentements", "0001_initial"), ("acces", "0002_fonctions")]

    operations = [
        politique("consentements_accord", ACCORD, ("lire", "ajouter", "retirer", "gardien")),
        historique("consentements_accordevent"),
    ]
