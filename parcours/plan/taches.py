"""How « À faire » tells what waits in the plan."""

from django.urls import reverse

from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.dossier.taches import Tache, tache


def _tenir(ligne: dict, acteur: Acteur) -> Tache:
    nombre, titre = ligne["precision"].split(" ", 1)
    autres = int(nombre) - 1
    suite = f" Et {autres} autre{'s' if autres > 1 else ''} dans les deux semaines." if autres else ""
    jour = en_toutes_lettres(ligne["avant_le"])
    quand = f"attendue pour le {jour}" if ligne["avant_le"] < acteur.le else f"pour le {jour}"
    return tache(
        ligne,
        titre="Avancer dans le plan de {}",
        pourquoi=f"«\u00a0{titre}\u00a0», {quand}\u00a0: c’est votre côté qui la tient.{suite}",
        faire="Ouvrir le plan",
        url=reverse("plan", args=[ligne["dossier_id"]]),
    )


def _accepter(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Accepter le plan de {}, ou le changer",
        pourquoi=f"La version {ligne['precision']}, proposée le {en_toutes_lettres(ligne['depuis'])}, attend l’accord "
        "de votre structure.",
        faire="Lire la version",
        url=reverse("versions_du_plan", args=[ligne["dossier_id"]]),
    )


DESCRIPTIONS = {"tenir_actions": _tenir, "accepter_plan": _accepter}
