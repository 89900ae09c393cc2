"""What changes in an open contract: said by the mission locale that holds it, inside its days, never rewritten."""

from django.db import migrations

from socle.acces.politiques import historique, sous_acces

# As for a prolongation (0002_mur), and the person designated works where the contract is held.
PAR_LA_MISSION_LOCALE = """par_id = contexte_appartenance() AND EXISTS (
    SELECT FROM contrat_contrat c
     WHERE c.id = {table}.contrat_id AND c.dossier_id = {table}.dossier_id AND c.ouvert_le IS NOT NULL
       AND contexte_structure() = c.mission_locale_id AND {table}.du BETWEEN c.debut_le AND c.fin_le)"""
DE_LA_MISSION_LOCALE = """ AND EXISTS (
    SELECT FROM acteurs_appartenance a JOIN contrat_contrat c ON c.mission_locale_id = a.structure_id
     WHERE a.id = contrat_designation.referent_id AND c.id = contrat_designation.contrat_id)"""

FIGE = """
CREATE TRIGGER contrat_designation_figee BEFORE UPDATE ON contrat_designation
    FOR EACH ROW EXECUTE FUNCTION contrat_suite_figee('retiree_le');
CREATE TRIGGER contrat_duree_figee BEFORE UPDATE ON contrat_dureehebdomadaire
    FOR EACH ROW EXECUTE FUNCTION contrat_suite_figee('retiree_le');

CREATE FUNCTION contrat_referent_fige() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un contrat ouvert garde le référent qu’il nomme.';
END $$;
CREATE TRIGGER contrat_referent_fige BEFORE UPDATE OF referent_id ON contrat_contrat FOR EACH ROW
    WHEN (OLD.ouvert_le IS NOT NULL AND NEW.referent_id IS DISTINCT FROM OLD.referent_id)
    EXECUTE FUNCTION contrat_referent_fige();
"""
RETOUR = """
DROP TRIGGER contrat_referent_fige ON contrat_contrat; DROP FUNCTION contrat_referent_fige();
DROP TRIGGER contrat_duree_figee ON contrat_dureehebdomadaire;
DROP TRIGGER contrat_designation_figee ON contrat_designation;
"""


def condition(table: str) -> str:
    """Who adds a row to `table`, and when."""
    return PAR_LA_MISSION_LOCALE.format(table=table)


class Migration(migrations.Migration):
    dependencies = [("contrat", "0003_changements")]

    operations = [
        sous_acces("contrat_designation", condition_ajout=condition("contrat_designation") + DE_LA_MISSION_LOCALE),
        historique("contrat_designationevent"),
        sous_acces("contrat_dureehebdomadaire", condition_ajout=condition("contrat_dureehebdomadaire")),
        historique("contrat_dureehebdomadaireevent"),
        migrations.RunSQL(FIGE, RETOUR),
    ]
