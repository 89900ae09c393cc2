"""An interview whose compte rendu hangs on it is not taken back; a mail about one asks again before it leaves."""

from pathlib import Path

from django.db import migrations

from socle.acces.politiques import fichier

FONCTIONS = ("tenu_a_un_compte_rendu(uuid)", "rendezvous_a_annoncer(uuid, text, boolean, date)")
LUES = "id, dossier_id, tenu_id, annule_le"
GARDIEN = f"""
CREATE POLICY gardien ON tripartites_tripartite FOR SELECT TO tandem_garde USING (true);
GRANT SELECT ({LUES}) ON tripartites_tripartite TO tandem_garde;
"""
RETOUR = f"""
REVOKE SELECT ({LUES}) ON tripartites_tripartite FROM tandem_garde;
DROP POLICY gardien ON tripartites_tripartite;
"""
TIENT = """
CREATE FUNCTION tenu_reste() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF tenu_a_un_compte_rendu(NEW.id) THEN
        RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = 'Un compte rendu tient à ce rendez-vous.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tenu_reste BEFORE UPDATE OF retire_le ON suivi_rendezvoustenu
    FOR EACH ROW WHEN (OLD.retire_le IS NULL AND NEW.retire_le IS NOT NULL) EXECUTE FUNCTION tenu_reste();
"""
NE_TIENT_PLUS = "DROP TRIGGER tenu_reste ON suivi_rendezvoustenu; DROP FUNCTION tenu_reste();"


class Migration(migrations.Migration):
    dependencies = [
        ("tripartites", "0002_mur"),
        ("suivi", "0001_initial"),
        ("acces", "0003_partage"),
        ("dossier", "0002_mur"),
    ]

    operations = [
        migrations.RunSQL(GARDIEN, RETOUR),
        fichier("compte_rendu", fonctions=FONCTIONS, gardees=FONCTIONS, ou=Path(__file__).parent.parent / "sql"),
        migrations.RunSQL(TIENT, NE_TIENT_PLUS),
    ]
