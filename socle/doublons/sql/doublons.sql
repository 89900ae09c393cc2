-- Seeing across the walls, once: is there, somewhere else, a dossier of the same youth? The exact birth date is
-- required, and a first name or a name that sounds alike. The answer is opaque: a row of one's own, or nothing.
CREATE FUNCTION signaler_doublon(p_dossier uuid, p_le timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    combien integer;
BEGIN
    IF NOT p_dossier = ANY (mes_dossiers('tout')) THEN
        PERFORM acces_refuse('On ne cherche un doublon que pour un dossier que sa structure a ouvert.');
    END IF;
    INSERT INTO doublons_rapprochement (id, dossier_id, autre_id, signale_le, message, reponse)
    SELECT gen_random_uuid(), ici.id, ailleurs.id, p_le, '', ''
      FROM dossier_dossier ici
      JOIN dossier_dossier ailleurs
        ON ailleurs.date_naissance = ici.date_naissance AND ailleurs.porteur_id <> ici.porteur_id
       AND (similarity(lower(unaccent(ailleurs.prenom)), lower(unaccent(ici.prenom))) >= 0.5
            OR (ici.nom <> '' AND similarity(lower(unaccent(ailleurs.nom)), lower(unaccent(ici.nom))) >= 0.5))
     WHERE ici.id = p_dossier
    ON CONFLICT ON CONSTRAINT rapprochement_unique DO NOTHING;
    GET DIAGNOSTICS combien = ROW_COUNT;
    RETURN combien;
END $$;

-- The requests that wait for an answer from those who look after the other dossier. The asker is named: they ask.
CREATE FUNCTION demandes_recues()
RETURNS TABLE (
    id uuid, dossier_id uuid, prenom text, nom text, demande_le timestamptz, message text, qui text, structure text,
    repondu boolean
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.id, d.id, d.prenom::text, d.nom::text, r.demande_le, r.message::text,
           (c.prenom || ' ' || c.nom)::text, coalesce(nullif(s.nom_court, ''), s.nom)::text, r.reponse <> ''
      FROM doublons_rapprochement r
      JOIN dossier_dossier d ON d.id = r.autre_id
      JOIN acteurs_appartenance a ON a.id = r.demande_par_id
      JOIN acteurs_compte c ON c.id = a.compte_id
      JOIN acteurs_structure s ON s.id = a.structure_id
     WHERE r.autre_id = ANY (mes_dossiers('tout')) AND r.demande_le IS NOT NULL
     ORDER BY r.demande_le
$$;

-- Answers a request about a dossier that one's structure opened. Once; the asker learns « oui » and who, or « non ».
CREATE FUNCTION repondre_rapprochement(p_id uuid, p_reponse text, p_le timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE doublons_rapprochement
       SET reponse = p_reponse, repondu_le = p_le,
           repondu_par_id = CASE p_reponse WHEN 'acceptee' THEN contexte_appartenance() END
     WHERE id = p_id AND autre_id = ANY (mes_dossiers('tout')) AND demande_le IS NOT NULL AND reponse = '';
    RETURN FOUND;
END $$;
