"""How « À faire » tells what waits at this step."""

from django.urls import reverse

from socle.acces.portee import Acteur
from socle.dossier.noms import initiales, nom_affiche
from socle.dossier.taches import Tache


def _accord(ligne: dict, acteur: Acteur) -> Tache:
    nom = nom_affiche(ligne["prenom"], ligne["nom"])
    return Tache(
        titre=f"Parler à {nom} de la mission locale",
        pourquoi="Elle ne sait rien de ce dossier tant que le jeune n’est pas d’accord.",
        attend="jeune",
        initiales=initiales(ligne["prenom"], ligne["nom"]),
        faire="Recueillir l’accord",
        url=reverse("accord", args=[ligne["dossier_id"]]),
        avant_le=ligne["avant_le"],
        depuis=ligne["depuis"],
        dossier_id=ligne["dossier_id"],
    )


def _renouveler(ligne: dict, acteur: Acteur) -> Tache:
    nom = nom_affiche(ligne["prenom"], ligne["nom"])
    return Tache(
        titre=f"Demander à {nom} s’il veut continuer à partager",
        pourquoi="Son accord avec la mission locale est arrivé à sa fin : elle ne voit plus le dossier.",
        attend="jeune",
        initiales=initiales(ligne["prenom"], ligne["nom"]),
        faire="En reparler",
        url=reverse("accord", args=[ligne["dossier_id"]]),
        avant_le=ligne["avant_le"],
        depuis=ligne["depuis"],
        dossier_id=ligne["dossier_id"],
    )


def _brouillon(ligne: dict, acteur: Acteur) -> Tache:
    return Tache(
        titre=f"Finir de noter la rencontre avec {ligne['prenom'] or 'un jeune'}",
        pourquoi="Ce brouillon s’efface tout seul au bout de sept jours.",
        attend="jeune",
        initiales=initiales(ligne["prenom"] or "?", ""),
        faire="Reprendre",
        url=reverse("reprendre_brouillon", args=[ligne["dossier_id"]]),
        avant_le=ligne["avant_le"],
        depuis=ligne["depuis"],
        dossier_id=None,
    )


DESCRIPTIONS = {"recueillir_accord": _accord, "renouveler_accord": _renouveler, "brouillon": _brouillon}
