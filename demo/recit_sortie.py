"""Telling that a youth left, and what the other side thinks of it."""

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.sortie import ecritures as sorties


def partir(moment: m.Depart, scene: Scene) -> None:
    """One side says it; the other one agrees, contests, or has not read it yet."""
    jour = scene.jour(moment.il_y_a)
    rien = {
        "le": jour,
        "motif": moment.motif,
        "precision": "",
        "vers": "",
        "accompagnement": None,
        "accompagnement_par": "",
        "accompagnement_jusqu_a": None,
        "parole": "",
    }
    with sous(scene.gens[moment.par], jour) as acteur:
        sortie = sorties.dire(
            acteur=acteur,
            sortie_id=scene.identifiant(),
            dossier_id=scene.dossier_id,
            texte={**rien, **moment.champs},
            relais=moment.relais,
            le=jour,
            maintenant=a_l_heure(jour, 15),
        )
    if moment.lue is None:
        return
    with sous(scene.gens[moment.lue], jour) as acteur:
        sorties.donner_avis(
            acteur=acteur,
            avis_id=scene.identifiant(),
            sortie=sortie,
            version_lue=1,
            conteste=bool(moment.conteste),
            texte=moment.conteste,
            maintenant=a_l_heure(jour, 17),
        )
