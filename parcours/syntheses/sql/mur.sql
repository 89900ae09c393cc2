-- Whether an access open that day gives that structure every one of these elements, whoever asks.
CREATE FUNCTION ouvert_a(p_dossier uuid, p_structure bigint, p_elements text[], p_le date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM unnest(p_elements) e
         WHERE NOT EXISTS (
             SELECT FROM acces_acces a
              WHERE a.dossier_id = p_dossier AND a.structure_id = p_structure AND a.ferme_le IS NULL
                AND (a.jusqu_a IS NULL OR a.jusqu_a >= p_le) AND a.elements && ARRAY[e, 'tout']::varchar[]))
$$;

-- Whether a sending still opens something that day: not taken back, and the accord it was made on still runs.
CREATE FUNCTION envoi_en_vigueur(p_accord uuid, p_retire_le timestamptz, p_le date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p_retire_le IS NULL AND (p_accord IS NULL OR EXISTS (
        SELECT FROM consentements_accord c
         WHERE c.id = p_accord AND c.retire_le IS NULL AND (c.jusqu_a IS NULL OR c.jusqu_a >= p_le)))
$$;

-- Whether the hat reads a version: its author's structure does; the other side, once it is submitted; a recipient, as
-- long as the sending holds. Of health, justice and money, the accord opens both ways: to the reader, and to the author.
CREATE FUNCTION lit_synthese(
    p_dossier uuid, p_synthese uuid, p_structure bigint, p_soumise boolean, p_elements text[]
) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    plan boolean := voit(p_dossier, 'plan');
BEGIN
    IF p_structure = contexte_structure() THEN
        RETURN plan;
    END IF;
    IF NOT p_soumise OR NOT (
        (plan AND EXISTS (
            SELECT FROM dossier_dossier d
             WHERE d.id = p_dossier AND contexte_structure() IN (d.porteur_id, d.mission_locale_id)))
        OR ((plan OR voit(p_dossier, 'partage')) AND EXISTS (
            SELECT FROM syntheses_envoidesynthese e
             WHERE e.synthese_id = p_synthese AND e.destinataire_id = contexte_structure()
               AND envoi_en_vigueur(e.accord_id, e.retire_le, contexte_le())))) THEN
        RETURN false;
    END IF;
    RETURN (SELECT coalesce(bool_and(voit(p_dossier, e)), true) FROM unnest(p_elements) e)
       AND ouvert_a(p_dossier, p_structure, p_elements, contexte_le());
END $$;

-- Whether that version may go to that structure on that accord (none: the porteur, which opened the dossier).
CREATE FUNCTION envoi_fonde(p_dossier uuid, p_synthese uuid, p_destinataire bigint, p_accord uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    s record;
    demandes text[];
BEGIN
    SELECT * INTO s FROM syntheses_synthese
     WHERE id = p_synthese AND dossier_id = p_dossier AND validee_le IS NOT NULL AND retiree_le IS NULL;
    IF NOT FOUND OR p_destinataire = contexte_structure() THEN
        RETURN false;
    END IF;
    demandes := elements_de_synthese(s.sante, s.justice, s.argent);
    IF NOT ouvert_a(p_dossier, s.structure_id, demandes, contexte_le())
       OR NOT ouvert_a(p_dossier, p_destinataire, demandes, contexte_le()) THEN
        RETURN false;
    END IF;
    IF p_accord IS NULL THEN
        RETURN EXISTS (SELECT FROM dossier_dossier d WHERE d.id = p_dossier AND d.porteur_id = p_destinataire);
    END IF;
    RETURN envoi_en_vigueur(p_accord, NULL, contexte_le()) AND EXISTS (
        SELECT FROM consentements_accord c
         WHERE c.id = p_accord AND c.dossier_id = p_dossier AND c.destinataire_id = p_destinataire
           AND c.elements && ARRAY['plan', 'partage']::varchar[] AND c.elements @> demandes::varchar[]);
END $$;

-- For the job that carries the mail, which wears no hat: whether the recipient may still read what it announces.
CREATE FUNCTION envoi_a_annoncer(p_envoi uuid, p_le date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM syntheses_envoidesynthese e
          JOIN syntheses_synthese s ON s.id = e.synthese_id
         WHERE e.id = p_envoi AND envoi_en_vigueur(e.accord_id, e.retire_le, p_le)
           AND (ouvert_a(e.dossier_id, e.destinataire_id, ARRAY['plan'], p_le)
                OR ouvert_a(e.dossier_id, e.destinataire_id, ARRAY['partage'], p_le))
           AND ouvert_a(e.dossier_id, e.destinataire_id, elements_de_synthese(s.sante, s.justice, s.argent), p_le))
$$;
