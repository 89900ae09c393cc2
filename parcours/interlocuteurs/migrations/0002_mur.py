"""A partner is written by one side, which may keep it for itself; a handing over concerns the structure that plans it."""

from django.db import migrations

from socle.acces.politiques import politique

UN_COTE = """EXISTS (SELECT FROM dossier_dossier d WHERE d.id = dossier_id
                   AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""
A_NOUS = "voit(dossier_id) AND structure_id = contexte_structure()"

PARTENAIRE = f"""
CREATE POLICY lire ON interlocuteurs_partenaire FOR SELECT TO tandem_web
    USING (voit(dossier_id) AND (structure_id = contexte_structure() OR (audience = 'les_deux' AND {UN_COTE} AND voit(dossier_id, 'plan'))));
CREATE POLICY ajouter ON interlocuteurs_partenaire FOR INSERT TO tandem_web
    WITH CHECK ({A_NOUS} AND par_id = contexte_appartenance() AND retire_le IS NULL AND parti_le IS NULL AND {UN_COTE});
CREATE POLICY modifier ON interlocuteurs_partenaire FOR UPDATE TO tandem_web
    USING ({A_NOUS} AND {UN_COTE}) WITH CHECK ({A_NOUS} AND {UN_COTE});
GRANT SELECT, INSERT ON interlocuteurs_partenaire TO tandem_web;
GRANT UPDATE (sorte, organisation, nom, fonction, pour_quoi, telephone, courriel, joignable, audience, depuis,
              parti_le, retire_le, version) ON interlocuteurs_partenaire TO tandem_web;
"""
# What was shared may have been kept apart since: the past of a row is for the structure that wrote it.
PARTENAIRE_PASSE = f"""
CREATE POLICY lire ON interlocuteurs_partenaireevent FOR SELECT TO tandem_web USING ({A_NOUS});
CREATE POLICY ajouter ON interlocuteurs_partenaireevent FOR INSERT TO tandem_web WITH CHECK (true);
GRANT SELECT, INSERT ON interlocuteurs_partenaireevent TO tandem_web;
"""
RELAIS = f"""
CREATE POLICY lire ON interlocuteurs_relaisprevu FOR SELECT TO tandem_web USING (voit(dossier_id));
CREATE POLICY ajouter ON interlocuteurs_relaisprevu FOR INSERT TO tandem_web
    WITH CHECK ({A_NOUS} AND par_id = contexte_appartenance() AND fait_le IS NULL AND annule_le IS NULL AND {UN_COTE}
                AND EXISTS (SELECT FROM acteurs_appartenance m WHERE m.id = a_id AND m.structure_id = contexte_structure()));
CREATE POLICY modifier ON interlocuteurs_relaisprevu FOR UPDATE TO tandem_web
    USING ({A_NOUS} AND fait_le IS NULL AND annule_le IS NULL) WITH CHECK ({A_NOUS});
GRANT SELECT, INSERT, UPDATE (fait_le, annule_le) ON interlocuteurs_relaisprevu TO tandem_web;
"""
RELAIS_PASSE = """
CREATE POLICY lire ON interlocuteurs_relaisprevuevent FOR SELECT TO tandem_web USING (voit(dossier_id));
CREATE POLICY ajouter ON interlocuteurs_relaisprevuevent FOR INSERT TO tandem_web WITH CHECK (true);
GRANT SELECT, INSERT ON interlocuteurs_relaisprevuevent TO tandem_web;
"""


class Migration(migrations.Migration):
    dependencies = [("interlocuteurs", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        politique("interlocuteurs_partenaire", PARTENAIRE, ("lire", "ajouter", "modifier")),
        politique("interlocuteurs_partenaireevent", PARTENAIRE_PASSE, ("lire", "ajouter")),
        politique("interlocuteurs_relaisprevu", RELAIS, ("lire", "ajouter", "modifier")),
        politique("interlocuteurs_relaisprevuevent", RELAIS_PASSE, ("lire", "ajouter")),
    ]
