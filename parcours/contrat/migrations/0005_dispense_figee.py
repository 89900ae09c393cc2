"""Why there are no hours is only taken back; once the contract is open, by the mission locale, with the hours changed."""

from django.db import migrations

# The ground is apart from the hours because it tells of health: it holds as firmly as they do.
FIGEE = """
CREATE FUNCTION contrat_dispense_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.retiree_le IS NOT NULL
            OR to_jsonb(OLD) - 'retiree_le' IS DISTINCT FROM to_jsonb(NEW) - 'retiree_le') THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une dispense se retire, elle ne se réécrit pas.';
    END IF;
    IF NEW.duree_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM contrat_dureehebdomadaire h WHERE h.id = NEW.duree_id AND h.contrat_id = NEW.contrat_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une dispense suit une durée du même contrat.';
    END IF;
    IF EXISTS (SELECT FROM contrat_contrat c WHERE c.id = NEW.contrat_id AND c.ouvert_le IS NOT NULL
                  AND (NEW.duree_id IS NULL OR c.mission_locale_id IS DISTINCT FROM contexte_structure())) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un contrat ouvert garde ses mots.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contrat_dispense_figee BEFORE INSERT OR UPDATE ON contrat_dispense
    FOR EACH ROW EXECUTE FUNCTION contrat_dispense_figee();
"""
RETOUR = "DROP TRIGGER contrat_dispense_figee ON contrat_dispense; DROP FUNCTION contrat_dispense_figee();"


class Migration(migrations.Migration):
    dependencies = [("contrat", "0004_mur_des_changements")]

    operations = [migrations.RunSQL(FIGEE, RETOUR)]
