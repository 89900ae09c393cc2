-- Whether the hat reads a text of a dossier, by who wrote it, for whom, and in which domain. Who wrote it always reads
-- it, while the dossier is open to them (`p_element` narrows that). Of health and justice, the youth's yes opens both
-- ways: the accord must name the domain for who reads, and for who wrote. PL/pgSQL for the reasons of
-- `voit()`; a comparison with nothing is a no.
CREATE FUNCTION lit_partage(
    p_dossier uuid, p_structure bigint, p_audience text, p_pour bigint, p_domaine text, p_element text DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp COST 300 AS $$
DECLARE
    nous bigint := contexte_structure();
BEGIN
    IF p_structure = nous THEN
        RETURN voit(p_dossier, p_element);
    END IF;
    IF (CASE p_audience
            WHEN 'les_deux' THEN voit(p_dossier, 'plan') AND EXISTS (
                SELECT FROM dossier_dossier d
                 WHERE d.id = p_dossier AND nous IN (d.porteur_id, d.mission_locale_id))
            WHEN 'equipe' THEN voit(p_dossier, 'plan') OR voit(p_dossier, 'partage')
            WHEN 'nommee' THEN p_pour = nous
                AND (voit(p_dossier, 'plan') OR voit(p_dossier, 'partage'))
            ELSE false
        END) IS NOT TRUE THEN
        RETURN false;
    END IF;
    IF p_domaine IS NULL OR p_domaine NOT IN ('sante', 'justice') THEN
        RETURN true;
    END IF;
    RETURN voit(p_dossier, p_domaine) AND EXISTS (
        SELECT FROM acces_acces a
         WHERE a.structure_id = p_structure
           AND a.dossier_id = p_dossier
           AND a.ferme_le IS NULL
           AND a.appartenance_id IS NULL
           AND (a.jusqu_a IS NULL OR a.jusqu_a >= contexte_le())
           AND a.elements && ARRAY[p_domaine, 'tout']::varchar[]);
END $$;

-- Who reads is chosen by who wrote: the other side, which may edit what is common, never widens nor narrows it. And a
-- text does not enter or leave health and justice by an edit: these have readers of their own.
CREATE FUNCTION partage_tient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.structure_id <> OLD.structure_id OR NEW.dossier_id <> OLD.dossier_id THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un texte partagé garde son auteur et son dossier.';
    END IF;
    IF (NEW.audience, NEW.pour_id, NEW.montre_au_jeune) IS DISTINCT FROM
       (OLD.audience, OLD.pour_id, OLD.montre_au_jeune) AND contexte_structure() IS DISTINCT FROM OLD.structure_id THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Qui écrit choisit qui lit.';
    END IF;
    IF NEW.domaine <> OLD.domaine
       AND (NEW.domaine IN ('sante', 'justice') OR OLD.domaine IN ('sante', 'justice')) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'Un texte n’entre pas dans la santé ou la justice, et n’en sort pas.';
    END IF;
    RETURN NEW;
END $$;
