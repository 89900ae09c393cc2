"""The plan speaks the language of audiences: an action is read with its objective, a comment with its action."""

from django.db import migrations

from socle.acces.politiques import politique
from socle.partage.politiques import D_UN_COTE, passe_du_partage, sous_partage

# Functions rather than joins: opaque to the planner, which would otherwise read all the objectives at once, row by row
# behind their own wall. They run as who asks.
LUS = """
CREATE FUNCTION lit_objectif(p_objectif uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE COST 400 AS $$
BEGIN
    RETURN EXISTS (SELECT FROM plan_objectif o WHERE o.id = p_objectif);
END $$;
CREATE FUNCTION lit_action(p_action uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE COST 500 AS $$
BEGIN
    RETURN EXISTS (SELECT FROM plan_action a WHERE a.id = p_action);
END $$;
"""
PLUS_LUS = "DROP FUNCTION lit_action(uuid); DROP FUNCTION lit_objectif(uuid);"
# An action and its past: in the dossier of its objective, which one reads.
DE_L_OBJECTIF = """EXISTS (
    SELECT FROM plan_objectif o WHERE o.id = objectif_id AND o.dossier_id = plan_action.dossier_id)"""
ACTION = f"""
CREATE POLICY lire ON plan_action FOR SELECT TO tandem_web USING (lit_objectif(objectif_id));
CREATE POLICY ajouter ON plan_action FOR INSERT TO tandem_web
    WITH CHECK (ecrit_par_id = contexte_appartenance() AND {D_UN_COTE} AND {DE_L_OBJECTIF});
CREATE POLICY modifier ON plan_action FOR UPDATE TO tandem_web
    USING (lit_objectif(objectif_id) AND {D_UN_COTE}) WITH CHECK (lit_objectif(objectif_id) AND {D_UN_COTE});
GRANT SELECT, INSERT, UPDATE ON plan_action TO tandem_web;
"""
ACTION_PASSEE = """
CREATE POLICY lire ON plan_actionevent FOR SELECT TO tandem_web USING (lit_objectif(objectif_id));
CREATE POLICY ajouter ON plan_actionevent FOR INSERT TO tandem_web WITH CHECK (true);
GRANT SELECT, INSERT ON plan_actionevent TO tandem_web;
"""
DE_L_ACTION = "EXISTS (SELECT FROM plan_action a WHERE a.id = action_id AND a.dossier_id = plan_commentaire.dossier_id)"


class Migration(migrations.Migration):
    dependencies = [("plan", "0009_sans_reserve"), ("partage", "0001_fonctions")]

    operations = [
        migrations.RunSQL(LUS, PLUS_LUS),
        *sous_partage("plan_objectif", auteur="ecrit_par_id", element="plan", ensemble=True),
        passe_du_partage("plan_objectif", element="plan"),
        *sous_partage("plan_textedudiagnostic", auteur="ecrit_par_id", element="plan", ensemble=True),
        passe_du_partage("plan_textedudiagnostic", element="plan"),
        politique("plan_action", ACTION, ("lire", "ajouter", "modifier")),
        politique("plan_actionevent", ACTION_PASSEE, ("lire", "ajouter")),
        *sous_partage(
            "plan_commentaire", auteur="ecrit_par_id", element="plan", ajout=DE_L_ACTION,
            de_plus="lit_action(action_id)",
        ),
        passe_du_partage("plan_commentaire", element="plan"),
    ]  # fmt: skip
