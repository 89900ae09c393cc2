"""Everybody who could try a door, each with something of their own behind another one."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from parcours.commission import ecritures_seances as seances
from parcours.interlocuteurs.models import PartenaireInvite
from socle.acces.portee import casquettes
from socle.acteurs.ecritures import Droits, inviter
from socle.acteurs.models import Appartenance, Invitation, Structure
from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from socle.droit.ecritures import ActeDit
from socle.droit.ecritures import signer as signer_acte
from socle.partenariats.models import Partenariat
from tests.acces.cible import D_UN_SORTI, FIN_DU_PREMIER, JEUDI, PRENOM, Cible, dresser
from tests.acces.gestes import AVANT, constat_de, contester, contrat_signe, decision_sur, signer, sortir
from tests.monde import LE, MAINTENANT, Monde, agir, embaucher

__all__ = [
    "ACTEURS", "AVANT", "Cible", "D_UN_SORTI", "FIN_DU_PREMIER", "JEUDI", "MISSIONS_LOCALES", "PRENOM",
    "Scene", "constat_de", "contester", "contrat_signe", "decision_sur", "ecrits", "essayer", "monter",
    "sans_lendemain", "signer", "sortir",
]  # fmt: skip

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
    "clara": "partenaire invitée sur le dossier, qui n’en voit que ce qui lui est adressé",
    "sans": "compte dont la seule casquette est révoquée",
    "anonyme": "personne",
}
D_UN_TENU = (
    "tripartite_agenda", "tripartite_imprime", "deplacer_tripartite", "signer_tripartite", "signature_qui_manque",
    "retirer_signature_a_trois",
)  # fmt: skip
"""Addresses about a meeting that was held."""
MISSIONS_LOCALES = ("karim", "ines", "tania", "eloi", "lena")


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
            "tache_id": cible.tache_propre,
            "repartition_id": cible.repartition,
            "ajustement_id": cible.ajustement,
            "phase": "reperage",
            "objectif_id": cible.objectif,
            "action_id": cible.action,
            "commentaire_id": cible.commentaire,
            "version_id": cible.version,
            "note_id": cible.note,
            "activite_id": cible.activite,
            "domaine": "logement",
            "volet": "besoins",
            "partenaire_id": cible.partenaire,
            "synthese_id": cible.synthese_de(nom),
            "envoi_id": cible.envoi,
            "relais_id": cible.relais,
            "tripartite_id": cible.tripartite_tenu if nom in D_UN_TENU else cible.tripartite,
            "creneau_id": cible.creneau,
            "invite_id": cible.invite,
            "cle": f"membre-{self.monde.nadia.pk}",
            # Nobody's: an absence is one's own, or is not there.
            "absence_id": uuid4(),
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
        "tous": dresser(monde, monde.val_dore, monde.karim),
        "tania": dresser(monde, autres["tania"], gens["tania"], apres=_retirer),
        "eloi": dresser(monde, autres["eloi"], gens["eloi"], jusqu_a=LE - timedelta(days=1)),
    }
    with agir(monde.nadia):
        abri = PartenaireInvite.objects.get(partenaire_id=cibles["tous"].partenaire).accord.destinataire
    gens["clara"] = embaucher("Clara", "Morel", abri, "partenaire", portee="partage", decide=False)
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


def _retirer(monde: Monde, accord: Accord) -> None:
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)
