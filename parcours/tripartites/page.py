"""What the views of the meetings share: the dossier they write, the meeting, and the way back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from parcours.tripartites import dires
from parcours.tripartites.lectures import avec_rythme, lu
from parcours.tripartites.models import Tripartite
from socle.dossier.lectures import plan_ouvert, un_des_deux_cotes
from socle.dossier.models import Dossier, Etape

CHANGE = "L’entretien a changé entre-temps\u00a0: voici où il en est."
PASSE = "C’est déjà passé\u00a0: choisissez un jour et une heure à venir."


def dossiers_lus(request: HttpRequest) -> QuerySet[Dossier]:
    """The dossiers whose meetings the hat worn may read: they need the plan."""
    lus = Dossier.objects.filter(plan_ouvert(request.acteur)).select_related("porteur", "mission_locale")
    return avec_rythme(lus, le=request.le)


def dossier_ecrit(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """A dossier that the hat worn may write, its two structures read with it. Raises Http404."""
    return get_object_or_404(dossiers_lus(request), un_des_deux_cotes(request.acteur), pk=dossier_id)


def ecrit(request: HttpRequest, dossier: Dossier) -> bool:
    """Whether the hat worn may write here today: one of the two sides, of a youth who has not left."""
    d_un_cote = request.acteur.structure_id in (dossier.porteur_id, dossier.mission_locale_id)
    return d_un_cote and dossier.etape != Etape.SORTI


def tripartite_du(dossier: Dossier, tripartite_id: UUID) -> Tripartite:
    """A meeting of that dossier. Raises Http404."""
    lus = Tripartite.objects.select_related(
        "tenu", "propose_par__structure", "propose_par__compte", "repondu_par__compte", "fixe_par__compte",
        "annule_par__compte", "maj_par__compte",
    )  # fmt: skip
    return get_object_or_404(lus, pk=tripartite_id, dossier=dossier)


def contexte(request: HttpRequest, dossier: Dossier, tripartite: Tripartite) -> dict[str, Any]:
    """What every page about one meeting shows: it, where and when in words, and whether one may write."""
    fuseau = dires.fuseau_de(dossier)
    lue = lu(tripartite, dossier, request.acteur, ecrit=ecrit(request, dossier))
    return {
        "dossier": dossier,
        "t": tripartite,
        "lu": lue,
        "quand": dires.instant_dit(tripartite.debut, fuseau) if tripartite.debut else "",
        "combien": dires.duree_dite(tripartite.duree) if tripartite.duree else "",
        "ou": dires.lieu_dit(tripartite, dossier) if tripartite.lieu else "",
        "creneaux": [
            {"objet": c, "quand": dires.instant_dit(c.debut, fuseau), "combien": dires.duree_dite(c.duree),
             "ou": dires.lieu_dit(c, dossier)}
            for c in lue.creneaux
        ],
        "ailleurs": fuseau.key if fuseau.key != request.acteur.fuseau else "",
        "ecrit": ecrit(request, dossier),
    }  # fmt: skip


def lien(request: HttpRequest, tripartite: Tripartite) -> str:
    """The address of the page of a meeting, for a mail or a calendar."""
    return request.build_absolute_uri(reverse("tripartite", args=[tripartite.dossier_id, tripartite.pk]))


def au_tripartite(tripartite: Tripartite) -> HttpResponse:
    """Back to the meeting."""
    return redirect("tripartite", tripartite.dossier_id, tripartite.pk)


def change(request: HttpRequest, tripartite: Tripartite) -> HttpResponse:
    """Somebody changed it meanwhile: nothing is written, and one reads where it stands."""
    messages.warning(request, CHANGE)
    return au_tripartite(tripartite)
