"""The PACEA, noted by the mission locale that signed it, and how it reads the ceiling."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.remobilisation import ecritures, ecritures_allocation
from parcours.remobilisation import ecritures_pacea as paceas
from parcours.remobilisation.ensuite import PAS_ICI
from parcours.remobilisation.forms import FinForm, PaceaForm, PlafondForm
from parcours.remobilisation.models import LectureDuPlafond, ParcoursPacea
from parcours.remobilisation.views import dossier_de
from regles.acces import Droit
from regles.noyau.temps import en_toutes_lettres
from regles.plafond_pacea import PAR_DEFAUT
from regles.textes import nationaux
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.sortis import apres_la_sortie
from socle.dossier.versions import Conflit

DEJA_OUVERT = "Un autre PACEA est noté sur ces jours : un jeune n’en a qu’un à la fois."
CHAMPS = ("signe_le", "fin_prevue_le", "premiere_phase_le", "objectifs")


def _pacea(request: HttpRequest, dossier_id: UUID, pacea_id: UUID) -> ParcoursPacea:
    dossier = dossier_de(request, dossier_id)
    return get_object_or_404(ParcoursPacea.objects.select_related("dossier"), pk=pacea_id, dossier=dossier)


@require_http_methods(["GET", "POST"])
@exige(Droit.VERIFIER)
def noter_pacea(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Note a PACEA that was signed."""
    dossier = dossier_de(request, dossier_id)
    formulaire = PaceaForm(request.POST or None, le=request.le, dossier=dossier)
    if request.method == "POST" and formulaire.is_valid():
        try:
            paceas.noter_pacea(
                acteur=request.acteur,
                pacea_id=formulaire.cleaned_data["id"],
                dossier_id=dossier_id,
                le=request.le,
                maintenant=request.maintenant,
                **{nom: formulaire.cleaned_data[nom] for nom in CHAMPS},
            )
        except (IntegrityError, ecritures.PasSonCote):
            raise Http404 from None
        except ecritures.PasEnRemobilisation:
            messages.warning(request, PAS_ICI)
            return redirect("remobilisation", dossier_id)
        except paceas.PaceaDejaOuvert:
            formulaire.add_error("signe_le", DEJA_OUVERT)
        else:
            messages.success(request, "Le PACEA est noté. Une allocation ponctuelle peut être demandée.")
            return redirect("remobilisation", dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "formulaire": formulaire, "action": request.path}
    return render(request, "remobilisation/pacea.html", contexte)


@require_http_methods(["GET", "POST"])
@exige(Droit.VERIFIER)
def modifier_pacea(request: HttpRequest, dossier_id: UUID, pacea_id: UUID) -> HttpResponse:
    """Correct what was noted of a PACEA."""
    pacea = _pacea(request, dossier_id, pacea_id)
    initial = {nom: getattr(pacea, nom) for nom in (*CHAMPS, "id", "version")}
    formulaire = PaceaForm(request.POST or None, initial=initial, le=request.le, dossier=pacea.dossier)
    if request.method == "POST" and formulaire.is_valid():
        champs = {nom: formulaire.cleaned_data[nom] for nom in (*CHAMPS, "version")}
        try:
            paceas.modifier_pacea(
                acteur=request.acteur, pacea=pacea, le=request.le, maintenant=request.maintenant, **champs
            )
        except Conflit as conflit:
            return _conflit(request, formulaire, conflit, pacea, "modifier_pacea")
        except paceas.PaceaDejaOuvert:
            formulaire.add_error("signe_le", DEJA_OUVERT)
        else:
            messages.success(request, "Le PACEA est à jour.")
            return redirect("remobilisation", dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": pacea.dossier, "pacea": pacea, "formulaire": formulaire, "action": request.path}
    return render(request, "remobilisation/pacea.html", contexte)


def _conflit(
    request: HttpRequest, formulaire: Any, conflit: Conflit, pacea: ParcoursPacea, retour: str
) -> HttpResponse:
    return conflit_de_texte(request, formulaire, conflit, dossier=pacea.dossier, retour=retour, pacea_id=pacea.pk)


@require_http_methods(["GET", "POST"])
@exige(Droit.VERIFIER)
@apres_la_sortie
def finir_pacea(request: HttpRequest, dossier_id: UUID, pacea_id: UUID) -> HttpResponse:
    """Say how a PACEA ends; the message offers to undo."""
    pacea = _pacea(request, dossier_id, pacea_id)
    initial = {
        "version": pacea.version,
        "fini_le": pacea.fini_le or min(request.le, pacea.fin_prevue_le),
        "fin": pacea.fin,
        "fin_precision": pacea.fin_precision,
    }
    formulaire = FinForm(
        request.POST or None,
        initial=initial,
        le=request.le,
        signe_le=pacea.signe_le,
        fin_prevue_le=pacea.fin_prevue_le,
    )
    if request.method == "POST" and formulaire.is_valid():
        try:
            paceas.finir_pacea(
                acteur=request.acteur,
                pacea=pacea,
                le=request.le,
                maintenant=request.maintenant,
                **formulaire.cleaned_data,
            )
        except Conflit as conflit:
            return _conflit(request, formulaire, conflit, pacea, "finir_pacea")
        fin = en_toutes_lettres(formulaire.cleaned_data["fini_le"])
        retour = reverse("reprendre_pacea", args=[dossier_id, pacea_id])
        messages.success(request, f"Le PACEA se termine le {fin}.", extra_tags=f"annuler={retour}")
        return redirect("remobilisation", dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": pacea.dossier, "pacea": pacea, "formulaire": formulaire}
    return render(request, "remobilisation/fin.html", contexte)


@require_POST
@exige(Droit.VERIFIER)
@apres_la_sortie
def reprendre_pacea(request: HttpRequest, dossier_id: UUID, pacea_id: UUID) -> HttpResponse:
    """Undo `finir_pacea`."""
    pacea = _pacea(request, dossier_id, pacea_id)
    try:
        paceas.reprendre_pacea(acteur=request.acteur, pacea=pacea, maintenant=request.maintenant)
    except paceas.PaceaDejaOuvert:
        messages.warning(request, DEJA_OUVERT)
    else:
        messages.success(request, "Le PACEA continue.")
    return redirect("remobilisation", dossier_id)


@require_POST
@exige(Droit.VERIFIER)
def retirer_pacea(request: HttpRequest, dossier_id: UUID, pacea_id: UUID) -> HttpResponse:
    """Take out a PACEA noted by mistake; the message offers to undo."""
    paceas.retirer_pacea(
        acteur=request.acteur, pacea=_pacea(request, dossier_id, pacea_id), maintenant=request.maintenant
    )
    retour = reverse("remettre_pacea", args=[dossier_id, pacea_id])
    messages.success(request, "Le PACEA noté par erreur est retiré.", extra_tags=f"annuler={retour}")
    return redirect("remobilisation", dossier_id)


@require_POST
@exige(Droit.VERIFIER)
def remettre_pacea(request: HttpRequest, dossier_id: UUID, pacea_id: UUID) -> HttpResponse:
    """Undo `retirer_pacea`."""
    pacea = _pacea(request, dossier_id, pacea_id)
    try:
        paceas.remettre_pacea(acteur=request.acteur, pacea=pacea, le=request.le, maintenant=request.maintenant)
    except paceas.PaceaDejaOuvert:
        messages.warning(request, DEJA_OUVERT)
    else:
        messages.success(request, "Le PACEA est de retour.")
    return redirect("remobilisation", dossier_id)


@require_http_methods(["GET", "POST"])
@exige(Droit.VERIFIER)
def plafond_pacea(request: HttpRequest) -> HttpResponse:
    """How the mission locale reads « par an ». Everybody there may look; who decides for it may choose."""
    dites = LectureDuPlafond.objects.filter(mission_locale_id=request.acteur.structure_id, depuis__lte=request.le)
    actuelle = dites.select_related("par__compte").order_by("-depuis").first()
    initial = {"fenetre": actuelle.fenetre if actuelle else PAR_DEFAUT.value}
    formulaire = PlafondForm(request.POST or None, initial=initial)
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures_allocation.lire_le_plafond(
                acteur=request.acteur,
                fenetre=formulaire.cleaned_data["fenetre"],
                le=request.le,
                maintenant=request.maintenant,
            )
        except ecritures_allocation.PasSonPlafond:
            return render(request, "403.html", status=403)
        messages.success(request, "C’est noté : Tandem compte ainsi, à partir d’aujourd’hui.")
        return redirect("plafond_pacea")
    contexte = {
        "formulaire": formulaire,
        "actuelle": actuelle,
        "choisit": Droit.DECIDER in request.acteur.droits,
        "texte": nationaux().textes["ct-d5131-9"],
    }
    return render(request, "remobilisation/plafond.html", contexte)
