"""The page shown to whoever saves second: both texts, and three ways out. Nothing is lost."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.choices import flatten_choices

from regles.noyau.temps import en_toutes_lettres
from socle.acces.middleware import lire
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit


def conflit_de_texte(
    request: HttpRequest,
    formulaire: forms.Form,
    conflit: Conflit,
    *,
    dossier: Dossier,
    retour: str,
    dit: Mapping[str, str] | None = None,
    **suite: Any,
) -> HttpResponse:
    """Show what was typed beside what was saved meanwhile, field by field, in one form that saves over it knowingly.

    `retour` is the name of the URL that the form posts to, with the dossier's id (and `suite`). `dit` is what the page
    may say besides: `titre` (who saved, when), `effet` (what saving does), `page` and `page_nom` (where to go back).
    """
    lire(request, [dossier.pk])
    champs = [
        {
            "champ": formulaire[nom],
            "autre": lisible(formulaire[nom].field, getattr(conflit.actuel, nom)),
            "mien": lisible(formulaire[nom].field, formulaire.cleaned_data.get(nom)),
            "differe": formulaire.cleaned_data.get(nom) != getattr(conflit.actuel, nom),
        }
        for nom in formulaire.fields
        if nom != "version"
    ]
    contexte = {
        **(dit or {}),
        "dossier": dossier,
        "champs": champs,
        "version": conflit.actuel.version,
        "action": reverse(retour, kwargs={"dossier_id": dossier.pk, **suite}),
    }
    return render(request, "tandem/conflit.html", contexte, status=409)


def lisible(champ: forms.Field, valeur: Any) -> str:
    """A value in the words of its field's choices; « non renseigné » when there is none."""
    if valeur is None or valeur in ("", []):
        return "non renseigné"
    if isinstance(valeur, date):
        return en_toutes_lettres(valeur)
    if isinstance(valeur, Decimal):
        return f"{valeur.normalize():f}".replace(".", ",")
    libelles = {str(k): str(v) for k, v in flatten_choices(getattr(champ, "choices", []))}
    if isinstance(valeur, bool):
        return "Oui" if valeur else "Non"
    if isinstance(valeur, list):
        return ", ".join(libelles.get(str(v), str(v)) for v in valeur)
    return libelles.get(str(valeur), str(valeur))
