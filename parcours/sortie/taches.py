"""How « À faire » tells what waits at this step."""

from django.urls import reverse

from parcours.sortie.models import Motif
from socle.acces.portee import Acteur
from socle.dossier.taches import Tache, tache


def _lire(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Lire la sortie de {}",
        pourquoi=f"L’autre côté l’a dite : {Motif(ligne['precision']).label}. Vous pouvez la contester.",
        faire="Lire",
        url=reverse("sortie", args=[ligne["dossier_id"]]),
    )


def _contestee(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Répondre : la sortie de {} est contestée",
        pourquoi="L’autre côté n’est pas d’accord. Annulez la sortie, ou dites pourquoi vous la maintenez.",
        faire="Lire et répondre",
        url=reverse("sortie", args=[ligne["dossier_id"]]),
    )


DESCRIPTIONS = {"lire_sortie": _lire, "sortie_contestee": _contestee}
