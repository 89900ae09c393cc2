"""How « À faire » tells that a partner proposed who does what, or began to say it."""

from dataclasses import replace

from django.urls import reverse

from socle.acces.portee import Acteur
from socle.acteurs.models import initiales_de_structure
from socle.dossier.taches import Tache, tache


def _d_un_partenariat(ligne: dict, acteur: Acteur, *, titre: str, pourquoi: str, faire: str, url: str) -> Tache:
    """A line about a partenariat: nobody's dossier is shown."""
    autre = ligne["prenom"]
    dite = tache(ligne | {"avant_le": None}, titre=titre, pourquoi=pourquoi.format(autre=autre), faire=faire, url=url)
    attend = "mission_locale" if acteur.est_porteur else "porteur"
    return replace(dite, dossier_id=None, attend=attend, initiales=initiales_de_structure(autre))


def _convenir(ligne: dict, acteur: Acteur) -> Tache:
    return _d_un_partenariat(
        ligne, acteur, titre="Convenir de qui fait quoi",
        pourquoi="{autre} propose une répartition. Rien ne change tant que vous n’avez pas convenu.",
        # Its id is the version's own.
        faire="Lire et répondre", url=reverse("lire_repartition", args=[ligne["dossier_id"]]),
    )  # fmt: skip


def _dire(ligne: dict, acteur: Acteur) -> Tache:
    return _d_un_partenariat(
        ligne, acteur, titre="Dire qui fait quoi, selon vous",
        pourquoi="{autre} a commencé. Dites ce que vous croyez : vous lirez ensuite où vous ne dites pas pareil.",
        faire="Dire ce que nous croyons", url=reverse("dire_repartition", args=[ligne["precision"], "reperage"]),
    )  # fmt: skip


def _repondre(ligne: dict, acteur: Acteur) -> Tache:
    autre = "Le porteur" if acteur.est_mission_locale else "La mission locale"
    nombre = int(ligne["precision"])
    return tache(
        ligne,
        titre="Dire oui ou non : qui fait quoi pour {}",
        pourquoi=f"{autre} propose que quelqu’un d’autre prenne {f'{nombre} tâches' if nombre > 1 else 'une tâche'}. "
        "Rien ne change tant que vous n’avez pas répondu.",
        faire="Lire et répondre",
        url=reverse("qui_fait_quoi", args=[ligne["dossier_id"]]) + "?voir=ajustees",
    )


DESCRIPTIONS = {"repondre_ajustements": _repondre, "convenir_repartition": _convenir, "dire_repartition": _dire}
