"""A practice is read and written by the two structures of its partenariat; nothing of it is edited, whoever writes."""

from django.db import migrations

from socle.acces.politiques import politique

_PARTENARIAT = "SELECT FROM partenariats_partenariat p WHERE p.id = partenariat_id AND"
DES_DEUX = f"EXISTS ({_PARTENARIAT} contexte_structure() IN (p.porteur_id, p.mission_locale_id))"
DE_CE_COTE = f"""EXISTS ({_PARTENARIAT} contexte_structure() =
        CASE cote WHEN 'porteur' THEN p.porteur_id ELSE p.mission_locale_id END)"""

PRATIQUE = f"""
CREATE POLICY lire ON partenariats_pratiquelocale FOR SELECT TO tandem_web USING ({DES_DEUX});
CREATE POLICY proposer ON partenariats_pratiquelocale FOR INSERT TO tandem_web
    WITH CHECK ({DE_CE_COTE} AND ecrite_par_id = contexte_appartenance() AND convenue_le IS NULL
                AND ecartee_le IS NULL AND du >= contexte_le());
CREATE POLICY repondre ON partenariats_pratiquelocale FOR UPDATE TO tandem_web
    USING ({DES_DEUX} AND convenue_le IS NULL AND ecartee_le IS NULL)
    WITH CHECK ({DES_DEUX} AND (ecartee_par_id = contexte_appartenance()
                OR (convenue_par_id = contexte_appartenance() AND NOT {DE_CE_COTE})));
GRANT SELECT, INSERT ON partenariats_pratiquelocale TO tandem_web;
GRANT UPDATE (convenue_par_id, convenue_le, ecartee_par_id, ecartee_le) ON partenariats_pratiquelocale TO tandem_web;
"""

# The owner included.
FIGEE = """
CREATE FUNCTION pratique_figee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reponse text[] := ARRAY['convenue_par_id', 'convenue_le', 'ecartee_par_id', 'ecartee_le'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une pratique locale ne s’efface pas.';
    END IF;
    IF OLD.convenue_le IS NOT NULL OR OLD.ecartee_le IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'On répond une fois à une pratique proposée.';
    END IF;
    IF to_jsonb(NEW) - reponse IS DISTINCT FROM to_jsonb(OLD) - reponse THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'Une pratique locale ne se modifie pas : une autre la remplace.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pratique_figee BEFORE UPDATE OR DELETE ON partenariats_pratiquelocale
    FOR EACH ROW EXECUTE FUNCTION pratique_figee();
"""
FIGEE_RETOUR = "DROP TRIGGER pratique_figee ON partenariats_pratiquelocale; DROP FUNCTION pratique_figee();"


class Migration(migrations.Migration):
    dependencies = [("partenariats", "0003_pratique_locale"), ("acces", "0002_fonctions")]

    operations = [
        politique("partenariats_pratiquelocale", PRATIQUE, ("lire", "proposer", "repondre")),
        migrations.RunSQL(FIGEE, FIGEE_RETOUR),
    ]
