"""A pilote's acts: typed, read again with what they would change, signed; ended or replaced, never edited."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from parcours.eligibilite.mots import dire_public
from regles.acces import Droit
from regles.noyau.bareme import Baremes, Effet
from socle.acces.droits import exige
from socle.droit import ecritures
from socle.droit.lectures import Territoire, a_cesse, actes, actes_du, baremes, territoire_de, veille
from socle.droit.models import Derogation
from web.composants import dates
from web.droit.changements import Effets, essai, essai_de_fin
from web.droit.dossiers import essayer_sur, lendemain, puis_reevaluer
from web.droit.forms import FORMULAIRES, ActeForm, FinForm, initial_de
from web.droit.lectures import dire_objet, source_nationale
from web.droit.views import dit

SANS_TERRITOIRE = "Votre structure n’a pas de département ni de région\u00a0: elle ne signe pas d’acte."
TROP_TOT = "Un acte cesse aujourd’hui au plus tôt\u00a0: ce qui a été jugé jusqu’à hier le reste."
DEJA_FINI = "Cet acte a déjà une fin."


@require_GET
@exige(Droit.REGLER)
def liste(request: HttpRequest) -> HttpResponse:
    """The acts of the pilote's territory: in force, to come, over."""
    territoire = territoire_de(request.acteur.structure_id)
    droit = baremes()
    dits = [dit(a, droit, le=request.le) for a in actes_du(territoire)] if territoire else []
    contexte = {
        "territoire": territoire,
        "sans_territoire": SANS_TERRITOIRE,
        "en_cours": [d for d in dits if d["en_cours"]],
        "a_venir": [d for d in dits if not d["en_cours"] and not d["fini"]],
        "finis": [d for d in dits if d["fini"]],
    }
    return render(request, "droit/actes.html", contexte)


@require_GET
@exige(Droit.REGLER)
def nouvel_acte(request: HttpRequest) -> HttpResponse:
    """Which of the three things the act does: each has its own form."""
    _territoire_ou_404(request)
    return render(request, "droit/nouvel_acte.html")


@require_http_methods(["GET", "POST"])
@exige(Droit.REGLER)
def saisir_acte(request: HttpRequest, effet: str) -> HttpResponse:
    """Type an act, read it again, sign it."""
    territoire = _territoire_ou_404(request)
    return _saisir(request, effet, territoire, retour=reverse("actes"))


@require_http_methods(["GET", "POST"])
@exige(Droit.REGLER)
def remplacer_acte(request: HttpRequest, acte_id: UUID) -> HttpResponse:
    """The same, in the place of an act that stops on the eve."""
    ancien = _a_finir(request, acte_id)
    territoire = _territoire_ou_404(request)
    return _saisir(request, ancien.effet, territoire, retour=reverse("acte", args=[ancien.pk]), ancien=ancien)


def _saisir(
    request: HttpRequest, effet: str, territoire: Territoire, *, retour: str, ancien: Derogation | None = None
) -> HttpResponse:
    genre = FORMULAIRES.get(effet)
    if genre is None:
        raise Http404
    initial = {"id": uuid4(), **(initial_de(ancien) if ancien else {"objet": request.GET.get("objet", "")})}
    formulaire = genre(request.POST or None, le=request.le, initial=initial, a_la_place_de=ancien)
    contexte = {"formulaire": formulaire, "territoire": territoire, "retour": retour, "ancien": ancien, "effet": effet}
    etape = request.POST.get("etape", "relire")
    if request.method == "GET" or not formulaire.is_valid() or etape == "corriger":
        return render(request, "droit/saisir.html", contexte)
    try:
        if etape == "signer":
            return _signer(request, formulaire, territoire, ancien)
        droit = ecritures.essayer(formulaire.dit(), territoire, a_la_place_de=ancien)
        if ancien is not None and formulaire.cleaned_data["du"] < request.le:
            raise ecritures.FinImpossible
    except ecritures.Chevauche as refus:
        contexte["chevauche"] = refus.acte
        formulaire.add_error("du", "Un autre acte change déjà cela sur une partie de ces jours.")
    except ecritures.ActeRefuse as refus:
        formulaire.add_error(None, _phrase(str(refus)))
    except ecritures.FinImpossible:
        formulaire.add_error("du", TROP_TOT)
    else:
        return render(request, "droit/relire.html", contexte | _relecture(formulaire, droit, territoire))
    return render(request, "droit/saisir.html", contexte)


def _signer(
    request: HttpRequest, formulaire: ActeForm, territoire: Territoire, ancien: Derogation | None
) -> HttpResponse:
    commun: dict[str, Any] = {
        "acteur": request.acteur, "acte_id": formulaire.cleaned_data["id"], "dit": formulaire.dit(),
        "maintenant": request.maintenant,
    }  # fmt: skip
    try:
        if ancien is None:
            geste = partial(ecritures.signer, **commun)
        else:
            geste = partial(ecritures.remplacer, acte=ancien, le=request.le, **commun)
        signe = puis_reevaluer(geste, territoire, le=request.le)
    except ecritures.SansTerritoire:
        raise Http404 from None
    except ecritures.DejaFini:
        messages.warning(request, DEJA_FINI)
        return redirect("acte", ancien.pk)
    messages.success(request, f"L’acte est signé. Il s’applique à partir du {dates.avec_annee(signe.du)}.")
    return redirect("acte", signe.pk)


def _relecture(formulaire: ActeForm, droit: Baremes, territoire: Territoire) -> dict[str, Any]:
    """What the page before the signature shows: the act in words, and what it would change in the rules."""
    voulu = formulaire.dit()
    actuel = baremes()
    acte = Derogation(programme=voulu.programme, effet=voulu.effet, cible=voulu.cible)
    valeur = voulu.effet == Effet.REMPLACER
    effets: list[Effets] = []
    if valeur:
        objet = (voulu.programme, voulu.cible)
        effets = essai(actuel, droit, territoire, objet=objet, du=voulu.du, fin=voulu.au)
    return {
        "voulu": voulu,
        "objet": dire_objet(acte, actuel),
        "public": dire_public(voulu.public) if voulu.public else "",
        "effets": effets,
        "nationale": source_nationale(actuel, voulu.programme, voulu.cible, le=voulu.du) if valeur else None,
        "plusieurs": len(territoire.departements) > 1,
        "caches": [(nom, formulaire.data.get(nom, "")) for nom in formulaire.fields],
        "passe": voulu.du < formulaire.le,
        "mesure": essayer_sur(territoire, droit, jour=voulu.du, le=formulaire.le),
    }


def _phrase(raison: str) -> str:
    return f"Les règles refusent cet acte\N{NO-BREAK SPACE}: {raison}."


@require_http_methods(["GET", "POST"])
@exige(Droit.REGLER)
def finir_acte(request: HttpRequest, acte_id: UUID) -> HttpResponse:
    """Say the last day of an act, read again what its end would change, sign it."""
    lu = _a_finir(request, acte_id)
    territoire = _territoire_ou_404(request)
    formulaire = FinForm(request.POST or None, initial={"dernier_jour": max(request.le, veille(lu.du))})
    contexte = {"formulaire": formulaire, "a": dit(lu, baremes(), le=request.le), "commence": lu.du <= request.le}
    etape = request.POST.get("etape", "relire")
    if request.method == "GET" or not formulaire.is_valid() or etape == "corriger":
        return render(request, "droit/finir.html", contexte)
    dernier_jour = formulaire.cleaned_data["dernier_jour"]
    try:
        if etape == "signer":
            return _signer_la_fin(request, lu, dernier_jour, territoire)
        droit, fin = ecritures.essayer_fin(lu, dernier_jour, le=request.le)
    except ecritures.FinImpossible:
        formulaire.add_error("dernier_jour", _bornes(lu))
        return render(request, "droit/finir.html", contexte)
    contexte |= {"dernier_jour": dernier_jour, "sans_effet": fin < lu.du, "plusieurs": len(territoire.departements) > 1}
    if lu.effet == Effet.REMPLACER:
        objet = (lu.programme, lu.cible)
        contexte["effets"] = essai_de_fin(baremes(), droit, territoire, objet=objet, lendemain=lendemain(fin))
    contexte["mesure"] = essayer_sur(territoire, droit, jour=lendemain(fin), le=request.le)
    return render(request, "droit/finir.html", contexte)


def _signer_la_fin(request: HttpRequest, lu: Derogation, dernier_jour: date, territoire: Territoire) -> HttpResponse:
    geste = partial(
        ecritures.finir, acteur=request.acteur, acte=lu, dernier_jour=dernier_jour, le=request.le,
        maintenant=request.maintenant,
    )  # fmt: skip
    try:
        puis_reevaluer(geste, territoire, le=request.le)
    except ecritures.DejaFini:
        messages.warning(request, DEJA_FINI)
    else:
        messages.success(request, "La fin de l’acte est signée.")
    return redirect("acte", lu.pk)


def _bornes(acte: Derogation) -> str:
    if acte.au is None:
        return TROP_TOT
    return f"{TROP_TOT} L’acte dit lui-même qu’il finit le {dates.avec_annee(acte.au)}."


def _territoire_ou_404(request: HttpRequest) -> Territoire:
    territoire = territoire_de(request.acteur.structure_id)
    if territoire is None:
        raise Http404
    return territoire


def _a_finir(request: HttpRequest, acte_id: UUID) -> Derogation:
    """An act of one's own territory, not over."""
    territoire = _territoire_ou_404(request)
    lu = get_object_or_404(
        actes(), pk=acte_id, structure_id=request.acteur.structure_id, departement=territoire.departement,
        region=territoire.region, terminee_le=None,
    )  # fmt: skip
    if a_cesse(lu, le=request.le):
        raise Http404
    return lu
