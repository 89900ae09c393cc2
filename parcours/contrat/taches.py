"""How « À faire » tells what waits at this step."""

from datetime import date

from django.urls import reverse

from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.dossier.taches import Tache, tache


def _signer(ligne: dict, acteur: Acteur) -> Tache:
    manquent = ligne["precision"].split()
    dits = [{"jeune": "celle du jeune", "nous": "celle de votre structure"}[m] for m in manquent]
    return tache(
        ligne,
        titre="Noter les signatures du contrat de {}",
        pourquoi=f"Il manque {' et '.join(dits)}. Le contrat ne s’ouvre qu’avec les trois.",
        faire="Noter",
        url=reverse("contrat", args=[ligne["dossier_id"]]),
    )


def _ouvrir(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Ouvrir le contrat de {}",
        pourquoi="Les trois signatures y sont. Le représentant légal ou son délégataire l’ouvre.",
        faire="Ouvrir le contrat",
        url=reverse("contrat", args=[ligne["dossier_id"]]),
    )


def _acheve(ligne: dict, acteur: Acteur) -> Tache:
    fin_le = date.fromisoformat(ligne["precision"])
    jour = en_toutes_lettres(fin_le)
    if fin_le < acteur.le:
        pourquoi = f"Il s’est achevé le {jour} : dites ce qui vient après."
    elif acteur.est_mission_locale:
        pourquoi = f"Il s’achève le {jour}. Le prolonger demande un motif, écrit avant ce jour."
    else:
        pourquoi = f"Il s’achève le {jour} : parlez de la suite avec la mission locale et avec le jeune."
    return tache(
        ligne,
        titre="Préparer la fin du contrat de {}",
        pourquoi=pourquoi,
        faire="Voir le contrat",
        url=reverse("contrat", args=[ligne["dossier_id"]]),
    )


DESCRIPTIONS = {
    "signer_contrat": _signer,
    "ouvrir_contrat": _ouvrir,
    "contrat_s_acheve": _acheve,
}
