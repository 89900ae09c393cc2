"""How « À faire » tells what waits at this step."""

from django.urls import reverse

from socle.acces.portee import Acteur
from socle.dossier.noms import initiales, nom_affiche
from socle.dossier.taches import Tache


def _verifier(ligne: dict, acteur: Acteur) -> Tache:
    return Tache(
        titre=f"Vérifier l’historique de {nom_affiche(ligne['prenom'], ligne['nom'])}",
        pourquoi="Le porteur demande si un contact récent compte. Sans réponse, la commission ne peut pas conclure.",
        attend="jeune",
        initiales=initiales(ligne["prenom"], ligne["nom"]),
        faire="Répondre",
        url=reverse("verifier_historique", args=[ligne["dossier_id"]]),
        avant_le=ligne["avant_le"],
        depuis=ligne["depuis"],
        dossier_id=ligne["dossier_id"],
    )


def _completer(ligne: dict, acteur: Acteur) -> Tache:
    return Tache(
        titre=f"Compléter la situation de {nom_affiche(ligne['prenom'], ligne['nom'])}",
        pourquoi="Il manque des réponses pour que la commission puisse juger.",
        attend="jeune",
        initiales=initiales(ligne["prenom"], ligne["nom"]),
        faire="Compléter",
        url=reverse("situation", args=[ligne["dossier_id"]]),
        avant_le=ligne["avant_le"],
        depuis=ligne["depuis"],
        dossier_id=ligne["dossier_id"],
    )


DESCRIPTIONS = {"verifier_historique": _verifier, "completer_les_faits": _completer}
