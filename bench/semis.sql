-- Fills a migrated, empty database: :n dossiers, of which each viewer's structure accompanies as many as `viseurs` says.
-- Run outside the walls, without triggers: this is scenery, nobody's act. Parameters come as session settings.
SET session_replication_role = replica;
SET synchronous_commit = off;

CREATE TEMP TABLE places AS
SELECT rang, vus, 10 * rang AS porteur, greatest(10, vus / 50) AS gens
  FROM json_to_recordset(current_setting('bench.viseurs')::json) v (rang int, vus int);

-- Structure 1 is the mission locale of all, 2 the pilote of their territory; 10, 20… are porteurs; the last of them accompanies everybody else.
INSERT INTO acteurs_structure (id, nature, nom, nom_court, code_imilo, departement, region, commune, telephone, fuseau)
SELECT 1, 'mission_locale', 'Mission locale de Mesure', '', '', '35', '', '', '', 'Europe/Paris'
UNION ALL
SELECT 2, 'pilote', 'Pilote de Mesure', '', '', '35', '', '', '', 'Europe/Paris'
UNION ALL
SELECT porteur, 'porteur', 'Porteur ' || rang, '', '', '35', '', '', '', 'Europe/Paris' FROM places;

CREATE TEMP TABLE gens AS
SELECT porteur * 100000 + i AS id, porteur AS structure, i FROM places, generate_series(1, gens) i
UNION ALL SELECT 1 * 100000 + i, 1, i FROM generate_series(1, 20) i
UNION ALL SELECT 2 * 100000 + 1, 2, 1;

INSERT INTO acteurs_compte (id, password, email, prenom, nom, is_active, cree_le)
SELECT id, '!', 'gens' || id || '@exemple.test', 'Prénom' || i, 'Nom' || i, true, now() FROM gens;
INSERT INTO acteurs_appartenance (id, compte_id, structure_id, metier, portee, decide, administre, depuis)
SELECT id, id, structure, CASE structure WHEN 1 THEN 'conseiller' ELSE 'referent' END, 'structure', true, false, '2022-01-01'
  FROM gens;
INSERT INTO mfa_authenticator (user_id, type, data, created_at) SELECT id, 'totp', '{"secret": "x"}', now() FROM gens;
INSERT INTO partenariats_partenariat (porteur_id, mission_locale_id, depuis, moment_du_jugement)
SELECT porteur, 1, '2022-09-01', 'entree' FROM places;

-- Shuffled: neighbours in a structure are not neighbours on the disk.
CREATE TEMP TABLE tires AS
SELECT row_number() OVER (ORDER BY hashint8(i + 7)) AS i, gen_random_uuid() AS id, p.porteur, p.gens, i AS place
  FROM (SELECT p.*, sum(vus) OVER (ORDER BY rang) AS fin FROM places p) p,
       generate_series(p.fin - p.vus + 1, p.fin) i;
ALTER TABLE tires ADD referent bigint, ADD etape text, ADD maj timestamptz;
UPDATE tires SET referent = porteur * 100000 + 1 + place % gens, maj = now() - i * interval '7 minutes',
       etape = (ARRAY['reperage', 'reperage', 'eligibilite', 'eligibilite', 'eligibilite', 'eligibilite', 'commission',
                      'pre_cej', 'remobilisation', 'reoriente'])[1 + i % 10];
CREATE TEMP TABLE partages AS SELECT *, gen_random_uuid() AS accord FROM tires WHERE etape <> 'reperage';
ANALYZE tires, partages;

INSERT INTO dossier_dossier (id, programme, porteur_id, mission_locale_id, referent_id, conseiller_id, prenom, nom,
    date_naissance, commune, departement, numero_imilo, repere_le, etape, maj_le, version)
SELECT id, 'cej-jr', porteur, 1, referent, 100000 + 1 + i % 20,
       (ARRAY['Idriss', 'Fatou', 'Yanis', 'Lina', 'Sofiane', 'Océane', 'Kenza', 'Moussa', 'Maëlys', 'Hélène'])[1 + i / 3 % 10],
       (ARRAY['Marchais', 'Sarr', 'Traoré', 'Roux', 'Amrani', 'Valet', 'Benali', 'Diallo', 'Guérin', 'Haddad'])[1 + i / 7 % 10],
       '2006-03-02', 'Brévigny', '35', '', current_date - (i % 200)::int, etape, maj, 1
  FROM tires;
INSERT INTO dossier_situation (dossier_id, etudiant, en_formation, en_emploi, ressources, inscrit_mission_locale,
    inscrit_demandeur_emploi, version)
SELECT id, false, false, false, CASE WHEN i % 5 = 0 THEN '' ELSE 'aucune' END, i % 3 <> 0, false, 1 FROM tires;
INSERT INTO dossier_coordonnees (dossier_id, telephone, courriel, ou_le_trouver, representant_nom, representant_lien,
    representant_contact, version)
SELECT id, '01 99 00 00 00', '', '', '', '', '', 1 FROM tires;
INSERT INTO dossier_signe (id, dossier_id, code, note_par_id, note_le)
SELECT gen_random_uuid(), id, c, referent, current_date FROM tires, unnest(ARRAY['sans_logement_stable', 'isolement']) c;
INSERT INTO reperage_reperage (dossier_id, lieu, recit, demande, par_id, version)
SELECT id, 'la gare', 'Nous avons parlé.', 'Un toit', referent, 1 FROM tires;
INSERT INTO eligibilite_contact (id, dossier_id, le, nature, echange, intention, parcours, qui_le_dit, precision,
    note_par_id, note_le, version)
SELECT gen_random_uuid(), id, current_date - (60 * k + i % 40)::int, (ARRAY['entretien', 'appel', 'sms'])[k],
       CASE WHEN i % 4 = 0 THEN NULL ELSE true END, k = 3, false, 'jeune', '', referent, now(), 1
  FROM tires, generate_series(1, 3) k;
INSERT INTO eligibilite_verification (id, dossier_id, le, inscrit, remarque, par_id, note_le)
SELECT gen_random_uuid(), id, current_date - 3, true, '', 100001, now() FROM partages WHERE i % 2 = 0;
INSERT INTO consentements_accord (id, dossier_id, destinataire_id, elements, recueil, recueilli_par_id, recueilli_le, texte,
    aupres_de, pour_quoi, temoin, temoin_fonction, original, signature, representant_reponse, representant_qui)
SELECT accord, id, 1, ARRAY['dossier'], 'oral', referent, now(), 'Je suis d’accord.', '', '', '', '', '', '', '', ''
  FROM partages;
INSERT INTO commission_decision (id, dossier_id, mission_locale_id, seance_le, issue, appreciation, motif, vers,
    pourquoi_ailleurs, manque, apporte_par, fin_le, plan_interim, responsable_id, jugement, empreinte, proposee_par_id,
    proposee_le, signee_le, maj_par_id, maj_le, version)
SELECT gen_random_uuid(), id, 1, current_date + 3,
       CASE etape WHEN 'pre_cej' THEN 'pre_cej' WHEN 'reoriente' THEN 'reorientation' ELSE 'entree' END, '', '',
       'ailleurs', 'parce que', '', '', CASE etape WHEN 'pre_cej' THEN current_date + (i % 90)::int END, 'd’ici là',
       referent, '{"reponse": "favorable", "le": "2026-11-01"}', 'x', referent, now(),
       CASE etape WHEN 'commission' THEN NULL ELSE now() END, referent, now(), 1
  FROM partages
 WHERE etape IN ('pre_cej', 'remobilisation', 'reoriente')
    OR (etape = 'commission' AND i % 100 = 6);  -- signing takes days: few wait at once
INSERT INTO commission_signature (id, decision_id, dossier_id, cote, par_id, compte_id, le, empreinte)
SELECT gen_random_uuid(), d.id, d.dossier_id, 'porteur', d.proposee_par_id, d.proposee_par_id, now(), 'x'
  FROM commission_decision d;
INSERT INTO acces_acces (id, dossier_id, structure_id, appartenance_id, elements, fondement, accord_id, depuis)
SELECT gen_random_uuid(), id, porteur, qui, ARRAY['tout'], 'ouverture', NULL, now()
  FROM tires, LATERAL (VALUES (NULL::bigint), (referent)) v (qui)
UNION ALL
SELECT gen_random_uuid(), id, 1, qui, ARRAY['dossier'], 'accord', accord, now()
  FROM partages, LATERAL (VALUES (NULL::bigint), (100000 + 1 + i % 20)) v (qui);
SET session_replication_role = origin;
