"""How « À faire » tells what waits at this step."""

from dataclasses import replace

from django.urls import reverse

from socle.acces.portee import Acteur
from socle.dossier.taches import Tache, tache


def _accord(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Parler à {} de la mission locale",
        pourquoi="Elle ne sait rien de ce dossier tant que le jeune n’est pas d’accord.",
        faire="Recueillir l’accord",
        url=reverse("accord", args=[ligne["dossier_id"]]),
    )


def _renouveler(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Demander à {} s’il veut continuer à partager",
        pourquoi="Son accord avec la mission locale est arrivé à sa fin : elle ne voit plus le dossier.",
        faire="En reparler",
        url=reverse("accord", args=[ligne["dossier_id"]]),
    )


def _brouillon(ligne: dict, acteur: Acteur) -> Tache:
    brouillon = tache(
        ligne,
        titre="Finir de noter la rencontre avec {}" if ligne["prenom"] else "Finir de noter la rencontre avec un jeune",
        pourquoi="Ce brouillon s’efface tout seul au bout de sept jours.",
        faire="Reprendre",
        url=reverse("reprendre_brouillon", args=[ligne["dossier_id"]]),
    )
    # Its id is the draft's own: nobody's dossier is shown.
    return replace(brouillon, dossier_id=None)


DESCRIPTIONS = {"recueillir_accord": _accord, "renouveler_accord": _renouveler, "brouillon": _brouillon}
