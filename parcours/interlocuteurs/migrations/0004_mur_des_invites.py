"""Whom the porteur invited is read and written by the porteur: the name of a partner may say too much."""

from django.db import migrations

from socle.acces.politiques import historique, politique

LE_PORTEUR = "voit(dossier_id, 'tout')"
INVITE = f"""
CREATE POLICY lire ON interlocuteurs_partenaireinvite FOR SELECT TO tandem_web USING ({LE_PORTEUR});
CREATE POLICY ajouter ON interlocuteurs_partenaireinvite FOR INSERT TO tandem_web
    WITH CHECK ({LE_PORTEUR} AND par_id = contexte_appartenance()
                AND EXISTS (SELECT FROM interlocuteurs_partenaire p
                             WHERE p.id = partenaire_id AND p.dossier_id = interlocuteurs_partenaireinvite.dossier_id
                               AND p.structure_id = contexte_structure())
                AND EXISTS (SELECT FROM consentements_accord c
                             WHERE c.id = accord_id AND c.dossier_id = interlocuteurs_partenaireinvite.dossier_id));
GRANT SELECT, INSERT ON interlocuteurs_partenaireinvite TO tandem_web;
"""


class Migration(migrations.Migration):
    dependencies = [("interlocuteurs", "0003_partenaire_invite"), ("acces", "0003_partage")]

    operations = [
        politique("interlocuteurs_partenaireinvite", INVITE, ("lire", "ajouter")),
        historique("interlocuteurs_partenaireinviteevent", lecture="tout"),
    ]
