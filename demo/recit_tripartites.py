"""Telling the meetings of the three: proposed, fixed, held, signed."""

from datetime import date

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.tripartites import ecritures, ecritures_tenue
from parcours.tripartites.models import Creneau, Invite, Tripartite
from regles.contrat import Partie

LIEN = "https://demo.tandem.invalid/"


def se_voir(moment: m.EntretienATrois, scene: Scene) -> None:
    """From the slots to the signatures, as far as the story goes."""
    jour, le_sien = scene.jour(moment.il_y_a), scene.jeune.conseiller or "karim"
    creneaux = [
        ecritures.CreneauDit(a_l_heure(scene.jour(-dans), 14), 60, moment.lieu, moment.lieu_dit) for dans in moment.dans
    ]
    with sous(scene.gens[moment.par], jour) as acteur:
        objet = ecritures.proposer(
            acteur=acteur, tripartite_id=scene.identifiant(), dossier_id=scene.dossier_id, creneaux=creneaux,
            maintenant=a_l_heure(jour, 9),
        )  # fmt: skip
        if moment.invite:
            ecritures.inviter(
                acteur=acteur, invite_id=scene.identifiant(), tripartite=objet, nom=moment.invite,
                maintenant=a_l_heure(jour, 9, 5),
            )  # fmt: skip
    if moment.repond:
        _repondre(scene, objet, le_sien if moment.par == scene.jeune.par else scene.jeune.par, jour)
    if moment.mots is not None:
        _tenir(moment, scene, objet, scene.jour(-moment.dans[0]), le_sien)


def _repondre(scene: Scene, objet: Tripartite, par: str, jour: date) -> None:
    with sous(scene.gens[par], jour) as acteur:
        lus = list(
            Creneau.objects.filter(tripartite=objet, retire_le=None).order_by("debut").values_list("pk", flat=True)
        )
        ecritures.repondre(
            acteur=acteur, tripartite=objet, lus=lus, conviennent=lus[:1], mot="", lien=LIEN,
            maintenant=a_l_heure(jour, 11),
        )  # fmt: skip


def _tenir(moment: m.EntretienATrois, scene: Scene, objet: Tripartite, jour: date, le_sien: str) -> None:
    with sous(scene.gens[moment.par], jour) as acteur:
        presences = {i.pk: "present" for i in Invite.objects.filter(tripartite=objet, retire_le=None)}
        ecritures_tenue.tenir(
            acteur=acteur, tripartite=objet, version=Tripartite.objects.get(pk=objet.pk).version, tenu_le=jour,
            dit=ecritures_tenue.CompteRendu(**(moment.mots or {})), presences=presences, le=jour,
            maintenant=a_l_heure(jour, 15),
        )  # fmt: skip
        version = Tripartite.objects.get(pk=objet.pk).version
    for rang, partie in enumerate(moment.signent, 1):
        qui = le_sien if partie == Partie.MISSION_LOCALE else scene.jeune.par
        with sous(scene.gens[qui], jour) as acteur:
            ecritures_tenue.signer(
                acteur=acteur, tripartite=objet, partie=Partie(partie), version=version, signee_le=jour,
                recueil="papier" if partie == Partie.JEUNE else "", le=jour, maintenant=a_l_heure(jour, 15, 5 * rang),
            )  # fmt: skip
