"""The dossier, and what is changed from its page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from parcours.eligibilite.lectures import signes_lisibles
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier import ecritures
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.formulaires import SignesForm
from socle.dossier.models import Coordonnees, Dossier, Situation
from socle.dossier.noms import de
from socle.dossier.sortis import apres_la_sortie
from socle.dossier.versions import Conflit
from socle.doublons import ecritures as doublons
from socle.partenariats.conventions import programmes_de
from web.dossier import lectures
from web.dossier.forms import (
    CorrigerProgramme,
    ModifierCoordonnees,
    ModifierIdentite,
    ModifierSituation,
)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    page = lectures.page(dossier_id, acteur=request.acteur)
    lire(request, [dossier_id])
    return render(request, "dossier/dossier.html", {"page": page, "dossier": page.dossier})


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
@apres_la_sortie
def identite(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    objet = sien(request, dossier_id)
    initial = _valeurs(objet, ModifierIdentite)
    formulaire = ModifierIdentite(request.POST or None, initial=initial, le=request.le)

    def ecrire(version: int, **champs: Any) -> None:
        ecritures.modifier_identite(dossier=objet, version=version, maintenant=request.maintenant, **champs)
        doublons.chercher(acteur=request.acteur, dossier_id=dossier_id, maintenant=request.maintenant)

    return _modifier(request, objet, formulaire, ecrire, "identite", "L’identité est à jour.")


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
def situation(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The facts that the criteria read, and the signs of rupture."""
    objet = sien(request, dossier_id)
    faits = get_object_or_404(Situation, pk=dossier_id)
    notes = signes_lisibles(dossier_id)
    formulaire = ModifierSituation(
        request.POST or None, initial=_valeurs(faits, ModifierSituation), programmes=[objet.programme]
    )
    signes = SignesForm(request.POST or None, initial={"signes": notes})

    def ecrire(version: int, **champs: Any) -> None:
        ecritures.modifier_situation(situation=faits, version=version, maintenant=request.maintenant, **champs)
        ecritures.noter_signes(
            acteur=request.acteur,
            dossier_id=dossier_id,
            codes=signes.cleaned_data["signes"],
            le=request.le,
            maintenant=request.maintenant,
        )

    return _modifier(
        request, objet, formulaire, ecrire, "situation", "La situation est à jour, et le verdict aussi.", signes=signes
    )


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
def programme(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The programme chosen when the dossier opened, as long as nothing rests on it."""
    objet = sien(request, dossier_id)
    if request.method == "GET" and not ecritures.programme_corrigeable(dossier_id):
        raise Http404
    programmes = programmes_de(objet.porteur_id, le=request.le)
    formulaire = CorrigerProgramme(
        request.POST or None, initial=_valeurs(objet, CorrigerProgramme), programmes=programmes
    )

    def ecrire(version: int, programme: str) -> None:
        ecritures.corriger_programme(
            acteur=request.acteur, dossier=objet, version=version, programme=programme, maintenant=request.maintenant
        )

    dit = f"Le programme est corrigé, et le verdict {de(objet.nom_affiche)} aussi."
    try:
        return _modifier(request, objet, formulaire, ecrire, "programme", dit)
    except (ecritures.ProgrammeDecide, ecritures.ProgrammeSansConvention):
        messages.warning(request, "Le programme ne se corrige plus : relisez le dossier.")
        return redirect("dossier", dossier_id)


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
def coordonnees(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    objet = sien(request, dossier_id)
    joindre = get_object_or_404(Coordonnees, pk=dossier_id)
    formulaire = ModifierCoordonnees(request.POST or None, initial=_valeurs(joindre, ModifierCoordonnees))

    def ecrire(version: int, **champs: Any) -> None:
        ecritures.modifier_coordonnees(coordonnees=joindre, version=version, maintenant=request.maintenant, **champs)

    return _modifier(request, objet, formulaire, ecrire, "coordonnees", "Les coordonnées sont à jour.")


def sien(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """A dossier of the porteur whose hat is worn."""
    return get_object_or_404(Dossier, pk=dossier_id, porteur_id=request.acteur.structure_id)


def _valeurs(objet: models.Model, formulaire: type[forms.Form]) -> dict[str, Any]:
    return {nom: getattr(objet, nom) for nom in formulaire.base_fields}


def _modifier(
    request: HttpRequest,
    objet: Dossier,
    formulaire: forms.Form,
    ecrire: Callable[..., None],
    nom: str,
    dit: str,
    **autres: forms.Form,
) -> HttpResponse:
    """The common course of an edit: a form, an écriture, a conflict told, or a way back."""
    valides = [f.is_valid() for f in (formulaire, *autres.values())]
    if request.method == "POST" and all(valides):
        try:
            ecrire(**formulaire.cleaned_data)
        except Conflit as conflit:
            return conflit_de_texte(request, formulaire, conflit, dossier=objet, retour=nom)
        messages.success(request, dit)
        return redirect("dossier", objet.pk)
    lire(request, [objet.pk])
    return render(request, f"dossier/{nom}.html", {"dossier": objet, "formulaire": formulaire, **autres})


@require_GET
@exige(Droit.REPERER)
@apres_la_sortie
def qui_a_lu(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Who opened this dossier, and when."""
    objet = sien(request, dossier_id)
    lignes = lectures.lectures_du_dossier(dossier_id)
    lire(request, [dossier_id])
    return render(request, "dossier/qui_a_lu.html", {"dossier": objet, "lignes": lignes})
