"""The dossier that everybody tries, and all that hangs from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from parcours.commission import ecritures as commission
from parcours.contrat import ecritures as contrats
from parcours.eligibilite.ecritures import ContactDit, noter_contact, retirer_contact
from parcours.eligibilite.models import Contact, VerdictGarde
from parcours.interlocuteurs.ecritures import nommer
from parcours.interlocuteurs.ecritures_invitation import inviter_un_partenaire
from parcours.interlocuteurs.ecritures_relais import prevoir
from parcours.notes import ecritures as notes
from parcours.plan import ecritures as plan
from parcours.plan import ecritures_versions as versions
from parcours.qui_fait_quoi.ecritures import ajuster
from parcours.remobilisation import ecritures as remobilisation
from parcours.remobilisation import ecritures_allocation, ecritures_pacea
from parcours.reperage.ecritures import garder_brouillon
from parcours.suivi import ecritures as suivi
from parcours.syntheses import ecritures as syntheses
from parcours.syntheses.ecritures_envois import envoyer
from parcours.tripartites import ecritures as a_trois
from parcours.tripartites import ecritures_tenue as a_trois_tenu
from parcours.tripartites.models import Creneau, Invite
from regles.decision import Quoi
from socle.acteurs.models import Appartenance, Structure
from socle.consentements.models import Accord
from socle.consentements.partenaires import AccordDit, Recueil
from socle.dossier.models import Dossier
from socle.doublons.ecritures import chercher, demander
from socle.doublons.lectures import du_dossier
from socle.partenariats import pratiques
from socle.partenariats.models import Partenariat
from socle.repartition import ecritures as repartition
from socle.repartition.lignes import Reponse
from tests.acces.autres_cibles import un_neuf, un_o2r, un_sorti
from tests.acces.gestes import AVANT, PRENOM, constat_de, contrat_signe, decision_sur, plan_vu, signer
from tests.monde import LE, MAINTENANT, Monde, agir
from tests.parcours.activites.scene import declarer

JEUDI = date(2026, 11, 26)
"""The next séance, and every Thursday after it."""
FIN_DU_PREMIER = LE + timedelta(days=30)
"""The last day of the contract that runs."""
D_UN_SORTI = ("corriger_sortie", "annuler_sortie", "avis_sortie", "maintenir_sortie", "il_revient")
"""Addresses that only say something of a youth who left."""
D_UN_O2R = ("prolonger_parcours", "retirer_prolongation", "remettre_prolongation")
"""Addresses of a programme that the law gives a length."""
SANS_DECISION = ("programme",)
"""Addresses that are open while the commission decided nothing."""


@dataclass(frozen=True)
class Cible:
    """A dossier that somebody tries to reach, and what hangs from it."""

    dossier: Dossier
    contact: UUID
    contact_retire: UUID
    accord: UUID
    brouillon: UUID
    decision: UUID
    rapprochement: UUID
    diagnostic: UUID
    pacea: UUID
    allocation: UUID
    verdict: int
    vu: str
    """The constat of the verdict on the page of the séance, as its form carries it."""
    contrat: UUID
    """The contract being prepared, its three signatures noted; another one runs until then."""
    contrat_ouvert: UUID
    sorti: UUID
    """Another dossier of the same people, of a youth who left: the mission locale contests it."""
    o2r: UUID
    """Another one, of a youth whose parcours has a length; it was extended."""
    prolongation: UUID
    neuf: UUID
    """Another one, just opened under the wrong programme: nothing is decided."""
    partenariat: int
    pratique: UUID
    """What the porteur proposed to the mission locale of the dossier."""
    tenu: UUID
    """A tripartite interview that took place."""
    tache_propre: UUID
    repartition: UUID
    """Who does what, as the porteur proposed it to the mission locale of the dossier."""
    ajustement: UUID
    """What departs from it for this youth."""
    objectif: UUID
    """Of the plan, with one action that Nadia commented."""
    action: UUID
    commentaire: UUID
    version: UUID
    """Of the plan, as it stood before the action: it waits for the three."""
    partenaire: UUID
    """Somebody that the porteur named around the youth, for both sides."""
    relais: UUID
    """A handing over planned by the porteur, for today."""
    note: UUID
    """Of Nadia, for both sides."""
    activite: UUID
    """Declared by Nadia, its words for both sides."""
    tripartite: UUID
    """To come: two of its slots suit both sides. Somebody of the team is invited."""
    creneau: UUID
    invite: UUID
    tripartite_tenu: UUID
    """Held, nobody signed."""

    synthese: UUID
    """Agreed by both sides, and sent to its mission locale."""
    synthese_attendue: UUID
    """Submitted by the porteur: the mission locale is awaited."""
    brouillon_de_synthese: UUID
    envoi: UUID
    partenaire_d_accord: int
    """A structure that nobody acts for, which the youth said yes to."""

    def synthese_de(self, nom: str) -> UUID:
        """The version that the address `nom` is tried on."""
        if nom in ("modifier_synthese", "soumettre_synthese", "retirer_synthese"):
            return self.brouillon_de_synthese
        return self.synthese_attendue if nom == "valider_synthese" else self.synthese

    def dossier_de(self, nom: str) -> UUID:
        """The dossier that the address `nom` is tried on."""
        autres = {D_UN_SORTI: self.sorti, D_UN_O2R: self.o2r, SANS_DECISION: self.neuf}
        return next((pk for noms, pk in autres.items() if nom in noms), self.dossier.pk)


def dresser(
    monde: Monde, ml: Structure, conseiller: Any, *, jusqu_a: date | None = None, apres: Callable | None = None
) -> Cible:
    """Set a dossier between Nadia and a mission locale; `apres` happens to its agreements once all is in place."""
    dossier = monde.dossier(monde.nadia, mission_locale=ml, le=AVANT, identite={"prenom": PRENOM, "nom": "Zoltanide"})
    monde.accord(monde.nadia, dossier, le=AVANT, jusqu_a=jusqu_a)
    _entree_signee(monde, dossier, conseiller)
    pacea = _pacea(dossier, conseiller)
    with agir(monde.nadia, le=AVANT) as acteur:
        contacts = [_contact(acteur, dossier) for _ in range(2)]
        retirer_contact(contact=contacts[1], maintenant=MAINTENANT)
        brouillon = uuid4()
        garder_brouillon(acteur=acteur, brouillon_id=brouillon, contenu={"prenom": PRENOM}, maintenant=MAINTENANT)
        signal = _signal(acteur, dossier)
        diagnostic, allocation = _demandes(acteur, dossier)
        # Wider than the first: it opens the money that was asked for.
        accord = Accord.objects.get(dossier_id=dossier.pk, retire_le=None)
        decision = decision_sur(acteur, dossier.pk, "ajournement", JEUDI, manque="un papier", apporte_par="porteur")
        vu = constat_de(dossier.pk, JEUDI)
        verdict = VerdictGarde.objects.filter(dossier=dossier).latest("pk").pk
    ouvert, contrat = _deux_contrats(monde, dossier, conseiller)
    a_trois_dits = _a_trois(monde, dossier, conseiller)
    sorti, son_accord = un_sorti(monde, ml, conseiller, jusqu_a=jusqu_a)
    o2r, prolongation, un_accord = un_o2r(monde, ml, conseiller, jusqu_a=jusqu_a)
    neuf, dernier_accord = un_neuf(monde, ml, jusqu_a=jusqu_a)
    ecrites = _syntheses(monde, dossier, conseiller)
    for a_la_fin in (accord, son_accord, un_accord, dernier_accord) if apres is not None else ():
        apres(monde, a_la_fin)
    liens = (accord.pk, brouillon, decision.pk, signal, diagnostic, pacea, allocation)
    partage = (*_pratique(monde, ml), _tenu(monde, dossier), *_repartition(monde, ml), _ajustement(monde, dossier))
    partage += _plan(monde, dossier)
    partage += _autour(monde, dossier)
    partage += (_note(monde, dossier), _activite(monde, dossier), *a_trois_dits)
    return Cible(
        dossier,
        contacts[0].pk,
        contacts[1].pk,
        *liens,
        verdict,
        vu,
        contrat,
        ouvert,
        sorti,
        o2r,
        prolongation,
        neuf,
        *partage,
        *ecrites,
    )


def _syntheses(monde: Monde, dossier: Dossier, conseiller: Any) -> tuple[UUID, UUID, UUID, UUID, int]:
    """One agreed and sent, one that waits, one drafted."""
    siao = Structure.objects.create(nature="partenaire", nom=f"SIAO {dossier.pk}", departement="35")
    monde.accord(monde.nadia, dossier, le=AVANT, avec=siao)
    dit = dict.fromkeys(syntheses.ECRITS, "") | {"pour": "bilan", "libre": "Il vient."}
    with agir(monde.nadia, le=AVANT) as acteur:
        fait = {"acteur": acteur, "maintenant": MAINTENANT}
        trois = [
            syntheses.ecrire(synthese_id=uuid4(), dossier_id=dossier.pk, dit=dit, **fait) for _ in range(3)
        ]  # fmt: skip
        for synthese in trois[:2]:
            syntheses.soumettre(synthese=synthese, version=1, vu=None, **fait)
    with agir(conseiller, le=AVANT) as acteur:
        syntheses.valider(acteur=acteur, synthese=trois[0], maintenant=MAINTENANT)
    with agir(monde.nadia, le=AVANT) as acteur:
        envoi = envoyer(
            acteur=acteur, synthese=trois[0], a=[conseiller.structure_id], racine="https://exemple.test/",
            maintenant=MAINTENANT,
        )[0]  # fmt: skip
    return (*(s.pk for s in trois), envoi.pk, siao.pk)


def _autour(monde: Monde, dossier: Dossier) -> tuple[UUID, UUID]:
    """A partner named and invited, a handing over planned."""
    dit = {"sorte": "logement", "organisation": "L’Abri", "depuis": AVANT, "audience": "les_deux"}
    with agir(monde.nadia, le=AVANT) as acteur:
        ici = {"acteur": acteur, "dossier": dossier, "maintenant": MAINTENANT}
        partenaire, relais = uuid4(), uuid4()
        note = nommer(partenaire_id=partenaire, dit=dit, **ici)
        oui = AccordDit("L’Abri", (), LE + timedelta(days=60))
        inviter_un_partenaire(
            invite_id=uuid4(),
            partenaire=note,
            courriel=f"{partenaire}@abri.exemple.test",
            dit=oui,
            recueil=Recueil("oral"),
            le=AVANT,
            **ici,
        )
        prevoir(relais_id=relais, appartenance_id=monde.bilal.pk, du=LE, **ici)
    return partenaire, relais


def _note(monde: Monde, dossier: Dossier) -> UUID:
    dite = notes.NoteDite("logement", "Il dort chez un ami.", "les_deux")
    with agir(monde.nadia, le=AVANT) as acteur:
        return notes.noter(acteur=acteur, note_id=uuid4(), dossier_id=dossier.pk, dite=dite, maintenant=MAINTENANT).pk


def _activite(monde: Monde, dossier: Dossier) -> UUID:
    return declarer(monde.nadia, dossier, titre="une visite").pk


def _a_trois(monde: Monde, dossier: Dossier, conseiller: Appartenance) -> tuple[UUID, UUID, UUID, UUID]:
    """One meeting that was held, and one whose slot is still to be chosen."""
    debut = MAINTENANT + timedelta(days=7)
    commun: dict[str, Any] = {"maintenant": MAINTENANT}
    objets = []
    for combien in (1, 2):
        with agir(monde.nadia, le=AVANT) as acteur:
            dits = [a_trois.CreneauDit(debut + timedelta(days=n), 60, "porteur") for n in range(combien)]
            ici = {"acteur": acteur, "dossier_id": dossier.pk, **commun}
            objets.append(a_trois.proposer(tripartite_id=uuid4(), creneaux=dits, **ici))
        with agir(conseiller, le=AVANT) as acteur:
            lus = [c.pk for c in Creneau.objects.filter(tripartite=objets[-1])]
            dit = {"lus": lus, "conviennent": lus, "mot": "", "lien": "https://exemple.test/"}
            a_trois.repondre(acteur=acteur, tripartite=objets[-1], **dit, **commun)
        if combien == 1:
            with agir(monde.nadia, le=AVANT) as acteur:
                a_trois_tenu.tenir(
                    acteur=acteur, tripartite=objets[0], version=3, tenu_le=AVANT, presences={}, le=LE,
                    dit=a_trois_tenu.CompteRendu("Je viens."), **commun,
                )  # fmt: skip
    with agir(monde.nadia, le=AVANT) as acteur:
        invite: Invite = a_trois.inviter(
            acteur=acteur, invite_id=uuid4(), tripartite=objets[1], nom="Awa Diop", **commun
        )
    return objets[1].pk, lus[0], invite.pk, objets[0].pk


def _pratique(monde: Monde, ml: Structure) -> tuple[int, UUID]:
    lien = Partenariat.objects.get(porteur=monde.le_fil, mission_locale=ml)
    dite = pratiques.PratiqueDite("bilans", LE, tous_les=3, unite="mois")
    with agir(monde.nadia) as acteur:
        proposee = pratiques.proposer(
            acteur=acteur, pratique_id=uuid4(), partenariat=lien, dite=dite, le=LE, maintenant=MAINTENANT
        )
    return lien.pk, proposee.pk


def _repartition(monde: Monde, ml: Structure) -> tuple[UUID, UUID]:
    lien = Partenariat.objects.get(porteur=monde.le_fil, mission_locale=ml)
    with agir(monde.nadia) as acteur:
        fait = {"acteur": acteur, "partenariat": lien, "maintenant": MAINTENANT}
        tache = repartition.ajouter_tache(
            tache_id=uuid4(), phase="suites", domaine="autre", intitule="Tenir le jardin", **fait
        )
        repartition.dire(dites={"aller_vers": repartition.Dite(Reponse("porteur"), 0)}, **fait)
        lue = repartition.empreinte(repartition.a_proposer(lien, "porteur"))
        proposee = repartition.proposer(repartition_id=uuid4(), lue=lue, **fait)
    return tache.pk, proposee.pk


def _ajustement(monde: Monde, dossier: Dossier) -> UUID:
    with agir(monde.nadia) as acteur:
        return ajuster(
            acteur=acteur, ajustement_id=uuid4(), dossier=dossier, tache="rythme", reponse=Reponse("les_deux"), vu=None,
            le=LE, maintenant=MAINTENANT,
        ).pk  # fmt: skip


def _tenu(monde: Monde, dossier: Dossier) -> UUID:
    with agir(monde.nadia) as acteur:
        return suivi.noter(
            acteur=acteur, tenu_id=uuid4(), dossier=dossier, quoi="tripartite", tenu_le=AVANT, le=LE,
            maintenant=MAINTENANT,
        ).pk  # fmt: skip


def _plan(monde: Monde, dossier: Dossier) -> tuple[UUID, UUID, UUID, UUID]:
    with agir(monde.nadia) as acteur:
        fait = {"acteur": acteur, "maintenant": MAINTENANT}
        objectif = plan.ajouter_objectif(
            objectif_id=uuid4(), dossier_id=dossier.pk, dit=plan.ObjectifDit("logement", "un toit"), **fait
        )
        version = versions.proposer(version_id=uuid4(), dossier_id=dossier.pk, vu=plan_vu(dossier), le=LE, **fait)
        dite = plan.ActionDite("appeler", "porteur", avant_le=LE)
        action = plan.ajouter_action(action_id=uuid4(), objectif=objectif, dite=dite, **fait)
        commentaire = plan.commenter(commentaire_id=uuid4(), action=action, texte="oui", **fait)
    return objectif.pk, action.pk, commentaire.pk, version.pk


def _demandes(acteur: Any, dossier: Dossier) -> tuple[UUID, UUID]:
    """A diagnosis asked, and an allocation asked with the youth's agreement."""
    fait = {"acteur": acteur, "dossier_id": dossier.pk, "le": AVANT, "maintenant": MAINTENANT}
    diagnostic = remobilisation.demander_diagnostic(diagnostic_id=uuid4(), pour="un soutien", **fait)
    dite = ecritures_allocation.Dite(AVANT.replace(day=1), Decimal("100"), None, ["manger"], "")
    demande = ecritures_allocation.demander(demande_id=uuid4(), dite=dite, accord_id=uuid4(), recueil="oral", **fait)
    return diagnostic.pk, demande.pk


def _pacea(dossier: Dossier, conseiller: Appartenance) -> UUID:
    """A PACEA that is over: another may be noted."""
    with agir(conseiller, le=AVANT) as acteur:
        pacea = ecritures_pacea.noter_pacea(
            acteur=acteur, pacea_id=uuid4(), dossier_id=dossier.pk, signe_le=date(2025, 1, 10),
            fin_prevue_le=date(2026, 6, 30), premiere_phase_le=None, objectifs="", le=AVANT, maintenant=MAINTENANT,
        )  # fmt: skip
        ecritures_pacea.finir_pacea(
            acteur=acteur, pacea=pacea, version=1, fini_le=date(2026, 1, 9), fin="terme", fin_precision="", le=AVANT,
            maintenant=MAINTENANT,
        )  # fmt: skip
    return pacea.pk


def _entree_signee(monde: Monde, dossier: Dossier, conseiller: Appartenance) -> None:
    """A decision in force, which asks something of each side; another will be proposed after it."""
    with agir(monde.nadia, le=AVANT) as acteur:
        decision = decision_sur(acteur, dossier.pk, "entree", AVANT)
        signer(acteur, decision)
    with agir(conseiller, le=AVANT) as acteur:
        signer(acteur, decision)
        fait = {"dossier": dossier, "faite": True, "maintenant": MAINTENANT}
        commission.dire_faite(acteur=acteur, quoi=Quoi.REPORTER_IMILO, **fait)
    with agir(monde.nadia, le=AVANT) as acteur:
        commission.dire_faite(acteur=acteur, quoi=Quoi.ANNONCER, **fait)


def _deux_contrats(monde: Monde, dossier: Dossier, conseiller: Appartenance) -> tuple[UUID, UUID]:
    """One that runs, and the next one, ready to be opened."""
    premier = contrat_signe(monde.nadia, conseiller, dossier.pk, AVANT, FIN_DU_PREMIER)
    with agir(conseiller, le=AVANT) as acteur:
        contrats.ouvrir(acteur=acteur, contrat=premier, version=1, en_qualite_de="delegataire", maintenant=MAINTENANT)
    debut = FIN_DU_PREMIER + timedelta(days=1)
    suivant = contrat_signe(
        monde.nadia, conseiller, dossier.pk, debut, debut + timedelta(days=90), circonstances="Il tient parole."
    )
    return premier.pk, suivant.pk


def _signal(acteur: Any, dossier: Dossier) -> UUID:
    """Sacha met a youth who looks like this one; Nadia asks to be put in touch."""
    chercher(acteur=acteur, dossier_id=dossier.pk, maintenant=MAINTENANT)
    signal = du_dossier(dossier.pk).get()
    demander(acteur=acteur, rapprochement=signal, message="On se parle ?", maintenant=MAINTENANT)
    return signal.pk


def _contact(acteur: Any, dossier: Dossier) -> Contact:
    dit = ContactDit(uuid4(), LE - timedelta(days=300), "sms", False, False, False, "")
    return noter_contact(
        acteur=acteur, dossier_id=dossier.pk, dit=dit, qui_le_dit="porteur", le=acteur.le, maintenant=MAINTENANT
    )
