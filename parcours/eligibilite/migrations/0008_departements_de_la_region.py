"""A région's pilote asks about the départements of its région, and PostgreSQL knows which they are.

The list is that of the code officiel géographique, written out: a landed migration reads no code. A test holds it to
`regles.noyau.territoire.REGIONS`.
"""

from django.db import migrations

DEPARTEMENTS = """
CREATE FUNCTION departements_de_region(p_region text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_to_array(siens, ' ') FROM (VALUES
        ('01', '971'), ('02', '972'), ('03', '973'), ('04', '974'), ('06', '976'),
        ('11', '75 77 78 91 92 93 94 95'),
        ('24', '18 28 36 37 41 45'),
        ('27', '21 25 39 58 70 71 89 90'),
        ('28', '14 27 50 61 76'),
        ('32', '02 59 60 62 80'),
        ('44', '08 10 51 52 54 55 57 67 68 88'),
        ('52', '44 49 53 72 85'),
        ('53', '22 29 35 56'),
        ('75', '16 17 19 23 24 33 40 47 64 79 86 87'),
        ('76', '09 11 12 30 31 32 34 46 48 65 66 81 82'),
        ('84', '01 03 07 15 26 38 42 43 63 69 73 74'),
        ('93', '04 05 06 13 83 84'),
        ('94', '2A 2B')) r (code, siens) WHERE code = p_region
$$;
REVOKE ALL ON FUNCTION departements_de_region(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION departements_de_region(text) TO tandem_web, tandem_garde;
"""

# As in `sql/reevaluation.sql`, but for what is asked of the départements.
OUVRIR = """
SET LOCAL ROLE tandem_garde;
CREATE OR REPLACE FUNCTION ouvrir_reevaluation(
    p_le date, p_departements text[], p_garde boolean, p_avant jsonb, p_apres jsonb
) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mandat uuid := gen_random_uuid();
BEGIN
    IF NOT EXISTS (
        SELECT FROM acteurs_structure s
         WHERE s.id = contexte_structure() AND s.nature = 'pilote' AND (s.departement <> '' OR s.region <> '')
           AND {siens}) THEN
        PERFORM acces_refuse('Un pilote ne réévalue que son territoire.');
    END IF;
    INSERT INTO eligibilite_reevaluation
        (id, structure_id, demandee_par_id, demandee_le, le, departements, garde, avant, apres, gardes)
    VALUES (mandat, contexte_structure(), contexte_appartenance(), now(), p_le, p_departements, p_garde, p_avant,
            p_apres, 0);
    RETURN mandat;
END $$;
RESET ROLE;
"""
LES_SIENS = """CASE WHEN s.departement <> '' THEN p_departements = ARRAY[s.departement::text]
                    ELSE p_departements <@ departements_de_region(s.region) END"""
LE_SIEN = "(s.departement = '' OR p_departements = ARRAY[s.departement::text])"


class Migration(migrations.Migration):
    dependencies = [("eligibilite", "0007_faits_du_programme")]

    operations = [
        migrations.RunSQL(DEPARTEMENTS, "DROP FUNCTION departements_de_region(text);"),
        migrations.RunSQL(OUVRIR.format(siens=LES_SIENS), OUVRIR.format(siens=LE_SIEN)),
    ]
