"""The law is public: everybody reads the acts. Only a pilote signs, for its own territory, and nothing signed changes."""

from django.db import migrations

from socle.acces.politiques import politique

# A pilote that has a département acts for it; one that has only a région acts for the région; else for nowhere.
DE_SON_TERRITOIRE = """structure_id = contexte_structure() AND EXISTS (
        SELECT FROM acteurs_structure s
         WHERE s.id = contexte_structure() AND s.nature = 'pilote'
           AND CASE WHEN s.departement <> '' THEN droit_derogation.departement = s.departement
                    ELSE s.region <> '' AND droit_derogation.region = s.region END)"""

DEROGATION = f"""
CREATE POLICY lire ON droit_derogation FOR SELECT TO tandem_web USING (true);
CREATE POLICY signer ON droit_derogation FOR INSERT TO tandem_web
    WITH CHECK ({DE_SON_TERRITOIRE} AND signee_par_id = contexte_appartenance() AND terminee_le IS NULL);
CREATE POLICY finir ON droit_derogation FOR UPDATE TO tandem_web
    USING ({DE_SON_TERRITOIRE} AND terminee_le IS NULL)
    WITH CHECK ({DE_SON_TERRITOIRE} AND terminee_le IS NOT NULL AND terminee_par_id = contexte_appartenance()
                AND dernier_jour >= contexte_le() - 1);
GRANT SELECT, INSERT ON droit_derogation TO tandem_web;
GRANT UPDATE (dernier_jour, terminee_par_id, terminee_le, remplacee_par_id) ON droit_derogation TO tandem_web;
"""

# Who signed is for the structure that signed.
HISTOIRE = """
CREATE POLICY lire ON droit_derogationevent FOR SELECT TO tandem_web USING (structure_id = contexte_structure());
CREATE POLICY ajouter ON droit_derogationevent FOR INSERT TO tandem_web WITH CHECK (true);
GRANT SELECT, INSERT ON droit_derogationevent TO tandem_web;
"""

# Whoever writes, the owner included. A replacement is of the same territory, the same effect and the same object.
FIGEE = """
CREATE FUNCTION derogation_figee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fin text[] := ARRAY['dernier_jour', 'terminee_par_id', 'terminee_le', 'remplacee_par_id'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un acte signé ne s’efface pas.';
    END IF;
    IF OLD.terminee_le IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'La fin d’un acte est signée une fois.';
    END IF;
    IF to_jsonb(NEW) - fin IS DISTINCT FROM to_jsonb(OLD) - fin THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'Un acte signé ne se modifie pas : il prend fin ou il est remplacé.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER derogation_figee BEFORE UPDATE OR DELETE ON droit_derogation
    FOR EACH ROW EXECUTE FUNCTION derogation_figee();
"""
FIGEE_RETOUR = "DROP TRIGGER derogation_figee ON droit_derogation; DROP FUNCTION derogation_figee();"

# A random number, not a count: one given in a transaction that is then undone is never given again, so that a process
# cannot keep under it acts that nobody signed. Written by the guard only.
EDITION = """
INSERT INTO droit_edition (rang, numero) VALUES (1, gen_random_uuid());
REVOKE ALL ON droit_edition FROM tandem_web;
GRANT SELECT ON droit_edition TO tandem_web;
GRANT SELECT, UPDATE ON droit_edition TO tandem_garde;
CREATE FUNCTION nouvelle_edition() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE droit_edition SET numero = gen_random_uuid();
    RETURN NULL;
END $$;
CREATE TRIGGER nouvelle_edition AFTER INSERT OR UPDATE OR DELETE ON droit_derogation
    FOR EACH STATEMENT EXECUTE FUNCTION nouvelle_edition();
REVOKE ALL ON FUNCTION nouvelle_edition() FROM PUBLIC;
ALTER FUNCTION nouvelle_edition() OWNER TO tandem_garde;
"""
EDITION_RETOUR = "DROP TRIGGER nouvelle_edition ON droit_derogation; DROP FUNCTION nouvelle_edition();"


class Migration(migrations.Migration):
    dependencies = [("droit", "0001_initial"), ("acces", "0002_fonctions")]

    operations = [
        politique("droit_derogation", DEROGATION, ("lire", "signer", "finir")),
        politique("droit_derogationevent", HISTOIRE, ("lire", "ajouter")),
        migrations.RunSQL(FIGEE, FIGEE_RETOUR),
        migrations.RunSQL(EDITION, EDITION_RETOUR),
    ]
