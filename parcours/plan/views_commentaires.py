"""What is said of an action, and one more word."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.plan import ecritures, page
from parcours.plan.forms import CommentaireForm
from parcours.plan.lectures import nom_du_tenant
from parcours.plan.models import Action, Commentaire
from parcours.plan.views_actions import action_du
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.models import Dossier
from socle.dossier.sortis import apres_la_sortie
from socle.partage.lecteurs import Autour, autour_de


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def commentaires_action(request: HttpRequest, dossier_id: UUID, action_id: UUID) -> HttpResponse:
    """All that was said of an action."""
    dossier = get_object_or_404(page.dossiers_lus(request), pk=dossier_id)
    action = get_object_or_404(Action.objects.select_related("objectif"), pk=action_id, dossier=dossier)
    autour = autour_de(dossier, request.acteur)
    formulaire = None
    if page.ecrit(request, dossier):
        formulaire = CommentaireForm(initial={"id": uuid4()}, objectif=action.objectif, autour=autour)
    return _page(request, dossier, action, formulaire, autour)


def _page(
    request: HttpRequest, dossier: Dossier, action: Action, formulaire: CommentaireForm | None, autour: Autour
) -> HttpResponse:
    lire(request, [dossier.pk])
    dits = Commentaire.objects.filter(action=action, retire_le=None)
    contexte = {
        "dossier": dossier,
        "action": action,
        "formulaire": formulaire,
        "autour": autour,
        "tenant": nom_du_tenant(action, dossier),
        "commentaires": dits.select_related("ecrit_par__compte", "ecrit_par__structure").order_by("ecrit_le", "pk"),
    }
    return render(request, "plan/commentaires.html", contexte)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def commenter_action(request: HttpRequest, dossier_id: UUID, action_id: UUID) -> HttpResponse:
    """Say something of an action."""
    dossier, action = action_du(request, dossier_id, action_id)
    autour = autour_de(dossier, request.acteur)
    formulaire = CommentaireForm(request.POST or None, initial={"id": uuid4()}, objectif=action.objectif, autour=autour)
    if request.method == "GET" or not formulaire.is_valid():
        return _page(request, dossier, action, formulaire, autour)
    try:
        ecritures.commenter(
            acteur=request.acteur, commentaire_id=formulaire.cleaned_data["id"], action=action,
            texte=formulaire.cleaned_data["texte"], maintenant=request.maintenant, **formulaire.partage(),
        )  # fmt: skip
    except IntegrityError:
        raise Http404 from None
    messages.success(request, "Votre commentaire est noté.")
    return redirect("commentaires_action", dossier_id, action_id)


def _commentaire(request: HttpRequest, dossier_id: UUID, commentaire_id: UUID) -> Commentaire:
    """A comment that one's own structure wrote. Raises Http404."""
    dossier = page.dossier_ecrit(request, dossier_id)
    return get_object_or_404(
        Commentaire.objects.select_related("ecrit_par"), pk=commentaire_id, dossier=dossier,
        ecrit_par__structure_id=request.acteur.structure_id,
    )  # fmt: skip


@require_POST
@exige(Droit.SUIVRE)
def retirer_commentaire(request: HttpRequest, dossier_id: UUID, commentaire_id: UUID) -> HttpResponse:
    """Take back what one's own structure said."""
    dit = _commentaire(request, dossier_id, commentaire_id)
    ecritures.retirer_commentaire(acteur=request.acteur, commentaire=dit, maintenant=request.maintenant)
    defaire = reverse("remettre_commentaire", args=[dossier_id, commentaire_id])
    messages.success(request, "Le commentaire est retiré.", extra_tags=f"annuler={defaire}")
    return redirect("commentaires_action", dossier_id, dit.action_id)


@require_POST
@exige(Droit.SUIVRE)
def remettre_commentaire(request: HttpRequest, dossier_id: UUID, commentaire_id: UUID) -> HttpResponse:
    """Put it back."""
    dit = _commentaire(request, dossier_id, commentaire_id)
    ecritures.retirer_commentaire(acteur=request.acteur, commentaire=dit, remettre=True, maintenant=request.maintenant)
    messages.success(request, "Le commentaire est remis.")
    return redirect("commentaires_action", dossier_id, dit.action_id)
