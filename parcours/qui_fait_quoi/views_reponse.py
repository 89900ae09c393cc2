"""Answering what the other side proposed for this youth: yes, or « pas comme ça » and why."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from parcours.qui_fait_quoi import ecritures
from parcours.qui_fait_quoi.forms import RefusForm
from parcours.qui_fait_quoi.models import Ajustement
from parcours.qui_fait_quoi.views import a_la_tache, dossiers_ajustes
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire

TROP_TARD = "Cette proposition n’attend plus de réponse : voici où en est la tâche."


def _ajustement(request: HttpRequest, dossier_id: UUID, ajustement_id: UUID) -> Ajustement:
    """A proposal of the other side, in a dossier that the hat worn may adjust. Raises Http404."""
    dossier = get_object_or_404(dossiers_ajustes(request), pk=dossier_id)
    ajustements = Ajustement.objects.select_related("par__compte", "par__structure")
    ajustement = get_object_or_404(ajustements, pk=ajustement_id, dossier=dossier)
    if ajustement.par.structure_id == request.acteur.structure_id:
        raise Http404
    ajustement.dossier = dossier
    return ajustement


@require_POST
@exige(Droit.SUIVRE)
def accepter_ajustement(request: HttpRequest, dossier_id: UUID, ajustement_id: UUID) -> HttpResponse:
    """Say yes."""
    ajustement = _ajustement(request, dossier_id, ajustement_id)
    try:
        ecritures.accepter(acteur=request.acteur, ajustement=ajustement, maintenant=request.maintenant)
    except ecritures.DejaRepondu:
        messages.warning(request, TROP_TARD)
    else:
        messages.success(request, "C’est convenu des deux côtés pour ce jeune.")
    return a_la_tache(ajustement)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def refuser_ajustement(request: HttpRequest, dossier_id: UUID, ajustement_id: UUID) -> HttpResponse:
    """Say no, and why."""
    ajustement = _ajustement(request, dossier_id, ajustement_id)
    if ajustement.retire_le is not None or ajustement.accepte_le is not None:
        messages.warning(request, TROP_TARD)
        return a_la_tache(ajustement)
    formulaire = RefusForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures.refuser(
                acteur=request.acteur, ajustement=ajustement, maintenant=request.maintenant,
                pourquoi=formulaire.cleaned_data["pourquoi"],
            )  # fmt: skip
        except ecritures.DejaRepondu:
            messages.warning(request, TROP_TARD)
        else:
            messages.success(request, "C’est dit. Ce qui était convenu continue de valoir.")
        return a_la_tache(ajustement)
    lire(request, [dossier_id])
    contexte = {"dossier": ajustement.dossier, "ajustement": ajustement, "formulaire": formulaire}
    return render(request, "qui_fait_quoi/refuser.html", contexte)
