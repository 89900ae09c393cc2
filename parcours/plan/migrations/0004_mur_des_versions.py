"""A version is proposed by one side and never rewritten; each side accepts for itself, and notes the youth's yes."""

from django.db import migrations

from socle.acces.politiques import historique, politique

D_UN_COTE = """EXISTS (
    SELECT FROM dossier_dossier d
     WHERE d.id = dossier_id AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""
POUR_SOI = """EXISTS (
    SELECT FROM dossier_dossier d
     WHERE d.id = dossier_id
       AND CASE partie WHEN 'porteur' THEN contexte_structure() = d.porteur_id
                       WHEN 'mission_locale' THEN contexte_structure() = d.mission_locale_id
                       ELSE contexte_structure() IN (d.porteur_id, d.mission_locale_id) END)"""
# Only what still waits is accepted.
ATTENDUE = """EXISTS (
    SELECT FROM plan_versionduplan v
     WHERE v.id = version_id AND v.dossier_id = plan_acceptationduplan.dossier_id AND v.retiree_le IS NULL
       AND v.acceptee_le IS NULL)"""


def _table(table: str, auteur: str, cote: str, ajout: str = "") -> migrations.RunSQL:
    return politique(
        table,
        f"""
        CREATE POLICY lire ON {table} FOR SELECT TO tandem_web USING (voit(dossier_id, 'plan'));
        CREATE POLICY ajouter ON {table} FOR INSERT TO tandem_web
            WITH CHECK (voit(dossier_id, 'plan') AND {auteur} = contexte_appartenance() AND {cote}{ajout});
        CREATE POLICY modifier ON {table} FOR UPDATE TO tandem_web
            USING (voit(dossier_id, 'plan') AND {cote}) WITH CHECK (voit(dossier_id, 'plan') AND {cote});
        GRANT SELECT, INSERT, UPDATE ON {table} TO tandem_web;""",
        ("lire", "ajouter", "modifier"),
    )


FIGE = """
CREATE FUNCTION version_du_plan_figee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bouge text[] := ARRAY['acceptee_le', 'retiree_le'];
BEGIN
    IF to_jsonb(OLD) - bouge IS DISTINCT FROM to_jsonb(NEW) - bouge OR OLD.acceptee_le IS NOT NULL
       OR OLD.retiree_le IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une version du plan ne se réécrit pas.';
    END IF;
    IF NEW.acceptee_le IS NOT NULL AND (
        SELECT count(*) FROM plan_acceptationduplan a WHERE a.version_id = NEW.id AND a.retiree_le IS NULL) <> 3 THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une version s’accepte à trois.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER version_du_plan_figee BEFORE UPDATE ON plan_versionduplan
    FOR EACH ROW EXECUTE FUNCTION version_du_plan_figee();

CREATE FUNCTION acceptation_du_plan_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.retiree_le IS NOT NULL OR to_jsonb(OLD) - 'retiree_le' IS DISTINCT FROM to_jsonb(NEW) - 'retiree_le'
       OR EXISTS (SELECT FROM plan_versionduplan v WHERE v.id = OLD.version_id AND v.acceptee_le IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'Une acceptation se retire tant que la version attend, sans plus.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acceptation_du_plan_figee BEFORE UPDATE ON plan_acceptationduplan
    FOR EACH ROW EXECUTE FUNCTION acceptation_du_plan_figee();
"""
RETOUR = """
DROP TRIGGER acceptation_du_plan_figee ON plan_acceptationduplan; DROP FUNCTION acceptation_du_plan_figee();
DROP TRIGGER version_du_plan_figee ON plan_versionduplan; DROP FUNCTION version_du_plan_figee();
"""


class Migration(migrations.Migration):
    dependencies = [("plan", "0003_versions")]

    operations = [
        _table("plan_versionduplan", "proposee_par_id", D_UN_COTE),
        _table("plan_acceptationduplan", "par_id", POUR_SOI, f" AND {ATTENDUE}"),
        historique("plan_versionduplanevent"),
        historique("plan_acceptationduplanevent"),
        migrations.RunSQL(FIGE, RETOUR),
    ]
