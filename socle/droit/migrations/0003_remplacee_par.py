"""An act is replaced by one of the same structure, territory, effect and object: PostgreSQL holds it too."""

from django.db import migrations

# At the end of the transaction: the old act makes room before the new one is there.
REMPLACEE = """
CREATE FUNCTION derogation_remplacee_par_la_meme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM droit_derogation n
         WHERE n.id = NEW.remplacee_par_id AND n.id <> NEW.id AND (n.du > NEW.dernier_jour OR NEW.dernier_jour < NEW.du)
           AND (n.structure_id, n.departement, n.region, n.programme, n.effet, n.cible)
             = (NEW.structure_id, NEW.departement, NEW.region, NEW.programme, NEW.effet, NEW.cible)) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'Un acte est remplacé par un acte du même territoire, sur le même objet.';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER derogation_remplacee_par_la_meme AFTER UPDATE OF remplacee_par_id ON droit_derogation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.remplacee_par_id IS NOT NULL)
    EXECUTE FUNCTION derogation_remplacee_par_la_meme();
"""
RETOUR = """
DROP TRIGGER derogation_remplacee_par_la_meme ON droit_derogation;
DROP FUNCTION derogation_remplacee_par_la_meme();
"""


class Migration(migrations.Migration):
    dependencies = [("droit", "0002_mur")]

    operations = [migrations.RunSQL(REMPLACEE, RETOUR)]
