"""The pages of a sortie: say it, read it, contest it, correct it, take it back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.sortie import ecritures
from parcours.sortie import page as pages
from parcours.sortie.forms import AvisForm, CorrectionForm, RaisonForm, SortieForm
from parcours.sortie.lectures import RELAIS
from parcours.sortie.models import Relais, Sortie
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.conflits import conflit_de_texte, lisible
from socle.dossier.lectures import un_des_deux_cotes
from socle.dossier.models import Dossier
from socle.dossier.noms import de
from socle.dossier.sortis import apres_la_sortie
from socle.dossier.versions import Conflit

ANNULEE = "Cette sortie a été annulée entre-temps : il n’y a plus rien à changer."
RELUE = "La sortie a changé depuis que vous l’avez lue : la voici. Votre réponse n’a pas été envoyée."


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
@apres_la_sortie
def sortie(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """See the sortie in force, or say one."""
    page = pages.page(dossier_id, acteur=request.acteur, le=request.le)
    if request.method == "GET":
        lire(request, [dossier_id])
        if page.sortie is None:
            return _dire(request, page, pages.formulaire(page, request))
        return render(request, "sortie/sortie.html", pages.contexte(page))
    if not page.mien:
        raise Http404
    formulaire = pages.formulaire(page, request, request.POST)
    if not formulaire.is_valid():
        lire(request, [dossier_id])
        return _dire(request, page, formulaire)
    try:
        _ecrire(request, dossier_id, formulaire)
    except ecritures.PlusEnVigueur:
        messages.warning(request, ANNULEE)
    except ecritures.DejaDite as deja:
        return _deja_dite(request, dossier_id, formulaire, deja.actuelle)
    else:
        suite = " L’autre côté la trouve dans son « À faire »." if page.dossier.partage else ""
        messages.success(request, f"La sortie {de(page.dossier.nom_affiche)} est notée.{suite}")
    return redirect("sortie", dossier_id)


def _ecrire(request: HttpRequest, dossier_id: UUID, formulaire: SortieForm) -> None:
    try:
        # A 404 is committed like any answer: what was written before the refusal must not stay.
        with transaction.atomic():
            ecritures.dire(
                acteur=request.acteur,
                sortie_id=formulaire.cleaned_data["id"],
                dossier_id=dossier_id,
                texte=formulaire.texte(),
                relais=formulaire.relais(),
                le=request.le,
                maintenant=request.maintenant,
            )
    except (IntegrityError, ecritures.PasDuCote):
        # The id of somebody else's sortie, forged.
        raise Http404 from None


def _dire(request: HttpRequest, page: pages.Page, formulaire: SortieForm) -> HttpResponse:
    contexte = {"page": page, "dossier": page.dossier, "formulaire": formulaire}
    return render(request, "sortie/dire.html", contexte)


def _deja_dite(request: HttpRequest, dossier_id: UUID, formulaire: SortieForm, actuelle: Sortie) -> HttpResponse:
    """Somebody said it first. On the same side it becomes a correction; on the other, both are shown."""
    page = pages.page(dossier_id, acteur=request.acteur, le=request.le)
    if page.peut_reprendre:
        donnees = request.POST.copy()
        donnees["version"] = actuelle.version
        correction = pages.correction(page, request, donnees)
        correction.full_clean()
        return _conflit(request, page.dossier, correction, Conflit(actuelle))
    lire(request, [dossier_id])
    champs = [(nom, f) for nom, f in formulaire.fields.items() if nom != "id" and formulaire.cleaned_data.get(nom)]
    saisi = [(f.label, lisible(f, formulaire.cleaned_data[nom])) for nom, f in champs]
    return render(request, "sortie/sortie.html", pages.contexte(page, saisi=saisi), status=409)


def _conflit(request: HttpRequest, dossier: Dossier, formulaire: CorrectionForm, conflit: Conflit) -> HttpResponse:
    relais = Relais.objects.filter(pk=conflit.actuel.pk).first()
    for nom in RELAIS:
        setattr(conflit.actuel, f"relais_{nom}", getattr(relais, nom, ""))
    return conflit_de_texte(request, formulaire, conflit, dossier=dossier, retour="corriger_sortie")


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
@apres_la_sortie
def corriger(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Change the sortie, or add what was learnt since. The other side is asked to read it again."""
    page = _reprise(request, dossier_id)
    formulaire = pages.correction(page, request, request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures.corriger(
                acteur=request.acteur,
                sortie=page.sortie,
                version=formulaire.cleaned_data["version"],
                texte=formulaire.texte(),
                relais=formulaire.relais(),
                le=request.le,
                maintenant=request.maintenant,
            )
        except Conflit as conflit:
            return _conflit(request, page.dossier, formulaire, conflit)
        except ecritures.PlusEnVigueur:
            messages.warning(request, ANNULEE)
        else:
            messages.success(request, "La sortie est à jour.")
        return redirect("sortie", dossier_id)
    lire(request, [dossier_id])
    contexte = {"page": page, "dossier": page.dossier, "formulaire": formulaire, "correction": True}
    return render(request, "sortie/dire.html", contexte)


def _reprise(request: HttpRequest, dossier_id: UUID) -> pages.Page:
    """The page of a sortie that the hat may change. Raises Http404."""
    page = pages.page(dossier_id, acteur=request.acteur, le=request.le)
    if page.sortie is None or not page.peut_reprendre:
        raise Http404
    return page


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
@apres_la_sortie
def annuler(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Take the sortie back, with a reason. A youth who came back since has a dossier that goes on: nothing to undo."""
    page = _reprise(request, dossier_id)
    if page.nouveau is not None:
        messages.warning(request, "Ce jeune est revenu : son nouveau dossier est ouvert, celui-ci reste fermé.")
        return redirect("sortie", dossier_id)
    formulaire = RaisonForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures.annuler(
                acteur=request.acteur,
                sortie=page.sortie,
                pourquoi=formulaire.cleaned_data["pourquoi"],
                maintenant=request.maintenant,
            )
        except ecritures.PlusEnVigueur:
            messages.info(request, ANNULEE)
        else:
            messages.success(request, f"La sortie {de(page.dossier.nom_affiche)} est annulée : son dossier reprend.")
        return redirect("dossier", dossier_id)
    lire(request, [dossier_id])
    contexte = {
        "titre": f"Annuler la sortie {de(page.dossier.nom_affiche)} ?",
        "effet": "Le dossier reprend à l’étape où ses faits le placent, et revient dans vos listes. "
        "L’historique garde la sortie et votre raison.",
        "verbe": "Annuler la sortie",
        "retour": reverse("sortie", args=[dossier_id]),
        "champs": formulaire,
        "action": request.path,
        "grave": True,
    }
    return render(request, "tandem/page_confirmation.html", contexte)


@require_POST
@exige(Droit.SUIVRE)
@apres_la_sortie
def avis(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The other side says that it read the sortie, or contests it."""
    page = pages.page(dossier_id, acteur=request.acteur, le=request.le)
    if not page.autre_cote:
        raise Http404
    formulaire = AvisForm(request.POST, conteste="contester" in request.POST)
    if not formulaire.is_valid():
        return _revoir(request, page, formulaire, avis_form=formulaire)
    try:
        _ecrire_l_avis(request, page, formulaire)
    except (Conflit, ecritures.PlusEnVigueur):
        messages.warning(request, RELUE)
        saisi = {nom: formulaire.cleaned_data[nom] for nom in ("id", "texte")}
        repris = AvisForm(initial=saisi | {"version": page.sortie.version})
        return _revoir(request, page, repris, avis_form=repris, status=409)
    dit = "Vous contestez cette sortie : l’autre côté le voit dans son « À faire »."
    messages.success(request, dit if formulaire.conteste else "C’est noté : vous avez lu cette sortie.")
    return redirect("sortie", dossier_id)


def _ecrire_l_avis(request: HttpRequest, page: pages.Page, formulaire: AvisForm) -> None:
    try:
        with transaction.atomic():
            ecritures.donner_avis(
                acteur=request.acteur,
                avis_id=formulaire.cleaned_data["id"],
                sortie=page.sortie,
                version_lue=formulaire.cleaned_data["version"],
                conteste=formulaire.conteste,
                texte=formulaire.cleaned_data["texte"] if formulaire.conteste else "",
                maintenant=request.maintenant,
            )
    except IntegrityError:
        raise Http404 from None


def _revoir(
    request: HttpRequest, page: pages.Page, formulaire: forms.Form, *, status: int = 200, **suite: Any
) -> HttpResponse:
    lire(request, [page.dossier.pk])
    contexte = pages.contexte(page, formulaire=formulaire, **suite)
    return render(request, "sortie/sortie.html", contexte, status=status)


@require_POST
@exige(Droit.SUIVRE)
@apres_la_sortie
def maintenir(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Answer a contest: the sortie stays, and why."""
    get_object_or_404(Dossier, un_des_deux_cotes(request.acteur), pk=dossier_id)
    page = _reprise(request, dossier_id)
    formulaire = RaisonForm(request.POST, prefix="maintien")
    if not formulaire.is_valid():
        return _revoir(request, page, formulaire, maintien_form=formulaire)
    maintenue = ecritures.maintenir(
        acteur=request.acteur,
        sortie=page.sortie,
        pourquoi=formulaire.cleaned_data["pourquoi"],
        maintenant=request.maintenant,
    )
    messages.success(request, "La sortie est maintenue." if maintenue else "Plus rien n’est contesté.")
    return redirect("sortie", dossier_id)
