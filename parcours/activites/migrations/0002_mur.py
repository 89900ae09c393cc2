"""Both sides read the hours; who declared them changes them, the mission locale validates. Words have their readers."""

from django.db import migrations

from socle.acces.politiques import historique, politique
from socle.partage.politiques import A_NOUS, D_UN_COTE, passe_du_partage, sous_partage

LU = "voit(dossier_id, 'plan')"
SON_ACTION = """(action_id IS NULL OR EXISTS (
    SELECT FROM plan_action p WHERE p.id = action_id AND p.dossier_id = activites_activite.dossier_id))"""
ACTIVITES = f"""
CREATE POLICY lire ON activites_activite FOR SELECT TO tandem_web USING ({LU});
CREATE POLICY ajouter ON activites_activite FOR INSERT TO tandem_web
    WITH CHECK ({LU} AND {A_NOUS} AND ecrit_par_id = contexte_appartenance() AND validee_le IS NULL AND {D_UN_COTE}
                AND {SON_ACTION});
CREATE POLICY modifier ON activites_activite FOR UPDATE TO tandem_web
    USING ({LU} AND {D_UN_COTE}) WITH CHECK ({LU} AND {D_UN_COTE});
GRANT SELECT, INSERT, UPDATE ON activites_activite TO tandem_web;
"""

# What was validated is what is counted: hours that change are to be validated again.
TIENT = """
CREATE FUNCTION activite_tient() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fixes text[] := ARRAY['id', 'dossier_id', 'structure_id', 'ecrit_par_id', 'ecrit_le', 'sans_jour'];
    comptent text[] := ARRAY['jour', 'debut', 'minutes', 'nature', 'cadre', 'etat', 'annulee_le', 'action_id'];
    change boolean;
BEGIN
    IF EXISTS (SELECT FROM unnest(fixes) f WHERE to_jsonb(OLD) -> f IS DISTINCT FROM to_jsonb(NEW) -> f) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une activité garde son auteur et son dossier.';
    END IF;
    change := EXISTS (SELECT FROM unnest(comptent) f WHERE to_jsonb(OLD) -> f IS DISTINCT FROM to_jsonb(NEW) -> f);
    IF change AND contexte_structure() IS DISTINCT FROM OLD.structure_id THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Qui déclare des heures les modifie.';
    END IF;
    IF change AND NEW.validee_le IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Des heures modifiées sont à valider de nouveau.';
    END IF;
    IF NEW.maj_par_id IS DISTINCT FROM contexte_appartenance() THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'On modifie sous son nom.';
    END IF;
    IF NEW.validee_le IS DISTINCT FROM OLD.validee_le AND NOT change AND NOT EXISTS (
        SELECT FROM dossier_dossier d
         WHERE d.id = NEW.dossier_id AND d.mission_locale_id = contexte_structure()
           AND coalesce(NEW.validee_par_id, contexte_appartenance()) = contexte_appartenance()) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'La mission locale valide, sous son nom.';
    END IF;
    IF NEW.action_id IS DISTINCT FROM OLD.action_id AND NEW.action_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM plan_action p WHERE p.id = NEW.action_id AND p.dossier_id = NEW.dossier_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'L’action est du même dossier.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER activite_tient BEFORE UPDATE ON activites_activite FOR EACH ROW EXECUTE FUNCTION activite_tient();
"""
RETOUR = "DROP TRIGGER activite_tient ON activites_activite; DROP FUNCTION activite_tient();"
LEUR_ACTIVITE = """EXISTS (SELECT FROM activites_activite a WHERE a.id = activite_id
    AND a.dossier_id = activites_motsdactivite.dossier_id AND a.structure_id = activites_motsdactivite.structure_id)"""


class Migration(migrations.Migration):
    dependencies = [("activites", "0001_initial"), ("partage", "0001_fonctions"), ("plan", "0002_mur")]

    operations = [
        politique("activites_activite", ACTIVITES, ("lire", "ajouter", "modifier")),
        historique("activites_activiteevent", lecture="plan"),
        migrations.RunSQL(TIENT, RETOUR),
        *sous_partage("activites_motsdactivite", auteur="ecrit_par_id", element="plan", ajout=LEUR_ACTIVITE),
        passe_du_partage("activites_motsdactivite", element="plan"),
    ]
