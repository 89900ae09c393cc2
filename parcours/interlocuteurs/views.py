"""Everyone around a youth, on one page; how to reach one of them is shown on a click, which leaves a line."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from parcours.interlocuteurs import carte, lectures
from parcours.interlocuteurs.equipe import TOUS, Equipe, equipe
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.models import Dossier
from socle.dossier.sortis import apres_la_sortie


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def interlocuteurs(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Who is around this youth, who was, and what is planned."""
    dossier, lue = _equipe(request, dossier_id)
    return _afficher(request, dossier, lue)


@require_POST
@exige(Droit.SUIVRE)
@apres_la_sortie
def joindre(request: HttpRequest, dossier_id: UUID, cle: str) -> HttpResponse:
    """The same page, the coordinates of one person uncovered. The journal says that they were."""
    dossier, lue = _equipe(request, dossier_id, revele=cle)
    if lue.de_cle(cle) is None:
        raise Http404
    return _afficher(request, dossier, lue)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def carte_interlocuteurs(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The card that the youth keeps, as a PDF: those ticked on the page, or those who are on it d’office."""
    _, lue = _equipe(request, dossier_id, revele=TOUS)
    choisis = request.GET.getlist("avec") if "choix" in request.GET else None
    pdf = carte.rendre(lue, choisis=choisis, le=request.le)
    reponse = HttpResponse(pdf, content_type="application/pdf")
    reponse["Content-Disposition"] = 'inline; filename="mon-equipe.pdf"'
    return reponse


def _equipe(request: HttpRequest, dossier_id: UUID, revele: str = "") -> tuple[Dossier, Equipe]:
    dossier = get_object_or_404(lectures.dossiers(), pk=dossier_id)
    lire(request, [dossier_id])
    return dossier, equipe(lectures.faits(dossier, le=request.le), acteur=request.acteur, revele=revele)


def _afficher(request: HttpRequest, dossier: Dossier, lue: Equipe) -> HttpResponse:
    cote = request.acteur.structure_id in (dossier.porteur_id, dossier.mission_locale_id)
    ecrit = cote and dossier.etape != "sorti"
    sur_la_carte = [{"qui": p, "coche": carte.d_office(p)} for p in lue.presents]
    contexte = {"dossier": dossier, "equipe": lue, "ecrit": ecrit, "carte": sur_la_carte}
    return render(request, "interlocuteurs/equipe.html", contexte)
