"""How « À faire » tells what waits at this step."""

from datetime import date

from django.urls import reverse

from regles.decision import Quoi
from regles.noyau.temps import en_toutes_lettres
from socle.acces.portee import Acteur
from socle.dossier.taches import Tache, tache


def _signer(ligne: dict, acteur: Acteur) -> Tache:
    mission_locale, seance = ligne["precision"].split(" ")
    jour = en_toutes_lettres(date.fromisoformat(seance))
    return tache(
        ligne,
        titre="Relire et signer la décision pour {}",
        pourquoi=f"Elle est proposée pour la séance du {jour}. Elle ne vaut qu’avec les deux signatures.",
        faire="Relire et signer",
        url=reverse("situation_en_commission", args=[mission_locale, seance, ligne["dossier_id"]]),
    )


def _porte(ligne: dict, acteur: Acteur) -> Tache:
    return tache(
        ligne,
        titre="Préparer le retour de {} en commission",
        pourquoi=f"Son pré-CEJ-JR s’achève le {en_toutes_lettres(ligne['avant_le'])} : "
        "le dossier revient de lui-même à l’ordre du jour.",
        faire="Ouvrir le dossier",
        url=reverse("dossier", args=[ligne["dossier_id"]]),
    )


TITRES = {
    Quoi.ANNONCER: "Annoncer à {} son entrée et commencer la remobilisation",
    Quoi.REPORTER_IMILO: "Reporter l’entrée de {} dans I-Milo",
    Quoi.TENIR_PLAN: "Tenir le plan d’attente de {}",
    Quoi.REORIENTER: "Accompagner {} vers un autre dispositif",
    Quoi.APPORTER: "Apporter ce qui manque pour {}",
}
RAISONS = {
    Quoi.ANNONCER: "La commission a décidé l’entrée, les deux côtés ont signé.",
    Quoi.REPORTER_IMILO: "La commission a décidé l’entrée, les deux côtés ont signé.",
    Quoi.TENIR_PLAN: "D’ici là : {}",
    Quoi.REORIENTER: "Vers : {}",
    Quoi.APPORTER: "La commission attend : {}",
}


def _suite(ligne: dict, acteur: Acteur) -> Tache:
    quoi = Quoi(ligne["code"])
    return tache(
        ligne,
        titre=TITRES[quoi],
        pourquoi=RAISONS[quoi].replace("{}", ligne["precision"]),
        faire="C’est fait",
        url=reverse("suite_faite", args=[ligne["dossier_id"], quoi.value]),
        action=True,
    )


DESCRIPTIONS = {"signer_decision": _signer, "porte_s_ouvre": _porte} | {quoi.value: _suite for quoi in Quoi}
