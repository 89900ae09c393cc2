"""Each side writes its own part: the porteur asks, the mission locale of the dossier answers and holds the PACEA."""

from django.db import migrations

from socle.acces.politiques import historique, politique, sous_acces

DU_DOSSIER = """EXISTS (
    SELECT FROM dossier_dossier d
     WHERE d.id = dossier_id AND d.mission_locale_id = {table}.mission_locale_id AND {cote})"""

DEMANDE_PAR_LE_PORTEUR = f"""demande_par_id = contexte_appartenance() AND propose_le IS NULL AND tenu_le IS NULL AND
    {DU_DOSSIER.format(table="remobilisation_diagnostic", cote="d.porteur_id = contexte_structure()")}"""

NOTE_PAR_LA_MISSION_LOCALE = f"""note_par_id = contexte_appartenance() AND
    {DU_DOSSIER.format(table="remobilisation_parcourspacea", cote="d.mission_locale_id = contexte_structure()")}"""

SON_COTE = """contexte_structure() =
    CASE remobilisation_demandeallocation.cote WHEN 'porteur' THEN d.porteur_id ELSE d.mission_locale_id END"""
DEMANDEE_PAR_UN_COTE = f"""demandee_par_id = contexte_appartenance() AND reponse = '' AND transmise_le IS NULL AND
    {DU_DOSSIER.format(table="remobilisation_demandeallocation", cote=SON_COTE)}"""

# `A - B` keeps what may not move; the rest is that side's own.
CHACUN_SA_PART = """
CREATE FUNCTION remobilisation_refuse(p_pourquoi text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = p_pourquoi;
END $$;

CREATE FUNCTION remobilisation_cote(p_dossier uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE contexte_structure() WHEN d.porteur_id THEN 'porteur' WHEN d.mission_locale_id THEN 'mission_locale' END
      FROM dossier_dossier d WHERE d.id = p_dossier
$$;

CREATE FUNCTION diagnostic_chacun_sa_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    communs text[] := ARRAY['version'];
    au_porteur text[] := ARRAY['pour', 'relance_le', 'retire_le'];
    a_la_mission_locale text[] := ARRAY['propose_le', 'ou', 'tenu_le', 'mene_par_id', 'suite', 'pourquoi'];
    siens text[];
BEGIN
    siens := CASE remobilisation_cote(OLD.dossier_id)
        WHEN 'porteur' THEN au_porteur WHEN 'mission_locale' THEN a_la_mission_locale END;
    IF siens IS NULL OR to_jsonb(OLD) - (communs || siens) IS DISTINCT FROM to_jsonb(NEW) - (communs || siens) THEN
        PERFORM remobilisation_refuse('Le porteur demande, la mission locale répond : chacun écrit sa part.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER diagnostic_chacun_sa_part BEFORE UPDATE ON remobilisation_diagnostic
    FOR EACH ROW EXECUTE FUNCTION diagnostic_chacun_sa_part();

CREATE FUNCTION pacea_a_la_mission_locale() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fixes text[] := ARRAY['id', 'dossier_id', 'mission_locale_id', 'note_par_id', 'note_le'];
BEGIN
    IF remobilisation_cote(OLD.dossier_id) IS DISTINCT FROM 'mission_locale'
       OR EXISTS (SELECT FROM unnest(fixes) f WHERE to_jsonb(OLD) -> f IS DISTINCT FROM to_jsonb(NEW) -> f) THEN
        PERFORM remobilisation_refuse('Le PACEA est noté par la mission locale du dossier.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pacea_a_la_mission_locale BEFORE UPDATE ON remobilisation_parcourspacea
    FOR EACH ROW EXECUTE FUNCTION pacea_a_la_mission_locale();

CREATE FUNCTION allocation_chacun_sa_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    communs text[] := ARRAY['version'];
    demande text[] := ARRAY['mois', 'montant', 'revenus', 'motifs', 'precision', 'retiree_le'];
    reponse_dite text[] := ARRAY['reponse', 'accorde', 'pourquoi', 'repondue_le', 'repondue_par_id', 'jugement',
                           'transmise_le'];
    qui text := remobilisation_cote(OLD.dossier_id);
    siens text[] := communs;
BEGIN
    -- Whoever asked may change what they asked as long as nothing is decided; sending it again reopens the question.
    IF qui = OLD.cote AND OLD.reponse IN ('', 'a_completer') THEN
        siens := siens || demande;
        IF NEW.reponse = '' THEN
            siens := siens || ARRAY['reponse', 'repondue_le', 'repondue_par_id', 'jugement'];
        END IF;
    END IF;
    IF qui = 'mission_locale' THEN
        siens := siens || CASE WHEN OLD.transmise_le IS NULL THEN reponse_dite ELSE ARRAY['transmise_le'] END;
    END IF;
    IF qui IS NULL OR to_jsonb(OLD) - siens IS DISTINCT FROM to_jsonb(NEW) - siens THEN
        PERFORM remobilisation_refuse('Qui demande n’écrit pas la réponse, et ce qui est transmis ne change plus.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER allocation_chacun_sa_part BEFORE UPDATE ON remobilisation_demandeallocation
    FOR EACH ROW EXECUTE FUNCTION allocation_chacun_sa_part();
"""
RETOUR = """
DROP TRIGGER allocation_chacun_sa_part ON remobilisation_demandeallocation;
DROP TRIGGER pacea_a_la_mission_locale ON remobilisation_parcourspacea;
DROP TRIGGER diagnostic_chacun_sa_part ON remobilisation_diagnostic;
DROP FUNCTION allocation_chacun_sa_part(); DROP FUNCTION pacea_a_la_mission_locale();
DROP FUNCTION diagnostic_chacun_sa_part(); DROP FUNCTION remobilisation_cote(uuid);
DROP FUNCTION remobilisation_refuse(text);
"""

# How a mission locale reads the ceiling says nothing of anybody.
LECTURE = """
CREATE POLICY lire ON remobilisation_lectureduplafond FOR SELECT TO tandem_web
    USING (contexte_structure() IS NOT NULL);
CREATE POLICY ajouter ON remobilisation_lectureduplafond FOR INSERT TO tandem_web
    WITH CHECK (mission_locale_id = contexte_structure() AND par_id = contexte_appartenance());
CREATE POLICY modifier ON remobilisation_lectureduplafond FOR UPDATE TO tandem_web
    USING (mission_locale_id = contexte_structure())
    WITH CHECK (mission_locale_id = contexte_structure() AND par_id = contexte_appartenance());
GRANT SELECT, INSERT, UPDATE ON remobilisation_lectureduplafond TO tandem_web;
"""


class Migration(migrations.Migration):
    dependencies = [("remobilisation", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        sous_acces("remobilisation_diagnostic", condition_ajout=DEMANDE_PAR_LE_PORTEUR),
        historique("remobilisation_diagnosticevent"),
        sous_acces("remobilisation_parcourspacea", condition_ajout=NOTE_PAR_LA_MISSION_LOCALE),
        historique("remobilisation_parcourspaceaevent"),
        sous_acces(
            "remobilisation_demandeallocation",
            lecture="argent",
            ecriture="argent",
            condition_ajout=DEMANDEE_PAR_UN_COTE,
        ),
        historique("remobilisation_demandeallocationevent", lecture="argent"),
        politique("remobilisation_lectureduplafond", LECTURE, ("lire", "ajouter", "modifier")),
        migrations.RunSQL(CHACUN_SA_PART, RETOUR),
    ]
