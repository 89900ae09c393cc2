"""The pages of the commission that one looks at."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parcours.commission import situation as situations
from parcours.commission.agenda import OrdreDuJour, composer, dossiers_de, ordre_du_jour
from parcours.commission.calendrier import AVANT, Calendrier, Seance, calendriers, prochaines, seance_ou_404
from parcours.commission.compte_rendu import rendre
from parcours.eligibilite.lectures import ruptures
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acces.portee import Acteur, sans_lecture
from socle.dossier.sortis import apres_la_sortie
from socle.droit.lectures import baremes


@require_GET
@exige(Droit.SUIVRE)
def commissions(request: HttpRequest) -> HttpResponse:
    """The séances to come, with what is ready, and those that were held. Counts only: nobody is named."""
    acteur: Acteur = request.acteur
    with sans_lecture():
        tous = calendriers(acteur)
        agendas = _agendas(tous, le=request.le)
    suivantes = [s for s in prochaines(tous, le=request.le) if s not in {a for a, _ in agendas}]
    tenues = sorted((s for c in tous for s in c.tenues(avant=request.le)), key=lambda s: s.le, reverse=True)
    contexte = {
        "agendas": agendas,
        "suivantes": suivantes[:6],
        "tenues": tenues[:24],
        "annulees": [a for c in tous for a in c.annulees(du=request.le, au=request.le + AVANT)],
        "fixe": acteur.est_mission_locale and Droit.DECIDER in acteur.droits,
        "sans_rendezvous": [c for c in tous if not any(s.mission_locale_id == c.mission_locale_id for s, _ in agendas)],
        "aucune": not tous,
    }
    return render(request, "commission/commissions.html", contexte)


def _agendas(tous: list[Calendrier], *, le: date) -> list[tuple[Seance, OrdreDuJour]]:
    """The next séance of each mission locale, with its agenda: two queries, whatever their number."""
    premieres: dict[int, Seance] = {}
    for seance_ in prochaines(tous, le=le):
        premieres.setdefault(seance_.mission_locale_id, seance_)
    dossiers = list(dossiers_de(premieres.values(), le=le)) if premieres else []
    notees = ruptures(dossiers) if dossiers else set()
    droit = baremes()
    return [
        (s, composer([d for d in dossiers if d.mission_locale_id == ml], s, le=le, notees=notees, droit=droit))
        for ml, s in premieres.items()
    ]


@require_GET
@exige(Droit.SUIVRE)
def seance(request: HttpRequest, mission_locale_id: int, seance_le: date) -> HttpResponse:
    """The agenda of one séance."""
    seance_ = seance_ou_404(request.acteur, mission_locale_id, seance_le)
    agenda = ordre_du_jour(seance_, le=request.le)
    lire(request, agenda.dossiers)
    contexte = {
        "seance": seance_,
        "agenda": agenda,
        "fixe": request.acteur.structure_id == mission_locale_id and Droit.DECIDER in request.acteur.droits,
        "passee": seance_le < request.le,
    }
    return render(request, "commission/seance.html", contexte)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def situation(request: HttpRequest, mission_locale_id: int, seance_le: date, dossier_id: UUID) -> HttpResponse:
    """One youth before the commission."""
    return situations.afficher(request, situations.page(request, mission_locale_id, seance_le, dossier_id))


@require_GET
@exige(Droit.SUIVRE)
def compte_rendu(request: HttpRequest, mission_locale_id: int, seance_le: date) -> HttpResponse:
    """The minutes of one séance, as a PDF: what was proposed and decided, and what this hat may see of it."""
    seance_ = seance_ou_404(request.acteur, mission_locale_id, seance_le)
    agenda = ordre_du_jour(seance_, le=request.le)
    lire(request, agenda.dossiers)
    pdf = rendre(seance_, agenda, acteur=request.acteur, maintenant=request.maintenant)
    reponse = HttpResponse(pdf, content_type="application/pdf")
    reponse["Content-Disposition"] = f'inline; filename="compte-rendu-{seance_le.isoformat()}.pdf"'
    reponse["Cache-Control"] = "no-store"
    return reponse
