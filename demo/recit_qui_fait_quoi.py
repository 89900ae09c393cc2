"""Telling who takes what for one youth."""

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.qui_fait_quoi.ecritures import ajuster
from socle.repartition.lignes import Reponse


def ajuster_une_tache(moment: m.TacheAjustee, scene: Scene) -> None:
    """Somebody else takes it, for this youth."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.par], jour) as acteur:
        ajuster(
            acteur=acteur, ajustement_id=scene.identifiant(), dossier=scene.dossier(), tache=moment.tache,
            reponse=Reponse(moment.qui, moment.partenaire), vu=None, le=jour, maintenant=a_l_heure(jour, 16),
        )  # fmt: skip
