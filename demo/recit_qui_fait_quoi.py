"""Telling who takes what for one youth."""

from datetime import timedelta

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.qui_fait_quoi.ecritures import accepter, ajuster
from socle.repartition.lignes import Reponse


def ajuster_une_tache(moment: m.TacheAjustee, scene: Scene) -> None:
    """Somebody else takes it, for this youth."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.par], jour) as acteur:
        fait = ajuster(
            acteur=acteur, ajustement_id=scene.identifiant(), dossier=scene.dossier(), tache=moment.tache,
            reponse=Reponse(moment.qui, moment.partenaire), vu=None, le=jour, maintenant=a_l_heure(jour, 16),
        )  # fmt: skip
    if fait is not None and moment.avec is not None:
        demain = jour + timedelta(days=1)
        with sous(scene.gens[moment.avec], demain) as acteur:
            accepter(acteur=acteur, ajustement=fait, maintenant=a_l_heure(demain, 9))
