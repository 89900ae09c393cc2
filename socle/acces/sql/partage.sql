-- A partner invited on a dossier sees none of it: `voit` answers for what was addressed to it alone, and for the
-- domains that the accord names. Everything else stays false, whatever the page.
CREATE OR REPLACE FUNCTION voit(p_dossier uuid, p_element text DEFAULT NULL) RETURNS boolean
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
                   WHEN 'partage' THEN a.appartenance_id IS NULL AND p_element IN ('partage', 'sante', 'justice')
                   ELSE false
               END
           AND (p_element IS NULL OR a.elements && ARRAY[p_element, 'tout']::varchar[]));
END $$;

-- Opens to its recipient what an accord says, in place of what an earlier accord opened to the same recipient. A
-- partner gets what is addressed to it, and never the dossier; a mission locale gets the dossier, and what is named.
CREATE OR REPLACE FUNCTION appliquer_accord(p_accord uuid, p_le timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    accord record;
    partenaire boolean;
BEGIN
    SELECT * INTO accord FROM consentements_accord WHERE id = p_accord AND retire_le IS NULL;
    IF NOT FOUND OR NOT voit(accord.dossier_id, 'tout') THEN
        PERFORM acces_refuse('Seul le porteur du dossier ouvre un accès, sur un accord en cours.');
    END IF;
    IF 'tout' = ANY (accord.elements) OR accord.destinataire_id = contexte_structure() THEN
        PERFORM acces_refuse('Un accord ouvre des éléments nommés, à une autre structure.');
    END IF;
    SELECT s.nature = 'partenaire' INTO partenaire FROM acteurs_structure s WHERE s.id = accord.destinataire_id;
    IF partenaire AND NOT (
           'partage' = ANY (accord.elements) AND accord.jusqu_a IS NOT NULL
           AND accord.elements <@ ARRAY['partage', 'sante', 'justice']::varchar[]) THEN
        PERFORM acces_refuse('Un partenaire reçoit ce qui lui est adressé, jusqu’à un jour ; jamais le dossier.');
    END IF;
    IF NOT partenaire AND ('partage' = ANY (accord.elements) OR NOT 'dossier' = ANY (accord.elements)) THEN
        PERFORM acces_refuse('Un accord ouvre le dossier, et ce qu’il nomme.');
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
