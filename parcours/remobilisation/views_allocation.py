"""The allocation ponctuelle: asked with the youth's agreement, answered by the mission locale."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.remobilisation import ecritures
from parcours.remobilisation import ecritures_allocation as allocations
from parcours.remobilisation.avis import avis_sur
from parcours.remobilisation.ensuite import PAS_ICI
from parcours.remobilisation.forms_allocation import AllocationForm, ReponseForm, initial_de
from parcours.remobilisation.lectures import AllocationLue, Remobilisation, accord_en_cours, du_dossier
from parcours.remobilisation.models import DemandeAllocation
from parcours.remobilisation.views import CHANGE, dossier_de
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acces.models import ARGENT
from socle.consentements.ecritures import SANS_PREUVE
from socle.consentements.forms import RecueilForm
from socle.consentements.lectures import est_mineur
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.models import Dossier
from socle.dossier.sortis import apres_la_sortie
from socle.dossier.versions import Conflit

CEJ = "Un CEJ est signé : l’allocation ponctuelle ne se demande plus (Code du travail, article L5131-5)."
PARTAGE_ARRETE = "La mission locale ne voit plus ce dossier : recueillez d’abord l’accord du jeune."
A_OUVRIR = "Le jeune n’a pas encore accepté de vous dire ce qui touche à l’argent : le porteur le lui demande."
DEJA_REPONDUE = "La mission locale a répondu : la demande ne change plus."
TRANSMISE = "Elle est transmise à l’ASP : la réponse ne change plus."


def _vue(request: HttpRequest, dossier_id: UUID) -> tuple[Dossier, Remobilisation]:
    dossier_de(request, dossier_id)
    return du_dossier(dossier_id, request.acteur)


def _lue(vue: Remobilisation, allocation_id: UUID) -> AllocationLue:
    lue = next((a for a in vue.allocations if a.id == allocation_id), None)
    if lue is None:
        raise Http404
    return lue


def _demande(request: HttpRequest, dossier_id: UUID, allocation_id: UUID) -> DemandeAllocation:
    dossier = dossier_de(request, dossier_id)
    return get_object_or_404(DemandeAllocation.objects.select_related("dossier"), pk=allocation_id, dossier=dossier)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def demander_allocation(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Ask for an allocation. The first one reads to the youth what it shares; the texts are shown on request."""
    dossier, vue = _vue(request, dossier_id)
    accord = accord_en_cours(dossier, le=request.le)
    a_recueillir = accord is None or ARGENT not in accord.elements
    if accord is None or (a_recueillir and not request.acteur.est_porteur):
        messages.warning(request, PARTAGE_ARRETE if accord is None else A_OUVRIR)
        return redirect("remobilisation", dossier_id)
    formulaire = AllocationForm(request.POST or None, le=request.le)
    contexte: dict[str, Any] = {"dossier": dossier, "vue": vue, "formulaire": formulaire, "action": request.path}
    voir = bool(request.POST.get("voir"))
    recueil = _recueil(request, dossier, voir=voir) if a_recueillir else None
    if a_recueillir:
        contexte |= {"a_lire": allocations.a_lire(dossier, accord, le=request.le), "recueil": recueil}
    if request.method == "POST" and all([formulaire.is_valid(), recueil is None or voir or recueil.is_valid()]):
        if not voir:
            return _demander(request, dossier, formulaire, recueil)
        contexte["avis"] = _avis_du_formulaire(request, dossier, vue, formulaire)
    lire(request, [dossier_id])
    return render(request, "remobilisation/allocation.html", contexte)


def _recueil(request: HttpRequest, dossier: Dossier, *, voir: bool) -> RecueilForm:
    """How the youth said yes to what is added. Whoever only looks at the texts has not asked yet."""
    return RecueilForm(
        None if voir else request.POST or None,
        qui_recueille=request.acteur.nom_complet,
        mineur=est_mineur(dossier, le=request.le),
    )


def _avis_du_formulaire(
    request: HttpRequest, dossier: Dossier, vue: Remobilisation, formulaire: AllocationForm, sauf: Any = None
) -> Any:
    dite = formulaire.dite()
    return avis_sur(dossier, vue, mois=dite.mois, montant=dite.montant, revenus=dite.revenus, le=request.le, sauf=sauf)


def _demander(
    request: HttpRequest, dossier: Dossier, formulaire: AllocationForm, recueil: RecueilForm | None
) -> HttpResponse:
    saisi = formulaire.cleaned_data
    try:
        # A 404 is committed like any answer: what was written before the refusal must not stay.
        with transaction.atomic():
            allocations.demander(
                acteur=request.acteur,
                demande_id=saisi["id"],
                dossier_id=dossier.pk,
                dite=formulaire.dite(),
                accord_id=saisi["accord_id"] or saisi["id"],
                recueil=recueil.cleaned_data["recueil"] if recueil else "",
                preuve=recueil.preuve() if recueil else SANS_PREUVE,
                le=request.le,
                maintenant=request.maintenant,
            )
    except (IntegrityError, ecritures.PasSonCote, allocations.DUnAutreDossier):
        raise Http404 from None
    except allocations.CejSigne:
        messages.warning(request, CEJ)
    except ecritures.PasEnRemobilisation:
        messages.warning(request, PAS_ICI)
    except (allocations.PartageArrete, allocations.AccordManquant):
        messages.warning(request, PARTAGE_ARRETE)
    else:
        messages.success(request, "La demande est partie. Elle est dans « À faire » de la mission locale.")
    return redirect("remobilisation", dossier.pk)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def modifier_allocation(request: HttpRequest, dossier_id: UUID, allocation_id: UUID) -> HttpResponse:
    """Change what was asked, or complete it, as long as it is not decided."""
    dossier, vue = _vue(request, dossier_id)
    lue = _lue(vue, allocation_id)
    if lue.cote != request.acteur.nature:
        # The other side's request is read, not rewritten.
        raise Http404
    formulaire = AllocationForm(request.POST or None, initial=initial_de(lue), le=request.le, deja=lue.mois)
    contexte: dict[str, Any] = {
        "dossier": dossier, "vue": vue, "formulaire": formulaire, "action": request.path, "demande": lue,
    }  # fmt: skip
    if request.method == "POST" and formulaire.is_valid():
        if not request.POST.get("voir"):
            return _modifier(request, _demande(request, dossier_id, allocation_id), formulaire)
        contexte["avis"] = _avis_du_formulaire(request, dossier, vue, formulaire, sauf=allocation_id)
    lire(request, [dossier_id])
    return render(request, "remobilisation/allocation.html", contexte)


def _modifier(request: HttpRequest, demande: DemandeAllocation, formulaire: AllocationForm) -> HttpResponse:
    try:
        allocations.modifier(
            acteur=request.acteur,
            demande=demande,
            version=formulaire.cleaned_data["version"],
            dite=formulaire.dite(),
            maintenant=request.maintenant,
        )
    except Conflit as conflit:
        for technique in ("id", "accord_id"):
            del formulaire.fields[technique]
        return _conflit(request, formulaire, conflit, demande, "modifier_allocation")
    except ecritures.PasSonCote:
        raise Http404 from None
    except allocations.DejaRepondue:
        messages.warning(request, DEJA_REPONDUE)
    else:
        messages.success(request, "La demande est à jour. La mission locale la voit.")
    return redirect("remobilisation", demande.dossier_id)


def _conflit(
    request: HttpRequest, formulaire: Any, conflit: Conflit, demande: DemandeAllocation, retour: str
) -> HttpResponse:
    return conflit_de_texte(
        request, formulaire, conflit, dossier=demande.dossier, retour=retour, allocation_id=demande.pk
    )


@require_http_methods(["GET", "POST"])
@exige(Droit.VERIFIER)
@apres_la_sortie
def repondre_allocation(request: HttpRequest, dossier_id: UUID, allocation_id: UUID) -> HttpResponse:
    """Grant, refuse, or ask for more. What the texts say is above the question; people decide."""
    dossier, vue = _vue(request, dossier_id)
    lue = _lue(vue, allocation_id)
    initial = {"version": lue.version, "reponse": lue.reponse, "accorde": lue.accorde or lue.montant}
    formulaire = ReponseForm(request.POST or None, initial=initial | {"pourquoi": lue.pourquoi})
    if request.method == "POST" and formulaire.is_valid():
        reponse = _repondre(request, _demande(request, dossier_id, allocation_id), formulaire)
        if reponse is not None:
            return reponse
    lire(request, [dossier_id])
    champs = {nom: getattr(lue, nom) for nom in ("mois", "montant", "revenus")}
    contexte = {
        "dossier": dossier, "vue": vue, "demande": lue, "formulaire": formulaire,
        "avis": avis_sur(dossier, vue, **champs, le=request.le, sauf=lue.id),
    }  # fmt: skip
    return render(request, "remobilisation/reponse.html", contexte)


def _repondre(request: HttpRequest, demande: DemandeAllocation, formulaire: ReponseForm) -> HttpResponse | None:
    """None: refused, and the form says why."""
    try:
        repondue = allocations.repondre(
            acteur=request.acteur,
            demande=demande,
            le=request.le,
            maintenant=request.maintenant,
            **formulaire.cleaned_data,
        )
    except allocations.EcartNonDit:
        formulaire.add_error("pourquoi", "Les textes disent « impossible » : pour accorder quand même, dites pourquoi.")
        return None
    except Conflit as conflit:
        return _conflit(request, formulaire, conflit, demande, "repondre_allocation")
    except allocations.DejaTransmise:
        messages.warning(request, TRANSMISE)
    else:
        retour = reverse("reprendre_reponse", args=[demande.dossier_id, demande.pk])
        dit = repondue.get_reponse_display().lower()
        messages.success(request, f"Réponse envoyée : {dit}.", extra_tags=f"annuler={retour}")
    return redirect("remobilisation", demande.dossier_id)


@require_POST
@exige(Droit.VERIFIER)
@apres_la_sortie
def reprendre_reponse(request: HttpRequest, dossier_id: UUID, allocation_id: UUID) -> HttpResponse:
    """Undo `repondre_allocation`, before it is sent to the ASP."""
    demande = _demande(request, dossier_id, allocation_id)
    try:
        allocations.reprendre_reponse(acteur=request.acteur, demande=demande, maintenant=request.maintenant)
    except allocations.DejaTransmise:
        messages.warning(request, TRANSMISE)
    else:
        messages.success(request, "La réponse est reprise : la demande attend de nouveau.")
    return redirect("remobilisation", dossier_id)


@require_POST
@exige(Droit.VERIFIER)
@apres_la_sortie
def transmettre_allocation(request: HttpRequest, dossier_id: UUID, allocation_id: UUID) -> HttpResponse:
    """Say that it was sent to the ASP today; the message offers to undo."""
    demande = _demande(request, dossier_id, allocation_id)
    if allocations.transmettre(acteur=request.acteur, demande=demande, le=request.le, maintenant=request.maintenant):
        retour = reverse("pas_transmise", args=[dossier_id, allocation_id])
        messages.success(request, "C’est noté comme transmis à l’ASP.", extra_tags=f"annuler={retour}")
    else:
        messages.warning(request, CHANGE)
    return redirect("remobilisation", dossier_id)


@require_POST
@exige(Droit.VERIFIER)
@apres_la_sortie
def pas_transmise(request: HttpRequest, dossier_id: UUID, allocation_id: UUID) -> HttpResponse:
    """Undo `transmettre_allocation`."""
    demande = _demande(request, dossier_id, allocation_id)
    allocations.transmettre(acteur=request.acteur, demande=demande, le=None, maintenant=request.maintenant)
    messages.success(request, "Elle n’est plus notée comme transmise.")
    return redirect("remobilisation", dossier_id)


@require_POST
@exige(Droit.SUIVRE)
def retirer_allocation(request: HttpRequest, dossier_id: UUID, allocation_id: UUID) -> HttpResponse:
    """Take a request back before it is answered; the message offers to undo."""
    return _retirer(request, dossier_id, allocation_id, retiree=True)


@require_POST
@exige(Droit.SUIVRE)
def remettre_allocation(request: HttpRequest, dossier_id: UUID, allocation_id: UUID) -> HttpResponse:
    """Undo `retirer_allocation`."""
    return _retirer(request, dossier_id, allocation_id, retiree=False)


def _retirer(request: HttpRequest, dossier_id: UUID, allocation_id: UUID, *, retiree: bool) -> HttpResponse:
    demande = _demande(request, dossier_id, allocation_id)
    try:
        allocations.retirer(acteur=request.acteur, demande=demande, retiree=retiree, maintenant=request.maintenant)
    except ecritures.PasSonCote:
        raise Http404 from None
    except allocations.DejaRepondue:
        messages.warning(request, DEJA_REPONDUE)
    else:
        retour = reverse("remettre_allocation", args=[dossier_id, allocation_id])
        dit, tags = ("La demande est retirée.", f"annuler={retour}") if retiree else ("La demande est de retour.", "")
        messages.success(request, dit, extra_tags=tags)
    return redirect("remobilisation", dossier_id)
