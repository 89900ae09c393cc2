"""Noted by one of the two sides of the dossier; then it is only taken back."""

from django.db import migrations

from socle.acces.politiques import historique, sous_acces

D_UN_COTE = """par_id = contexte_appartenance() AND retire_le IS NULL AND EXISTS (
    SELECT FROM dossier_dossier d
     WHERE d.id = dossier_id AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""

FIGE = """
CREATE FUNCTION rendezvous_tenu_fige() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.retire_le IS NOT NULL OR to_jsonb(OLD) - 'retire_le' IS DISTINCT FROM to_jsonb(NEW) - 'retire_le' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un rendez-vous tenu se retire, sans plus.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rendezvous_tenu_fige BEFORE UPDATE ON suivi_rendezvoustenu
    FOR EACH ROW EXECUTE FUNCTION rendezvous_tenu_fige();
"""
FIGE_RETOUR = "DROP TRIGGER rendezvous_tenu_fige ON suivi_rendezvoustenu; DROP FUNCTION rendezvous_tenu_fige();"


class Migration(migrations.Migration):
    dependencies = [("suivi", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        sous_acces("suivi_rendezvoustenu", condition_ajout=D_UN_COTE),
        historique("suivi_rendezvoustenuevent"),
        migrations.RunSQL(FIGE, FIGE_RETOUR),
    ]
