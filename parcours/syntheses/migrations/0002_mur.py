"""A draft is its author's structure's; submitted, both sides read it and nobody rewrites it; sent, its recipient reads it."""

from pathlib import Path

from django.db import migrations

from socle.acces.politiques import fichier, politique

SYNTHESE, OBSERVATION, ENVOI = "syntheses_synthese", "syntheses_observationdujeune", "syntheses_envoidesynthese"
ELEMENTS = """
CREATE FUNCTION elements_de_synthese(p_sante text, p_justice text, p_argent text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_remove(ARRAY[CASE WHEN p_sante <> '' THEN 'sante' END, CASE WHEN p_justice <> '' THEN 'justice' END,
                              CASE WHEN p_argent <> '' THEN 'argent' END], NULL)
$$;
"""
FONCTIONS = (
    "ouvert_a(uuid, bigint, text[], date)",
    "envoi_en_vigueur(uuid, timestamptz, date)",
    "lit_synthese(uuid, uuid, bigint, boolean, text[])",
    "envoi_fonde(uuid, uuid, bigint, uuid)",
    "envoi_a_annoncer(uuid, date)",
)
D_UN_COTE = """EXISTS (
    SELECT FROM dossier_dossier d
     WHERE d.id = dossier_id AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""
PLAN = f"voit(dossier_id, 'plan') AND {D_UN_COTE}"
LIT = (
    "lit_synthese(dossier_id, id, structure_id, soumise_le IS NOT NULL, elements_de_synthese(sante, justice, argent))"
)
DE_LA_VERSION = "EXISTS (SELECT FROM syntheses_synthese s WHERE s.id = synthese_id)"
LIT_ENVOI = f"""(({PLAN}) OR (destinataire_id = contexte_structure()
    AND (voit(dossier_id, 'plan') OR voit(dossier_id, 'partage'))
    AND envoi_en_vigueur(accord_id, retire_le, contexte_le())))"""


def _table(table: str, lit: str, ajout: str, modifie: str) -> migrations.RunSQL:
    return politique(
        table,
        f"""
        CREATE POLICY lire ON {table} FOR SELECT TO tandem_web USING ({lit});
        CREATE POLICY ajouter ON {table} FOR INSERT TO tandem_web WITH CHECK ({ajout});
        CREATE POLICY modifier ON {table} FOR UPDATE TO tandem_web USING ({modifie}) WITH CHECK ({modifie});
        CREATE POLICY gardien ON {table} FOR SELECT TO tandem_garde USING (true);
        GRANT SELECT, INSERT, UPDATE ON {table} TO tandem_web;
        GRANT SELECT ON {table} TO tandem_garde;""",
        ("lire", "ajouter", "modifier", "gardien"),
    )


def _historique(table: str, lit: str) -> migrations.RunSQL:
    return politique(
        table,
        f"""
        CREATE POLICY lire ON {table} FOR SELECT TO tandem_web USING ({lit});
        CREATE POLICY ajouter ON {table} FOR INSERT TO tandem_web WITH CHECK (true);
        GRANT SELECT, INSERT ON {table} TO tandem_web;""",
        ("lire", "ajouter"),
    )


FIGE = """
CREATE FUNCTION synthese_figee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place text[] := ARRAY['id', 'dossier_id', 'fil', 'structure_id', 'ecrit_par_id', 'ecrit_le'];
    apres text[] := ARRAY['validee_le', 'validee_par_id', 'retiree_le'];
BEGIN
    IF EXISTS (SELECT FROM unnest(place) f WHERE to_jsonb(OLD) -> f IS DISTINCT FROM to_jsonb(NEW) -> f) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une synthèse garde son auteur et sa place.';
    END IF;
    IF OLD.validee_le IS NOT NULL OR OLD.retiree_le IS NOT NULL
       OR (OLD.soumise_le IS NOT NULL AND to_jsonb(OLD) - apres IS DISTINCT FROM to_jsonb(NEW) - apres) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une synthèse soumise ne se réécrit pas.';
    END IF;
    IF OLD.soumise_le IS NULL AND NEW.maj_par_id IS DISTINCT FROM contexte_appartenance()
       AND NEW.retiree_le IS NOT DISTINCT FROM OLD.retiree_le THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'On écrit sous son nom.';
    END IF;
    IF NEW.validee_le IS NOT NULL AND (
        OLD.soumise_le IS NULL OR NEW.validee_par_id IS DISTINCT FROM contexte_appartenance()
        OR NEW.structure_id = contexte_structure()) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'C’est l’autre côté qui valide.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER synthese_figee BEFORE UPDATE ON syntheses_synthese FOR EACH ROW EXECUTE FUNCTION synthese_figee();

CREATE FUNCTION observation_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.retiree_le IS NOT NULL OR to_jsonb(OLD) - 'retiree_le' IS DISTINCT FROM to_jsonb(NEW) - 'retiree_le' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Ce que dit le jeune ne se réécrit pas.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER observation_figee BEFORE UPDATE ON syntheses_observationdujeune
    FOR EACH ROW EXECUTE FUNCTION observation_figee();

CREATE FUNCTION envoi_fige() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lecture text[] := ARRAY['lue_le', 'lue_par_id'];
    retrait text[] := ARRAY['retire_le', 'retire_par_id', 'pourquoi'];
BEGIN
    IF OLD.retire_le IS NOT NULL OR NOT (
        (contexte_structure() = OLD.structure_id AND to_jsonb(OLD) - retrait = to_jsonb(NEW) - retrait)
        OR (contexte_structure() = OLD.destinataire_id AND OLD.lue_le IS NULL
            AND NEW.lue_par_id = contexte_appartenance() AND to_jsonb(OLD) - lecture = to_jsonb(NEW) - lecture)) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'Un envoi est lu une fois par qui le reçoit, et retiré par qui l’a fait.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER envoi_fige BEFORE UPDATE ON syntheses_envoidesynthese FOR EACH ROW EXECUTE FUNCTION envoi_fige();
"""
RETOUR = """
DROP TRIGGER envoi_fige ON syntheses_envoidesynthese; DROP FUNCTION envoi_fige();
DROP TRIGGER observation_figee ON syntheses_observationdujeune; DROP FUNCTION observation_figee();
DROP TRIGGER synthese_figee ON syntheses_synthese; DROP FUNCTION synthese_figee();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("syntheses", "0001_initial"),
        ("acces", "0002_fonctions"),
        ("consentements", "0002_mur"),
        ("dossier", "0002_mur"),
    ]

    operations = [
        migrations.RunSQL(ELEMENTS, "DROP FUNCTION elements_de_synthese(text, text, text);"),
        fichier("mur", fonctions=FONCTIONS, gardees=FONCTIONS, ou=Path(__file__).parent.parent / "sql"),
        _table(
            SYNTHESE,
            LIT,
            f"{PLAN} AND structure_id = contexte_structure() AND ecrit_par_id = contexte_appartenance() "
            "AND maj_par_id = contexte_appartenance() AND soumise_le IS NULL AND validee_le IS NULL",
            f"{LIT} AND {PLAN}",
        ),
        _table(
            OBSERVATION,
            DE_LA_VERSION,
            f"""{PLAN} AND par_id = contexte_appartenance() AND EXISTS (
                SELECT FROM syntheses_synthese s
                 WHERE s.id = synthese_id AND s.dossier_id = syntheses_observationdujeune.dossier_id
                   AND s.soumise_le IS NOT NULL AND s.retiree_le IS NULL)""",
            f"{PLAN} AND {DE_LA_VERSION}",
        ),
        _table(
            ENVOI,
            LIT_ENVOI,
            f"{PLAN} AND structure_id = contexte_structure() AND par_id = contexte_appartenance() AND lue_le IS NULL "
            "AND retire_le IS NULL AND envoi_fonde(dossier_id, synthese_id, destinataire_id, accord_id)",
            LIT_ENVOI,
        ),
        _historique(f"{SYNTHESE}event", LIT),
        _historique(f"{OBSERVATION}event", DE_LA_VERSION),
        _historique(f"{ENVOI}event", LIT_ENVOI),
        migrations.RunSQL(FIGE, RETOUR),
    ]
