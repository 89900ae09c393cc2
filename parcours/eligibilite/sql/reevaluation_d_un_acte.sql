-- The same mandate, for an act that was signed or ended: its page says what came of it.
CREATE FUNCTION ouvrir_reevaluation(
    p_le date, p_departements text[], p_garde boolean, p_avant jsonb, p_apres jsonb, p_acte uuid
) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mandat uuid := ouvrir_reevaluation(p_le, p_departements, p_garde, p_avant, p_apres);
BEGIN
    UPDATE eligibilite_reevaluation SET acte_id = p_acte WHERE id = mandat;
    RETURN mandat;
END $$;
