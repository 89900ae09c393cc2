-- The context of a transaction: who asks, under which hat, on which day. Everything else reads it.

CREATE FUNCTION contexte_structure() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('tandem.structure', true), '')::bigint $$;

CREATE FUNCTION contexte_appartenance() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('tandem.appartenance', true), '')::bigint $$;

CREATE FUNCTION contexte_compte() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('tandem.compte', true), '')::bigint $$;

CREATE FUNCTION contexte_le() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('tandem.le', true), '')::date $$;

-- Opens the wall until the end of the transaction, for a hat that is really held on that day, and says who writes
-- to the history. Returns the hats of the account, the one worn first; none: nothing is opened.
CREATE FUNCTION entrer(p_compte bigint, p_appartenance bigint, p_le date, p_acte text)
RETURNS TABLE (
    compte_id bigint, appartenance_id bigint, structure_id bigint, structure_nom text, nature text, metier text,
    portee text, decide boolean, administre boolean, fuseau text, prenom text, nom text,
    double_facteur boolean
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    premiere record;
BEGIN
    SELECT a.id, a.structure_id, a.portee INTO premiere
      FROM acteurs_appartenance a JOIN acteurs_compte c ON c.id = a.compte_id
     WHERE a.compte_id = p_compte AND c.is_active AND a.revoquee_le IS NULL
       AND a.depuis <= p_le AND (a.jusqu_a IS NULL OR a.jusqu_a >= p_le)
     ORDER BY (a.id = p_appartenance) DESC NULLS LAST, a.depuis, a.id LIMIT 1;
    PERFORM set_config('tandem.compte', coalesce(p_compte::text, ''), true),
            set_config('tandem.appartenance', coalesce(premiere.id::text, ''), true),
            set_config('tandem.structure', coalesce(premiere.structure_id::text, ''), true),
            set_config('tandem.portee', coalesce(premiere.portee, ''), true),
            set_config('tandem.le', p_le::text, true),
            set_config('pghistory.context_id', gen_random_uuid()::text, true),
            set_config('pghistory.context_metadata', json_build_object(
                'compte', p_compte, 'appartenance', premiere.id, 'structure', premiere.structure_id,
                'acte', p_acte)::text, true);
    RETURN QUERY
    SELECT a.compte_id, a.id, a.structure_id,
           coalesce(nullif(s.nom_court, ''), s.nom)::text, s.nature::text, a.metier::text, a.portee::text,
           a.decide, a.administre, s.fuseau::text, c.prenom::text, c.nom::text,
           EXISTS (SELECT FROM mfa_authenticator m WHERE m.user_id = a.compte_id AND m.type IN ('totp', 'webauthn'))
      FROM acteurs_appartenance a
      JOIN acteurs_compte c ON c.id = a.compte_id
      JOIN acteurs_structure s ON s.id = a.structure_id
     WHERE a.compte_id = p_compte AND c.is_active AND a.revoquee_le IS NULL
       AND a.depuis <= p_le AND (a.jusqu_a IS NULL OR a.jusqu_a >= p_le)
     ORDER BY (a.id = premiere.id) DESC, a.depuis, a.id;
END $$;
