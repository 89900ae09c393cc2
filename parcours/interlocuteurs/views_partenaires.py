"""Naming a partner around a youth, in words: no account is created, no access is opened."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parcours.interlocuteurs import ecritures
from parcours.interlocuteurs.forms import DepartForm, ModifierPartenaireForm, PartenaireForm
from parcours.interlocuteurs.models import Partenaire
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.lectures import un_des_deux_cotes
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def nommer_partenaire(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Note somebody who helps this youth."""
    dossier = _dossier(request, dossier_id)
    formulaire = PartenaireForm(
        request.POST or None, dossier=dossier, structure=request.acteur.structure_nom, le=request.le
    )
    if request.method == "POST" and formulaire.is_valid():
        try:
            partenaire = ecritures.nommer(
                acteur=request.acteur, partenaire_id=formulaire.cleaned_data["id"], dossier=dossier,
                dit=formulaire.dit(), maintenant=request.maintenant,
            )  # fmt: skip
        except IntegrityError:
            raise Http404 from None
        messages.success(
            request, f"{partenaire.nom_affiche} fait partie de l’équipe notée ici. Le dossier ne lui est pas ouvert."
        )
        return redirect("interlocuteurs", dossier_id)
    lire(request, [dossier_id])
    return render(request, "interlocuteurs/partenaire.html", {"dossier": dossier, "formulaire": formulaire})


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def modifier_partenaire(request: HttpRequest, dossier_id: UUID, partenaire_id: UUID) -> HttpResponse:
    """Change what one's structure noted."""
    dossier, partenaire = _note(request, dossier_id, partenaire_id)
    formulaire = ModifierPartenaireForm(
        request.POST or None, dossier=dossier, structure=request.acteur.structure_nom, le=request.le,
        partenaire=partenaire,
    )  # fmt: skip
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures.modifier(
                acteur=request.acteur, partenaire=partenaire, version=formulaire.cleaned_data["version"],
                dit=formulaire.dit(), maintenant=request.maintenant,
            )  # fmt: skip
        except Conflit as conflit:
            return conflit_de_texte(
                request, formulaire, conflit, dossier=dossier, retour="modifier_partenaire",
                partenaire_id=partenaire_id,
            )  # fmt: skip
        messages.success(request, "C’est à jour.")
        return redirect("interlocuteurs", dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "formulaire": formulaire, "partenaire": partenaire}
    return render(request, "interlocuteurs/partenaire.html", contexte)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def partenaire_parti(request: HttpRequest, dossier_id: UUID, partenaire_id: UUID) -> HttpResponse:
    """Say from which day they no longer help this youth: they stay written, with their dates."""
    dossier, partenaire = _note(request, dossier_id, partenaire_id)
    formulaire = DepartForm(request.POST or None, depuis=partenaire.depuis, le=request.le)
    if request.method == "POST" and formulaire.is_valid():
        _dire_parti(request, partenaire, formulaire.cleaned_data["parti_le"])
        messages.success(
            request, f"{partenaire.nom_affiche} n’est plus dans l’équipe. Cela reste écrit, avec ses dates."
        )
        return redirect("interlocuteurs", dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "formulaire": formulaire, "partenaire": partenaire}
    return render(request, "interlocuteurs/parti.html", contexte)


@require_POST
@exige(Droit.SUIVRE)
def partenaire_encore_la(request: HttpRequest, dossier_id: UUID, partenaire_id: UUID) -> HttpResponse:
    """Take back a departure."""
    _, partenaire = _note(request, dossier_id, partenaire_id)
    _dire_parti(request, partenaire, None)
    messages.success(request, f"{partenaire.nom_affiche} est de nouveau dans l’équipe.")
    return redirect("interlocuteurs", dossier_id)


@require_POST
@exige(Droit.SUIVRE)
def retirer_partenaire(request: HttpRequest, dossier_id: UUID, partenaire_id: UUID) -> HttpResponse:
    """Take back somebody noted by mistake."""
    _, partenaire = _note(request, dossier_id, partenaire_id)
    ecritures.retirer(acteur=request.acteur, partenaire=partenaire, maintenant=request.maintenant)
    messages.success(request, f"{partenaire.nom_affiche} n’est plus écrit nulle part dans l’équipe.")
    return redirect("interlocuteurs", dossier_id)


def _dire_parti(request: HttpRequest, partenaire: Partenaire, jour: object) -> None:
    ecritures.dire_parti(acteur=request.acteur, partenaire=partenaire, parti_le=jour, maintenant=request.maintenant)


def _dossier(request: HttpRequest, dossier_id: UUID) -> Dossier:
    dossiers = Dossier.objects.select_related("porteur", "mission_locale")
    return get_object_or_404(dossiers, un_des_deux_cotes(request.acteur), pk=dossier_id)


def _note(request: HttpRequest, dossier_id: UUID, partenaire_id: UUID) -> tuple[Dossier, Partenaire]:
    """What the structure of the hat worn noted; what the other side noted is only read."""
    dossier = _dossier(request, dossier_id)
    siens = Partenaire.objects.filter(dossier=dossier, structure_id=request.acteur.structure_id, retire_le=None)
    return dossier, get_object_or_404(siens, pk=partenaire_id)
