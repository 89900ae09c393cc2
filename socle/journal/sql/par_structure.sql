-- What each other structure opened of one dossier: page by page, how often, by how many people, first and last. For
-- the porteur, who tells the youth.
CREATE FUNCTION lectures_par_structure(p_dossier uuid)
RETURNS TABLE (structure_id bigint, structure text, vue text, fois bigint, personnes bigint, premiere timestamptz,
               derniere timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.structure_id, s.nom::text, l.vue::text, count(*), count(DISTINCT l.appartenance_id), min(l.le), max(l.le)
      FROM journal_lecture l
      JOIN acteurs_structure s ON s.id = l.structure_id
     WHERE l.dossiers @> ARRAY[p_dossier] AND voit(p_dossier, 'tout') AND l.structure_id <> contexte_structure()
     GROUP BY l.structure_id, s.nom, l.vue
     ORDER BY s.nom, max(l.le) DESC
$$;
