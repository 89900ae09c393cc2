"""A handing over that was planned: done on its day, or taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from parcours.interlocuteurs import ecritures_relais as ecritures
from parcours.interlocuteurs.models import RelaisPrevu
from regles.acces import Droit
from socle.acces.droits import exige

PLUS_LA = "Cette personne ne suit plus de jeunes dans votre structure\u00a0: choisissez quelqu’un d’autre."
PAS_ENCORE = "Ce relais est prévu pour plus tard. Pour le passer dès maintenant, choisissez aujourd’hui."


@require_POST
@exige(Droit.SUIVRE)
def passer_relais(request: HttpRequest, dossier_id: UUID, relais_id: UUID) -> HttpResponse:
    """Hand over as planned."""
    relais = _prevu(request, dossier_id, relais_id)
    try:
        ecritures.faire(acteur=request.acteur, relais=relais, maintenant=request.maintenant)
    except ecritures.PlusLa:
        messages.warning(request, PLUS_LA)
    except ecritures.PasEncore:
        messages.warning(request, PAS_ENCORE)
    else:
        messages.success(request, f"Le relais est passé à {relais.a.compte.nom_complet}.")
    return redirect("interlocuteurs", dossier_id)


@require_POST
@exige(Droit.SUIVRE)
def annuler_relais(request: HttpRequest, dossier_id: UUID, relais_id: UUID) -> HttpResponse:
    """Take back what was planned."""
    relais = _prevu(request, dossier_id, relais_id)
    ecritures.annuler(acteur=request.acteur, relais=relais, maintenant=request.maintenant)
    messages.success(request, "Ce relais n’est plus prévu.")
    return redirect("interlocuteurs", dossier_id)


def _prevu(request: HttpRequest, dossier_id: UUID, relais_id: UUID) -> RelaisPrevu:
    prevus = RelaisPrevu.objects.filter(
        dossier_id=dossier_id, structure_id=request.acteur.structure_id, fait_le=None, annule_le=None
    )
    return get_object_or_404(prevus.select_related("dossier", "a__compte"), pk=relais_id)
