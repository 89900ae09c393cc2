"""Two people wrote the same decision: what the second one is shown."""

from typing import Any

from django import forms
from django.utils import timezone

from parcours.commission.forms import DecisionForm
from parcours.commission.models import Decision
from parcours.commission.situation import Page
from socle.dossier.versions import Conflit

EN_LIGNE = ("issue", "fin_le", "responsable", "vers", "manque", "apporte_par")
LONGS = ("motif", "appreciation", "plan_interim", "pourquoi_ailleurs")


def contexte_du_conflit(page: Page, formulaire: DecisionForm, conflit: Conflit, *, action: str) -> dict[str, Any]:
    """Both texts: the long one that differs is put side by side to choose or join, the rest is listed beside.

    What was typed travels hidden, so that any of the three ways out keeps it.
    """
    actuelle = conflit.actuel
    saisi = formulaire.cleaned_data
    siens = {nom: getattr(actuelle, "responsable_id" if nom == "responsable" else nom) for nom in (*EN_LIGNE, *LONGS)}
    differents = [nom for nom in siens if (saisi[nom] or None) != (siens[nom] or None)]
    champ = next((nom for nom in LONGS if nom in differents), "motif")
    auteur = actuelle.maj_par.compte
    return {
        "page": page,
        "seance": page.seance,
        "dossier": page.ici.dossier,
        "auteur": auteur.nom_complet,
        "prenom": auteur.prenom,
        "enregistre_le": timezone.localtime(actuelle.maj_le),
        "champ": champ,
        "libelle": formulaire.fields[champ].label,
        "mien": saisi[champ],
        "autre": siens[champ],
        "differences": [_difference(formulaire, nom, saisi, siens) for nom in differents if nom != champ],
        "caches": _caches(formulaire, actuelle, champ),
        "action": action,
    }


def _difference(formulaire: DecisionForm, nom: str, saisi: dict, siens: dict) -> dict[str, str]:
    champ = formulaire.fields[nom]
    return {"libelle": str(champ.label), "mien": _dire(champ, saisi[nom]), "autre": _dire(champ, siens[nom])}


def _dire(champ: forms.Field, valeur: Any) -> str:
    if valeur in (None, ""):
        return "non renseigné"
    if hasattr(valeur, "strftime"):
        return valeur.strftime("%d/%m/%Y")
    return {str(k): str(v) for k, v in getattr(champ, "choices", [])}.get(str(valeur), str(valeur))


def _caches(formulaire: DecisionForm, actuelle: Decision, champ: str) -> dict[str, str]:
    saisi = {nom: formulaire[nom].data or "" for nom in (*EN_LIGNE, *LONGS, "vu") if nom != champ}
    return {
        **saisi,
        "decision_id": str(actuelle.pk),
        "version": str(actuelle.version),
        "champ_du_conflit": champ,
        "mien": formulaire.cleaned_data[champ],
    }
