"""Read by whoever sees the dossier, written by its two sides; an adjustment is taken back, and that is all."""

from django.db import migrations

from socle.acces.politiques import historique, sous_acces

D_UN_COTE = """EXISTS (SELECT FROM dossier_dossier d
     WHERE d.id = dossier_id AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""

MODIFIER = """
ALTER POLICY modifier ON qui_fait_quoi_ajustement
    USING (voit(dossier_id, 'plan'){suite}) WITH CHECK (voit(dossier_id, 'plan'){suite}{qui});
"""

FIGE = """
CREATE FUNCTION ajustement_fige() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    retrait text[] := ARRAY['retire_par_id', 'retire_le'];
BEGIN
    IF OLD.retire_le IS NOT NULL OR to_jsonb(OLD) - retrait IS DISTINCT FROM to_jsonb(NEW) - retrait THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un ajustement se retire, sans plus.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ajustement_fige BEFORE UPDATE ON qui_fait_quoi_ajustement
    FOR EACH ROW EXECUTE FUNCTION ajustement_fige();
"""
FIGE_RETOUR = "DROP TRIGGER ajustement_fige ON qui_fait_quoi_ajustement; DROP FUNCTION ajustement_fige();"


class Migration(migrations.Migration):
    dependencies = [("qui_fait_quoi", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        sous_acces(
            "qui_fait_quoi_ajustement",
            lecture="plan",
            ecriture="plan",
            condition_ajout=f"par_id = contexte_appartenance() AND retire_le IS NULL AND {D_UN_COTE}",
        ),
        migrations.RunSQL(
            MODIFIER.format(suite=f" AND {D_UN_COTE}", qui=" AND retire_par_id = contexte_appartenance()"),
            MODIFIER.format(suite="", qui=""),
        ),
        historique("qui_fait_quoi_ajustementevent", lecture="plan"),
        migrations.RunSQL(FIGE, FIGE_RETOUR),
    ]
