"""Telling a synthèse: drafted from the dossier, agreed by the other side, said to the youth, sent."""

from datetime import date

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.syntheses import ecritures, ecritures_envois
from parcours.syntheses.models import EnvoiDeSynthese, Synthese
from parcours.syntheses.proposition import proposer

RACINE = "https://demo.tandem.invalid/"
_ETAPES = ("brouillon", "soumise", "validee", "envoyee", "lue")


def ecrire_une_synthese(moment: m.SyntheseEcrite, scene: Scene) -> None:
    """The draft, and what followed, all on one day."""
    jour, fait = scene.jour(moment.il_y_a), _ETAPES.index(moment.jusqu_a)
    synthese = _ecrire(moment, scene, jour)
    if fait >= _ETAPES.index("soumise"):
        with sous(scene.gens[moment.par], jour) as acteur:
            ecritures.soumettre(
                acteur=acteur, synthese=synthese, version=1, vu=None, maintenant=a_l_heure(jour, 10, 30)
            )
    if fait >= _ETAPES.index("validee"):
        with sous(scene.gens[moment.autre], jour) as acteur:
            ecritures.valider(acteur=acteur, synthese=synthese, maintenant=a_l_heure(jour, 14))
    if moment.parole:
        _observer(moment, scene, synthese, jour)
    if fait >= _ETAPES.index("envoyee"):
        _envoyer(moment, scene, synthese, jour, lue=moment.jusqu_a == "lue")


def _ecrire(moment: m.SyntheseEcrite, scene: Scene, jour: date) -> Synthese:
    vide = dict.fromkeys(ecritures.ECRITS, "")
    with sous(scene.gens[moment.par], jour) as acteur:
        dit = proposer(scene.dossier(), le=jour)
        dit |= {"pour": moment.pour, "precision": moment.precision, "libre": moment.libre}
        return ecritures.ecrire(
            acteur=acteur, synthese_id=scene.identifiant(), dossier_id=scene.dossier_id, dit=vide | dit,
            maintenant=a_l_heure(jour, 10),
        )  # fmt: skip


def _observer(moment: m.SyntheseEcrite, scene: Scene, synthese: Synthese, jour: date) -> None:
    with sous(scene.gens[moment.par], jour) as acteur:
        ecritures_envois.observer(
            acteur=acteur, observation_id=scene.identifiant(), synthese=synthese, vue=True, texte=moment.parole,
            dit_le=jour, maintenant=a_l_heure(jour, 15),
        )  # fmt: skip


def _envoyer(moment: m.SyntheseEcrite, scene: Scene, synthese: Synthese, jour: date, *, lue: bool) -> None:
    autre = scene.gens[moment.autre]
    with sous(scene.gens[moment.par], jour) as acteur:
        ecritures_envois.envoyer(
            acteur=acteur, synthese=synthese, a=_a_qui(moment, scene), racine=RACINE, maintenant=a_l_heure(jour, 16)
        )
    if lue:
        with sous(autre, jour) as acteur:
            ecritures_envois.ouvrir(
                acteur=acteur,
                envoi=EnvoiDeSynthese.objects.get(synthese=synthese, destinataire_id=autre.structure_id),
                maintenant=a_l_heure(jour, 17),
            )


def _a_qui(moment: m.SyntheseEcrite, scene: Scene) -> list[int]:
    return [scene.gens[cle].structure_id for cle in (moment.autre, *moment.aussi_a)]
