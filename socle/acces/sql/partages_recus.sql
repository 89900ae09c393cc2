-- The youths about whom something may be addressed to the partner whose hat is worn: a name, who invited it, whom to
-- call there, until when. The rows of the dossier itself stay closed to it.
CREATE FUNCTION partages_recus()
RETURNS TABLE (
    dossier_id uuid, prenom text, nom text, porteur text, telephone text, referent text, depuis timestamptz,
    jusqu_a date, elements varchar[]
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT d.id, d.prenom::text, d.nom::text,
           coalesce(nullif(s.nom_court, ''), s.nom)::text, s.telephone::text,
           trim(c.prenom || ' ' || c.nom)::text, a.depuis, a.jusqu_a, a.elements
      FROM acces_acces a
      JOIN dossier_dossier d ON d.id = a.dossier_id
      JOIN acteurs_structure s ON s.id = d.porteur_id
      JOIN acteurs_appartenance m ON m.id = d.referent_id
      JOIN acteurs_compte c ON c.id = m.compte_id
     WHERE current_setting('tandem.portee', true) = 'partage'
       AND a.structure_id = contexte_structure() AND a.appartenance_id IS NULL AND a.ferme_le IS NULL
       AND (a.jusqu_a IS NULL OR a.jusqu_a >= contexte_le())
     ORDER BY d.prenom, d.nom, d.id
$$;
