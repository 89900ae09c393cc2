"""Both sides of the dossier write its plan; what is reserved to a structure, health and justice, is read by it alone."""

from django.db import migrations

from socle.acces.politiques import politique

RESERVE = "(reserve_a_id IS NULL OR reserve_a_id = contexte_structure())"
D_UN_COTE = """EXISTS (
    SELECT FROM dossier_dossier d
     WHERE d.id = dossier_id AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""
# What hangs from something is of the same dossier, and as closed as it.
COMME = {
    "plan_objectif": "",
    "plan_action": """ AND EXISTS (
    SELECT FROM plan_objectif o WHERE o.id = objectif_id AND o.dossier_id = plan_action.dossier_id
       AND o.reserve_a_id IS NOT DISTINCT FROM plan_action.reserve_a_id)""",
    "plan_commentaire": """ AND EXISTS (
    SELECT FROM plan_action a WHERE a.id = action_id AND a.dossier_id = plan_commentaire.dossier_id
       AND a.reserve_a_id IS NOT DISTINCT FROM plan_commentaire.reserve_a_id)""",
}


def _table(table: str) -> migrations.RunSQL:
    return politique(
        table,
        f"""
        CREATE POLICY lire ON {table} FOR SELECT TO tandem_web USING (voit(dossier_id, 'plan') AND {RESERVE});
        CREATE POLICY ajouter ON {table} FOR INSERT TO tandem_web
            WITH CHECK (voit(dossier_id, 'plan') AND {RESERVE} AND ecrit_par_id = contexte_appartenance()
                        AND {D_UN_COTE}{COMME[table]});
        CREATE POLICY modifier ON {table} FOR UPDATE TO tandem_web
            USING (voit(dossier_id, 'plan') AND {RESERVE} AND {D_UN_COTE})
            WITH CHECK (voit(dossier_id, 'plan') AND {RESERVE} AND {D_UN_COTE});
        GRANT SELECT, INSERT, UPDATE ON {table} TO tandem_web;""",
        ("lire", "ajouter", "modifier"),
    )


def _historique(table: str) -> migrations.RunSQL:
    return politique(
        table,
        f"""
        CREATE POLICY lire ON {table} FOR SELECT TO tandem_web USING (voit(dossier_id, 'plan') AND {RESERVE});
        CREATE POLICY ajouter ON {table} FOR INSERT TO tandem_web WITH CHECK (true);
        GRANT SELECT, INSERT ON {table} TO tandem_web;""",
        ("lire", "ajouter"),
    )


# Who may read it never changes under a text already written, nor where it hangs; a comment is only taken back.
FIGE = """
CREATE FUNCTION plan_fige() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fixes text[] := ARRAY['id', 'dossier_id', 'reserve_a_id', 'objectif_id', 'action_id', 'ecrit_par_id', 'ecrit_le'];
BEGIN
    IF EXISTS (SELECT FROM unnest(fixes) f WHERE to_jsonb(OLD) -> f IS DISTINCT FROM to_jsonb(NEW) -> f) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'Ce qui est écrit dans le plan garde son auteur, sa place et ses lecteurs.';
    END IF;
    IF (NEW.maj_par_id, NEW.maj_le) IS DISTINCT FROM (OLD.maj_par_id, OLD.maj_le)
       AND NEW.maj_par_id IS DISTINCT FROM contexte_appartenance() THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'On modifie sous son nom.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plan_fige BEFORE UPDATE ON plan_objectif FOR EACH ROW EXECUTE FUNCTION plan_fige();
CREATE TRIGGER plan_fige BEFORE UPDATE ON plan_action FOR EACH ROW EXECUTE FUNCTION plan_fige();

CREATE FUNCTION commentaire_fige() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - 'retire_le' IS DISTINCT FROM to_jsonb(NEW) - 'retire_le' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un commentaire se retire, sans plus.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commentaire_fige BEFORE UPDATE ON plan_commentaire FOR EACH ROW EXECUTE FUNCTION commentaire_fige();
"""
RETOUR = """
DROP TRIGGER commentaire_fige ON plan_commentaire; DROP FUNCTION commentaire_fige();
DROP TRIGGER plan_fige ON plan_action; DROP TRIGGER plan_fige ON plan_objectif; DROP FUNCTION plan_fige();
"""


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        *(_table(table) for table in COMME),
        *(_historique(f"{table}event") for table in COMME),
        migrations.RunSQL(FIGE, RETOUR),
    ]
