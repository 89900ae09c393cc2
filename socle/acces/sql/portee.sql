-- Whether the hat sees this dossier: the form of every policy. Its cost is one probe of an index a row, whatever the
-- caseload, where an array of all the dossiers seen grows with it and is searched line by line. `p_element` narrows to
-- accesses that open this element. PL/pgSQL because it keeps its plan from one row, and one request, to the next; names
-- are qualified rather than the path set, which would cost as much again at each row.
CREATE FUNCTION voit(p_dossier uuid, p_element text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 200 AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM public.acces_acces a
         WHERE a.structure_id = public.contexte_structure()
           AND a.dossier_id = p_dossier
           AND a.ferme_le IS NULL
           AND (a.jusqu_a IS NULL OR a.jusqu_a >= public.contexte_le())
           AND CASE current_setting('tandem.portee', true)
                   WHEN 'structure' THEN a.appartenance_id IS NULL
                   WHEN 'siens' THEN a.appartenance_id = public.contexte_appartenance()
                   ELSE false
               END
           AND (p_element IS NULL OR a.elements && ARRAY[p_element, 'tout']::varchar[]));
END $$;

-- Which dossiers the hat sees, as an array: for the functions that start from all of them.
CREATE FUNCTION mes_dossiers(p_element text DEFAULT NULL) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(a.dossier_id), '{}')
      FROM acces_acces a
     WHERE a.structure_id = contexte_structure()
       AND a.ferme_le IS NULL
       AND (a.jusqu_a IS NULL OR a.jusqu_a >= contexte_le())
       AND CASE current_setting('tandem.portee', true)
               WHEN 'structure' THEN a.appartenance_id IS NULL
               WHEN 'siens' THEN a.appartenance_id = contexte_appartenance()
               ELSE false
           END
       AND (p_element IS NULL OR a.elements && ARRAY[p_element, 'tout']::varchar[])
$$;

-- Among these dossiers, those where at least one sign is noted: that much, and not which, goes with any access.
CREATE FUNCTION rupture_notee(p_dossiers uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT s.dossier_id
      FROM dossier_signe s
     WHERE s.dossier_id = ANY (p_dossiers) AND s.retire_le IS NULL AND voit(s.dossier_id)
$$;

-- Who read one dossier, latest first. Its own function because an index on an array cannot serve under a policy.
CREATE FUNCTION lectures_du_dossier(p_dossier uuid, p_limite integer)
RETURNS TABLE (le timestamptz, vue text, structure text, prenom text, nom text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.le, l.vue::text, coalesce(nullif(s.nom_court, ''), s.nom)::text, c.prenom::text, c.nom::text
      FROM journal_lecture l
      JOIN acteurs_structure s ON s.id = l.structure_id
      JOIN acteurs_appartenance a ON a.id = l.appartenance_id
      JOIN acteurs_compte c ON c.id = a.compte_id
     WHERE l.dossiers @> ARRAY[p_dossier] AND voit(p_dossier, 'tout')
     ORDER BY l.le DESC LIMIT least(p_limite, 500)
$$;
