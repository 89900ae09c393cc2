"""The référent and the hours of an open contract, changed from a day on by the mission locale that holds it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.contrat import ecritures_changements as ecritures
from parcours.contrat import situation as situations
from parcours.contrat.ecritures import PasDuContrat, ReferentInconnu, TermesHorsDesTextes
from parcours.contrat.ecritures_suite import HorsDuContrat, Termine
from parcours.contrat.forms_changements import ChangementForm, DesignationForm, HeuresForm
from parcours.contrat.models import Contrat
from parcours.contrat.models_changements import Designation, DureeHebdomadaire
from parcours.contrat.termes import regime_de
from parcours.contrat.views_suite import RIEN, TERMINE, annuler, tenu
from regles.acces import Droit
from regles.contrat import Regime
from regles.noyau.temps import en_toutes_lettres
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.conflits import conflit_de_texte
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit


@require_http_methods(["GET", "POST"])
@exige(Droit.DECIDER)
def designer_referent(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Designate another single référent, from a day on."""
    dossier, contrat = tenu(request, dossier_id)
    avant = ecritures.dernier(Designation, contrat.pk)
    actuel = avant.referent_id if avant else contrat.referent_id
    formulaire = DesignationForm(
        request.POST or None,
        initial={"vu": (avant or contrat).pk, "referent_id": actuel},
        contrat=contrat,
        le=request.le,
        membres=situations.membres(dossier, le=request.le),
    )

    def ecrire(**qui: Any) -> Designation | None:
        referent_id = formulaire.cleaned_data["referent_id"]
        return ecritures.designer(referent_id=referent_id, changement=formulaire.changement(), **qui)

    def conflit(autre: Conflit) -> HttpResponse:
        return _conflit(request, dossier, formulaire, autre, "designer_referent")

    return _demander(request, dossier, contrat, formulaire, ecrire, conflit, "referent")


@require_http_methods(["GET", "POST"])
@exige(Droit.DECIDER)
def changer_heures(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Say other weekly hours, from a day on."""
    dossier, contrat = tenu(request, dossier_id)
    avant = ecritures.dernier(DureeHebdomadaire, contrat.pk)
    initial = {"vu": (avant or contrat).pk, "heures": (avant or contrat).heures, "regime": regime_de(contrat, avant)}
    formulaire = HeuresForm(request.POST or None, initial=initial, contrat=contrat, le=request.le, dossier=dossier)

    def ecrire(**qui: Any) -> DureeHebdomadaire | None:
        dites = formulaire.cleaned_data
        return ecritures.changer_les_heures(
            regime=Regime(dites["regime"]), heures=dites["heures"], changement=formulaire.changement(), **qui
        )

    def conflit(autre: Conflit) -> HttpResponse:
        note = autre.actuel if isinstance(autre.actuel, DureeHebdomadaire) else None
        regime = regime_de(contrat, note)
        return _conflit(request, dossier, formulaire, autre, "changer_heures", regime=regime)

    return _demander(request, dossier, contrat, formulaire, ecrire, conflit, "heures")


def _demander(
    request: HttpRequest,
    dossier: Dossier,
    contrat: Contrat,
    formulaire: ChangementForm,
    ecrire: Callable[..., Any],
    conflit: Callable[[Conflit], HttpResponse],
    quoi: str,
) -> HttpResponse:
    """The common course: a form, an écriture, its refusals told beside the field, and a way back."""
    if request.method == "POST" and formulaire.is_valid():
        qui = {"acteur": request.acteur, "contrat": contrat, "le": request.le, "maintenant": request.maintenant}
        try:
            # A refusal is committed like any answer: nothing written before it may stay.
            with transaction.atomic():
                note = ecrire(**qui)
        except Conflit as autre:
            return conflit(autre)
        except ecritures.AvantLeDernier as refus:
            jour = en_toutes_lettres(refus.du)
            formulaire.add_error("du", f"Un changement est noté à partir du {jour}\u00a0: annulez-le d’abord.")
        except (HorsDuContrat, Termine):
            messages.warning(request, TERMINE)
            return redirect("contrat", dossier.pk)
        except (PasDuContrat, ReferentInconnu, TermesHorsDesTextes, IntegrityError):
            # A hidden field forged, or a colleague who left meanwhile.
            raise Http404 from None
        else:
            _dire(request, dossier, quoi, note)
            return redirect("contrat", dossier.pk)
    lire(request, [dossier.pk])
    contexte = {"dossier": dossier, "contrat": contrat, "formulaire": formulaire, "action": request.path}
    return render(request, f"contrat/{quoi}.html", contexte)


def _dire(request: HttpRequest, dossier: Dossier, quoi: str, note: Designation | DureeHebdomadaire | None) -> None:
    if note is None:
        messages.info(request, RIEN)
        return
    dit = {"referent": "Le référent unique change", "heures": "Les heures changent"}[quoi]
    retour = {"referent": "annuler_designation", "heures": "annuler_duree"}[quoi]
    messages.success(
        request,
        f"{dit} à partir du {en_toutes_lettres(note.du)}. Le contrat signé garde ses mots.",
        extra_tags=f"annuler={reverse(retour, args=[dossier.pk])}?lu={note.pk}",
    )


def _conflit(
    request: HttpRequest, dossier: Dossier, formulaire: ChangementForm, conflit: Conflit, retour: str, **suite: Any
) -> HttpResponse:
    """Both changes; what is saved next is said knowing the one that is there."""
    note = conflit.actuel
    champs = {nom: getattr(note, nom, formulaire.cleaned_data[nom]) for nom in formulaire.fields}
    actuel = SimpleNamespace(**champs | suite | {"id": formulaire.cleaned_data["id"], "vu": note.pk, "version": 1})
    donnees = request.POST.copy()
    donnees["vu"] = str(note.pk)
    formulaire.data = donnees
    return conflit_de_texte(request, formulaire, Conflit(actuel), dossier=dossier, retour=retour)


@require_POST
@exige(Droit.DECIDER)
def annuler_designation(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Undo the last designation."""
    return _annuler(request, dossier_id, Designation, "Ce changement de référent est annulé.")


@require_POST
@exige(Droit.DECIDER)
def annuler_duree(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Undo the last change of hours."""
    return _annuler(request, dossier_id, DureeHebdomadaire, "Ce changement d’heures est annulé.")


def _annuler(
    request: HttpRequest, dossier_id: UUID, modele: type[Designation | DureeHebdomadaire], dit: str
) -> HttpResponse:
    def ecrire(**qui: Any) -> bool:
        return ecritures.annuler_le_changement(modele, lu=request.GET.get("lu"), **qui)

    return annuler(request, dossier_id, ecrire, dit)
