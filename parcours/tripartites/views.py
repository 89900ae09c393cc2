"""The meetings of a dossier, one of them, its file for a calendar and its compte rendu on paper."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from parcours.plan.lectures import plan_de
from parcours.plan.lectures_versions import versions_de
from parcours.suivi.models import Rendezvous, RendezvousTenu
from parcours.tripartites import agenda, dires, page
from parcours.tripartites.document import rendre
from parcours.tripartites.forms import InviterForm
from parcours.tripartites.lectures import lu, prochain, tripartites_de
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.lectures import plan_ouvert
from socle.dossier.models import Dossier
from socle.dossier.sortis import apres_la_sortie


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def tripartites(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What to do now, and the meetings that were."""
    dossiers = Dossier.objects.select_related("porteur", "mission_locale")
    dossier = get_object_or_404(dossiers, pk=dossier_id)
    lire(request, [dossier_id])
    if not Dossier.objects.filter(plan_ouvert(request.acteur), pk=dossier_id).exists():
        return render(request, "tripartites/ferme.html", {"dossier": dossier, "ecrit": page.ecrit(request, dossier)})
    dossier = get_object_or_404(page.dossiers_lus(request), pk=dossier_id)
    return render(request, "tripartites/tripartites.html", _de_tous(request, dossier))


def _de_tous(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    fuseau = dires.fuseau_de(dossier)
    tous = tripartites_de(dossier)
    dernier = RendezvousTenu.objects.filter(dossier=dossier, quoi=Rendezvous.TRIPARTITE, retire_le=None)
    dernier_le = dernier.order_by("-tenu_le").values_list("tenu_le", flat=True).first()
    a_venir = next((t for t in tous if t.annule_le is None and t.tenu_id is None), None)
    return {
        "dossier": dossier,
        "a_venir": a_venir,
        "lu": lu(a_venir, dossier, request.acteur, ecrit=page.ecrit(request, dossier)) if a_venir else None,
        "a_signer": [t for t in tous if t.tenu_id is not None and t.signe_le is None],
        "passes": [t for t in tous if t.signe_le is not None or t.annule_le is not None],
        "quand": dires.instant_dit(a_venir.debut, fuseau) if a_venir and a_venir.debut else "",
        "dernier_le": dernier_le,
        "attendu_le": prochain(dossier, apres=dernier_le, le=request.le) if dernier_le else None,
        "ecrit": page.ecrit(request, dossier),
    }


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def tripartite(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID) -> HttpResponse:
    """One meeting: what is to be done of it now, who is invited, what was said, who signed."""
    dossier = get_object_or_404(page.dossiers_lus(request), pk=dossier_id)
    objet = page.tripartite_du(dossier, tripartite_id)
    lire(request, [dossier_id])
    contexte = page.contexte(request, dossier, objet)
    contexte["inviter"] = InviterForm(initial={"id": uuid4()})
    if objet.tenu_id is not None:
        plan = plan_de(dossier, le=request.le)
        contexte |= {"plan": plan, "versions": versions_de(dossier, plan)}
    return render(request, "tripartites/tripartite.html", contexte)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def tripartite_agenda(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID) -> HttpResponse:
    """The invitation for a calendar: a day, an hour, a link, and nobody's name."""
    dossier = get_object_or_404(page.dossiers_lus(request), pk=dossier_id)
    objet = page.tripartite_du(dossier, tripartite_id)
    if objet.fixe_le is None:
        raise Http404
    lire(request, [dossier_id])
    fichier = agenda.invitation(
        objet, lien=page.lien(request, objet), hote=request.get_host(), maintenant=request.maintenant
    )
    reponse = HttpResponse(fichier, content_type="text/calendar; charset=utf-8")
    reponse["Content-Disposition"] = 'attachment; filename="rendez-vous-tandem.ics"'
    return reponse


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def tripartite_imprime(request: HttpRequest, dossier_id: UUID, tripartite_id: UUID) -> HttpResponse:
    """The compte rendu as a tagged PDF, for the youth and both sides."""
    dossier = get_object_or_404(page.dossiers_lus(request), pk=dossier_id)
    objet = page.tripartite_du(dossier, tripartite_id)
    if objet.tenu_id is None:
        raise Http404
    lire(request, [dossier_id])
    lue = lu(objet, dossier, request.acteur, ecrit=False)
    versions = versions_de(dossier, plan_de(dossier, le=request.le))
    pdf = rendre(dossier, lue, versions, acteur=request.acteur, maintenant=request.maintenant)
    reponse = HttpResponse(pdf, content_type="application/pdf")
    reponse["Content-Disposition"] = 'inline; filename="entretien-a-trois.pdf"'
    reponse["Cache-Control"] = "no-store"
    return reponse
