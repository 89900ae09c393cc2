"""Telling who may read: agreements, their end, and dossiers handed over."""

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from socle.consentements.ecritures import recueillir, retirer
from socle.consentements.models import Accord
from socle.dossier.ecritures import confier


def partager(moment: m.Partage, scene: Scene) -> None:
    """The youth agrees that the mission locale reads, and may be given an adviser there."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[scene.jeune.par], jour) as acteur:
        dossier = scene.dossier()
        recueillir(
            acteur=acteur,
            accord_id=scene.identifiant(),
            dossier=dossier,
            destinataire=dossier.mission_locale,
            elements=list(moment.elements),
            recueil=moment.recueil,
            jusqu_a=None if moment.expire_dans is None else scene.jour(-moment.expire_dans),
            maintenant=a_l_heure(jour, 11),
        )
    if scene.jeune.conseiller is not None:
        remettre(m.Remise(moment.il_y_a, scene.jeune.conseiller, scene.jeune.conseiller), scene)


def ne_plus_partager(moment: m.FinDePartage, scene: Scene) -> None:
    """The youth changes their mind."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[scene.jeune.par], jour) as acteur:
        accord = Accord.objects.get(dossier_id=scene.dossier_id, retire_le=None)
        retirer(acteur=acteur, accord=accord, maintenant=a_l_heure(jour, 16))


def remettre(moment: m.Remise, scene: Scene) -> None:
    """A dossier goes to a colleague."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.de], jour) as acteur:
        confier(
            acteur=acteur,
            dossier=scene.dossier(),
            appartenance_id=scene.gens[moment.a].pk,
            maintenant=a_l_heure(jour, 13),
        )
