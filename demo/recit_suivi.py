"""Telling what came back: tripartite interviews and bilans."""

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.suivi.ecritures import noter


def tenir(moment: m.RendezvousTenu, scene: Scene) -> None:
    """One of them took place."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.par], jour) as acteur:
        noter(
            acteur=acteur, tenu_id=scene.identifiant(), dossier=scene.dossier(), quoi=moment.quoi, tenu_le=jour,
            le=jour, maintenant=a_l_heure(jour, 17),
        )  # fmt: skip
