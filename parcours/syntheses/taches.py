"""How « À faire » tells what waits among the synthèses."""

from django.urls import reverse

from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.dossier.taches import Tache, tache


def _valider(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Valider la synthèse de {}, ou l’amender",
        pourquoi=f"L’autre côté vous l’a soumise le {en_toutes_lettres(ligne['depuis'])}. Rien ne part avant vous.",
        faire="Lire la synthèse",
        url=reverse("synthese", args=[ligne["dossier_id"], ligne["precision"]]),
    )


def _envoyer(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Envoyer la synthèse de {}",
        pourquoi=f"Les deux côtés sont d’accord depuis le {en_toutes_lettres(ligne['depuis'])}, et personne ne l’a "
        "encore reçue.",
        faire="Choisir à qui",
        url=reverse("synthese", args=[ligne["dossier_id"], ligne["precision"]]),
    )


def _lire(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Lire la synthèse de {}",
        pourquoi=f"Elle vous a été envoyée le {en_toutes_lettres(ligne['depuis'])}.",
        faire="Ouvrir",
        url=reverse("synthese_recue", args=[ligne["precision"]]),
    )


DESCRIPTIONS = {"valider_synthese": _valider, "envoyer_synthese": _envoyer, "lire_synthese": _lire}
