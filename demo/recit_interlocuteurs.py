"""Telling who else is around a youth, and a handing over that is planned."""

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.interlocuteurs.ecritures import dire_parti, nommer
from parcours.interlocuteurs.ecritures_relais import prevoir


def entourer(moment: m.Entourage, scene: Scene) -> None:
    """Somebody of another organisation is named, and perhaps leaves."""
    jour = scene.jour(moment.il_y_a)
    dit = {"telephone": "", "joignable": "", "pour_quoi": "", **moment.champs, "depuis": jour}
    with sous(scene.gens[moment.par], jour) as acteur:
        note = nommer(
            acteur=acteur, partenaire_id=scene.identifiant(), dossier=scene.dossier(), dit=dit,
            maintenant=a_l_heure(jour, 16),
        )  # fmt: skip
    if moment.parti_il_y_a is None:
        return
    fin = scene.jour(moment.parti_il_y_a)
    with sous(scene.gens[moment.par], fin) as acteur:
        dire_parti(acteur=acteur, partenaire=note, parti_le=fin, maintenant=a_l_heure(fin, 16))


def prevoir_un_relais(moment: m.RelaisPrevu, scene: Scene) -> None:
    """The dossier will go to a colleague."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.de], jour) as acteur:
        prevoir(
            acteur=acteur, relais_id=scene.identifiant(), dossier=scene.dossier(),
            appartenance_id=scene.gens[moment.a].pk, du=scene.jour(-moment.dans), maintenant=a_l_heure(jour, 14),
        )  # fmt: skip
