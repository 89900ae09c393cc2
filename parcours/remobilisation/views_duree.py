"""The length of a parcours: how far it goes, and extending it."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.remobilisation import ecritures_duree as ecritures
from parcours.remobilisation.duree import duree_de
from parcours.remobilisation.forms_duree import ProlongerForm
from parcours.remobilisation.models import ProlongationDuParcours
from regles.acces import Droit
from regles.noyau.temps import en_toutes_lettres
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.lectures import un_des_deux_cotes
from socle.dossier.models import Dossier
from socle.dossier.noms import de

PAS_EN_PARCOURS = "Ce parcours n’est pas commencé, ou il est terminé : il ne se prolonge pas."


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def prolonger_parcours(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Say a later last day, within what the law allows. A parcours without a length has no such page."""
    dossier = get_object_or_404(Dossier, un_des_deux_cotes(request.acteur), pk=dossier_id)
    duree = duree_de(dossier_id)
    if duree is None:
        raise Http404
    formulaire = ProlongerForm(request.POST or None, duree=duree)
    if request.method == "POST" and formulaire.is_valid():
        champs = dict(formulaire.cleaned_data)
        try:
            ecritures.prolonger(
                acteur=request.acteur,
                prolongation_id=champs.pop("id"),
                dossier_id=dossier_id,
                maintenant=request.maintenant,
                **champs,
            )
        except (IntegrityError, ecritures.SansDuree):
            raise Http404 from None
        except ecritures.PasEnRemobilisation:
            messages.warning(request, PAS_EN_PARCOURS)
        except ecritures.HorsDuree:
            messages.warning(request, "Le parcours a été prolongé entre-temps : relisez sa dernière date.")
        else:
            fin = en_toutes_lettres(champs["jusqu_au"])
            messages.success(request, f"Le parcours {de(dossier.nom_affiche)} va jusqu’au {fin}.")
        return redirect("dossier", dossier_id)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "duree": duree, "formulaire": formulaire}
    return render(request, "remobilisation/prolonger.html", contexte)


@require_POST
@exige(Droit.SUIVRE)
def retirer_prolongation(request: HttpRequest, dossier_id: UUID, prolongation_id: UUID) -> HttpResponse:
    """Take it back; the message offers to undo."""
    prolongation = _prolongation(request, dossier_id, prolongation_id)
    ecritures.retirer_prolongation(acteur=request.acteur, prolongation=prolongation, maintenant=request.maintenant)
    retour = reverse("remettre_prolongation", args=[dossier_id, prolongation_id])
    messages.success(request, "La prolongation est retirée.", extra_tags=f"annuler={retour}")
    return redirect("dossier", dossier_id)


@require_POST
@exige(Droit.SUIVRE)
def remettre_prolongation(request: HttpRequest, dossier_id: UUID, prolongation_id: UUID) -> HttpResponse:
    """Undo `retirer_prolongation`."""
    prolongation = _prolongation(request, dossier_id, prolongation_id)
    ecritures.remettre_prolongation(acteur=request.acteur, prolongation=prolongation, maintenant=request.maintenant)
    messages.success(request, "La prolongation est de retour.")
    return redirect("dossier", dossier_id)


def _prolongation(request: HttpRequest, dossier_id: UUID, prolongation_id: UUID) -> ProlongationDuParcours:
    dossier = get_object_or_404(Dossier, un_des_deux_cotes(request.acteur), pk=dossier_id)
    return get_object_or_404(ProlongationDuParcours, pk=prolongation_id, dossier=dossier)
