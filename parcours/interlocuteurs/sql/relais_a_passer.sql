-- The handings over whose day has come where the structure is, and a hat in whose name each is done: that of who
-- planned it, else that of who receives it, if it is still held and looks at something. Nothing of a youth is told.
CREATE FUNCTION relais_a_passer(p_maintenant timestamptz)
RETURNS TABLE (relais_id uuid, compte_id bigint, appartenance_id bigint, jour date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.id, m.compte_id, m.id, ici.jour
      FROM interlocuteurs_relaisprevu r
      JOIN acteurs_structure s ON s.id = r.structure_id
      CROSS JOIN LATERAL (SELECT (p_maintenant AT TIME ZONE s.fuseau)::date AS jour) ici
      CROSS JOIN LATERAL (
          SELECT a.id, a.compte_id
            FROM acteurs_appartenance a JOIN acteurs_compte c ON c.id = a.compte_id
           WHERE a.id IN (r.par_id, r.a_id) AND a.structure_id = r.structure_id
             AND c.is_active AND a.revoquee_le IS NULL AND a.portee IN ('structure', 'siens')
             AND a.depuis <= ici.jour AND (a.jusqu_a IS NULL OR a.jusqu_a >= ici.jour)
           ORDER BY (a.id = r.par_id) DESC LIMIT 1) m
     WHERE r.fait_le IS NULL AND r.annule_le IS NULL AND r.du <= ici.jour
     ORDER BY r.du, r.id
$$;
