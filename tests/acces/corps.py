"""What each POST of the matrix carries: a body that the right person would see accepted."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from socle.repartition.referentiel import referentiel
from tests.acces.gestes import plan_vu
from tests.acces.scene import FIN_DU_PREMIER, Cible, Scene
from tests.monde import agir

REPERAGE = [t.code for t in referentiel() if t.phase == "reperage"]
_IDENTITE = {"version": 1, "prenom": "Zoltanor", "nom": "Autre"}
_ACTE = {"objet": "cej-jr/age_minimum", "valeur": "15", "titre": "Arrêté", "date": "2026-11-20", "etape": "signer"}
_CONTACT = {"le": "2026-10-01", "nature": "sms", "echange": "non", "intention": "non"}
_SORTIE = {"le": "2026-11-12", "motif": "service_civique", "vers": "une ressourcerie"}
_PARTENAIRE = {"sorte": "logement", "organisation": "L’Abri", "depuis": "2026-10-01", "audience": "les_deux"}
_LES_DEUX = {"lecteurs": "les_deux"}
_ACTIVITE = {
    "jour": "2026-11-23", "nature": "logement", "heures": "2", "etat": "faite", "cadre": "porteur",
    "titre": "une visite", "lecteurs": "les_deux",
}  # fmt: skip
_NOTE = {"texte": "Il a un studio.", "domaine": "logement", "lecteurs": "les_deux"}
_OU = {"duree": "60", "lieu": "telephone"}
_SYNTHESE = {"cases": "1", "pour": "bilan", "garder_libre": "on", "libre": "Il avance."}
_ALLOCATION = {"version": 1, "mois": "2026-11-01", "montant": "100", "revenus": "0", "motifs": ["manger"]}


def corps(nom: str, scene: Scene, cible: Cible) -> dict[str, Any]:
    """The fields posted to the address `nom`; none is nothing, and then the act needs none."""
    fixes = {
        "identite": _IDENTITE,
        "programme": {"version": 1, "programme": "cej-jr"},
        "situation": {"version": 1, "etudiant": "oui"},
        "coordonnees": {"version": 1, "telephone": "01 99 00 00 01"},
        "rencontre": {"version": 1, "lieu": "ailleurs"},
        "noter_contact": {"id": uuid4(), **_CONTACT},
        "qualifier_contact": {"version": 1, "nature": "appel", "echange": "oui", "intention": "oui"},
        "verifier_historique": {"id": uuid4(), "inscrit": "non"},
        "reperer": {"dossier_id": uuid4(), "brouillon_id": uuid4(), "prenom": "Lou", "repere_le": "2026-11-20"},
        "garder_brouillon": {"prenom": "Lou"},
        "inviter": {"courriel": "une.autre@exemple.test", "metier": "benevole", "portee": "siens"},
        "membre": {"metier": "benevole", "portee": "structure"},
        "rendezvous_commission": {"premiere_le": "2026-12-03", "heure": "09:00", "toutes_les": 2},
        "seance_exceptionnelle": {"tenue_le": "2026-12-01", "heure": "09:00"},
        "deplacer_seance": {"tenue_le": "2026-11-27", "heure": "09:00"},
        "annuler_seance": {"motif": "neige"},
        "simulateur": {"age": "19", "situation": "rien", "argent": "aucune", "departement": "35"},
        "simulateur_accompagnant": {"age": "27", "inscrit": "oui", "contact": "appel"},
        "estimation": {"date_naissance": "2005-03-02", "impot": "0", "r2": "600", "le": "2025-09-01"},
        "noter_signature_contrat": {"signee_le": "2026-11-23"},
        "ouvrir_contrat": {"version": 1, "en_qualite_de": "delegataire"},
        "prolonger_contrat": {"id": uuid4(), "nature": "motivee", "jusqu_au": "2027-01-15", "motif": "Il emménage."},
        "interrompre_contrat": {"id": uuid4(), "du": "2026-11-23", "motif": "emploi"},
        "reprendre_contrat": {"au": "2026-11-23"},
        "changer_heures": {"id": uuid4(), "vu": cible.contrat_ouvert, "du": "2026-11-23", "regime": "parent_seul"},
        "rompre_contrat": {"rompu_le": "2026-11-23", "initiative": "jeune", "motif": "emploi"},
        "sortie": {"id": uuid4(), **_SORTIE},
        "corriger_sortie": {"version": 1, **_SORTIE, "vers": "autre part"},
        "annuler_sortie": {"pourquoi": "revenu à l’atelier"},
        "avis_sortie": {"id": uuid4(), "version": 1, "lue": "oui"},
        "maintenir_sortie": {"maintien-pourquoi": "le contrat est signé"},
        "il_revient": {"dossier_id": uuid4(), "prenom": "Lou", "repere_le": "2026-11-20"},
        "saisir_acte": {"id": uuid4(), "du": "2027-01-01", **_ACTE},
        "remplacer_acte": {"id": uuid4(), "du": "2027-02-01", **_ACTE, "objet": "cej-jr/age_maximum_rqth"},
        "finir_acte": {"dernier_jour": "2027-03-01", "etape": "signer"},
        "prolonger_parcours": {"id": uuid4(), "jusqu_au": "2027-10-01", "motif": "Il avance."},
        "demander_diagnostic": {"id": uuid4(), "pour": "un soutien"},
        "proposer_diagnostic": {"version": 1, "propose_le": "2026-12-01"},
        "noter_pacea": {"id": uuid4(), "version": 1, "signe_le": "2026-11-20", "fin_prevue_le": "2028-11-19"},
        "modifier_pacea": {"id": uuid4(), "version": 2, "signe_le": "2025-01-10", "fin_prevue_le": "2026-05-31"},
        "finir_pacea": {"version": 2, "fini_le": "2026-02-01", "fin": "demande"},
        "demander_allocation": {"id": uuid4(), **_ALLOCATION},
        "modifier_allocation": {"id": uuid4(), **_ALLOCATION, "montant": "120"},
        "repondre_allocation": {"version": 1, "reponse": "refusee", "pourquoi": "un emploi"},
        "proposer_pratique": {"id": uuid4(), "tous_les": "6", "unite": "semaines", "du": "2026-12-01"},
        "ajouter_tache": {"id": uuid4(), "intitule": "Un goûter", "phase": "suites", "domaine": "autre"},
        "dire_repartition": {f"version_{code}": 0 for code in REPERAGE} | {"qui_premiere_urgence": "porteur"},
        "refuser_ajustement": {"pourquoi": "nous n’avons pas de place"},
        "ajuster_tache": {"id": uuid4(), "tache": "hebergement", "qui": "les_deux"},
        "ajouter_objectif": {"id": uuid4(), "version": 1, "domaine": "emploi", "titre": "un métier", **_LES_DEUX},
        "modifier_objectif": {"version": 1, "domaine": "logement", "titre": "une chambre", "lecteurs": "les_deux"},
        "retirer_objectif": {"version": 1},
        "ajouter_action": {"id": uuid4(), "version": 1, "titre": "écrire", "tenue_par": "jeune"},
        "modifier_action": {"version": 1, "titre": "écrire", "tenue_par": "jeune"},
        "avancer_action": {"version": 1, "etat": "fait"},
        "retirer_action": {"version": 1},
        "commenter_action": {"id": uuid4(), "texte": "peut-être", "lecteurs": "les_deux"},
        "ecrire_diagnostic": {"version": 0, "texte": "Il dort dehors.", "lecteurs": "les_deux"},
        "ecrire_activite": {"id": uuid4(), "version": 1, **_ACTIVITE},
        "modifier_activite": {"version": 1, **_ACTIVITE},
        "annuler_activite": {"version": 1},
        "semaines": {f"h-{cible.dossier.pk}.emploi": "2"},
        "ecrire_note": {"id": uuid4(), "version": 1, **_NOTE},
        "modifier_note": {"version": 1, **_NOTE},
        "accepter_version": {"acceptee_le": "2026-11-23", "recueil": "oral"},
        "proposer_creneaux": {"id": uuid4(), "jour_1": "2026-12-10", "heure_1": "10:00", **_OU},
        "repondre_creneaux": {"lus": [cible.creneau], "mot": "plus tard"},
        "annuler_tripartite": {"motif": "neige"},
        "inviter_a_trois": {"id": uuid4(), "nom": "Un éducateur"},
        "tenir_tripartite": {"version": 2, "tenu_le": "2026-11-20", "parole_jeune": "Oui."},
        "signer_tripartite": {"version": 4, "signee_le": "2026-11-23", "recueil": "oral"},
        "signature_qui_manque": {"manque": "pas encore vu"},
        "ecrire_synthese": {"id": uuid4(), "version": 0, **_SYNTHESE},
        "modifier_synthese": {"version": 1, **_SYNTHESE},
        "soumettre_synthese": {"version": 1},
        "observer_synthese": {"id": uuid4(), "vue": "oui", "sans": "oui", "dit_le": "2026-11-23"},
        "envoyer_synthese": {"a": cible.partenaire_d_accord},
        "retirer_envoi": {"pourquoi": "une erreur"},
        "noter_rendezvous": {"id": uuid4(), "tenu_le": "2026-11-20"},
        "nommer_partenaire": {"id": uuid4(), **_PARTENAIRE},
        "modifier_partenaire": {"version": 1, **_PARTENAIRE, "fonction": "éducateur"},
        "inviter_partenaire": {
            "id": uuid4(),
            "courriel": "ailleurs@exemple.test",
            "recueil": "oral",
            "temoin": "Zélie Brun",
            "temoin_fonction": "animatrice",
            "jusqu_a": "2027-01-15",
            "dit_oui": "1",
        },
        "partenaire_parti": {"parti_le": "2026-11-20"},
        "dire_presence": {"version": 0, "telephone": "01 99 00 00 09"},
        "noter_absence": {"id": uuid4(), "du": "2026-12-21", "au": "2026-12-31"},
        "plafond_pacea": {"fenetre": "civile"},
        "jeunes_recherche": {"q": "Zoltan", "recherche": "Zoltan"},
    }
    if nom in fixes:
        return fixes[nom]
    if nom == "tenir_diagnostic":
        qui = scene.monde.karim if cible.dossier.mission_locale_id == scene.monde.val_dore.pk else scene.gens["tania"]
        return {"version": 1, "tenu_le": "2026-11-20", "mene_par": qui.pk, "suite": "pacea"}
    if nom == "proposer_version":
        with agir(scene.monde.nadia):
            return {"id": uuid4(), "vu": plan_vu(cible.dossier)}
    if nom == "confier":
        return {"a": scene.monde.bilal.pk}
    if nom == "accord":
        ml = cible.dossier.mission_locale_id
        return {
            "id": uuid4(),
            "destinataire": ml,
            "recueil": "oral",
            "temoin": "Zélie Brun",
            "temoin_fonction": "animatrice",
            "dit_oui": "1",
        }
    if nom == "preparer_contrat":
        debut = FIN_DU_PREMIER + timedelta(days=1)
        return {"id": cible.contrat, "version": 1, "debut_le": debut.isoformat(), "regime": "ordinaire", "heures": 18}
    if nom == "designer_referent":
        collegue = (
            scene.monde.ines if cible.dossier.mission_locale_id == scene.monde.val_dore.pk else scene.gens["tania"]
        )
        return {"id": uuid4(), "vu": cible.contrat_ouvert, "du": "2026-11-23", "referent_id": collegue.pk}
    if nom == "proposer_repartition":
        # The version that waits is met before anything is read.
        return {"id": uuid4(), "lue": "0" * 64}
    if nom == "casquette":
        # Somebody else's hat, always: nobody gets it.
        return {"appartenance": scene.monde.nadia.pk, "suite": f"/dossiers/{cible.dossier.pk}/"}
    if nom in ("signer_decision", "retirer_signature", "retirer_proposition"):
        return {"decision": cible.decision, "empreinte": "0" * 64}
    if nom == "proposer_decision":
        mots = {"issue": "ajournement", "manque": "un autre papier", "apporte_par": "porteur"}
        return {"decision_id": cible.decision, "version": 1, "vu": cible.vu, **mots}
    return {}
