"""The page of the remobilisation, and the in-depth diagnosis."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.remobilisation import ecritures
from parcours.remobilisation.avis import avis_sur, reste_du_mois
from parcours.remobilisation.cej import vit_cette_etape
from parcours.remobilisation.ensuite import PAS_ICI, ensuite
from parcours.remobilisation.forms import DiagnosticForm, JourForm, TenuForm
from parcours.remobilisation.lectures import du_dossier, nommer_le_mois
from parcours.remobilisation.models import Diagnostic
from regles.acces import Droit
from regles.textes import nationaux
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acces.portee import Acteur
from socle.acteurs.models import Appartenance
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.models import Dossier
from socle.dossier.sortis import apres_la_sortie
from socle.dossier.versions import Conflit

TEXTES = ("faq-2023-07-diagnostic", "ct-l5131-4", "ct-r5131-11", "ct-l5131-5", "ct-r5131-8", "ct-d5131-9")
DEJA_DEMANDE = "Un diagnostic est déjà demandé pour ce jeune."
CHANGE = "Cette demande a changé depuis que vous avez ouvert la page."


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def remobilisation(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Where it is, what to do now, what was asked and what remains."""
    acteur: Acteur = request.acteur
    try:
        dossier, vue = du_dossier(dossier_id, acteur)
    except Dossier.DoesNotExist:
        raise Http404 from None
    lire(request, [dossier_id])
    mois = request.le.replace(day=1)
    contexte = {
        "dossier": dossier,
        "vue": vue,
        "ensuite": ensuite(dossier, vue, acteur),
        "est_porteur": acteur.structure_id == dossier.porteur_id,
        "est_ml": acteur.structure_id == dossier.mission_locale_id,
        "en_cours": vit_cette_etape(dossier, vue.cejs, le=request.le),
        "reste": reste_du_mois(dossier, vue, mois=mois) if vue.voit_l_argent else None,
        "ce_mois": nommer_le_mois(mois),
        # What waits for somebody first; then the latest.
        "demandes": [
            (a, _avis(request, dossier, vue, a)) for a in sorted(vue.allocations, key=lambda a: not a.modifiable)
        ],
        "textes": [nationaux().textes[code] for code in TEXTES],
        "mon_cote": "porteur" if acteur.structure_id == dossier.porteur_id else "mission_locale",
    }
    return render(request, "remobilisation/remobilisation.html", contexte)


def _avis(request: HttpRequest, dossier: Dossier, vue, demande):
    """What the texts say today of a request that is not decided; of a decided one, the answer speaks."""
    if not demande.modifiable:
        return None
    champs = {nom: getattr(demande, nom) for nom in ("mois", "montant", "revenus")}
    return avis_sur(dossier, vue, **champs, le=request.le, sauf=demande.id)


def dossier_de(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """A dossier of one of the two sides, for the side of the hat worn. Raises Http404."""
    cote = Q(porteur_id=request.acteur.structure_id) | Q(mission_locale_id=request.acteur.structure_id)
    return get_object_or_404(Dossier, cote, pk=dossier_id)


def _diagnostic(request: HttpRequest, dossier_id: UUID, diagnostic_id: UUID, **filtres: object) -> Diagnostic:
    dossier = dossier_de(request, dossier_id)
    return get_object_or_404(Diagnostic.objects.select_related("dossier"), pk=diagnostic_id, dossier=dossier, **filtres)


@require_http_methods(["GET", "POST"])
@exige(Droit.REPERER)
def demander_diagnostic(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Ask the mission locale for an in-depth diagnosis."""
    dossier = dossier_de(request, dossier_id)
    formulaire = DiagnosticForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures.demander_diagnostic(
                acteur=request.acteur,
                diagnostic_id=formulaire.cleaned_data["id"],
                dossier_id=dossier_id,
                pour=formulaire.cleaned_data["pour"],
                le=request.le,
                maintenant=request.maintenant,
            )
        except (IntegrityError, ecritures.PasSonCote):
            raise Http404 from None
        except ecritures.PasEnRemobilisation:
            messages.warning(request, PAS_ICI)
        except ecritures.DiagnosticDejaDemande:
            messages.info(request, DEJA_DEMANDE)
        else:
            messages.success(request, "Le diagnostic est demandé. Il est dans « À faire » de la mission locale.")
        return redirect("remobilisation", dossier_id)
    lire(request, [dossier_id])
    return render(request, "remobilisation/diagnostic.html", {"dossier": dossier, "formulaire": formulaire})


@require_POST
@exige(Droit.REPERER)
def relancer_diagnostic(request: HttpRequest, dossier_id: UUID, diagnostic_id: UUID) -> HttpResponse:
    """Ask again: the task of the mission locale comes to the top of its list."""
    diagnostic = _diagnostic(request, dossier_id, diagnostic_id)
    if ecritures.relancer(acteur=request.acteur, diagnostic=diagnostic, le=request.le, maintenant=request.maintenant):
        messages.success(request, "La mission locale est relancée : la demande passe en haut de sa liste.")
    else:
        messages.info(request, CHANGE)
    return redirect("remobilisation", dossier_id)


@require_http_methods(["GET", "POST"])
@exige(Droit.VERIFIER)
def proposer_diagnostic(request: HttpRequest, dossier_id: UUID, diagnostic_id: UUID) -> HttpResponse:
    """The mission locale proposes a day, or another one."""
    diagnostic = _diagnostic(request, dossier_id, diagnostic_id)
    initial = {nom: getattr(diagnostic, nom) for nom in ("version", "propose_le", "ou")}
    formulaire = JourForm(request.POST or None, initial=initial, le=request.le)
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures.proposer_un_jour(
                acteur=request.acteur,
                diagnostic=diagnostic,
                maintenant=request.maintenant,
                **formulaire.cleaned_data,
            )
        except Conflit as conflit:
            return _conflit(request, formulaire, conflit, diagnostic, "proposer_diagnostic")
        except ecritures.DiagnosticDejaTenu:
            messages.warning(request, CHANGE)
        else:
            messages.success(request, "Le jour est proposé. Le porteur le voit dans « À faire » et prévient le jeune.")
        return redirect("remobilisation", dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": diagnostic.dossier, "diagnostic": diagnostic, "formulaire": formulaire}
    return render(request, "remobilisation/jour.html", contexte)


def _conflit(request, formulaire, conflit, diagnostic, retour):
    return conflit_de_texte(
        request, formulaire, conflit, dossier=diagnostic.dossier, retour=retour, diagnostic_id=diagnostic.pk
    )


def _collegues(acteur: Acteur) -> list[tuple[int, str]]:
    membres = Appartenance.objects.filter(structure_id=acteur.structure_id, revoquee_le=None).annotate(
        prenom=F("compte__prenom"), nom=F("compte__nom")
    )
    return [(m.pk, f"{m.prenom} {m.nom}") for m in membres.order_by("prenom", "nom")]


@require_http_methods(["GET", "POST"])
@exige(Droit.VERIFIER)
def tenir_diagnostic(request: HttpRequest, dossier_id: UUID, diagnostic_id: UUID) -> HttpResponse:
    """Say that the diagnosis was held, by whom, and what follows."""
    diagnostic = _diagnostic(request, dossier_id, diagnostic_id)
    initial = {
        "version": diagnostic.version,
        "tenu_le": diagnostic.tenu_le or min(diagnostic.propose_le or request.le, request.le),
        "mene_par": diagnostic.mene_par_id or request.acteur.appartenance_id,
        "suite": diagnostic.suite,
        "pourquoi": diagnostic.pourquoi,
    }
    formulaire = TenuForm(request.POST or None, initial=initial, le=request.le, collegues=_collegues(request.acteur))
    if request.method == "POST" and formulaire.is_valid():
        champs = dict(formulaire.cleaned_data)
        try:
            ecritures.dire_tenu(
                acteur=request.acteur,
                diagnostic=diagnostic,
                mene_par_id=champs.pop("mene_par"),
                le=request.le,
                maintenant=request.maintenant,
                **champs,
            )
        except Conflit as conflit:
            return _conflit(request, formulaire, conflit, diagnostic, "tenir_diagnostic")
        except ecritures.DiagnosticDejaTenu:
            messages.warning(request, CHANGE)
        else:
            messages.success(request, "C’est noté. Le porteur le voit.")
        return redirect("remobilisation", dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": diagnostic.dossier, "diagnostic": diagnostic, "formulaire": formulaire}
    return render(request, "remobilisation/tenu.html", contexte)


@require_POST
@exige(Droit.REPERER)
def retirer_diagnostic(request: HttpRequest, dossier_id: UUID, diagnostic_id: UUID) -> HttpResponse:
    """Take the request back; the message offers to undo."""
    diagnostic = _diagnostic(request, dossier_id, diagnostic_id)
    try:
        ecritures.retirer_diagnostic(acteur=request.acteur, diagnostic=diagnostic, maintenant=request.maintenant)
    except ecritures.DiagnosticDejaTenu:
        messages.warning(request, "Le diagnostic a eu lieu : la demande ne se retire plus.")
    else:
        retour = reverse("remettre_diagnostic", args=[dossier_id, diagnostic_id])
        messages.success(request, "La demande de diagnostic est retirée.", extra_tags=f"annuler={retour}")
    return redirect("remobilisation", dossier_id)


@require_POST
@exige(Droit.REPERER)
def remettre_diagnostic(request: HttpRequest, dossier_id: UUID, diagnostic_id: UUID) -> HttpResponse:
    """Undo `retirer_diagnostic`."""
    diagnostic = _diagnostic(request, dossier_id, diagnostic_id)
    try:
        ecritures.remettre_diagnostic(acteur=request.acteur, diagnostic=diagnostic, maintenant=request.maintenant)
    except ecritures.DiagnosticDejaDemande:
        messages.info(request, DEJA_DEMANDE)
    else:
        messages.success(request, "La demande de diagnostic est de retour.")
    return redirect("remobilisation", dossier_id)
