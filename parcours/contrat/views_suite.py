"""What happens to an open contract, said by the mission locale that opened it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.contrat import ecritures_suite as ecritures
from parcours.contrat import lectures
from parcours.contrat.ecritures import Chevauche, PasDuContrat
from parcours.contrat.forms import InterruptionForm, ProlongationForm, RepriseForm, RuptureForm
from parcours.contrat.models import Contrat, Interruption, Prolongation
from parcours.contrat.termes import bareme_du
from regles.acces import Droit
from regles.contrat import fin_prolongee
from regles.noyau.temps import en_toutes_lettres
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.models import Dossier
from socle.dossier.noms import de
from socle.dossier.sortis import apres_la_sortie

TERMINE = "Ce contrat est achevé ou rompu : il ne change plus."
RIEN = "Il n’y avait rien à changer."


def tenu(request: HttpRequest, dossier_id: UUID) -> tuple[Dossier, Contrat]:
    """The dossier of one's mission locale, and the last contract opened for it. Raises Http404."""
    siens = Dossier.objects.filter(mission_locale_id=request.acteur.structure_id)
    dossier = get_object_or_404(siens, pk=dossier_id)
    contrat = lectures.dernier_ouvert(dossier_id)
    if contrat is None or contrat.mission_locale_id != request.acteur.structure_id:
        raise Http404
    return dossier, contrat


def _demander(
    request: HttpRequest,
    dossier: Dossier,
    contrat: Contrat,
    formulaire: forms.Form,
    ecrire: Callable[..., Any],
    nom: str,
    dit: str,
    annuler: str = "",
) -> HttpResponse:
    """The common course: a form, an écriture, its refusals told beside the field, and a way back."""
    if request.method == "POST" and formulaire.is_valid():
        try:
            # A refusal is committed like any answer: nothing written before it may stay.
            with transaction.atomic():
                fait = ecrire(acteur=request.acteur, contrat=contrat, maintenant=request.maintenant)
        except ecritures.TropTard as refus:
            champ = "parcours_fini_le" if formulaire.cleaned_data.get("parcours_fini_le") else "jusqu_au"
            jour, fin = en_toutes_lettres(refus.jusqu_au), en_toutes_lettres(contrat.fin_le)
            formulaire.add_error(champ, f"Le contrat finit déjà le {fin}, et les textes ne vont pas au-delà du {jour}.")
        except ecritures.HorsDuContrat as refus:
            jours = {n: formulaire.cleaned_data[n] for n in ("rompu_le", "du", "au") if n in formulaire.fields}
            dehors = (n for n, jour in jours.items() if jour and not refus.du <= jour <= refus.au)
            champ = next(dehors, next(iter(jours)))
            du, au = en_toutes_lettres(refus.du), en_toutes_lettres(refus.au)
            formulaire.add_error(champ, f"Choisissez un jour entre le {du} et le {au}.")
        except ecritures.DejaInterrompu:
            formulaire.add_error("du", "Une interruption est déjà notée ces jours-là.")
        except ecritures.Termine:
            messages.warning(request, TERMINE)
            return redirect("contrat", dossier.pk)
        except (PasDuContrat, IntegrityError):
            raise Http404 from None
        else:
            lu = f"?lu={fait.pk}" if isinstance(fait, Prolongation | Interruption) else ""
            retour = f"annuler={reverse(annuler, args=[dossier.pk])}{lu}" if annuler else ""
            messages.info(request, RIEN) if fait is False else messages.success(request, dit, extra_tags=retour)
            return redirect("contrat", dossier.pk)
    lire(request, [dossier.pk])
    contexte = {"dossier": dossier, "contrat": contrat, "formulaire": formulaire, "action": request.path}
    return render(request, f"contrat/{nom}.html", contexte)


@require_http_methods(["GET", "POST"])
@exige(Droit.DECIDER)
def prolonger(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Give the contract a later end, saying why."""
    dossier, contrat = tenu(request, dossier_id)
    plus_tard = fin_prolongee(contrat.debut_le, bareme=bareme_du(dossier, contrat.debut_le))
    formulaire = ProlongationForm(request.POST or None, au_plus_tard=plus_tard)

    def ecrire(**qui: Any) -> Prolongation:
        champs = dict(formulaire.cleaned_data)
        return ecritures.prolonger(prolongation_id=champs.pop("id"), le=request.le, **champs, **qui)

    dit = f"Le contrat {de(dossier.nom_affiche)} est prolongé."
    return _demander(request, dossier, contrat, formulaire, ecrire, "prolonger", dit, "annuler_prolongation")


@require_http_methods(["GET", "POST"])
@exige(Droit.DECIDER)
def interrompre(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Hold the contract for a time."""
    dossier, contrat = tenu(request, dossier_id)
    formulaire = InterruptionForm(request.POST or None, le=request.le)

    def ecrire(**qui: Any) -> Interruption:
        champs = dict(formulaire.cleaned_data)
        return ecritures.interrompre(interruption_id=champs.pop("id"), **champs, **qui)

    dit = f"Le contrat {de(dossier.nom_affiche)} est interrompu."
    return _demander(request, dossier, contrat, formulaire, ecrire, "interrompre", dit, "annuler_interruption")


@require_http_methods(["GET", "POST"])
@exige(Droit.DECIDER)
def reprendre(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Say the last day of the interruption."""
    dossier, contrat = tenu(request, dossier_id)
    formulaire = RepriseForm(request.POST or None, initial={"au": request.le})

    def ecrire(**qui: Any) -> bool:
        return ecritures.reprendre(au=formulaire.cleaned_data["au"], le=request.le, **qui)

    dit = f"La fin de l’interruption du contrat {de(dossier.nom_affiche)} est notée : il reprend le lendemain."
    return _demander(request, dossier, contrat, formulaire, ecrire, "reprendre", dit)


@require_http_methods(["GET", "POST"])
@exige(Droit.DECIDER)
@apres_la_sortie
def rompre(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """End the contract before its term: what happens and what does not is said first."""
    dossier, contrat = tenu(request, dossier_id)
    formulaire = RuptureForm(request.POST or None, le=request.le)

    def ecrire(**qui: Any) -> None:
        ecritures.rompre(le=request.le, **formulaire.cleaned_data, **qui)

    dit = f"Le contrat {de(dossier.nom_affiche)} est rompu."
    return _demander(request, dossier, contrat, formulaire, ecrire, "rompre", dit, "annuler_rupture")


def annuler(
    request: HttpRequest, dossier_id: UUID, ecrire: Callable[..., bool], dit: str, **suite: Any
) -> HttpResponse:
    """The common course of an undoing."""
    _, contrat = tenu(request, dossier_id)
    try:
        fait = ecrire(acteur=request.acteur, contrat=contrat, maintenant=request.maintenant, **suite)
    except ecritures.Termine:
        messages.warning(request, TERMINE)
    except Chevauche:
        messages.warning(request, "Un autre contrat a été ouvert depuis : celui-ci reste rompu.")
    except PasDuContrat:
        raise Http404 from None
    else:
        messages.success(request, dit) if fait else messages.info(request, RIEN)
    return redirect("contrat", dossier_id)


@require_POST
@exige(Droit.DECIDER)
def annuler_prolongation(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Undo the last prolongation."""
    dit = "La prolongation est annulée."
    return annuler(request, dossier_id, ecritures.annuler_la_prolongation, dit, le=request.le, lu=request.GET.get("lu"))


@require_POST
@exige(Droit.DECIDER)
def annuler_interruption(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Undo the last interruption."""
    dit = "L’interruption est annulée."
    return annuler(request, dossier_id, ecritures.annuler_l_interruption, dit, lu=request.GET.get("lu"))


@require_POST
@exige(Droit.DECIDER)
@apres_la_sortie
def annuler_rupture(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Undo the rupture."""
    return annuler(request, dossier_id, ecritures.annuler_la_rupture, "Le contrat n’est plus rompu.")
