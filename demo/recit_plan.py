"""Telling a plan d’action: what a youth aims at, who does what, where it stands."""

from decimal import Decimal

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.plan import ecritures as plan
from parcours.plan.models import Objectif


def viser(moment: m.ObjectifVise, scene: Scene) -> None:
    """An objective and its actions, written on one day."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.par], jour) as acteur:
        objectif = plan.ajouter_objectif(
            acteur=acteur,
            objectif_id=scene.identifiant(),
            dossier_id=scene.dossier_id,
            dit=plan.ObjectifDit(moment.domaine, moment.titre, moment.paroles),
            maintenant=a_l_heure(jour, 14),
        )
    for rang, prevue in enumerate(moment.actions):
        _prevoir(prevue, rang, moment, objectif, scene)


def _prevoir(prevue: m.ActionPrevue, rang: int, moment: m.ObjectifVise, objectif: Objectif, scene: Scene) -> None:
    jour = scene.jour(moment.il_y_a)
    instant = a_l_heure(jour, 14, 5 * rang + 5)
    dite = plan.ActionDite(
        prevue.titre,
        prevue.tenue_par,
        prevue.partenaire,
        None if prevue.dans is None else scene.jour(-prevue.dans),
        Decimal(prevue.heures) if prevue.heures else None,
    )
    with sous(scene.gens[moment.par], jour) as acteur:
        fait = {"acteur": acteur, "maintenant": instant}
        action = plan.ajouter_action(action_id=scene.identifiant(), objectif=objectif, dite=dite, **fait)
        if prevue.etat:
            mots = {"pourquoi": prevue.pourquoi, "resultat": prevue.resultat}
            plan.avancer_action(action=action, version=1, etat=prevue.etat, **mots, **fait)
        if prevue.dit:
            plan.commenter(commentaire_id=scene.identifiant(), action=action, texte=prevue.dit, **fait)
