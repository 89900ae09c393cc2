"""The functions of the wall, and the grants of the web role."""

from django.db import migrations

from socle.acces.politiques import fichier, politique

CONTEXTE = (
    "contexte_structure()",
    "contexte_appartenance()",
    "contexte_compte()",
    "contexte_le()",
    "entrer(bigint, bigint, date, text)",
)
PORTEE = (
    "voit(uuid, text)",
    "mes_dossiers(text)",
    "rupture_notee(uuid[])",
    "lectures_du_dossier(uuid, integer)",
)
ECRITURE = (
    "acces_refuse(text)",
    "ouvrir_dossier(uuid, timestamptz)",
    "confier_dossier(uuid, bigint, timestamptz)",
    "appliquer_accord(uuid, timestamptz)",
    "fermer_accord(uuid, timestamptz)",
)

# Accounts, sessions, mail and jobs hold nothing about a youth: plain grants. Tables that hang from a dossier revoke
# these and grant their own (`politiques.py`).
GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tandem_web;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO tandem_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tandem_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO tandem_web;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM tandem_web;
REVOKE DELETE ON acteurs_compte, acteurs_structure, acteurs_appartenance, acteurs_invitation FROM tandem_web;
REVOKE UPDATE, DELETE ON acteurs_appartenanceevent, acteurs_invitationevent FROM tandem_web;
GRANT SELECT ON acteurs_compte, acteurs_structure, acteurs_appartenance TO tandem_garde;
GRANT SELECT, INSERT, UPDATE ON acces_acces TO tandem_garde;
"""

ACCES = """
CREATE POLICY lire ON acces_acces FOR SELECT TO tandem_web
    USING (structure_id = contexte_structure() OR voit(dossier_id));
CREATE POLICY gardien ON acces_acces TO tandem_garde USING (true) WITH CHECK (true);
GRANT SELECT ON acces_acces TO tandem_web;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("acces", "0001_initial"),
        ("acteurs", "0001_initial"),
        ("consentements", "0001_initial"),
        ("dossier", "0001_initial"),
        ("journal", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        fichier("contexte", fonctions=CONTEXTE),
        fichier("portee", fonctions=PORTEE, gardees=PORTEE),
        fichier("ecriture", fonctions=ECRITURE, gardees=ECRITURE[1:]),
        politique("acces_acces", ACCES, ("lire", "gardien")),
    ]
