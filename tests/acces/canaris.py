"""Dossiers where every field holds a word that exists nowhere else."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from parcours.contrat import ecritures as contrats
from parcours.contrat.ecritures_suite import prolonger
from parcours.eligibilite.ecritures import ContactDit, noter_contact, verifier_historique
from parcours.eligibilite.models import VerdictGarde
from parcours.interlocuteurs.ecritures_invitation import inviter_un_partenaire
from parcours.interlocuteurs.models import Partenaire
from parcours.notes import ecritures as notes
from parcours.plan import ecritures as plan
from parcours.plan import ecritures_diagnostic as diagnostic
from parcours.plan import ecritures_versions as versions
from parcours.qui_fait_quoi.models import Ajustement
from parcours.remobilisation.models import (
    DemandeAllocation,
    Diagnostic,
    ParcoursPacea,
    ProlongationDuParcours,
)
from parcours.reperage.ecritures import garder_brouillon
from parcours.sortie import ecritures as sorties
from parcours.suivi.ecritures import noter as noter_tenu
from parcours.syntheses import ecritures as syntheses
from parcours.syntheses import ecritures_envois as envois
from parcours.tripartites.models import Creneau, Invite, SignatureATrois, Tripartite
from socle.acteurs.models import Appartenance
from socle.consentements.ecritures import Preuve, recueillir, retirer
from socle.consentements.models import Accord
from socle.consentements.partenaires import AccordDit, Recueil
from socle.doublons.ecritures import chercher, demander
from socle.doublons.lectures import du_dossier
from tests.acces.gestes import plan_vu
from tests.acces.scene import AVANT, JEUDI, Scene, contester, contrat_signe, decision_sur, signer, sortir
from tests.acces.seme import CHAMPS, Seme
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.activites.scene import declarer


def semer(scene: Scene) -> list[Seme]:
    """Four dossiers: ours, a stranger's, one whose accord was withdrawn, one whose accord is over."""
    m = scene.monde
    ours, leurs = {"nadia", "bilal"}, {"sacha", "vera"}
    return [
        _dossier(
            scene, Seme("kana", {}, ours, {"karim", "ines"}, "nadia", leurs, date(2005, 8, 17), True, {"clara"}),
            m.nadia, m.karim,
        ),
        _dossier(scene, Seme("kanb", {}, leurs, {"lena"}, "sacha", ours, date(2003, 8, 19)), m.sacha, m.lena),
        _dossier(
            scene, Seme("kanr", {}, ours, set(), "nadia", leurs, date(2002, 8, 21)), m.nadia, scene.gens["tania"],
            retire=True,
        ),
        _dossier(
            scene, Seme("kane", {}, ours, set(), "nadia", leurs, date(2001, 8, 23)), m.nadia, scene.gens["eloi"],
            jusqu_a=LE - timedelta(days=1),
        ),
    ]  # fmt: skip


def _dossier(
    scene: Scene, s: Seme, referent: Appartenance, conseiller: Any, *, retire: bool = False, jusqu_a: date | None = None
) -> Seme:
    dossier = scene.monde.dossier(
        referent, le=AVANT, mission_locale=conseiller.structure,
        identite=s.groupe("dossier", date_naissance=s.naissance),
        coordonnees=s.groupe("coordonnees", courriel=f"{s.mot('coordonnees.courriel')}@exemple.test"),
        **s.groupe("reperage"),
    )  # fmt: skip
    elements = ["dossier", "plan", *(["sante"] if s.sante else [])]
    accord = _accord(s, dossier, referent, elements, jusqu_a)
    contact, verification, brouillon = uuid4(), uuid4(), uuid4()
    with agir(referent, le=AVANT) as acteur:
        dit = ContactDit(contact, LE - timedelta(days=400), "sms", False, False, False, s.mot("contact.precision"))
        noter_contact(
            acteur=acteur, dossier_id=dossier.pk, dit=dit, qui_le_dit="porteur", le=AVANT, maintenant=MAINTENANT
        )
        garder_brouillon(acteur=acteur, brouillon_id=brouillon, contenu=s.groupe("brouillon"), maintenant=MAINTENANT)
    with agir(conseiller, le=AVANT) as acteur:
        verifier_historique(
            acteur=acteur, verification_id=verification, dossier=dossier, inscrit=False, inscrit_le=None,
            veille_le=None, remarque=s.mot("verification.remarque"), contacts=[], le=AVANT, maintenant=MAINTENANT,
        )  # fmt: skip
    _contrat(s, dossier.pk, referent, conseiller)
    _decisions(s, dossier.pk, referent, conseiller)
    _sorties(s, dossier.pk, referent, conseiller)
    _remobilisation(s, dossier, referent, conseiller)
    _qui_fait_quoi(s, dossier, referent, conseiller)
    du_plan = _plan(s, dossier, referent)
    partenaire = _partenaires(scene, s, dossier, referent)
    note = _notes(scene, s, dossier, referent)
    activite = _activites(s, dossier, referent)
    a_trois = _a_trois(s, dossier, referent)
    ecrites = _syntheses(s, dossier, referent, conseiller)
    signal = _demande(scene, s, referent)
    with agir(referent):
        verdict = VerdictGarde.objects.filter(dossier_id=dossier.pk).latest("pk").pk
    if retire:
        with agir(referent) as acteur:
            retirer(acteur=acteur, accord=Accord.objects.get(pk=accord.pk), maintenant=MAINTENANT)
    s.arguments = {
        "dossier_id": dossier.pk, "contact_id": contact, "accord_id": accord.pk, "brouillon_id": brouillon,
        "rapprochement_id": signal, "partie": "jeune", "mission_locale_id": conseiller.structure_id, "seance_le": JEUDI,
        "verdict_id": verdict, **du_plan, "note_id": note, "partenaire_id": partenaire, **a_trois,
        "activite_id": activite, "cle": f"partenaire-{partenaire}", **ecrites,
    }  # fmt: skip
    return s


def _accord(s: Seme, dossier: Any, referent: Appartenance, elements: list[str], jusqu_a: date | None) -> Accord:
    """How the youth said yes, and everybody who was there: read by the two whom it binds."""
    mots = s.groupe("accord")
    dit = {nom: mots.pop(nom) for nom in ("aupres_de", "pour_quoi")}
    with agir(referent, le=AVANT) as acteur:
        return recueillir(
            acteur=acteur, accord_id=uuid4(), dossier=dossier, destinataire=dossier.mission_locale, elements=elements,
            recueil="oral", preuve=Preuve(**mots, representant_reponse="informe"), jusqu_a=jusqu_a, **dit,
            maintenant=MAINTENANT,
        )  # fmt: skip


def _contrat(s: Seme, dossier_id: UUID, referent: Appartenance, conseiller: Any) -> None:
    """The youth entered, then signed: every kind of sentence a contract holds."""
    with agir(referent, le=AVANT) as acteur:
        decision = decision_sur(acteur, dossier_id, "entree", AVANT, motif="Il vient.")
        signer(acteur, decision)
    with agir(conseiller, le=AVANT) as acteur:
        signer(acteur, decision)
    fin_le = AVANT + timedelta(days=300)
    contrat = contrat_signe(referent, conseiller, dossier_id, AVANT, fin_le, **s.groupe("contrat"))
    with agir(conseiller, le=AVANT) as acteur:
        qui = {"acteur": acteur, "contrat": contrat, "maintenant": MAINTENANT}
        contrats.ouvrir(version=1, en_qualite_de="delegataire", **qui)
        prolonger(
            prolongation_id=uuid4(), nature="motivee", jusqu_au=fin_le + timedelta(days=90), parcours_fini_le=None,
            motif=s.mot("prolongation.motif"), le=AVANT, **qui,
        )  # fmt: skip


def _decisions(s: Seme, dossier_id: UUID, referent: Appartenance, conseiller: Any) -> None:
    """Two decisions in turn, and a proposal: every kind of sentence a commission writes."""
    mots = s.groupe("decision")
    communs = {n: mots[n] for n in ("appreciation", "motif")}
    for issue, noms, autres in (
        ("reorientation", ("vers", "pourquoi_ailleurs"), {}),
        ("pre_cej", ("plan_interim",), {"fin_le": LE + timedelta(days=60), "responsable_id": referent.pk}),
    ):
        with agir(referent, le=AVANT) as acteur:
            decision = decision_sur(acteur, dossier_id, issue, AVANT, **communs, **{n: mots[n] for n in noms}, **autres)
            signer(acteur, decision)
        with agir(conseiller, le=AVANT) as acteur:
            signer(acteur, decision)
    with agir(referent, le=AVANT) as acteur:
        decision_sur(acteur, dossier_id, "ajournement", JEUDI, **communs, manque=mots["manque"], apporte_par="porteur")


def _sorties(s: Seme, dossier_id: UUID, referent: Appartenance, conseiller: Any) -> None:
    """One taken back, then one contested and maintained: every kind of sentence a sortie writes."""
    mots = s.groupe("sortie")
    with agir(referent, le=AVANT) as acteur:
        premiere = sortir(acteur, dossier_id)
        sorties.annuler(acteur=acteur, sortie=premiere, pourquoi=mots.pop("annulation"), maintenant=MAINTENANT)
        seconde = sortir(acteur, dossier_id, motif="autre", accompagnement=True, relais=s.groupe("relais"), **mots)
    contester(conseiller, seconde, s.mot("avis.texte"))
    with agir(referent, le=AVANT) as acteur:
        sorties.maintenir(acteur=acteur, sortie=seconde, pourquoi=s.mot("avis.maintien"), maintenant=MAINTENANT)


def _remobilisation(s: Seme, dossier: Any, referent: Appartenance, conseiller: Any) -> None:
    """A diagnosis, a PACEA, and an allocation that the accord of these dossiers does not open."""
    ici = {"dossier": dossier, "mission_locale_id": conseiller.structure_id}
    with agir(referent, le=AVANT):
        Diagnostic(**ici, pour=s.mot("diagnostic.pour"), demande_le=AVANT, demande_par=referent).save(force_insert=True)
        ProlongationDuParcours(
            dossier=dossier, jusqu_au=LE + timedelta(days=300), motif=s.mot("prolongation_du_parcours.motif"),
            par=referent, note_le=MAINTENANT,
        ).save(force_insert=True)  # fmt: skip
        DemandeAllocation(
            **ici, mois=AVANT.replace(day=1), montant=100, motifs=["manger"], precision=s.mot("allocation.precision"),
            demandee_le=AVANT, demandee_par=referent, cote="porteur",
        ).save(force_insert=True)  # fmt: skip
    with agir(conseiller, le=AVANT):
        Diagnostic.objects.filter(dossier=dossier).update(propose_le=JEUDI, ou=s.mot("diagnostic.ou"))
        ParcoursPacea(
            **ici, signe_le=AVANT, fin_prevue_le=LE + timedelta(days=300), objectifs=s.mot("pacea.objectifs"),
            note_par=conseiller, note_le=MAINTENANT,
        ).save(force_insert=True)  # fmt: skip


def _qui_fait_quoi(s: Seme, dossier: Any, referent: Appartenance, conseiller: Any) -> None:
    """A partner takes a task, for this youth; and the mission locale says no to another."""
    with agir(referent):
        Ajustement(
            dossier=dossier, tache="rythme", phase="remobilisation", domaine="confiance", qui="partenaire",
            intitule="Reprendre un rythme", partenaire=s.mot("ajustement.partenaire"), par=referent,
            note_le=MAINTENANT,
        ).save(force_insert=True)  # fmt: skip
    refuse = uuid4()
    with agir(referent):
        Ajustement(
            id=refuse, dossier=dossier, tache="se_deplacer", phase="accompagnement", domaine="mobilite", qui="les_deux",
            intitule="Se déplacer", par=referent, note_le=MAINTENANT,
        ).save(force_insert=True)  # fmt: skip
    with agir(conseiller, le=AVANT):
        Ajustement.objects.filter(pk=refuse).update(
            retire_par=conseiller, retire_le=MAINTENANT, refus=s.mot("ajustement.refus")
        )


def _plan(s: Seme, dossier: Any, referent: Appartenance) -> dict[str, Any]:
    """A plan with every kind of sentence, and the same of health, which stays with the porteur."""
    for suffixe, domaine in (("", "logement"), ("_de_sante", "sante")):
        with agir(referent, le=AVANT) as acteur:
            fait = {"acteur": acteur, "maintenant": MAINTENANT}
            dit = plan.ObjectifDit(domaine, **s.groupe(f"objectif{suffixe}"))
            objectif = plan.ajouter_objectif(objectif_id=uuid4(), dossier_id=dossier.pk, dit=dit, **fait)
            mots = s.groupe(f"action{suffixe}")
            dite = plan.ActionDite(mots["titre"], "partenaire", mots.get("partenaire", "un médecin"), avant_le=LE)
            action = plan.ajouter_action(action_id=uuid4(), objectif=objectif, dite=dite, **fait)
            suite = {"pourquoi": mots.get("pourquoi", "non"), "resultat": mots.get("resultat", "")}
            plan.avancer_action(action=action, version=1, etat="abandonne", **suite, **fait)
            # One more that the side still holds: « À faire » tells it.
            tenue = plan.ActionDite(mots["titre"], "porteur", avant_le=LE)
            plan.ajouter_action(action_id=uuid4(), objectif=objectif, dite=tenue, **fait)
            mot = s.mot(f"commentaire{suffixe}.texte")
            plan.commenter(commentaire_id=uuid4(), action=action, texte=mot, **fait)
    for champ in (c for c in CHAMPS if c.startswith(("diagnostic_partage", "diagnostic_de_justice"))):
        domaine = "justice" if "justice" in champ else "emploi"
        with agir(referent, le=AVANT) as acteur:
            diagnostic.ecrire(
                acteur=acteur, dossier_id=dossier.pk, domaine=domaine, volet=champ.split(".")[1], texte=s.mot(champ),
                version=0, maintenant=MAINTENANT,
            )  # fmt: skip
    _plan_choisi(s, dossier, referent)
    # Those of health: the mission locale that guesses their address finds nothing there.
    with agir(referent, le=AVANT) as acteur:
        version = versions.proposer(
            acteur=acteur, version_id=uuid4(), dossier_id=dossier.pk, vu=plan_vu(dossier), le=LE, maintenant=MAINTENANT
        )
    return {
        "objectif_id": objectif.pk,
        "action_id": action.pk,
        "version_id": version.pk,
        "domaine": "justice",
        "volet": "besoins",
    }


def _plan_choisi(s: Seme, dossier: Any, referent: Appartenance) -> None:
    """Objectives and a need whose author chose who reads."""
    choisis = {"objectif_garde": ("logement", "structure"), "objectif_equipe": ("logement", "equipe"),
               "objectif_de_sante_les_deux": ("sante", "les_deux")}  # fmt: skip
    with agir(referent, le=AVANT) as acteur:
        fait = {"acteur": acteur, "dossier_id": dossier.pk, "maintenant": MAINTENANT}
        for champ, (domaine, audience) in choisis.items():
            dit = plan.ObjectifDit(domaine, s.mot(f"{champ}.titre"), audience=audience)
            plan.ajouter_objectif(objectif_id=uuid4(), dit=dit, **fait)
        diagnostic.ecrire(
            domaine="sante", volet="essais", texte=s.mot("diagnostic_de_sante.essais"), version=0, audience="les_deux",
            **fait,
        )  # fmt: skip


def _activites(s: Seme, dossier: Any, referent: Appartenance) -> UUID:
    """Words of activities for each audience, and of health. Returns one that both sides read."""
    dites = {"activite": ("logement", "les_deux"), "activite_structure": ("emploi", "structure")}
    dites["activite_de_sante"] = ("sante", "les_deux")
    ecrites = {}
    for champ, (nature, audience) in dites.items():
        mots = {nom: s.mot(f"{champ}.{nom}") for nom in ("titre", "commentaire") if f"{champ}.{nom}" in CHAMPS}
        ecrites[champ] = declarer(referent, dossier, nature=nature, audience=audience, **mots)
    return ecrites["activite"].pk


def _notes(scene: Scene, s: Seme, dossier: Any, referent: Appartenance) -> UUID:
    """A note for each audience, and of health and justice too. Returns the one that nobody else reads."""
    ailleurs = scene.monde.haute_rive if s.marque == "kana" else scene.monde.val_dore
    ecrites = {}
    for champ in (c.split(".")[0] for c in CHAMPS if c.startswith("note")):
        domaine = next((d for d in ("sante", "justice") if d in champ), "logement")
        audience = next((a for a in ("les_deux", "equipe", "nommee") if a in champ), "structure")
        pour = {
            "note_nommee": dossier.mission_locale_id, "note_nommee_ailleurs": ailleurs.pk,
            "note_nommee_partenaire": scene.gens["clara"].structure_id,
        }.get(champ)  # fmt: skip
        dite = notes.NoteDite(domaine, s.mot(f"{champ}.texte"), audience, pour)
        with agir(referent, le=AVANT) as acteur:
            ecrites[champ] = notes.noter(
                acteur=acteur, note_id=uuid4(), dossier_id=dossier.pk, dite=dite, maintenant=MAINTENANT
            )
    return ecrites["note"].pk


def _syntheses(s: Seme, dossier: Any, referent: Appartenance, conseiller: Any) -> dict[str, Any]:
    """One agreed and sent, of which the youth said something; one that the porteur drafts, with health in it."""
    vide = dict.fromkeys(syntheses.ECRITS, "")
    ici = {"dossier_id": dossier.pk, "maintenant": MAINTENANT}
    with agir(referent, le=AVANT) as acteur:
        dit = vide | {"pour": "autre"} | s.groupe("synthese")
        synthese = syntheses.ecrire(acteur=acteur, synthese_id=uuid4(), dit=dit, **ici)
        syntheses.soumettre(acteur=acteur, synthese=synthese, version=1, vu=None, maintenant=MAINTENANT)
        brouillon = vide | {"pour": "bilan"} | s.groupe("synthese_brouillon")
        aside = syntheses.ecrire(acteur=acteur, synthese_id=uuid4(), dit=brouillon, **ici)
    with agir(conseiller, le=AVANT) as acteur:
        syntheses.valider(acteur=acteur, synthese=synthese, maintenant=MAINTENANT)
        envois.observer(
            acteur=acteur, observation_id=uuid4(), synthese=synthese, vue=True, texte=s.mot("observation.texte"),
            dit_le=LE, maintenant=MAINTENANT,
        )  # fmt: skip
    with agir(referent, le=AVANT) as acteur:
        fait = {"acteur": acteur, "synthese": synthese, "maintenant": MAINTENANT}
        a = {"a": [conseiller.structure_id], "racine": "https://exemple.test/"}
        repris = envois.envoyer(**a, **fait)[0]
        pourquoi = s.mot("envoi_retire.pourquoi")
        envois.retirer_envoi(acteur=acteur, envoi=repris, pourquoi=pourquoi, maintenant=MAINTENANT)
        envoi = envois.envoyer(**a, **fait)[0]
    return {"synthese_id": aside.pk, "envoi_id": envoi.pk}


def _partenaires(scene: Scene, s: Seme, dossier: Any, referent: Appartenance) -> UUID:
    """Two people around the youth: one that both sides know of, one that the porteur keeps for itself, and invites."""
    communs = {"dossier": dossier, "structure_id": referent.structure_id, "par": referent, "depuis": AVANT}
    with agir(referent, le=AVANT) as acteur:
        partage = Partenaire(
            **communs, sorte="logement", audience="les_deux", note_le=MAINTENANT, **s.groupe("partenaire")
        )
        partage.save(force_insert=True)
        reserve = Partenaire(**communs, sorte="sante", note_le=MAINTENANT, **s.groupe("partenaire_reserve"))
        reserve.save(force_insert=True)
        if s.invites:
            inviter_un_partenaire(
                acteur=acteur, invite_id=uuid4(), dossier=dossier, partenaire=reserve,
                courriel=scene.gens["clara"].compte.email,
                dit=AccordDit(s.mot("partenaire_reserve.nom"), (), LE + timedelta(days=60)),
                recueil=Recueil("oral", Preuve(**s.groupe("accord_du_partenaire"), representant_reponse="informe")),
                le=AVANT, maintenant=MAINTENANT,
            )  # fmt: skip
    return partage.pk


def _a_trois(s: Seme, dossier: Any, referent: Appartenance) -> dict[str, Any]:
    """Three meetings: one answered with a word, one cancelled with a reason, one held where everything is said."""
    mots = s.groupe("tripartite")
    dits = {n: v for n, v in mots.items() if n.startswith("parole")}
    auteur = {"dossier": dossier, "propose_par": referent, "propose_le": MAINTENANT, "maj_par": referent,
              "maj_le": MAINTENANT}  # fmt: skip
    with agir(referent, le=AVANT) as acteur:
        tenu = noter_tenu(
            acteur=acteur, tenu_id=uuid4(), dossier=dossier, quoi="tripartite", tenu_le=AVANT, le=AVANT,
            maintenant=MAINTENANT,
        )  # fmt: skip
        repondu = Tripartite(**auteur, repondu_par=referent, repondu_le=MAINTENANT, mot=mots["mot"])
        annule = Tripartite(**auteur, annule_par=referent, annule_le=MAINTENANT, motif=mots["motif"])
        dit = Tripartite(**auteur, tenu=tenu, **dits)
        creneau = Creneau(
            dossier=dossier, tripartite=repondu, debut=MAINTENANT + timedelta(days=9), duree=60, lieu="ailleurs",
            **s.groupe("creneau"),
        )  # fmt: skip
        invite = Invite(
            dossier=dossier, tripartite=dit, place="equipe", par=referent, note_le=MAINTENANT, **s.groupe("invite")
        )
        manque = SignatureATrois(
            dossier=dossier, tripartite=dit, partie="mission_locale", par=referent, notee_le=MAINTENANT,
            **s.groupe("signature_a_trois"),
        )  # fmt: skip
        for objet in (repondu, annule, dit, creneau, invite, manque):
            objet.save(force_insert=True)
    return {"tripartite_id": dit.pk, "creneau_id": creneau.pk, "invite_id": invite.pk}


def _demande(scene: Scene, s: Seme, referent: Appartenance) -> UUID:
    """Two other dossiers, one on each side, that look alike: one side asks the other, with a message."""
    autre = scene.monde.nadia if s.auteur == "sacha" else scene.monde.sacha
    sosie = {"prenom": f"{s.marque}sosie", "nom": "", "date_naissance": s.naissance + timedelta(days=1)}
    le_sien, _ = (scene.monde.dossier(qui, identite=sosie) for qui in (referent, autre))
    with agir(referent) as acteur:
        chercher(acteur=acteur, dossier_id=le_sien.pk, maintenant=MAINTENANT)
        signal = du_dossier(le_sien.pk).get()
        demander(acteur=acteur, rapprochement=signal, message=s.mot("rapprochement.message"), maintenant=MAINTENANT)
    return signal.pk
