"""A note is read by whom its author chose; its words are its writer's, and its place never changes."""

from django.db import migrations

from socle.partage.politiques import passe_du_partage, sous_partage

SIGNEE = """
CREATE FUNCTION note_signee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.ecrit_par_id, NEW.ecrit_le, NEW.domaine) IS DISTINCT FROM
       (OLD.id, OLD.ecrit_par_id, OLD.ecrit_le, OLD.domaine)
       OR (NEW.texte <> OLD.texte AND OLD.ecrit_par_id IS DISTINCT FROM contexte_appartenance()) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une note est signée : qui l’a écrite la reprend.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER note_signee BEFORE UPDATE ON notes_note FOR EACH ROW EXECUTE FUNCTION note_signee();
"""
RETOUR = "DROP TRIGGER note_signee ON notes_note; DROP FUNCTION note_signee();"


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial"), ("partage", "0001_fonctions")]

    operations = [
        *sous_partage("notes_note", auteur="ecrit_par_id", ajout="retire_le IS NULL"),
        passe_du_partage("notes_note"),
        migrations.RunSQL(SIGNEE, RETOUR),
    ]
