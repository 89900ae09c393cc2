"""One page: note that a tripartite interview or a bilan took place, and see those that did."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parcours.suivi import ecritures
from parcours.suivi.forms import TenuForm
from parcours.suivi.models import Rendezvous, RendezvousTenu
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.lectures import un_des_deux_cotes
from socle.dossier.models import Dossier

A_UN_COMPTE_RENDU = (
    "Ce jour-là a un compte rendu, écrit à trois\u00a0: il ne se retire pas. Le compte rendu, lui, se corrige."
)
PAS_CE_JOUR = "Choisissez un jour entre la rencontre avec le jeune et aujourd’hui."


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def noter_rendezvous(request: HttpRequest, dossier_id: UUID, quoi: str) -> HttpResponse:
    """Note that it was held: the next one is counted from that day."""
    if quoi not in Rendezvous.values:
        raise Http404
    dossier = get_object_or_404(Dossier, un_des_deux_cotes(request.acteur), pk=dossier_id)
    formulaire = TenuForm(request.POST or None, le=request.le, depuis=dossier.repere_le)
    if request.method == "POST" and formulaire.is_valid():
        dit = formulaire.cleaned_data
        try:
            ecritures.noter(
                acteur=request.acteur, tenu_id=dit["id"], dossier=dossier, quoi=quoi, tenu_le=dit["tenu_le"],
                le=request.le, maintenant=request.maintenant,
            )  # fmt: skip
        except ecritures.JourImpossible:
            formulaire.add_error("tenu_le", PAS_CE_JOUR)
        except IntegrityError:
            raise Http404 from None
        else:
            messages.success(request, "C’est noté. Le suivant se compte à partir de ce jour.")
            return redirect("dossier", dossier_id)
    lire(request, [dossier_id])
    tenus = RendezvousTenu.objects.filter(dossier=dossier, quoi=quoi, retire_le=None)
    contexte = {
        "dossier": dossier,
        "formulaire": formulaire,
        "quoi": Rendezvous(quoi),
        "tenus": tenus.select_related("par__compte").order_by("-tenu_le"),
    }
    return render(request, "suivi/noter.html", contexte)


@require_POST
@exige(Droit.SUIVRE)
def retirer_rendezvous(request: HttpRequest, dossier_id: UUID, tenu_id: UUID) -> HttpResponse:
    """Take back one noted by mistake."""
    dossier = get_object_or_404(Dossier, un_des_deux_cotes(request.acteur), pk=dossier_id)
    tenu = get_object_or_404(RendezvousTenu.objects.select_related("dossier"), pk=tenu_id, dossier=dossier)
    try:
        ecritures.retirer(acteur=request.acteur, tenu=tenu, maintenant=request.maintenant)
    except ecritures.AUnCompteRendu:
        messages.warning(request, A_UN_COMPTE_RENDU)
    else:
        messages.success(request, "C’est retiré. Le prochain se compte de nouveau sans ce jour.")
    return redirect("noter_rendezvous", dossier_id, tenu.quoi)
