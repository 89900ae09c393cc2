"""Who does what is read and written by the two structures of its partenariat; a version is never edited, whoever tries."""

from django.db import migrations

from socle.acces.politiques import politique

_PARTENARIAT = "SELECT FROM partenariats_partenariat p WHERE p.id = partenariat_id AND"
DES_DEUX = f"EXISTS ({_PARTENARIAT} contexte_structure() IN (p.porteur_id, p.mission_locale_id))"
DE_CE_COTE = f"""EXISTS ({_PARTENARIAT} contexte_structure() =
        CASE cote WHEN 'porteur' THEN p.porteur_id ELSE p.mission_locale_id END)"""
ECRITE_PAR_SOI = "EXISTS (SELECT FROM acteurs_appartenance a WHERE a.id = ecrite_par_id AND a.compte_id = contexte_compte())"

TACHE_PROPRE = f"""
CREATE POLICY lire ON repartition_tachepropre FOR SELECT TO tandem_web USING ({DES_DEUX});
CREATE POLICY ajouter ON repartition_tachepropre FOR INSERT TO tandem_web
    WITH CHECK ({DES_DEUX} AND ajoutee_par_id = contexte_appartenance() AND retiree_le IS NULL);
CREATE POLICY retirer ON repartition_tachepropre FOR UPDATE TO tandem_web
    USING ({DES_DEUX} AND retiree_le IS NULL) WITH CHECK ({DES_DEUX} AND retiree_par_id = contexte_appartenance());
GRANT SELECT, INSERT ON repartition_tachepropre TO tandem_web;
GRANT UPDATE (retiree_par_id, retiree_le) ON repartition_tachepropre TO tandem_web;
"""

# A side says what it believes, never what the other does.
CROYANCE = f"""
CREATE POLICY lire ON repartition_croyance FOR SELECT TO tandem_web USING ({DES_DEUX});
CREATE POLICY dire ON repartition_croyance FOR INSERT TO tandem_web
    WITH CHECK ({DE_CE_COTE} AND dite_par_id = contexte_appartenance());
CREATE POLICY redire ON repartition_croyance FOR UPDATE TO tandem_web
    USING ({DE_CE_COTE}) WITH CHECK ({DE_CE_COTE} AND dite_par_id = contexte_appartenance());
GRANT SELECT, INSERT ON repartition_croyance TO tandem_web;
GRANT UPDATE (qui, partenaire, version, dite_par_id, dite_le) ON repartition_croyance TO tandem_web;
"""

REPARTITION = f"""
CREATE POLICY lire ON repartition_repartition FOR SELECT TO tandem_web USING ({DES_DEUX});
CREATE POLICY proposer ON repartition_repartition FOR INSERT TO tandem_web
    WITH CHECK ({DE_CE_COTE} AND ecrite_par_id = contexte_appartenance() AND convenue_le IS NULL
                AND ecartee_le IS NULL);
CREATE POLICY repondre ON repartition_repartition FOR UPDATE TO tandem_web
    USING ({DES_DEUX} AND convenue_le IS NULL AND ecartee_le IS NULL)
    WITH CHECK ({DES_DEUX} AND (ecartee_par_id = contexte_appartenance()
                OR (convenue_par_id = contexte_appartenance() AND NOT {DE_CE_COTE} AND NOT {ECRITE_PAR_SOI})));
GRANT SELECT, INSERT ON repartition_repartition TO tandem_web;
GRANT UPDATE (convenue_par_id, convenue_le, ecartee_par_id, ecartee_le) ON repartition_repartition TO tandem_web;
"""

# The owner included.
FIGEES = """
CREATE FUNCTION repartition_figee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reponse text[] := ARRAY['convenue_par_id', 'convenue_le', 'ecartee_par_id', 'ecartee_le'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une répartition ne s’efface pas.';
    END IF;
    IF OLD.convenue_le IS NOT NULL OR OLD.ecartee_le IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'On répond une fois à une répartition proposée.';
    END IF;
    IF to_jsonb(NEW) - reponse IS DISTINCT FROM to_jsonb(OLD) - reponse THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'Une répartition ne se modifie pas : une autre la remplace.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER repartition_figee BEFORE UPDATE OR DELETE ON repartition_repartition
    FOR EACH ROW EXECUTE FUNCTION repartition_figee();

CREATE FUNCTION tache_propre_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.retiree_le IS NOT NULL
       OR to_jsonb(NEW) - ARRAY['retiree_par_id', 'retiree_le']
          IS DISTINCT FROM to_jsonb(OLD) - ARRAY['retiree_par_id', 'retiree_le'] THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une tâche ajoutée se retire, sans plus.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tache_propre_figee BEFORE UPDATE OR DELETE ON repartition_tachepropre
    FOR EACH ROW EXECUTE FUNCTION tache_propre_figee();

-- What a text gives to a side stays on it, whatever the page sent.
ALTER TABLE repartition_repartition ADD CONSTRAINT repartition_respecte_les_textes CHECK (
    jsonb_typeof(lignes) = 'array' AND jsonb_array_length(lignes) > 0
    AND NOT jsonb_path_exists(lignes, '$[*] ? (!exists(@.qui) || !exists(@.reserve))')
    AND NOT jsonb_path_exists(lignes, '$[*] ? (@.reserve != "" && @.reserve != @.qui)'));
"""
FIGEES_RETOUR = """
ALTER TABLE repartition_repartition DROP CONSTRAINT repartition_respecte_les_textes;
DROP TRIGGER tache_propre_figee ON repartition_tachepropre; DROP FUNCTION tache_propre_figee();
DROP TRIGGER repartition_figee ON repartition_repartition; DROP FUNCTION repartition_figee();
"""


class Migration(migrations.Migration):
    dependencies = [("repartition", "0001_initial"), ("acces", "0002_fonctions")]

    operations = [
        politique("repartition_tachepropre", TACHE_PROPRE, ("lire", "ajouter", "retirer")),
        politique("repartition_croyance", CROYANCE, ("lire", "dire", "redire")),
        politique("repartition_repartition", REPARTITION, ("lire", "proposer", "repondre")),
        migrations.RunSQL(FIGEES, FIGEES_RETOUR),
    ]
