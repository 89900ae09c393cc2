"""How « À faire » tells a handing over whose day has come."""

from django.urls import reverse

from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.dossier.taches import Tache, tache


def _passer_relais(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Passer le relais pour le dossier de {}",
        pourquoi=f"Prévu à partir du {en_toutes_lettres(ligne['avant_le'])}.",
        faire="Voir l’équipe",
        url=reverse("interlocuteurs", args=[ligne["dossier_id"]]),
    )


DESCRIPTIONS = {"passer_relais": _passer_relais}
