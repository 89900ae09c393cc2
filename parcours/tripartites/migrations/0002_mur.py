"""Written by the two sides of the dossier, read with the plan; a compte rendu signed by the three changes no more."""

from django.db import migrations

from socle.acces.politiques import historique, politique

D_UN_COTE = """EXISTS (
    SELECT FROM dossier_dossier d
     WHERE d.id = dossier_id AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""
# Each side signs for itself, and notes the youth's yes; why a signature is missing, both may say.
POUR_SOI = """(manque <> '' OR EXISTS (
    SELECT FROM dossier_dossier d
     WHERE d.id = dossier_id
       AND CASE partie WHEN 'porteur' THEN contexte_structure() = d.porteur_id
                       WHEN 'mission_locale' THEN contexte_structure() = d.mission_locale_id
                       ELSE true END))"""


def _du_sien(table: str) -> str:
    return f"""EXISTS (
    SELECT FROM tripartites_tripartite t
     WHERE t.id = tripartite_id AND t.dossier_id = {table}.dossier_id AND t.annule_le IS NULL)"""


def _tenu(table: str) -> str:
    return f"""EXISTS (
    SELECT FROM tripartites_tripartite t
     WHERE t.id = tripartite_id AND t.dossier_id = {table}.dossier_id AND t.tenu_id IS NOT NULL
       AND t.signe_le IS NULL)"""


def _table(table: str, *ajout: str) -> migrations.RunSQL:
    conditions = " AND ".join(["voit(dossier_id, 'plan')", D_UN_COTE, *ajout])
    return politique(
        table,
        f"""
        CREATE POLICY lire ON {table} FOR SELECT TO tandem_web USING (voit(dossier_id, 'plan'));
        CREATE POLICY ajouter ON {table} FOR INSERT TO tandem_web WITH CHECK ({conditions});
        CREATE POLICY modifier ON {table} FOR UPDATE TO tandem_web
            USING (voit(dossier_id, 'plan') AND {D_UN_COTE}) WITH CHECK (voit(dossier_id, 'plan') AND {D_UN_COTE});
        GRANT SELECT, INSERT, UPDATE ON {table} TO tandem_web;""",
        ("lire", "ajouter", "modifier"),
    )


FIGE = """
CREATE FUNCTION tripartite_fige() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mots text[] := ARRAY['parole_jeune', 'parole_porteur', 'parole_mission_locale', 'prochain_le'];
    ensuite text[] := mots || ARRAY['maj_par_id', 'maj_le', 'version', 'signe_le'];
BEGIN
    IF OLD.signe_le IS NOT NULL OR OLD.annule_le IS NOT NULL OR NEW.dossier_id <> OLD.dossier_id THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un entretien signé ou annulé ne change plus.';
    END IF;
    IF OLD.tenu_id IS NOT NULL AND to_jsonb(OLD) - ensuite IS DISTINCT FROM to_jsonb(NEW) - ensuite THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Tenu, il ne se déplace plus.';
    END IF;
    IF (NEW.parole_jeune, NEW.parole_porteur, NEW.parole_mission_locale, NEW.prochain_le)
       IS DISTINCT FROM (OLD.parole_jeune, OLD.parole_porteur, OLD.parole_mission_locale, OLD.prochain_le)
       AND EXISTS (SELECT FROM tripartites_signatureatrois s
                    WHERE s.tripartite_id = OLD.id AND s.signee_le IS NOT NULL AND s.retiree_le IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Ce qui est signé ne se réécrit pas.';
    END IF;
    IF NEW.signe_le IS NOT NULL AND (
        SELECT count(*) FROM tripartites_signatureatrois s
         WHERE s.tripartite_id = NEW.id AND s.signee_le IS NOT NULL AND s.retiree_le IS NULL) <> 3 THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un entretien se signe à trois.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tripartite_fige BEFORE UPDATE ON tripartites_tripartite
    FOR EACH ROW EXECUTE FUNCTION tripartite_fige();

CREATE FUNCTION creneau_fige() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bouge text[] := ARRAY['convient', 'retire_le'];
BEGIN
    IF OLD.retire_le IS NOT NULL OR to_jsonb(OLD) - bouge IS DISTINCT FROM to_jsonb(NEW) - bouge THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un créneau proposé ne se réécrit pas.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER creneau_fige BEFORE UPDATE ON tripartites_creneau
    FOR EACH ROW EXECUTE FUNCTION creneau_fige();

CREATE FUNCTION invite_fige() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bouge text[] := ARRAY['presence', 'retire_le'];
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.retire_le IS NOT NULL OR to_jsonb(OLD) - bouge IS DISTINCT FROM to_jsonb(NEW) - bouge)
       OR EXISTS (SELECT FROM tripartites_signatureatrois s
                   WHERE s.tripartite_id = NEW.tripartite_id AND s.signee_le IS NOT NULL AND s.retiree_le IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Qui était là ne change plus une fois signé.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER invite_fige BEFORE INSERT OR UPDATE ON tripartites_invite
    FOR EACH ROW EXECUTE FUNCTION invite_fige();

CREATE FUNCTION signature_a_trois_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.retiree_le IS NOT NULL OR to_jsonb(OLD) - 'retiree_le' IS DISTINCT FROM to_jsonb(NEW) - 'retiree_le'
       OR EXISTS (SELECT FROM tripartites_tripartite t WHERE t.id = OLD.tripartite_id AND t.signe_le IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'Une signature se retire tant que d’autres manquent, sans plus.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signature_a_trois_figee BEFORE UPDATE ON tripartites_signatureatrois
    FOR EACH ROW EXECUTE FUNCTION signature_a_trois_figee();
"""
RETOUR = """
DROP TRIGGER signature_a_trois_figee ON tripartites_signatureatrois; DROP FUNCTION signature_a_trois_figee();
DROP TRIGGER invite_fige ON tripartites_invite; DROP FUNCTION invite_fige();
DROP TRIGGER creneau_fige ON tripartites_creneau; DROP FUNCTION creneau_fige();
DROP TRIGGER tripartite_fige ON tripartites_tripartite; DROP FUNCTION tripartite_fige();
"""
TABLES = ("tripartite", "creneau", "invite", "signatureatrois")


class Migration(migrations.Migration):
    dependencies = [("tripartites", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        _table("tripartites_tripartite", "propose_par_id = contexte_appartenance()", "signe_le IS NULL"),
        _table("tripartites_creneau", _du_sien("tripartites_creneau")),
        _table("tripartites_invite", "par_id = contexte_appartenance()", _du_sien("tripartites_invite")),
        _table(
            "tripartites_signatureatrois", "par_id = contexte_appartenance()", POUR_SOI,
            _tenu("tripartites_signatureatrois"),
        ),
        *(historique(f"tripartites_{table}event", lecture="plan") for table in TABLES),
        migrations.RunSQL(FIGE, RETOUR),
    ]  # fmt: skip
