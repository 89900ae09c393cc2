"""The pages of a partner: the youths whose team writes to them, and what was written."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.sortis import apres_la_sortie
from socle.partage.recus import recu, recus
from web.partages import lectures


@require_GET
@exige(Droit.RECEVOIR)
def partages(request: HttpRequest) -> HttpResponse:
    """The youths whose team may write to the hat worn."""
    ouverts = recus()
    lire(request, [recu.dossier_id for recu in ouverts])
    return render(request, "partages/partages.html", {"recus": ouverts})


@require_GET
@exige(Droit.RECEVOIR)
@apres_la_sortie
def partage(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What was addressed to the hat worn about one youth."""
    ouvert = recu(dossier_id)
    if ouvert is None:
        raise Http404
    lire(request, [dossier_id])
    contexte = {"recu": ouvert, "adresse": lectures.adresse(request.acteur, dossier_id)}
    return render(request, "partages/partage.html", contexte)
