"""Telling which contacts are known, and what the mission locale found in the history."""

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.eligibilite.ecritures import noter_contact, verifier_historique


def noter(moment: m.Note, scene: Scene) -> None:
    """One contact, as somebody tells it."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.par or scene.jeune.par], jour) as acteur:
        noter_contact(
            acteur=acteur,
            dossier_id=scene.dossier_id,
            dit=scene.contact(moment.contact),
            qui_le_dit=moment.dapres,
            le=jour,
            maintenant=a_l_heure(jour, 12),
        )


def verifier(moment: m.Histoire, scene: Scene) -> None:
    """The mission locale looks the youth up."""
    jour = scene.jour(moment.il_y_a)
    inscrit_le = None if moment.inscrit_il_y_a is None else scene.jour(moment.inscrit_il_y_a)
    with sous(scene.gens[moment.par or scene.jeune.conseiller or "karim"], jour) as acteur:
        verifier_historique(
            acteur=acteur,
            verification_id=scene.identifiant(),
            dossier=scene.dossier(),
            inscrit=moment.inscrit,
            inscrit_le=inscrit_le,
            veille_le=None if moment.veille_dans is None else scene.jour(-moment.veille_dans),
            remarque=moment.remarque,
            contacts=[scene.contact(dit) for dit in moment.contacts],
            le=jour,
            maintenant=a_l_heure(jour, 14),
        )
