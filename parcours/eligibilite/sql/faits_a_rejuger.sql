-- The facts of the next dossiers, as before, with what the two sides say of the support, and the porteur's conventions.
-- Few porteurs hold many dossiers: their conventions are read once a lot, not once a dossier.
CREATE FUNCTION faits_a_rejuger(p_mandat uuid, p_apres uuid, p_limite integer)
RETURNS TABLE (
    id uuid, programme text, departement text, date_naissance date, repere_le date, a_reverifier_depuis date,
    rqth boolean, etudiant boolean, en_formation boolean, en_emploi boolean, ressources text,
    inscrit_mission_locale boolean, inscrit_mission_locale_le date, inscrit_demandeur_emploi boolean,
    inscrit_demandeur_emploi_le date, accompagnement_adapte boolean, lus_contacts json, lue_verification json,
    lues_conventions json, rupture boolean, teneur text
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
         ORDER BY d.id LIMIT p_limite),
    conventions AS MATERIALIZED (
        SELECT c.porteur_id, c.programme,
               json_agg(json_build_object('du', c.du, 'au', c.au, 'age_minimum', c.age_minimum,
                                          'age_maximum', c.age_maximum)) AS lues
          FROM partenariats_convention c GROUP BY c.porteur_id, c.programme)
    SELECT d.id, d.programme::text, d.departement::text, d.date_naissance, d.repere_le, d.a_reverifier_depuis,
           s.rqth, s.etudiant, s.en_formation, s.en_emploi, s.ressources::text, s.inscrit_mission_locale,
           s.inscrit_mission_locale_le, s.inscrit_demandeur_emploi, s.inscrit_demandeur_emploi_le,
           s.accompagnement_adapte,
           coalesce((SELECT json_agg(json_build_object('le', c.le, 'nature', c.nature, 'echange', c.echange,
                                                       'intention', c.intention, 'parcours', c.parcours)
                                     ORDER BY c.le, c.note_le)
                       FROM eligibilite_contact c WHERE c.dossier_id = d.id AND c.retire_le IS NULL), '[]'),
           coalesce((SELECT json_build_array(json_build_object('le', v.le, 'inscrit', v.inscrit,
                                                               'inscrit_le', v.inscrit_le, 'veille_le', v.veille_le,
                                                               'accompagnement_adapte', v.accompagnement_adapte))
                       FROM eligibilite_verification v WHERE v.dossier_id = d.id
                      ORDER BY v.le DESC, v.note_le DESC LIMIT 1), '[]'),
           coalesce(k.lues, '[]'),
           EXISTS (SELECT FROM dossier_signe g WHERE g.dossier_id = d.id AND g.retire_le IS NULL),
           (SELECT g.teneur::text FROM eligibilite_verdictgarde g WHERE g.dossier_id = d.id
             ORDER BY g.garde_le DESC, g.id DESC LIMIT 1)
      FROM lot d JOIN dossier_situation s ON s.dossier_id = d.id
      LEFT JOIN conventions k ON k.porteur_id = d.porteur_id AND k.programme = d.programme
     ORDER BY d.id;
END $$;
