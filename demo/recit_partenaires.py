"""Telling an invitation: the youth says yes, somebody of another organisation opens their link, or has not yet."""

from datetime import timedelta

from demo import moments as m
from demo.instants import a_l_heure
from demo.personnages import DOMAINE, INVITES, MOT_DE_PASSE
from demo.recit import Scene, sous
from parcours.interlocuteurs.ecritures_invitation import inviter_un_partenaire
from parcours.interlocuteurs.models import Partenaire
from socle.acteurs.acceptation import accepter
from socle.consentements.ecritures import Preuve
from socle.consentements.partenaires import AccordDit, Recueil

PAR_CLE = {p.cle: p for p in INVITES}
TEMOIN = Preuve(temoin="Zélie Brun", temoin_fonction="animatrice de la halte")


def inviter_un_partenaire_nomme(moment: m.PartenaireInvite, scene: Scene) -> None:
    """The partner of that name, already noted, is invited; a character opens their access the day after."""
    jour, nouveau = scene.jour(moment.il_y_a), PAR_CLE.get(moment.qui)
    courriel = nouveau.courriel if nouveau else f"{moment.qui}@{DOMAINE}"
    with sous(scene.gens[moment.par], jour) as acteur:
        partenaire = Partenaire.objects.get(dossier_id=scene.dossier_id, nom=moment.nom)
        dit = AccordDit(f"{partenaire.nom}, {partenaire.organisation}", (), scene.jour(-moment.dans))
        invite = inviter_un_partenaire(
            acteur=acteur, invite_id=scene.identifiant(), dossier=scene.dossier(), partenaire=partenaire,
            courriel=courriel, dit=dit, recueil=Recueil("oral", TEMOIN), le=jour, maintenant=a_l_heure(jour, 11),
        )  # fmt: skip
    if nouveau is None or invite.envoi is None:
        return
    demain = jour + timedelta(days=1)
    compte = accepter(
        secret=invite.envoi.jeton, prenom=nouveau.prenom, nom=nouveau.nom, mot_de_passe=MOT_DE_PASSE, le=demain,
        maintenant=a_l_heure(demain, 9),
    )  # fmt: skip
    scene.gens[nouveau.cle] = compte.appartenances.get()
