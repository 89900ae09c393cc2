"""The actions of the plan: written, moved on, placed, taken back."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from parcours.plan import ecritures, page
from parcours.plan.ecritures import ActionDite
from parcours.plan.forms import ActionForm, AvancerForm
from parcours.plan.lectures import nom_du_tenant
from parcours.plan.models import Action
from parcours.plan.views import objectif_du
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit
from socle.partage.lecteurs import autour_de

RETIRE = (
    "Cet objectif a été retiré du plan entre-temps. "
    "Votre texte est ci-dessous\u00a0: remettez l’objectif, puis envoyez."
)
CACHE = "L’objectif de cette action a été retiré entre-temps\u00a0: elle se relit en le remettant, au bas du plan."


def action_du(request: HttpRequest, dossier_id: UUID, action_id: UUID) -> tuple[Dossier, Action]:
    dossier = page.dossier_ecrit(request, dossier_id)
    actions = Action.objects.select_related("objectif", "maj_par__compte")
    return dossier, get_object_or_404(actions, pk=action_id, dossier=dossier)


def _dite(champs: dict[str, Any]) -> ActionDite:
    return ActionDite(**{n: champs[n] for n in ("titre", "tenue_par", "partenaire", "avant_le", "heures")})


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def ajouter_action(request: HttpRequest, dossier_id: UUID, objectif_id: UUID) -> HttpResponse:
    """One more thing to do for an objective."""
    dossier, objectif = objectif_du(request, dossier_id, objectif_id)
    formulaire = ActionForm(request.POST or None, initial={"id": uuid4(), "version": 1}, le=request.le, dossier=dossier)
    if request.method == "POST" and formulaire.is_valid():
        champs = formulaire.cleaned_data
        try:
            ecritures.ajouter_action(
                acteur=request.acteur, action_id=champs["id"] or uuid4(), objectif=objectif, dite=_dite(champs),
                maintenant=request.maintenant,
            )  # fmt: skip
        except IntegrityError:
            raise Http404 from None
        except ecritures.ObjectifRetire:
            formulaire.add_error(None, RETIRE)
        except Conflit as conflit:
            return _conflit(request, formulaire, conflit, dossier)
        else:
            messages.success(request, "L’action est dans le plan.")
            return page.au_plan(dossier_id, objectif_id)
    lire(request, [dossier_id])
    autour = autour_de(dossier, request.acteur)
    contexte = {"dossier": dossier, "objectif": objectif, "formulaire": formulaire, "autour": autour}
    return render(request, "plan/action.html", contexte)


def _conflit(
    request: HttpRequest, formulaire: Any, conflit: Conflit, dossier: Dossier, retour: str = "modifier_action"
) -> HttpResponse:
    return page.en_conflit(request, formulaire, conflit, dossier=dossier, retour=retour, action_id=conflit.actuel.pk)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def modifier_action(request: HttpRequest, dossier_id: UUID, action_id: UUID) -> HttpResponse:
    """Say it better, or give it to somebody else."""
    dossier, action = action_du(request, dossier_id, action_id)
    noms = ("version", "titre", "tenue_par", "partenaire", "avant_le", "heures")
    initial = {nom: getattr(action, nom) for nom in noms}
    formulaire = ActionForm(request.POST or None, initial=initial, le=request.le, dossier=dossier)
    if request.method == "POST" and formulaire.is_valid():
        champs = formulaire.cleaned_data
        try:
            ecritures.modifier_action(
                acteur=request.acteur, action=action, version=champs["version"], dite=_dite(champs),
                maintenant=request.maintenant,
            )  # fmt: skip
        except Conflit as conflit:
            return _conflit(request, formulaire, conflit, dossier)
        return _enregistree(request, action, "L’action est à jour.")
    lire(request, [dossier_id])
    contexte = {
        "dossier": dossier, "objectif": action.objectif, "action": action, "formulaire": formulaire,
        "autour": autour_de(dossier, request.acteur),
    }  # fmt: skip
    return render(request, "plan/action.html", contexte)


def _enregistree(request: HttpRequest, action: Action, dit: str) -> HttpResponse:
    if action.objectif.retire_le is not None:
        messages.warning(request, f"C’est enregistré. {CACHE}")
    else:
        messages.success(request, dit)
    return page.au_plan(action.dossier_id, action.objectif_id)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def avancer_action(request: HttpRequest, dossier_id: UUID, action_id: UUID) -> HttpResponse:
    """Say where it stands, and what it gave."""
    dossier, action = action_du(request, dossier_id, action_id)
    initial = {nom: getattr(action, nom) for nom in ("version", "etat", "pourquoi", "resultat")}
    formulaire = AvancerForm(request.POST or None, initial=initial)
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures.avancer_action(
                acteur=request.acteur, action=action, maintenant=request.maintenant, **formulaire.cleaned_data
            )
        except Conflit as conflit:
            return _conflit(request, formulaire, conflit, dossier, "avancer_action")
        return _enregistree(request, action, "C’est noté dans le plan.")
    lire(request, [dossier_id])
    contexte = {
        "dossier": dossier, "action": action, "formulaire": formulaire, "tenant": nom_du_tenant(action, dossier),
        "autour": autour_de(dossier, request.acteur),
    }  # fmt: skip
    return render(request, "plan/avancer.html", contexte)


@require_POST
@exige(Droit.SUIVRE)
def placer_action(request: HttpRequest, dossier_id: UUID, action_id: UUID) -> HttpResponse:
    """Up or down by one, within its objective."""
    return page.placer(request, action_du(request, dossier_id, action_id)[1])


@require_POST
@exige(Droit.SUIVRE)
def retirer_action(request: HttpRequest, dossier_id: UUID, action_id: UUID) -> HttpResponse:
    """Take it out of the plan; it can be put back."""
    action = action_du(request, dossier_id, action_id)[1]
    return page.retirer(request, action, remettre="remettre_action", action_id=action_id)


@require_POST
@exige(Droit.SUIVRE)
def remettre_action(request: HttpRequest, dossier_id: UUID, action_id: UUID) -> HttpResponse:
    """Put it back."""
    return page.remettre(request, action_du(request, dossier_id, action_id)[1])
