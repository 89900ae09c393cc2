"""What the views of the plan share: the dossier they write, a conflict told, and the way back."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from parcours.plan import ecritures
from parcours.plan.models import Action, Objectif, TexteDuDiagnostic
from socle.acces.portee import identifiant
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.lectures import plan_ouvert, un_des_deux_cotes
from socle.dossier.models import Dossier, Etape
from socle.dossier.versions import Conflit
from socle.partage.lecteurs import avec_autour
from socle.partage.models import lecteurs_de

NOMS = {Objectif: "cet objectif", Action: "cette action", TexteDuDiagnostic: "ce texte"}


def dossiers_lus(request: HttpRequest) -> QuerySet[Dossier]:
    """The dossiers whose plan the hat worn may read, with who is around them."""
    return avec_autour(Dossier.objects.filter(plan_ouvert(request.acteur)), le=request.le)


def dossier_ecrit(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """A dossier that the hat worn may write, its two structures read with it. Raises Http404."""
    return get_object_or_404(dossiers_lus(request), un_des_deux_cotes(request.acteur), pk=dossier_id)


def ecrit(request: HttpRequest, dossier: Dossier) -> bool:
    """Whether the hat worn may write the plan today: one of the two sides, of a youth who has not left."""
    d_un_cote = request.acteur.structure_id in (dossier.porteur_id, dossier.mission_locale_id)
    return d_un_cote and dossier.etape != Etape.SORTI


def _retire(objet: Any) -> bool:
    return getattr(objet, "retire_le", None) is not None


def qui_a_ecrit(request: HttpRequest, objet: Any) -> str:
    """« Nadia Ferrand a modifié cette action à 10 h 32 », and whether it was taken back."""
    soi = objet.maj_par_id == request.acteur.appartenance_id
    qui = "Vous avez" if soi else f"{objet.maj_par.compte.nom_complet} a"
    instant = timezone.localtime(objet.maj_le)
    fait = "retiré" if _retire(objet) else "modifié"
    return f"{qui} {fait} {NOMS[type(objet)]} à {instant.hour}\u00a0h\u00a0{instant.minute:02d}"


def _reprendre(formulaire: forms.Form, objet: Any) -> None:
    """What was not touched here takes what was saved meanwhile: saving over takes away only what one sees differ."""
    lue = ecritures.lue_a(objet, formulaire.cleaned_data["version"])
    if lue is None:
        return
    formulaire.data = formulaire.data.copy()
    for nom in set(formulaire.fields) - {"version"}:
        actuel, avant = (lecteurs_de(o) if nom == "lecteurs" else getattr(o, nom) for o in (objet, lue))
        if formulaire.cleaned_data[nom] == avant != actuel:
            mots = actuel.isoformat() if isinstance(actuel, date) else formulaire.fields[nom].prepare_value(actuel)
            formulaire.data[nom] = "" if mots is None else mots
            formulaire.cleaned_data[nom] = actuel


def en_conflit(
    request: HttpRequest, formulaire: forms.Form, conflit: Conflit, *, dossier: Dossier, retour: str, **suite: Any
) -> HttpResponse:
    """Both texts, who saved the other and when, and what saving does to something taken back."""
    objet = conflit.actuel
    a_nous = getattr(objet, "structure_id", None) == request.acteur.structure_id
    for nom in ("id", "dit_pour", "modele", "actions", *(() if a_nous else ("lecteurs",))):
        formulaire.fields.pop(nom, None)
    _reprendre(formulaire, objet)
    dit = {
        "titre": f"{qui_a_ecrit(request, objet)}, pendant que vous écriviez",
        "effet": f"Enregistrer votre version remet {NOMS[type(objet)]} dans le plan." if _retire(objet) else "",
        "page": reverse("plan", args=[dossier.pk]),
        "page_nom": "Plan",
    }
    return conflit_de_texte(request, formulaire, conflit, dossier=dossier, retour=retour, dit=dit, **suite)


def au_plan(dossier_id: UUID, ancre: UUID | None = None) -> HttpResponse:
    """Back to the plan, where one was."""
    adresse = reverse("plan", args=[dossier_id])
    return redirect(f"{adresse}#o-{ancre}" if ancre else adresse)


def placer(request: HttpRequest, objet: Objectif | Action) -> HttpResponse:
    """Move it past the neighbour that the page showed."""
    avant, apres = (identifiant(request.POST.get(nom, "")) for nom in ("avant", "apres"))
    place = ecritures.placer(
        acteur=request.acteur, objet=objet, avant=avant, apres=apres, maintenant=request.maintenant
    )
    if not place:
        messages.info(request, "Le plan a changé entre-temps\u00a0: rien n’a bougé.")
    return au_plan(objet.dossier_id, objet.pk if isinstance(objet, Objectif) else objet.objectif_id)


def retirer(request: HttpRequest, objet: Objectif | Action, *, remettre: str, **suite: UUID) -> HttpResponse:
    """Take it back, and offer to undo; what changed since the page was read is read again first."""
    version = request.POST.get("version", "")
    try:
        ecritures.retirer(
            acteur=request.acteur, objet=objet, version=int(version) if version.isascii() and version.isdigit() else 0,
            maintenant=request.maintenant,
        )  # fmt: skip
    except Conflit as conflit:
        messages.warning(
            request,
            f"{qui_a_ecrit(request, conflit.actuel)}. Rien n’est retiré\u00a0: relisez avant de retirer.",
        )
    else:
        defaire = reverse(remettre, kwargs={"dossier_id": objet.dossier_id, **suite})
        messages.success(
            request, f"C’est retiré du plan\u00a0: «\u00a0{objet.titre}\u00a0».", extra_tags=f"annuler={defaire}"
        )
    return au_plan(objet.dossier_id)


def remettre(request: HttpRequest, objet: Objectif | Action) -> HttpResponse:
    """Put it back where it was."""
    ecritures.remettre(acteur=request.acteur, objet=objet, maintenant=request.maintenant)
    messages.success(request, f"C’est remis dans le plan\u00a0: «\u00a0{objet.titre}\u00a0».")
    return au_plan(objet.dossier_id)
