-- The only ways to write `acces`. Each proves the right of the hat worn, and raises 42501 otherwise.

CREATE FUNCTION acces_refuse(p_pourquoi text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = p_pourquoi;
END $$;

-- Opens a dossier that does not exist yet, for the porteur whose hat is worn.
CREATE FUNCTION ouvrir_dossier(p_dossier uuid, p_le timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM acteurs_structure s WHERE s.id = contexte_structure() AND s.nature = 'porteur')
       OR current_setting('tandem.portee', true) NOT IN ('structure', 'siens') THEN
        PERFORM acces_refuse('Seul un porteur ouvre un dossier.');
    END IF;
    IF EXISTS (SELECT FROM acces_acces a WHERE a.dossier_id = p_dossier)
       OR EXISTS (SELECT FROM dossier_dossier d WHERE d.id = p_dossier) THEN
        PERFORM acces_refuse('Ce dossier existe déjà.');
    END IF;
    INSERT INTO acces_acces (id, dossier_id, structure_id, appartenance_id, elements, fondement, depuis)
    SELECT gen_random_uuid(), p_dossier, contexte_structure(), qui, ARRAY['tout'], 'ouverture', p_le
      FROM (VALUES (NULL::bigint), (contexte_appartenance())) v (qui);
END $$;

-- Lets one member of the structure whose hat is worn see a dossier that the structure sees: they look after it.
CREATE FUNCTION confier_dossier(p_dossier uuid, p_appartenance bigint, p_le timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT voit(p_dossier)
       OR NOT EXISTS (
           SELECT FROM acteurs_appartenance m
            WHERE m.id = p_appartenance AND m.structure_id = contexte_structure() AND m.revoquee_le IS NULL) THEN
        PERFORM acces_refuse('On ne confie un dossier qu’à un membre de sa structure.');
    END IF;
    UPDATE acces_acces SET ferme_le = p_le
     WHERE dossier_id = p_dossier AND structure_id = contexte_structure() AND ferme_le IS NULL
       AND appartenance_id IS NOT NULL;
    INSERT INTO acces_acces
        (id, dossier_id, structure_id, appartenance_id, elements, fondement, accord_id, depuis, jusqu_a)
    SELECT gen_random_uuid(), a.dossier_id, a.structure_id, p_appartenance, a.elements, a.fondement, a.accord_id,
           p_le, a.jusqu_a
      FROM acces_acces a
     WHERE a.dossier_id = p_dossier AND a.structure_id = contexte_structure() AND a.appartenance_id IS NULL
       AND a.ferme_le IS NULL;
END $$;

-- Opens to its recipient what an accord says, in place of what an earlier accord opened to the same recipient.
CREATE FUNCTION appliquer_accord(p_accord uuid, p_le timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    accord record;
BEGIN
    SELECT * INTO accord FROM consentements_accord WHERE id = p_accord AND retire_le IS NULL;
    IF NOT FOUND OR NOT voit(accord.dossier_id, 'tout') THEN
        PERFORM acces_refuse('Seul le porteur du dossier ouvre un accès, sur un accord en cours.');
    END IF;
    IF 'tout' = ANY (accord.elements) OR NOT 'dossier' = ANY (accord.elements)
       OR accord.destinataire_id = contexte_structure() THEN
        PERFORM acces_refuse('Un accord ouvre des éléments nommés, à une autre structure.');
    END IF;
    UPDATE acces_acces SET ferme_le = p_le
     WHERE dossier_id = accord.dossier_id AND structure_id = accord.destinataire_id AND ferme_le IS NULL;
    INSERT INTO acces_acces
        (id, dossier_id, structure_id, appartenance_id, elements, fondement, accord_id, depuis, jusqu_a)
    SELECT gen_random_uuid(), accord.dossier_id, accord.destinataire_id, qui, accord.elements, 'accord', accord.id,
           p_le, accord.jusqu_a
      FROM (SELECT NULL::bigint AS qui
            UNION ALL
            SELECT d.conseiller_id FROM dossier_dossier d JOIN acteurs_appartenance m ON m.id = d.conseiller_id
             WHERE d.id = accord.dossier_id AND m.structure_id = accord.destinataire_id
               AND m.revoquee_le IS NULL) v;
END $$;

-- Closes what an accord opened, once it is withdrawn. Acts at the next query.
CREATE FUNCTION fermer_accord(p_accord uuid, p_le timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM consentements_accord c
         WHERE c.id = p_accord AND c.retire_le IS NOT NULL AND voit(c.dossier_id)) THEN
        PERFORM acces_refuse('On ne ferme que l’accès d’un accord retiré, sur un dossier que l’on voit.');
    END IF;
    UPDATE acces_acces SET ferme_le = p_le WHERE accord_id = p_accord AND ferme_le IS NULL;
END $$;
