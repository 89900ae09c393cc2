"""The floor of each page: the same rows read in one plain statement, outside the walls, with an explicit WHERE."""

_FAITS = """
    d.*, s.*, coalesce(nullif(p.nom_court, ''), p.nom), coalesce(nullif(m.nom_court, ''), m.nom),
    rc.prenom, rc.nom, cc.prenom, cc.nom,
    ARRAY(SELECT row_to_json(c) FROM eligibilite_contact c WHERE c.dossier_id = d.id AND c.retire_le IS NULL
           ORDER BY c.le),
    ARRAY(SELECT row_to_json(v) FROM eligibilite_verification v WHERE v.dossier_id = d.id ORDER BY v.le DESC LIMIT 1),
    ARRAY(SELECT json_build_array(x.signee_le, x.fin_le, x.seance_le,
                 ARRAY(SELECT g.cote FROM commission_signature g WHERE g.decision_id = x.id AND g.retiree_le IS NULL))
            FROM commission_decision x WHERE x.dossier_id = d.id AND x.retiree_le IS NULL AND x.remplacee_le IS NULL),
    ARRAY(SELECT json_build_array(u.quoi, u.cote, u.avant_le) FROM commission_suite u
           WHERE u.dossier_id = d.id AND u.faite_le IS NULL AND u.caduque_le IS NULL LIMIT 1),
    EXISTS (SELECT FROM dossier_signe e WHERE e.dossier_id = d.id AND e.retire_le IS NULL)"""
_DE = """ d JOIN dossier_situation s ON s.dossier_id = d.id
  JOIN acteurs_structure p ON p.id = d.porteur_id LEFT JOIN acteurs_structure m ON m.id = d.mission_locale_id
  JOIN acteurs_appartenance ra ON ra.id = d.referent_id JOIN acteurs_compte rc ON rc.id = ra.compte_id
  LEFT JOIN acteurs_appartenance ca ON ca.id = d.conseiller_id LEFT JOIN acteurs_compte cc ON cc.id = ca.compte_id"""

_LE_PREMIER = " ORDER BY d.maj_le DESC, d.id DESC"
# The page is chosen first, as its author would do by hand: then nothing is read twice.
_PAGE = f"SELECT d.* FROM dossier_dossier d WHERE d.porteur_id = %(structure)s {{}} {_LE_PREMIER} LIMIT 26"
_NOMS = "AND lower(unaccent(concat(d.prenom, ' ', d.nom))) LIKE '%%helene%%'"

LISTE = f"SELECT {_FAITS} FROM ({_PAGE.format('')}) {_DE} {_LE_PREMIER}"
RECHERCHE = f"SELECT {_FAITS} FROM ({_PAGE.format(_NOMS)}) {_DE} {_LE_PREMIER}"
DOSSIER = f"""SELECT {_FAITS},
    ARRAY(SELECT row_to_json(a) FROM consentements_accord a WHERE a.dossier_id = d.id),
    ARRAY(SELECT row_to_json(r) FROM reperage_reperage r WHERE r.dossier_id = d.id),
    ARRAY(SELECT row_to_json(o) FROM dossier_coordonnees o WHERE o.dossier_id = d.id),
    ARRAY(SELECT e.code FROM dossier_signe e WHERE e.dossier_id = d.id AND e.retire_le IS NULL),
    ARRAY(SELECT json_build_array(row_to_json(k), km.nom, kr.prenom, kr.nom,
                 ARRAY(SELECT row_to_json(z) FROM contrat_signature z WHERE z.contrat_id = k.id ORDER BY z.note_le),
                 ARRAY(SELECT row_to_json(z) FROM contrat_prolongation z WHERE z.contrat_id = k.id ORDER BY z.jusqu_au),
                 ARRAY(SELECT row_to_json(z) FROM contrat_interruption z WHERE z.contrat_id = k.id ORDER BY z.du))
            FROM contrat_contrat k JOIN acteurs_structure km ON km.id = k.mission_locale_id
            JOIN acteurs_appartenance ka ON ka.id = k.referent_id JOIN acteurs_compte kr ON kr.id = ka.compte_id
           WHERE k.dossier_id = d.id AND k.retire_le IS NULL ORDER BY k.debut_le DESC),
    ARRAY(SELECT row_to_json(g) FROM remobilisation_diagnostic g WHERE g.dossier_id = d.id ORDER BY g.demande_le DESC),
    ARRAY(SELECT row_to_json(q) FROM remobilisation_parcourspacea q WHERE q.dossier_id = d.id),
    ARRAY(SELECT row_to_json(q) FROM remobilisation_demandeallocation q WHERE q.dossier_id = d.id),
    (SELECT f.fenetre FROM remobilisation_lectureduplafond f WHERE f.mission_locale_id = d.mission_locale_id
      ORDER BY f.depuis DESC LIMIT 1),
    ARRAY(SELECT json_build_array(row_to_json(o), yc.prenom, yc.nom,
                 EXISTS (SELECT FROM sortie_avis w WHERE w.sortie_id = o.id AND w.conteste))
            FROM sortie_sortie o JOIN acteurs_appartenance ya ON ya.id = o.par_id
            JOIN acteurs_compte yc ON yc.id = ya.compte_id WHERE o.dossier_id = d.id AND o.annulee_le IS NULL),
    ARRAY(SELECT t.ancien_id FROM sortie_retour t WHERE t.dossier_id = d.id),
    ARRAY(SELECT t.dossier_id FROM sortie_retour t WHERE t.ancien_id = d.id),
    ARRAY(SELECT row_to_json(t) FROM suivi_rendezvoustenu t WHERE t.dossier_id = d.id AND t.retire_le IS NULL),
    ARRAY(SELECT row_to_json(y) FROM commission_rendezvous y WHERE y.mission_locale_id = d.mission_locale_id),
    ARRAY(SELECT row_to_json(y) FROM commission_seancedeplacee y WHERE y.mission_locale_id = d.mission_locale_id),
    ARRAY(SELECT json_build_array(l.moment_du_jugement, l.jusqu_a,
                 ARRAY(SELECT row_to_json(h) FROM partenariats_pratiquelocale h WHERE h.partenariat_id = l.id))
            FROM partenariats_partenariat l
           WHERE l.porteur_id = d.porteur_id AND l.mission_locale_id = d.mission_locale_id)
  FROM dossier_dossier {_DE} WHERE d.id = %(dossier)s AND d.porteur_id = %(structure)s"""
