"""Telling a note: what somebody wrote down, and for whom."""

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.notes import ecritures as notes


def ecrire_une_note(moment: m.NoteEcrite, scene: Scene) -> None:
    """A note of that day."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.par], jour) as acteur:
        notes.noter(
            acteur=acteur,
            note_id=scene.identifiant(),
            dossier_id=scene.dossier_id,
            dite=notes.NoteDite(
                moment.domaine,
                moment.texte,
                moment.audience,
                scene.gens[moment.pour].structure_id if moment.pour else None,
                moment.montre_au_jeune,
            ),
            maintenant=a_l_heure(jour, 17),
        )
