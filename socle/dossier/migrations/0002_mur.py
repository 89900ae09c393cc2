"""Row-level security of the dossier and of what is more sensitive in it."""

from django.db import migrations

from socle.acces.politiques import historique, politique, sous_acces

# A sign is read by the porteur, or through an accord that names it.
SIGNE_LISIBLE = "voit(dossier_id, 'signe:' || code)"
SIGNE_A_SOI = "voit(dossier_id, 'tout')"

SIGNE = f"""
CREATE POLICY lire ON dossier_signe FOR SELECT TO tandem_web USING ({SIGNE_LISIBLE});
CREATE POLICY ajouter ON dossier_signe FOR INSERT TO tandem_web WITH CHECK ({SIGNE_A_SOI});
CREATE POLICY modifier ON dossier_signe FOR UPDATE TO tandem_web USING ({SIGNE_A_SOI}) WITH CHECK ({SIGNE_A_SOI});
CREATE POLICY gardien ON dossier_signe FOR SELECT TO tandem_garde USING (true);
GRANT SELECT, INSERT, UPDATE ON dossier_signe TO tandem_web;
GRANT SELECT ON dossier_signe TO tandem_garde;
"""


class Migration(migrations.Migration):
    dependencies = [("dossier", "0001_initial"), ("acces", "0002_fonctions")]

    operations = [
        sous_acces(
            "dossier_dossier",
            chemin="id",
            condition_ajout="porteur_id = contexte_structure()",
            gardien_lit=True,
        ),
        sous_acces("dossier_situation", ecriture="tout"),
        sous_acces("dossier_coordonnees", lecture="coordonnees", ecriture="tout"),
        politique("dossier_signe", SIGNE, ("lire", "ajouter", "modifier", "gardien")),
        historique("dossier_dossierevent", chemin="id"),
        historique("dossier_situationevent"),
        historique("dossier_coordonneesevent", lecture="coordonnees"),
        historique("dossier_signeevent", lecture="tout"),
    ]
