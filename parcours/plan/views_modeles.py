"""The aims one may start from."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parcours.plan import page
from parcours.plan.forms import action_proposee
from parcours.plan.modeles import par_domaine
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.sortis import apres_la_sortie


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def modeles_d_objectif(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """By domain, each with the actions that often follow and who would hold them."""
    dossier = page.dossier_ecrit(request, dossier_id)
    lire(request, [dossier_id])
    domaines = [
        (nom, [(m, [(a.titre, action_proposee(a, dossier)) for a in m.actions]) for m in modeles])
        for nom, modeles in par_domaine()
    ]
    contexte = {"dossier": dossier, "domaines": domaines, "ecrit": page.ecrit(request, dossier)}
    return render(request, "plan/modeles.html", contexte)
