"""Both sides write the shared diagnosis; of health and justice each structure reads its own."""

from django.db import migrations

from socle.acces.politiques import politique

TABLE = "plan_textedudiagnostic"
RESERVE = "(reserve_a_id IS NULL OR reserve_a_id = contexte_structure())"
D_UN_COTE = """EXISTS (
    SELECT FROM dossier_dossier d
     WHERE d.id = dossier_id AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""

FIGE = """
CREATE TRIGGER plan_fige BEFORE UPDATE ON plan_textedudiagnostic FOR EACH ROW EXECUTE FUNCTION plan_fige();
CREATE FUNCTION diagnostic_a_sa_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.domaine, NEW.volet) IS DISTINCT FROM (OLD.domaine, OLD.volet) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un texte du diagnostic ne change pas de domaine.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER diagnostic_a_sa_place BEFORE UPDATE ON plan_textedudiagnostic
    FOR EACH ROW EXECUTE FUNCTION diagnostic_a_sa_place();
"""
RETOUR = """
DROP TRIGGER diagnostic_a_sa_place ON plan_textedudiagnostic; DROP FUNCTION diagnostic_a_sa_place();
DROP TRIGGER plan_fige ON plan_textedudiagnostic;
"""


class Migration(migrations.Migration):
    dependencies = [("plan", "0005_diagnostic"), ("plan", "0002_mur")]

    operations = [
        politique(
            TABLE,
            f"""
            CREATE POLICY lire ON {TABLE} FOR SELECT TO tandem_web USING (voit(dossier_id, 'plan') AND {RESERVE});
            CREATE POLICY ajouter ON {TABLE} FOR INSERT TO tandem_web
                WITH CHECK (voit(dossier_id, 'plan') AND {RESERVE} AND {D_UN_COTE}
                            AND ecrit_par_id = contexte_appartenance());
            CREATE POLICY modifier ON {TABLE} FOR UPDATE TO tandem_web
                USING (voit(dossier_id, 'plan') AND {RESERVE} AND {D_UN_COTE})
                WITH CHECK (voit(dossier_id, 'plan') AND {RESERVE} AND {D_UN_COTE});
            GRANT SELECT, INSERT, UPDATE ON {TABLE} TO tandem_web;""",
            ("lire", "ajouter", "modifier"),
        ),
        politique(
            f"{TABLE}event",
            f"""
            CREATE POLICY lire ON {TABLE}event FOR SELECT TO tandem_web USING (voit(dossier_id, 'plan') AND {RESERVE});
            CREATE POLICY ajouter ON {TABLE}event FOR INSERT TO tandem_web WITH CHECK (true);
            GRANT SELECT, INSERT ON {TABLE}event TO tandem_web;""",
            ("lire", "ajouter"),
        ),
        migrations.RunSQL(FIGE, RETOUR),
    ]
