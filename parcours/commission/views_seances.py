"""The mission locale says when its commission sits."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.commission import ecritures_seances as ecritures
from parcours.commission.calendrier import Seance, calendriers, seance_ou_404
from parcours.commission.forms import AnnulationForm, DeplacementForm, RendezvousForm
from regles.acces import Droit
from regles.noyau.temps import en_toutes_lettres
from socle.acces.droits import exige
from socle.acces.portee import sans_lecture

DEJA_PRIS = "La commission se tient déjà ce jour-là."


def _pour_sa_commission(vue: Callable) -> Callable:
    """The porteur comes to the commission, it does not set it: told so, not answered as if nothing were there."""

    @wraps(vue)
    def garder(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.acteur.est_mission_locale:
            raise PermissionDenied
        with sans_lecture():
            return vue(request, *args, **kwargs)

    return garder


def _la_sienne(request: HttpRequest, mission_locale_id: int, seance_le: date) -> Seance:
    if mission_locale_id != request.acteur.structure_id or seance_le < request.le:
        raise Http404
    return seance_ou_404(request.acteur, mission_locale_id, seance_le)


@require_http_methods(["GET", "POST"])
@exige(Droit.DECIDER)
@_pour_sa_commission
def rendezvous(request: HttpRequest) -> HttpResponse:
    """Set the recurrence."""
    formulaire = RendezvousForm(request.POST or None, le=request.le)
    if request.method == "POST" and formulaire.is_valid():
        ecritures.fixer_rendezvous(acteur=request.acteur, maintenant=request.maintenant, **formulaire.cleaned_data)
        messages.success(request, "Le rendez-vous est fixé. Vos porteurs le voient.")
        return redirect("commissions")
    actuels = [
        r
        for c in calendriers(request.acteur, mission_locale_id=request.acteur.structure_id)
        for r in c.rendezvous
        if r["jusqu_a"] is None or r["jusqu_a"] >= request.le
    ]
    return render(request, "commission/rendezvous.html", {"formulaire": formulaire, "actuels": actuels})


@require_http_methods(["GET", "POST"])
@exige(Droit.DECIDER)
@_pour_sa_commission
def exceptionnelle(request: HttpRequest) -> HttpResponse:
    """Add one séance."""
    contexte = {
        "titre": "Ajouter une séance exceptionnelle",
        "effet": "Elle s’ajoute au rendez-vous habituel, qui ne change pas.",
        "verbe": "Ajouter cette séance",
        "retour": reverse("commissions"),
    }
    return _deplacement(request, None, DeplacementForm(request.POST or None, le=request.le), contexte)


@require_http_methods(["GET", "POST"])
@exige(Droit.DECIDER)
@_pour_sa_commission
def deplacer(request: HttpRequest, mission_locale_id: int, seance_le: date) -> HttpResponse:
    """Move one séance."""
    seance = _la_sienne(request, mission_locale_id, seance_le)
    contexte = {
        "titre": f"Déplacer la séance du {en_toutes_lettres(seance_le)}",
        "effet": "L’ordre du jour suit la nouvelle date. Les autres séances ne changent pas.",
        "verbe": "Déplacer la séance",
        "retour": reverse("seance", args=[mission_locale_id, seance_le]),
    }
    initial = {"heure": seance.heure, "lieu": seance.lieu}
    formulaire = DeplacementForm(request.POST or None, initial=initial, le=request.le)
    return _deplacement(request, seance, formulaire, contexte)


def _deplacement(
    request: HttpRequest, seance: Seance | None, formulaire: DeplacementForm, contexte: dict
) -> HttpResponse:
    if request.method == "POST" and formulaire.is_valid():
        saisi = formulaire.cleaned_data
        try:
            if _sur_un_autre_jour(request, seance, saisi["tenue_le"]):
                raise ecritures.JourDejaPris
            _ecrire(request, seance, **saisi)
        except ecritures.JourDejaPris:
            formulaire.add_error("tenue_le", DEJA_PRIS)
        else:
            jour = en_toutes_lettres(saisi["tenue_le"])
            messages.success(request, f"La commission se tient le {jour}. Vos porteurs le voient.")
            return redirect("commissions")
    contexte |= {"champs": formulaire, "action": request.path}
    return render(request, "tandem/page_confirmation.html", contexte)


def _sur_un_autre_jour(request: HttpRequest, seance: Seance | None, tenue_le: date) -> bool:
    if seance is not None and tenue_le == seance.le:
        return False
    return any(
        c.seances(du=tenue_le, au=tenue_le)
        for c in calendriers(request.acteur, mission_locale_id=request.acteur.structure_id)
    )


def _ecrire(request: HttpRequest, seance: Seance | None, **saisi: object) -> None:
    if seance is not None and seance.deplacement_id is not None:
        # A séance already moved moves from where it was first expected.
        ecritures.remettre(acteur=request.acteur, deplacement_id=seance.deplacement_id, maintenant=request.maintenant)
    prevue_le = None if seance is None or seance.exceptionnelle else seance.deplacee_de or seance.le
    if prevue_le is None and saisi["tenue_le"] is None:
        return
    ecritures.deplacer(acteur=request.acteur, prevue_le=prevue_le, maintenant=request.maintenant, **saisi)


@require_http_methods(["GET", "POST"])
@exige(Droit.DECIDER)
@_pour_sa_commission
def annuler(request: HttpRequest, mission_locale_id: int, seance_le: date) -> HttpResponse:
    """Cancel one séance."""
    seance = _la_sienne(request, mission_locale_id, seance_le)
    jour = en_toutes_lettres(seance_le)
    formulaire = AnnulationForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        _ecrire(request, seance, tenue_le=None, heure=None, lieu="", motif=formulaire.cleaned_data["motif"])
        messages.success(request, f"La séance du {jour} n’aura pas lieu. Ses situations passent à la suivante.")
        return redirect("commissions")
    contexte = {
        "titre": f"Annuler la séance du {jour} ?",
        "effet": "Ses situations passent d’elles-mêmes à la séance suivante. Rien de ce qui est écrit n’est perdu.",
        "verbe": "Annuler cette séance",
        "retour": reverse("seance", args=[mission_locale_id, seance_le]),
        "champs": formulaire,
        "action": request.path,
        "grave": True,
    }
    return render(request, "tandem/page_confirmation.html", contexte)


@require_POST
@exige(Droit.DECIDER)
@_pour_sa_commission
def remettre(request: HttpRequest, deplacement_id: int) -> HttpResponse:
    """Take a move, a cancellation or an exceptional séance back."""
    if not ecritures.remettre(acteur=request.acteur, deplacement_id=deplacement_id, maintenant=request.maintenant):
        raise Http404
    messages.success(request, "Le rendez-vous habituel reprend pour cette séance.")
    return redirect("commissions")
