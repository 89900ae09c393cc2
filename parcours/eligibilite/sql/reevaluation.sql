-- What a pilote's measure may do, and nothing else: facts without names, of its territory, for one question at a time.
-- The row of `eligibilite_reevaluation` is the mandate. It is written here only, names who asked, and shuts when the
-- answer is given: a job holds no hat, it holds a mandate.

-- Opens a mandate for the pilote whose hat is worn. A département's pilote asks about its own; the départements of a
-- région are told by `regles`, and checked there.
CREATE FUNCTION ouvrir_reevaluation(
    p_le date, p_departements text[], p_garde boolean, p_avant jsonb, p_apres jsonb
) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mandat uuid := gen_random_uuid();
BEGIN
    IF NOT EXISTS (
        SELECT FROM acteurs_structure s
         WHERE s.id = contexte_structure() AND s.nature = 'pilote' AND (s.departement <> '' OR s.region <> '')
           AND (s.departement = '' OR p_departements = ARRAY[s.departement::text])) THEN
        PERFORM acces_refuse('Un pilote ne réévalue que son territoire.');
    END IF;
    INSERT INTO eligibilite_reevaluation
        (id, structure_id, demandee_par_id, demandee_le, le, departements, garde, avant, apres, gardes)
    VALUES (mandat, contexte_structure(), contexte_appartenance(), now(), p_le, p_departements, p_garde, p_avant,
            p_apres, 0);
    RETURN mandat;
END $$;

-- The mandate, while it is open: a day at most.
CREATE FUNCTION reevaluation_ouverte(p_mandat uuid)
RETURNS TABLE (le date, departements text[], garde boolean, avant jsonb, apres jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.le, r.departements::text[], r.garde, r.avant, r.apres
      FROM eligibilite_reevaluation r
     WHERE r.id = p_mandat AND r.finie_le IS NULL AND r.demandee_le > now() - interval '1 day'
$$;

-- The facts of the next dossiers after `p_apres`, `p_limite` of them: those still to be judged (neither in contract nor
-- gone). No name, no coordinate, no word somebody wrote, of the signs only that there is one.
CREATE FUNCTION faits_a_rejuger(p_mandat uuid, p_apres uuid, p_limite integer)
RETURNS TABLE (
    id uuid, programme text, departement text, date_naissance date, repere_le date, a_reverifier_depuis date,
    rqth boolean, etudiant boolean, en_formation boolean, en_emploi boolean, ressources text,
    inscrit_mission_locale boolean, inscrit_mission_locale_le date, inscrit_demandeur_emploi boolean,
    inscrit_demandeur_emploi_le date, lus_contacts json, lue_verification json, rupture boolean, teneur text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ou text[] := (SELECT m.departements FROM reevaluation_ouverte(p_mandat) m);
BEGIN
    IF ou IS NULL THEN
        PERFORM acces_refuse('Cette réévaluation n’est pas ouverte.');
    END IF;
    RETURN QUERY
    WITH lot AS MATERIALIZED (
        SELECT d.* FROM dossier_dossier d
         WHERE d.id > p_apres AND d.departement = ANY (ou) AND d.etape NOT IN ('contrat', 'sorti')
         ORDER BY d.id LIMIT p_limite)
    SELECT d.id, d.programme::text, d.departement::text, d.date_naissance, d.repere_le, d.a_reverifier_depuis,
           s.rqth, s.etudiant, s.en_formation, s.en_emploi, s.ressources::text, s.inscrit_mission_locale,
           s.inscrit_mission_locale_le, s.inscrit_demandeur_emploi, s.inscrit_demandeur_emploi_le,
           coalesce((SELECT json_agg(json_build_object('le', c.le, 'nature', c.nature, 'echange', c.echange,
                                                       'intention', c.intention, 'parcours', c.parcours)
                                     ORDER BY c.le, c.note_le)
                       FROM eligibilite_contact c WHERE c.dossier_id = d.id AND c.retire_le IS NULL), '[]'),
           coalesce((SELECT json_build_array(json_build_object('le', v.le, 'inscrit', v.inscrit,
                                                               'inscrit_le', v.inscrit_le, 'veille_le', v.veille_le))
                       FROM eligibilite_verification v WHERE v.dossier_id = d.id
                      ORDER BY v.le DESC, v.note_le DESC LIMIT 1), '[]'),
           EXISTS (SELECT FROM dossier_signe g WHERE g.dossier_id = d.id AND g.retire_le IS NULL),
           (SELECT k.teneur::text FROM eligibilite_verdictgarde k WHERE k.dossier_id = d.id
             ORDER BY k.garde_le DESC, k.id DESC LIMIT 1)
      FROM lot d JOIN dossier_situation s ON s.dossier_id = d.id
     ORDER BY d.id;
END $$;

-- Keeps verdicts that changed, under the name of the mandate. Returns how many. `p_jugements` is one JSON object a line:
-- quoting each in an array would cost more than judging.
CREATE FUNCTION garder_reevalues(
    p_mandat uuid, p_le timestamptz, p_dossiers uuid[], p_reponses text[], p_ouvertures date[],
    p_teneurs text[], p_jugements text
) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mandat record;
    combien integer;
BEGIN
    SELECT * INTO mandat FROM reevaluation_ouverte(p_mandat) m WHERE m.garde;
    IF NOT FOUND THEN
        PERFORM acces_refuse('Cette réévaluation ne garde rien.');
    END IF;
    INSERT INTO eligibilite_verdictgarde
        (dossier_id, le, garde_le, pourquoi, reevaluation_id, reponse, ouverture_le, empreinte, teneur, jugement)
    SELECT u.dossier, mandat.le, p_le, 'reevaluation', p_mandat, u.reponse, u.ouverture, u.jugement::jsonb ->> 'empreinte',
           u.teneur, u.jugement::jsonb
      FROM unnest(p_dossiers, p_reponses, p_ouvertures, p_teneurs, string_to_array(p_jugements, E'\n'))
           u (dossier, reponse, ouverture, teneur, jugement)
      JOIN dossier_dossier d ON d.id = u.dossier AND d.departement = ANY (mandat.departements);
    GET DIAGNOSTICS combien = ROW_COUNT;
    RETURN combien;
END $$;

-- Shuts the mandate, with the figures that may be shown.
CREATE FUNCTION clore_reevaluation(p_mandat uuid, p_le timestamptz, p_comptes jsonb, p_gardes integer) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE eligibilite_reevaluation SET finie_le = p_le, comptes = p_comptes, gardes = p_gardes
     WHERE id = p_mandat AND finie_le IS NULL
$$;
