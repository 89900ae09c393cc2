-- Whether what was noted as held has a page of its own, that the hat which takes it back may not see.
CREATE FUNCTION tenu_a_un_compte_rendu(p_tenu uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM tripartites_tripartite t WHERE t.tenu_id = p_tenu)
$$;

-- For the job that carries the mail, which wears no hat: whether this side may still know of that meeting, and, but to
-- say that it is cancelled, whether it still holds.
CREATE FUNCTION rendezvous_a_annoncer(p_tripartite uuid, p_cote text, p_annule boolean, p_le date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM tripartites_tripartite t
          JOIN dossier_dossier d ON d.id = t.dossier_id
         WHERE t.id = p_tripartite AND (p_annule OR t.annule_le IS NULL)
           AND EXISTS (
               SELECT FROM acces_acces a
                WHERE a.dossier_id = d.id AND a.ferme_le IS NULL AND (a.jusqu_a IS NULL OR a.jusqu_a >= p_le)
                  AND a.structure_id = CASE p_cote WHEN 'porteur' THEN d.porteur_id ELSE d.mission_locale_id END
                  AND a.elements && ARRAY['plan', 'tout']::varchar[]))
$$;
