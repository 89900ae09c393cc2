"""The pages of a partner: the youths whose team writes to them, and what was written."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.sortis import apres_la_sortie
from web.partages import lectures


@require_GET
@exige(Droit.RECEVOIR)
def partages(request: HttpRequest) -> HttpResponse:
    """The youths whose team may write to the hat worn."""
    recus = lectures.recus()
    lire(request, [recu.dossier_id for recu in recus])
    return render(request, "partages/partages.html", {"recus": recus})


@require_GET
@exige(Droit.RECEVOIR)
@apres_la_sortie
def partage(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What was addressed to the hat worn about one youth."""
    recu = next(iter(lectures.recus(dossier_id)), None)
    if recu is None:
        raise Http404
    lire(request, [dossier_id])
    return render(
        request, "partages/partage.html", {"recu": recu, "adresse": lectures.adresse(request.acteur, dossier_id)}
    )
