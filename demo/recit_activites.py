"""Telling an activity: what somebody did, how long, and who noted it."""

from datetime import time

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.activites import ecritures
from parcours.activites.ecritures import ActiviteDite, MotsDits


def noter_une_activite(moment: m.ActiviteFaite, scene: Scene) -> None:
    """An activity of that day; one to come is noted today."""
    jour = scene.jour(moment.il_y_a)
    note_le = min(jour, scene.le)
    with sous(scene.gens[moment.par], note_le) as acteur:
        ecritures.declarer(
            acteur=acteur,
            activite_id=scene.identifiant(),
            dossier_id=scene.dossier_id,
            dite=ActiviteDite(
                jour, moment.minutes, moment.nature, moment.cadre, moment.etat,
                debut=None if moment.a is None else time(moment.a),
            ),
            mots=MotsDits(moment.titre, moment.commentaire, moment.audience),
            maintenant=a_l_heure(note_le, 18),
        )  # fmt: skip
