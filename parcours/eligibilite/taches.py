"""How « À faire » tells what waits at this step."""

from django.urls import reverse

from socle.acces.portee import Acteur
from socle.dossier.taches import Tache, tache


def _verifier(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Vérifier l’historique de {}",
        pourquoi="Le porteur demande si un contact récent compte. Sans réponse, la commission ne peut pas conclure.",
        faire="Répondre",
        url=reverse("verifier_historique", args=[ligne["dossier_id"]]),
    )


def _completer(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Compléter la situation de {}",
        pourquoi="Il manque des réponses pour que la commission puisse juger.",
        faire="Compléter",
        url=reverse("situation", args=[ligne["dossier_id"]]),
    )


DESCRIPTIONS = {"verifier_historique": _verifier, "completer_les_faits": _completer}
