"""Telling a plan d’action: what a youth aims at, who does what, where it stands."""

from decimal import Decimal

from demo import moments as m
from demo.instants import a_l_heure
from demo.recit import Scene, sous
from parcours.plan import ecritures as plan
from parcours.plan import ecritures_diagnostic as diagnostic
from parcours.plan import ecritures_versions as versions
from parcours.plan.instantane import empreinte, instantane
from parcours.plan.lectures import plan_de
from parcours.plan.models import Objectif
from regles.contrat import Partie


def viser(moment: m.ObjectifVise, scene: Scene) -> None:
    """An objective and its actions, written on one day."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.par], jour) as acteur:
        objectif = plan.ajouter_objectif(
            acteur=acteur,
            objectif_id=scene.identifiant(),
            dossier_id=scene.dossier_id,
            dit=plan.ObjectifDit(moment.domaine, moment.titre, moment.paroles, moment.audience),
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


def convenir_du_plan(moment: m.PlanPropose, scene: Scene) -> None:
    """The plan of that day is proposed, and accepted by those who said yes."""
    jour, le_sien = scene.jour(moment.il_y_a), scene.jeune.conseiller or "karim"
    with sous(scene.gens[scene.jeune.par], jour) as acteur:
        version = versions.proposer(
            acteur=acteur,
            version_id=scene.identifiant(),
            dossier_id=scene.dossier_id,
            vu=empreinte(instantane(plan_de(scene.dossier(), le=jour))),
            le=jour,
            maintenant=a_l_heure(jour, 15),
        )
    for rang, partie in enumerate(moment.acceptent, 1):
        qui = le_sien if partie == Partie.MISSION_LOCALE else scene.jeune.par
        with sous(scene.gens[qui], jour) as acteur:
            versions.accepter(
                acteur=acteur,
                version=version,
                partie=Partie(partie),
                acceptee_le=jour,
                recueil="papier" if partie == Partie.JEUNE else "",
                le=jour,
                maintenant=a_l_heure(jour, 15, 5 * rang),
            )


def ecrire_le_diagnostic(moment: m.DiagnosticEcrit, scene: Scene) -> None:
    """What somebody wrote of one domain."""
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.par], jour) as acteur:
        for rang, (volet, texte) in enumerate(moment.textes.items()):
            diagnostic.ecrire(
                acteur=acteur,
                dossier_id=scene.dossier_id,
                domaine=moment.domaine,
                volet=volet,
                texte=texte,
                version=0,
                maintenant=a_l_heure(jour, 11, 5 * rang),
            )
