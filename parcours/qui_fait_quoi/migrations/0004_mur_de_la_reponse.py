"""An adjustment is answered once, by the side that did not write it; said so in PostgreSQL too."""

from django.db import migrations

D_UN_COTE = """EXISTS (SELECT FROM dossier_dossier d
     WHERE d.id = dossier_id AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""
PAS_LE_SIEN = """NOT EXISTS (SELECT FROM acteurs_appartenance a
     WHERE a.id = par_id AND a.structure_id = contexte_structure())"""
REPONSE = f"""(
    (retire_par_id = contexte_appartenance() AND (refus = '' OR {PAS_LE_SIEN}))
    OR (retire_le IS NULL AND accepte_par_id = contexte_appartenance() AND {PAS_LE_SIEN}))"""

MODIFIER = """
ALTER POLICY modifier ON qui_fait_quoi_ajustement
    USING (voit(dossier_id, 'plan') AND {cote}) WITH CHECK (voit(dossier_id, 'plan') AND {cote} AND {qui});
ALTER POLICY ajouter ON qui_fait_quoi_ajustement
    WITH CHECK (voit(dossier_id, 'plan') AND par_id = contexte_appartenance() AND retire_le IS NULL{ajout} AND {cote});
"""

FIGE = """
CREATE OR REPLACE FUNCTION ajustement_fige() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reponse text[] := ARRAY['retire_par_id', 'retire_le', 'refus', 'accepte_par_id', 'accepte_le'];
BEGIN
    IF OLD.retire_le IS NOT NULL OR to_jsonb(OLD) - reponse IS DISTINCT FROM to_jsonb(NEW) - reponse THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un ajustement se retire, sans plus.';
    END IF;
    IF (NEW.accepte_par_id, NEW.accepte_le) IS DISTINCT FROM (OLD.accepte_par_id, OLD.accepte_le)
       AND (OLD.accepte_le IS NOT NULL OR NEW.retire_le IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'On répond une fois à un ajustement proposé.';
    END IF;
    RETURN NEW;
END $$;
"""
FIGE_RETOUR = """
CREATE OR REPLACE FUNCTION ajustement_fige() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    retrait text[] := ARRAY['retire_par_id', 'retire_le'];
BEGIN
    IF OLD.retire_le IS NOT NULL OR to_jsonb(OLD) - retrait IS DISTINCT FROM to_jsonb(NEW) - retrait THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un ajustement se retire, sans plus.';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("qui_fait_quoi", "0003_d_accord")]

    operations = [
        migrations.RunSQL(
            MODIFIER.format(cote=D_UN_COTE, qui=REPONSE, ajout=" AND accepte_le IS NULL"),
            MODIFIER.format(cote=D_UN_COTE, qui="retire_par_id = contexte_appartenance()", ajout=""),
        ),
        migrations.RunSQL(FIGE, FIGE_RETOUR),
    ]
