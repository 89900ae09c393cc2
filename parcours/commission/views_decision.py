"""Writing in commission: propose, sign, take back, and say that what was asked is done."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.commission import ecritures
from parcours.commission import situation as situations
from parcours.commission.conflit import contexte_du_conflit
from parcours.commission.forms import DecisionForm
from parcours.commission.models import Decision
from regles.acces import Droit
from regles.decision import Quoi
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acces.portee import identifiant
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit

FAITS_CHANGES = (
    "Les faits ont changé depuis que vous avez ouvert cette page : relisez le verdict, puis proposez de nouveau."
)
A_REPROPOSER = (
    "Les faits ont changé depuis la proposition : le verdict n’est plus le même. "
    "Relisez-le, puis modifiez ou proposez de nouveau la décision."
)
TEXTE_CHANGE = "Le texte a changé depuis que vous l’avez lu : le voici. Votre signature n’a pas été posée."
DEUX_COTES = "Vous avez signé pour l’autre côté avec votre autre casquette : un collègue doit signer pour celui-ci."
DEJA_SIGNEE = (
    "Cette décision est signée des deux côtés : elle ne change plus. Une décision plus tardive peut la remplacer."
)
EN_VIGUEUR = "Les deux côtés ont signé : elle est en vigueur."
ATTEND_L_AUTRE = "Elle attend maintenant l’autre côté, dans son « À faire »."


@require_POST
@exige(Droit.DECIDER)
def proposer(request: HttpRequest, mission_locale_id: int, seance_le: date, dossier_id: UUID) -> HttpResponse:
    """Propose a decision or change the one proposed, and sign it at once for one's side if that is asked."""
    ici = reverse("situation_en_commission", args=[mission_locale_id, seance_le, dossier_id])
    donnees = request.POST.copy()
    if donnees.get("garder") == "autre":
        messages.success(request, "Le texte enregistré est gardé, le vôtre n’a pas été enregistré.")
        return redirect(ici)
    if donnees.get("garder") == "mien":
        donnees[donnees.get("champ_du_conflit", "")] = donnees.get("mien", "")
    page = situations.page(request, mission_locale_id, seance_le, dossier_id)
    formulaire = situations.formulaire(page, request.acteur, donnees)
    if not formulaire.is_valid():
        return situations.afficher(request, page, formulaire)
    try:
        decision = _proposer(request, formulaire, dossier_id, seance_le)
    except ecritures.VerdictChange:
        donnees["vu"] = page.vu
        messages.warning(request, FAITS_CHANGES)
        return situations.afficher(request, page, situations.formulaire(page, request.acteur, donnees), status=409)
    except Conflit as conflit:
        lire(request, page.agenda.dossiers)
        contexte = contexte_du_conflit(page, formulaire, conflit, action=request.path)
        return render(request, "commission/conflit.html", contexte, status=409)
    except ecritures.DejaSignee:
        messages.warning(request, DEJA_SIGNEE)
        return redirect(ici)
    if donnees.get("signer"):
        return _signer(request, decision, decision.empreinte, ici)
    messages.success(request, "La décision est proposée. Elle attend deux signatures.")
    return redirect(ici)


def _proposer(request: HttpRequest, formulaire: DecisionForm, dossier_id: UUID, seance_le: date) -> Decision:
    saisi = formulaire.cleaned_data
    try:
        return ecritures.proposer(
            acteur=request.acteur,
            decision_id=saisi["decision_id"],
            version=saisi["version"],
            dossier_id=dossier_id,
            seance_le=seance_le,
            texte=formulaire.texte(),
            vu=saisi["vu"],
            le=request.le,
            maintenant=request.maintenant,
        )
    except (IntegrityError, ecritures.PasDuDossier):
        # The id of a decision of somebody else's dossier, or a side that is not one's own.
        raise Http404 from None


@require_POST
@exige(Droit.DECIDER)
def signer(request: HttpRequest, mission_locale_id: int, seance_le: date, dossier_id: UUID) -> HttpResponse:
    """Sign the decision as it was read, for the side of the hat worn."""
    ici = reverse("situation_en_commission", args=[mission_locale_id, seance_le, dossier_id])
    decision = _decision(request, dossier_id, mission_locale_id)
    return _signer(request, decision, request.POST.get("empreinte", ""), ici)


def _signer(request: HttpRequest, decision: Decision, lue: str, ici: str) -> HttpResponse:
    try:
        signee = ecritures.signer(
            acteur=request.acteur, decision=decision, lue=lue, le=request.le, maintenant=request.maintenant
        )
    except ecritures.PasDuDossier:
        raise Http404 from None
    except ecritures.TexteChange:
        messages.warning(request, TEXTE_CHANGE)
    except ecritures.VerdictChange:
        messages.warning(request, A_REPROPOSER)
    except ecritures.DejaSignePourLAutre:
        messages.warning(request, DEUX_COTES)
    else:
        suite = EN_VIGUEUR if signee.signee_le else ATTEND_L_AUTRE
        messages.success(request, f"Vous avez signé pour {request.acteur.structure_nom}. {suite}")
    return redirect(ici)


def _decision(request: HttpRequest, dossier_id: UUID, mission_locale_id: int) -> Decision:
    """The decision that a form speaks of. Raises Http404."""
    decision_id = identifiant(request.POST.get("decision", ""))
    return get_object_or_404(
        Decision.objects, pk=decision_id, dossier_id=dossier_id, mission_locale_id=mission_locale_id
    )


@require_POST
@exige(Droit.DECIDER)
def retirer_signature(request: HttpRequest, mission_locale_id: int, seance_le: date, dossier_id: UUID) -> HttpResponse:
    """Take one's side's signature back, as long as the other has not signed."""
    decision = _decision(request, dossier_id, mission_locale_id)
    try:
        ecritures.retirer_sa_signature(acteur=request.acteur, decision=decision, maintenant=request.maintenant)
    except ecritures.PasDuDossier:
        raise Http404 from None
    except ecritures.DejaSignee:
        messages.warning(request, DEJA_SIGNEE)
    else:
        messages.success(request, "Votre signature est retirée. La proposition reste.")
    return redirect("situation_en_commission", mission_locale_id, seance_le, dossier_id)


@require_http_methods(["GET", "POST"])
@exige(Droit.DECIDER)
def retirer(request: HttpRequest, mission_locale_id: int, seance_le: date, dossier_id: UUID) -> HttpResponse:
    """Take a proposal back: first the question, then the act."""
    ici = reverse("situation_en_commission", args=[mission_locale_id, seance_le, dossier_id])
    dossier = get_object_or_404(Dossier, pk=dossier_id, mission_locale_id=mission_locale_id)
    if request.method == "GET":
        lire(request, [dossier_id])
        decision = get_object_or_404(Decision, dossier=dossier, signee_le=None, retiree_le=None)
        contexte: dict[str, Any] = {"dossier": dossier, "decision": decision, "retour": ici, "action": request.path}
        return render(request, "commission/retirer.html", contexte)
    decision = _decision(request, dossier_id, mission_locale_id)
    try:
        ecritures.retirer_la_proposition(acteur=request.acteur, decision=decision, maintenant=request.maintenant)
    except ecritures.PasDuDossier:
        raise Http404 from None
    except ecritures.DejaSignee:
        messages.warning(request, DEJA_SIGNEE)
    else:
        messages.success(request, f"La proposition pour {dossier.nom_affiche} est retirée.")
    return redirect(ici)


@require_POST
@exige(Droit.SUIVRE)
def suite_faite(request: HttpRequest, dossier_id: UUID, quoi: str) -> HttpResponse:
    """« C’est fait », from « À faire »; the message offers to undo."""
    _dire(request, dossier_id, quoi, faite=True)
    retour = reverse("suite_a_refaire", args=[dossier_id, quoi])
    messages.success(request, "C’est noté comme fait.", extra_tags=f"annuler={retour}")
    return redirect("accueil")


@require_POST
@exige(Droit.SUIVRE)
def suite_a_refaire(request: HttpRequest, dossier_id: UUID, quoi: str) -> HttpResponse:
    """Undo `suite_faite`."""
    _dire(request, dossier_id, quoi, faite=False)
    messages.success(request, "C’est de retour dans votre liste.")
    return redirect("accueil")


def _dire(request: HttpRequest, dossier_id: UUID, quoi: str, *, faite: bool) -> None:
    dossier = get_object_or_404(Dossier, pk=dossier_id)
    if quoi not in set(Quoi) or not ecritures.dire_faite(
        acteur=request.acteur, dossier=dossier, quoi=Quoi(quoi), faite=faite, maintenant=request.maintenant
    ):
        raise Http404
