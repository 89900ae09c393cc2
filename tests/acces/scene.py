"""Everybody who could try a door, each with something of their own behind another one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from parcours.commission import ecritures as commission
from parcours.commission import ecritures_seances as seances
from parcours.commission.jugement import jugement, verdict_du
from parcours.commission.models import Decision
from parcours.contrat import ecritures as contrats
from parcours.contrat.models import Contrat
from parcours.eligibilite.ecritures import ContactDit, noter_contact, retirer_contact
from parcours.eligibilite.lectures import avec_faits
from parcours.eligibilite.models import Contact, VerdictGarde
from parcours.remobilisation import ecritures as remobilisation
from parcours.remobilisation import ecritures_allocation, ecritures_duree, ecritures_pacea
from parcours.reperage.ecritures import garder_brouillon
from parcours.sortie import ecritures as sorties
from parcours.sortie.models import Sortie
from parcours.suivi import ecritures as suivi
from regles.contrat import Partie
from regles.decision import Quoi
from socle.acces.portee import casquettes
from socle.acteurs.ecritures import Droits, inviter
from socle.acteurs.models import Appartenance, Invitation, Structure
from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from socle.dossier.models import Dossier
from socle.doublons.ecritures import chercher, demander
from socle.doublons.lectures import du_dossier
from socle.droit.ecritures import ActeDit
from socle.droit.ecritures import signer as signer_acte
from socle.partenariats import pratiques
from socle.partenariats.models import Partenariat
from tests.monde import LE, MAINTENANT, Monde, agir, embaucher

JEUDI = date(2026, 11, 26)
"""The next séance, and every Thursday after it."""
AVANT = LE - timedelta(days=11)
"""A Thursday as well: the dossiers that are tried began then."""
PRENOM = "Zoltanor"
"""First name of the youth whose dossier is tried: nobody without access may ever read it."""

ACTEURS = {
    "nadia": "référente, a ouvert le dossier",
    "bilal": "collègue de Nadia, même structure",
    "maya": "collègue limitée aux siens, à qui le dossier n’a pas été confié",
    "paul": "administre la structure, sans dossiers",
    "karim": "mission locale du dossier, accord en cours",
    "ines": "administre la mission locale du dossier, accord en cours",
    "tania": "mission locale d’un dossier dont l’accord est retiré ; a un autre dossier",
    "eloi": "mission locale d’un dossier dont l’accord est fini ; a un autre dossier",
    "lena": "autre mission locale, avec ses dossiers",
    "sacha": "autre porteur, avec ses dossiers",
    "vera": "ancienne de la structure, passée chez l’autre porteur, garde son ancienne casquette en session",
    "odile": "pilote",
    "sans": "compte dont la seule casquette est révoquée",
    "anonyme": "personne",
}
D_UN_SORTI = ("corriger_sortie", "annuler_sortie", "avis_sortie", "maintenir_sortie", "il_revient")
"""Addresses that only say something of a youth who left."""
D_UN_O2R = ("prolonger_parcours", "retirer_prolongation", "remettre_prolongation")
"""Addresses of a programme that the law gives a length."""
SANS_DECISION = ("programme",)
"""Addresses that are open while the commission decided nothing."""
MISSIONS_LOCALES = ("karim", "ines", "tania", "eloi", "lena")


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

    def dossier_de(self, nom: str) -> UUID:
        """The dossier that the address `nom` is tried on."""
        autres = {D_UN_SORTI: self.sorti, D_UN_O2R: self.o2r, SANS_DECISION: self.neuf}
        return next((pk for noms, pk in autres.items() if nom in noms), self.dossier.pk)


@dataclass
class Scene:
    """The cast on stage: who tries, and at which dossier."""

    monde: Monde
    gens: dict[str, Appartenance | None]
    cibles: dict[str, Cible]
    invitation: Invitation
    jeton: str
    deplacement: int
    acte: UUID
    clients: dict[str, Client] = field(default_factory=dict)

    def cible(self, qui: str) -> Cible:
        """The dossier that this actor tries: the one they had, or the one of everybody."""
        return self.cibles.get(qui, self.cibles["tous"])

    def client(self, qui: str) -> Client:
        """The browser of an actor, logged in."""
        return self.clients[qui]

    def arguments(self, nom: str, parametres: list[str], qui: str) -> dict[str, Any]:
        """What goes in the address `nom`. Raises KeyError for a parameter that nobody has thought of."""
        cible = self.cible(qui)
        tous: dict[str, Any] = {
            "dossier_id": cible.dossier_de(nom),
            "prolongation_id": cible.prolongation,
            "contact_id": cible.contact_retire if nom == "remettre_contact" else cible.contact,
            "accord_id": cible.accord,
            "brouillon_id": cible.brouillon,
            "decision_id": cible.decision,
            "rapprochement_id": cible.rapprochement,
            "diagnostic_id": cible.diagnostic,
            "pacea_id": cible.pacea,
            "allocation_id": cible.allocation,
            "verdict_id": cible.verdict,
            "mission_locale_id": cible.dossier.mission_locale_id,
            "seance_le": JEUDI,
            "deplacement_id": self.deplacement,
            "partie": "jeune",
            "partenariat_id": cible.partenariat,
            "pratique_id": cible.pratique,
            "tenu_id": cible.tenu,
            "objet": "tripartites",
            "acte_id": self.acte,
            "effet": "remplacer",
            "programme": "cej-jr",
            "code": "carence_en_mois",
            "quoi": "bilan" if nom == "noter_rendezvous" else self._suite(qui),
            "jeton": self.jeton,
            # Somebody else's device, or nobody's: the two cannot be told apart.
            "appareil_id": 2**31 - 1,
            "uidb36": "1",
            "key": "abcdef-0123456789",
        }
        if "invitation" in nom:
            tous["pk"] = self.invitation.pk
        elif "membre" in nom:
            tous["pk"] = self.monde.maya.pk
        elif "webauthn" in nom:
            tous["pk"] = 1
        return {p: tous[p] for p in parametres}

    def _suite(self, qui: str) -> str:
        return "reporter_imilo" if qui in MISSIONS_LOCALES else "annoncer"

    def adresse(self, nom: str, parametres: list[str], qui: str) -> str:
        """The address `nom` with the ids that this actor tries."""
        return reverse(nom, kwargs=self.arguments(nom, parametres, qui))


@contextmanager
def sans_lendemain() -> Iterator[None]:
    """Undo all that happens inside, and start without anybody's walls open."""
    with transaction.atomic():
        casquettes(0, None, le=LE, acte="test")
        yield
        transaction.set_rollback(True)


def essayer(client: Client, methode: str, adresse: str, donnees: dict | None = None) -> HttpResponse:
    """One request, and the browser put back as it was. A failure of the server is an answer (500), not an exception."""
    temoins = deepcopy(client.cookies)
    client.raise_request_exception = False
    try:
        return getattr(client, methode.lower())(adresse, donnees or {})
    finally:
        client.cookies = temoins


def ecrits(scene: Scene, qui: str = "nadia") -> dict[str, int]:
    """How many rows each table holds, as seen by the owner of the dossiers: a refused write changes none."""
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' "
            "AND (table_name LIKE '%event' OR table_name IN ('acces_acces', 'courrier_courrier')) "
            "AND has_table_privilege(table_name, 'SELECT')"
        )
        tables = [ligne[0] for ligne in curseur.fetchall()]
        casquettes(scene.gens[qui].compte_id, scene.gens[qui].pk, le=LE, acte="test")
        curseur.execute(" UNION ALL ".join(f"SELECT '{t}', count(*) FROM {t}" for t in tables))
        return dict(curseur.fetchall())


def monter(monde: Monde) -> Scene:
    """Build the stage: three dossiers to try, and one of their own for every intruder."""
    autres = {nom: _mission_locale(monde, titre) for nom, titre in (("tania", "Trois-Ponts"), ("eloi", "Quatre-Vents"))}
    gens: dict[str, Appartenance | None] = dict(monde.gens)
    gens["tania"] = embaucher("Tania", "Le Goff", autres["tania"], "conseiller")
    gens["eloi"] = embaucher("Éloi", "Masson", autres["eloi"], "conseiller")
    gens["vera"], gens["sans"], gens["anonyme"] = _vera(monde), _sans(monde), None
    _les_leurs(monde, gens)
    _rendezvous(monde)
    cibles = {
        "tous": _cible(monde, monde.val_dore, monde.karim),
        "tania": _cible(monde, autres["tania"], gens["tania"], apres=_retirer),
        "eloi": _cible(monde, autres["eloi"], gens["eloi"], jusqu_a=LE - timedelta(days=1)),
    }
    with agir(monde.paul) as acteur:
        envoi = inviter(
            acteur=acteur, courriel="nouvelle@exemple.test", droits=Droits("benevole", "siens"), le=LE,
            maintenant=MAINTENANT,
        )  # fmt: skip
    scene = Scene(monde, gens, cibles, envoi.invitation, envoi.jeton, _deplacement(monde), _acte(monde))
    scene.clients = {qui: monde.client(gens[qui]) for qui in ACTEURS}
    scene.clients["vera"] = _avec_sa_vieille_casquette(monde, gens["vera"])
    return scene


def _mission_locale(monde: Monde, titre: str) -> Structure:
    ml = Structure.objects.create(nature="mission_locale", nom=f"Mission locale des {titre}", departement="35")
    Partenariat.objects.create(porteur=monde.le_fil, mission_locale=ml, depuis=date(2022, 9, 1))
    return ml


def _revoquer(appartenance: Appartenance) -> None:
    casquettes(appartenance.compte_id, None, le=LE, acte="test")
    Appartenance.objects.filter(pk=appartenance.pk).update(revoquee_le=MAINTENANT)


def _vera(monde: Monde) -> Appartenance:
    ancienne = embaucher("Vera", "Nunes", monde.le_fil, "referent")
    actuelle = embaucher("Vera", "Nunes", monde.les_amarres, "referent", compte=ancienne.compte)
    _revoquer(ancienne)
    return actuelle


def _avec_sa_vieille_casquette(monde: Monde, vera: Appartenance) -> Client:
    client = monde.client(vera)
    session = client.session
    session["casquette"] = vera.compte.appartenances.exclude(pk=vera.pk).get().pk
    session.save()
    return client


def _sans(monde: Monde) -> Appartenance:
    seule = embaucher("Sam", "Ollivier", monde.le_fil, "referent")
    _revoquer(seule)
    return seule


def _les_leurs(monde: Monde, gens: dict[str, Any]) -> None:
    """An intruder with empty hands proves nothing."""
    monde.accord(monde.nadia, monde.dossier(monde.nadia, mission_locale=gens["tania"].structure))
    monde.accord(monde.nadia, monde.dossier(monde.nadia, mission_locale=gens["eloi"].structure))
    sosie = {"prenom": "Zoltano", "nom": "Zoltanide"}
    monde.accord(monde.sacha, monde.dossier(monde.sacha, mission_locale=monde.haute_rive, identite=sosie))
    monde.dossier(gens["vera"])
    monde.dossier(monde.maya)


def _rendezvous(monde: Monde) -> None:
    for conseiller in (monde.karim, monde.lena):
        with agir(conseiller) as acteur:
            seances.fixer_rendezvous(
                acteur=acteur, premiere_le=JEUDI, heure=MAINTENANT.time(), toutes_les=1, lieu="", jusqu_a=None,
                maintenant=MAINTENANT,
            )  # fmt: skip


def _deplacement(monde: Monde) -> int:
    with agir(monde.karim) as acteur:
        return seances.deplacer(
            acteur=acteur, prevue_le=JEUDI + timedelta(weeks=2), tenue_le=None, heure=None, lieu="", motif="férié",
            maintenant=MAINTENANT,
        ).pk  # fmt: skip


def _acte(monde: Monde) -> UUID:
    """An act of the pilote, to come: it changes no verdict of these days."""
    dit = ActeDit(
        programme="cej-jr", effet="remplacer", cible="age_maximum_rqth", valeur="30", du=date(2027, 1, 1), au=None,
        titre="Arrêté d’essai", date=LE,
    )  # fmt: skip
    with agir(monde.odile) as acteur:
        return signer_acte(acteur=acteur, acte_id=uuid4(), dit=dit, maintenant=MAINTENANT).pk


def _cible(
    monde: Monde, ml: Structure, conseiller: Any, *, jusqu_a: date | None = None, apres: Callable | None = None
) -> Cible:
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
    sorti, son_accord = _sorti(monde, ml, conseiller, jusqu_a=jusqu_a)
    o2r, prolongation, un_accord = _o2r(monde, ml, conseiller, jusqu_a=jusqu_a)
    neuf, dernier_accord = _neuf(monde, ml, jusqu_a=jusqu_a)
    for a_la_fin in (accord, son_accord, un_accord, dernier_accord) if apres is not None else ():
        apres(monde, a_la_fin)
    liens = (accord.pk, brouillon, decision.pk, signal, diagnostic, pacea, allocation)
    partage = (*_pratique(monde, ml), _tenu(monde, dossier))
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
    )


def _pratique(monde: Monde, ml: Structure) -> tuple[int, UUID]:
    lien = Partenariat.objects.get(porteur=monde.le_fil, mission_locale=ml)
    dite = pratiques.PratiqueDite("bilans", LE, tous_les=3, unite="mois")
    with agir(monde.nadia) as acteur:
        proposee = pratiques.proposer(
            acteur=acteur, pratique_id=uuid4(), partenariat=lien, dite=dite, le=LE, maintenant=MAINTENANT
        )
    return lien.pk, proposee.pk


def _tenu(monde: Monde, dossier: Dossier) -> UUID:
    with agir(monde.nadia) as acteur:
        return suivi.noter(
            acteur=acteur, tenu_id=uuid4(), dossier=dossier, quoi="tripartite", tenu_le=AVANT, le=LE,
            maintenant=MAINTENANT,
        ).pk  # fmt: skip


def _sorti(monde: Monde, ml: Structure, conseiller: Any, *, jusqu_a: date | None) -> tuple[UUID, Accord]:
    """A youth who left, said by the porteur, contested by the mission locale."""
    identite = {"prenom": PRENOM, "nom": "Sorti", "date_naissance": date(2005, 5, 5)}
    dossier = monde.dossier(monde.nadia, mission_locale=ml, le=AVANT, identite=identite)
    accord = monde.accord(monde.nadia, dossier, le=AVANT, jusqu_a=jusqu_a)
    with agir(monde.nadia, le=AVANT) as acteur:
        sortie = sortir(acteur, dossier.pk)
    contester(conseiller, sortie, "Il était là lundi.")
    return dossier.pk, accord


def _o2r(monde: Monde, ml: Structure, conseiller: Any, *, jusqu_a: date | None) -> tuple[UUID, UUID, Accord]:
    """A youth in an O2R parcours that Nadia extended."""
    identite = {"prenom": PRENOM, "nom": "Odeuzer", "date_naissance": date(2004, 4, 4)}
    dossier = monde.dossier(monde.nadia, mission_locale=ml, le=AVANT, identite=identite)
    accord = monde.accord(monde.nadia, dossier, le=AVANT, jusqu_a=jusqu_a)
    with agir(monde.nadia, le=AVANT) as acteur:
        Dossier.objects.filter(pk=dossier.pk).update(programme="o2r-jeunes")
        decision = decision_sur(acteur, dossier.pk, "entree", AVANT, motif="Il vient.")
        signer(acteur, decision)
    with agir(conseiller, le=AVANT) as acteur:
        signer(acteur, decision)
    with agir(monde.nadia, le=AVANT) as acteur:
        prolongation = ecritures_duree.prolonger(
            acteur=acteur, prolongation_id=uuid4(), dossier_id=dossier.pk, jusqu_au=date(2027, 9, 1),
            motif="Il commence à peine.", maintenant=MAINTENANT,
        )  # fmt: skip
    return dossier.pk, prolongation.pk, accord


def _neuf(monde: Monde, ml: Structure, *, jusqu_a: date | None) -> tuple[UUID, Accord]:
    """A youth whose dossier says a programme that the porteur does not carry."""
    identite = {"prenom": PRENOM, "nom": "Neuf", "date_naissance": date(2004, 7, 7)}
    dossier = monde.dossier(monde.nadia, mission_locale=ml, le=AVANT, identite=identite)
    accord = monde.accord(monde.nadia, dossier, le=AVANT, jusqu_a=jusqu_a)
    with agir(monde.nadia, le=AVANT):
        Dossier.objects.filter(pk=dossier.pk).update(programme="o2r-jeunes")
    return dossier.pk, accord


def sortir(acteur: Any, dossier_id: UUID, *, relais: dict[str, str] | None = None, **mots: Any) -> Sortie:
    """Say that a youth left, on the day of the hat."""
    texte = {
        "le": acteur.le, "motif": "emploi_durable", "precision": "", "vers": "", "accompagnement": None,
        "accompagnement_par": "", "accompagnement_jusqu_a": None, "parole": "", **mots,
    }  # fmt: skip
    return sorties.dire(
        acteur=acteur, sortie_id=uuid4(), dossier_id=dossier_id, texte=texte, relais=relais, le=acteur.le,
        maintenant=MAINTENANT,
    )  # fmt: skip


def contester(par: Appartenance, sortie: Sortie, texte: str) -> None:
    """The other side does not agree."""
    with agir(par, le=AVANT) as acteur:
        sorties.donner_avis(
            acteur=acteur, avis_id=uuid4(), sortie=sortie, version_lue=1, conteste=True, texte=texte,
            maintenant=MAINTENANT,
        )  # fmt: skip


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


FIN_DU_PREMIER = LE + timedelta(days=30)


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


def contrat_signe(
    referent: Appartenance, conseiller: Appartenance, dossier_id: UUID, debut_le: date, fin_le: date, **mots: Any
) -> Contrat:
    """A contract prepared, whose three signatures are noted."""
    termes = {
        "debut_le": debut_le, "fin_prevue_le": fin_le, "regime": "ordinaire", "heures": 15,
        "referent_id": conseiller.pk, "reference": "", "circonstances": "", **mots,
    }  # fmt: skip
    for qui, parties in ((referent, (Partie.JEUNE, Partie.PORTEUR)), (conseiller, (Partie.MISSION_LOCALE,))):
        with agir(qui, le=AVANT) as acteur:
            if qui is referent:
                contrat = contrats.preparer(
                    acteur=acteur, contrat_id=uuid4(), version=1, dossier_id=dossier_id, termes=termes, le=AVANT,
                    maintenant=MAINTENANT,
                )  # fmt: skip
            for partie in parties:
                contrats.noter_signature(
                    acteur=acteur, contrat=contrat, partie=partie, signee_le=AVANT, le=AVANT, maintenant=MAINTENANT
                )
    return contrat


def _signal(acteur: Any, dossier: Dossier) -> UUID:
    """Sacha met a youth who looks like this one; Nadia asks to be put in touch."""
    chercher(acteur=acteur, dossier_id=dossier.pk, maintenant=MAINTENANT)
    signal = du_dossier(dossier.pk).get()
    demander(acteur=acteur, rapprochement=signal, message="On se parle ?", maintenant=MAINTENANT)
    return signal.pk


def _retirer(monde: Monde, accord: Accord) -> None:
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)


def _contact(acteur: Any, dossier: Dossier) -> Contact:
    dit = ContactDit(uuid4(), LE - timedelta(days=300), "sms", False, False, False, "")
    return noter_contact(
        acteur=acteur, dossier_id=dossier.pk, dit=dit, qui_le_dit="porteur", le=acteur.le, maintenant=MAINTENANT
    )


def constat_de(dossier_id: UUID, seance_le: date) -> str:
    """What the verdict amounts to on the day of the séance, as its page says it back."""
    dossier = avec_faits(Dossier.objects.filter(pk=dossier_id)).get()
    return jugement(dossier, verdict_du(dossier, le=seance_le))["constat"]


def decision_sur(acteur: Any, dossier_id: UUID, issue: str, seance_le: date, **mots: Any) -> Decision:
    """Propose a decision as a page would: on the verdict of that day."""
    texte = {
        "issue": issue, "appreciation": "", "motif": "", "fin_le": None, "plan_interim": "", "vers": "",
        "pourquoi_ailleurs": "", "manque": "", "apporte_par": "", "responsable_id": None, **mots,
    }  # fmt: skip
    return commission.proposer(
        acteur=acteur, decision_id=uuid4(), version=1, dossier_id=dossier_id, seance_le=seance_le, texte=texte,
        vu=constat_de(dossier_id, seance_le), le=acteur.le, maintenant=MAINTENANT,
    )  # fmt: skip


def signer(acteur: Any, decision: Decision) -> None:
    """Sign the text as it stands."""
    commission.signer(acteur=acteur, decision=decision, lue=decision.empreinte, le=acteur.le, maintenant=MAINTENANT)
