"""What the youth may read: on a page to read together, and on paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from parcours.notes import feuille
from parcours.notes.pour_le_jeune import PourLeJeune, pour_le_jeune
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.models import Dossier
from socle.dossier.sortis import apres_la_sortie


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def a_lire_avec_le_jeune(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What was marked as shown to them, among what the hat worn reads."""
    dossier, lu = _lu(request, dossier_id)
    autre = dossier.mission_locale if request.acteur.structure_id == dossier.porteur_id else dossier.porteur
    contexte = {"dossier": dossier, "lu": lu, "droits": feuille.MES_DROITS, "autre": autre}
    return render(request, "notes/pour_le_jeune.html", contexte)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def imprimer_pour_le_jeune(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The same on paper, which is lost more easily: health and justice only with `?sensible=`."""
    _, lu = _lu(request, dossier_id, sensible="sensible" in request.GET)
    entetes = {"Content-Disposition": 'inline; filename="ce-que-je-peux-lire.pdf"'}
    return HttpResponse(feuille.rendre(lu, le=request.le), content_type="application/pdf", headers=entetes)


def _lu(request: HttpRequest, dossier_id: UUID, *, sensible: bool = True) -> tuple[Dossier, PourLeJeune]:
    dossier = get_object_or_404(Dossier.objects.select_related("porteur", "mission_locale"), pk=dossier_id)
    lire(request, [dossier_id])
    return dossier, pour_le_jeune(dossier, le=request.le, sensible=sensible)
