"""The versions of the plan: proposed, accepted by the three, compared; and the plan on paper."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.plan import ecritures_versions as ecritures
from parcours.plan import page
from parcours.plan.document import rendre
from parcours.plan.forms import AccepterForm
from parcours.plan.instantane import changements
from parcours.plan.lectures import plan_de
from parcours.plan.lectures_versions import (
    avec_versions,
    contenu_dit,
    parties,
    version_lue,
    versions_de,
    versions_passees,
)
from parcours.plan.models import VersionDuPlan
from regles.acces import Droit
from regles.contrat import Partie
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acces.portee import identifiant
from socle.dossier.models import Dossier
from socle.dossier.sortis import apres_la_sortie

PLUS_ATTENDUE = "Cette version n’attend plus\u00a0: elle est acceptée par les trois, ou elle a été retirée."
CHANGE = "Le plan a changé depuis que vous avez ouvert la page\u00a0: relisez-le avant de proposer cette version."


def _lu(request: HttpRequest, dossier_id: UUID) -> Dossier:
    return get_object_or_404(page.dossiers_lus(request), pk=dossier_id)


def _version(request: HttpRequest, dossier: Dossier, version_id: UUID) -> tuple[VersionDuPlan, VersionDuPlan | None]:
    try:
        return version_lue(dossier, version_id)
    except VersionDuPlan.DoesNotExist:
        raise Http404 from None


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def versions_du_plan(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The versions of the plan, the latest first, and what changed since the last one accepted."""
    dossiers = avec_versions(page.dossiers_lus(request))
    dossier = get_object_or_404(dossiers, pk=dossier_id)
    lire(request, [dossier_id])
    contexte = {
        "dossier": dossier,
        "versions": versions_de(dossier, plan_de(dossier, le=request.le)),
        "toutes": versions_passees(dossier),
        "ecrit": page.ecrit(request, dossier),
        "neuve": uuid4(),
    }
    return render(request, "plan/versions.html", contexte)


@require_POST
@exige(Droit.SUIVRE)
def proposer_version(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Freeze the plan as it was read, for the three to accept."""
    page.dossier_ecrit(request, dossier_id)
    try:
        version = ecritures.proposer(
            acteur=request.acteur, version_id=identifiant(request.POST.get("id", "")) or uuid4(),
            dossier_id=dossier_id, vu=request.POST.get("vu", ""), le=request.le, maintenant=request.maintenant,
        )  # fmt: skip
    except IntegrityError:
        raise Http404 from None
    except ecritures.PlanChange:
        messages.warning(request, CHANGE)
        return redirect("versions_du_plan", dossier_id)
    except ecritures.RienAProposer:
        messages.info(request, "Rien n’a changé\u00a0: il n’y a pas de nouvelle version à proposer.")
        return redirect("versions_du_plan", dossier_id)
    messages.success(request, f"La version {version.numero} est prête. Chacun peut maintenant l’accepter.")
    return redirect("version_du_plan", dossier_id, version.pk)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def version_du_plan(request: HttpRequest, dossier_id: UUID, version_id: UUID) -> HttpResponse:
    """One version: who accepted it, what it changed, and what it says. It prints as it is."""
    dossier = _lu(request, dossier_id)
    version, avant = _version(request, dossier, version_id)
    lire(request, [dossier_id])
    contexte = {
        "dossier": dossier,
        "version": version,
        "avant": avant,
        "changements": changements(avant.contenu, version.contenu, dossier) if avant else [],
        "objectifs": contenu_dit(version.contenu, dossier),
        "parties": parties(version, dossier, request.acteur, ecrit=page.ecrit(request, dossier)),
        "ecrit": page.ecrit(request, dossier),
    }
    return render(request, "plan/version.html", contexte)


def _partie(request: HttpRequest, dossier: Dossier, partie: str) -> Partie:
    if partie not in set(Partie) or Partie(partie) not in ecritures.parties_de(request.acteur, dossier):
        raise Http404
    return Partie(partie)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def accepter_version(request: HttpRequest, dossier_id: UUID, version_id: UUID, partie: str) -> HttpResponse:
    """Say yes for one's side, or note when and how the youth said it."""
    dossier = page.dossier_ecrit(request, dossier_id)
    qui = _partie(request, dossier, partie)
    version = _version(request, dossier, version_id)[0]
    formulaire = AccepterForm(request.POST or None, le=request.le, version=version, partie=qui)
    if request.method == "POST" and formulaire.is_valid():
        return _accepter(request, dossier, version, qui, formulaire.cleaned_data)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "version": version, "partie": qui, "formulaire": formulaire}
    return render(request, "plan/accepter.html", contexte)


def _accepter(
    request: HttpRequest, dossier: Dossier, version: VersionDuPlan, qui: Partie, dit: dict[str, Any]
) -> HttpResponse:
    try:
        tous = ecritures.accepter(
            acteur=request.acteur, version=version, partie=qui, acceptee_le=dit["acceptee_le"],
            recueil=dit.get("recueil", ""), le=request.le, maintenant=request.maintenant,
        )  # fmt: skip
    except ecritures.VersionPlusAttendue:
        messages.warning(request, PLUS_ATTENDUE)
    else:
        if tous:
            messages.success(request, f"La version {version.numero} est acceptée par les trois.")
        else:
            retour = reverse("retirer_acceptation", args=[dossier.pk, version.pk, qui.value])
            messages.success(request, "C’est noté.", extra_tags=f"annuler={retour}")
    return redirect("version_du_plan", dossier.pk, version.pk)


@require_POST
@exige(Droit.SUIVRE)
def retirer_acceptation(request: HttpRequest, dossier_id: UUID, version_id: UUID, partie: str) -> HttpResponse:
    """Take back a yes noted by mistake, while others are awaited."""
    dossier = page.dossier_ecrit(request, dossier_id)
    qui = _partie(request, dossier, partie)
    version = _version(request, dossier, version_id)[0]
    try:
        ecritures.retirer_acceptation(acteur=request.acteur, version=version, partie=qui, maintenant=request.maintenant)
    except ecritures.VersionPlusAttendue:
        messages.warning(request, PLUS_ATTENDUE)
    else:
        messages.success(request, "C’est retiré\u00a0: cette acceptation est de nouveau attendue.")
    return redirect("version_du_plan", dossier_id, version_id)


@require_POST
@exige(Droit.SUIVRE)
def retirer_version(request: HttpRequest, dossier_id: UUID, version_id: UUID) -> HttpResponse:
    """Take back a proposal that waits: the plan itself does not move."""
    dossier = page.dossier_ecrit(request, dossier_id)
    version = _version(request, dossier, version_id)[0]
    try:
        ecritures.retirer_version(acteur=request.acteur, version=version, maintenant=request.maintenant)
    except ecritures.VersionPlusAttendue:
        messages.warning(request, PLUS_ATTENDUE)
    else:
        messages.success(request, f"La version {version.numero} n’est plus proposée. Le plan n’a pas bougé.")
    return redirect("versions_du_plan", dossier_id)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def plan_imprime(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The plan for the youth, as a tagged PDF: what is shared, without health nor justice."""
    dossier = _lu(request, dossier_id)
    lire(request, [dossier_id])
    plan = plan_de(dossier, le=request.le)
    versions = versions_de(dossier, plan)
    pdf = rendre(dossier, plan, versions, acteur=request.acteur, maintenant=request.maintenant)
    reponse = HttpResponse(pdf, content_type="application/pdf")
    reponse["Content-Disposition"] = 'inline; filename="plan-d-action.pdf"'
    reponse["Cache-Control"] = "no-store"
    return reponse
