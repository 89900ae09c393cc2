"""The pages of a verdict: today's explained in full, those that were kept, one of them replayed, two side by side."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from parcours.eligibilite import lectures_gardes as lectures
from parcours.eligibilite import presentation_gardes as presentation
from parcours.eligibilite.explication import autres_valeurs, expliquer, textes_cites
from parcours.eligibilite.jugement import juger_dossier, textes
from parcours.eligibilite.models import VerdictGarde
from parcours.eligibilite.mots import REPONSES
from parcours.eligibilite.origines import origines
from parcours.eligibilite.presentation import dire
from regles.acces import Droit
from regles.noyau.bareme import HorsBareme
from regles.rejeu import comparer, rejouer
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.models import Dossier
from socle.dossier.sortis import apres_la_sortie

MAINTENANT = "aujourdhui"
"""How the address of a comparison names today's verdict."""
A_VENIR = timedelta(days=366)
"""How far ahead a verdict may be asked for: a commission judges on the day it sits."""


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def verdict(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The verdict explained in full: today's, or that of another day (`?le=`) with the facts known today."""
    dossier = lectures.dossier_a_expliquer(dossier_id)
    le = _jour_demande(request)
    try:
        juge = juger_dossier(dossier, rupture=dossier.rupture, le=le)
    except HorsBareme:
        raise Http404 from None
    lire(request, [dossier_id])
    contexte = {
        "dossier": dossier,
        "verdict": dire(juge),
        "reponse": REPONSES[juge.reponse],
        "autre_jour": le != request.le,
        "criteres": expliquer(dossier, juge, baremes=textes(), origines=origines(dossier_id)),
        "textes": textes_cites(juge),
        "autres_valeurs": autres_valeurs(juge, baremes=textes()),
        "departement": juge.departement,
    }
    return render(request, "eligibilite/verdict.html", contexte)


def _jour_demande(request: HttpRequest) -> date:
    """The day of the address, unless it is too far ahead; today otherwise. A day says nothing of anybody."""
    try:
        jour = date.fromisoformat(request.GET.get("le", ""))
    except ValueError:
        return request.le
    return jour if jour - request.le <= A_VENIR else request.le


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def verdicts(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The verdicts kept of a dossier, latest first, and what to compare."""
    dossier = get_object_or_404(Dossier, pk=dossier_id)
    lire(request, [dossier_id])
    gardes = lectures.gardes(dossier_id)
    contexte = {"dossier": dossier, "gardes": gardes, "au_plus": lectures.AU_PLUS, "maintenant": MAINTENANT}
    return render(request, "eligibilite/verdicts.html", contexte | {"a": _precedent(gardes), "b": MAINTENANT})


def _precedent(gardes: list[VerdictGarde]) -> str:
    return str(gardes[min(1, len(gardes) - 1)].pk) if gardes else ""


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def verdict_garde(request: HttpRequest, dossier_id: UUID, verdict_id: int) -> HttpResponse:
    """One kept verdict: what it said that day, and what it says today by the texts of that day."""
    dossier = get_object_or_404(Dossier, pk=dossier_id)
    garde = lectures.un_garde(dossier_id, verdict_id)
    lire(request, [dossier_id])
    programme = garde.jugement["faits"].get("programme", "")
    contexte = {
        "dossier": dossier,
        "garde": garde,
        "reponse": REPONSES[garde.reponse],
        "criteres": presentation.criteres_gardes(garde.jugement),
        "faits": presentation.faits_gardes(garde.jugement),
        "valeurs": presentation.valeurs_gardees(garde.jugement, baremes=textes()),
        "actes": garde.jugement.get("actes", ()),
        "rejeu": presentation.dire_rejeu(rejouer(garde.jugement, textes()), baremes=textes(), programme=programme),
    }
    return render(request, "eligibilite/verdict_garde.html", contexte)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def comparer_verdicts(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Two verdicts of one dossier side by side: criteria and facts that differ."""
    dossier = get_object_or_404(Dossier, pk=dossier_id)
    choix = [_choisi(request.GET.get(nom, "")) for nom in ("a", "b")]
    lire(request, [dossier_id])
    gardes = lectures.gardes(dossier_id)
    contexte: dict[str, Any] = {"dossier": dossier, "gardes": gardes, "maintenant": MAINTENANT}
    contexte |= {"a": request.GET.get("a") or _precedent(gardes), "b": request.GET.get("b") or MAINTENANT}
    if choix != [None, None]:
        contexte |= _deux(request, dossier_id, *choix)
    return render(request, "eligibilite/comparer.html", contexte)


def _choisi(texte: str) -> int | None:
    """The number of a kept verdict; None stands for today's. Raises Http404 for anything else."""
    if texte in ("", MAINTENANT):
        return None
    if not texte.isascii() or not texte.isdigit() or len(texte) > 18:
        raise Http404
    return int(texte)


def _deux(request: HttpRequest, dossier_id: UUID, a: int | None, b: int | None) -> dict[str, Any]:
    """Both judgements, the earlier first: what changed is told in the order it happened."""
    if a is None:
        a, b = b, a
    gauche, droite = lectures.deux_gardes(dossier_id, a or 0, b)
    if droite is not None and (droite.garde_le, droite.pk) < (gauche.garde_le, gauche.pk):
        gauche, droite = droite, gauche
    apres = droite.jugement if droite else lectures.juge_aujourd_hui(dossier_id, acteur=request.acteur)
    ecarts = comparer(gauche.jugement, apres)
    programme = apres["faits"].get("programme", "")
    return {
        "cotes": [_cote(gauche.jugement, gauche), _cote(apres, droite)],
        "ecarts": presentation.dire_ecarts(ecarts, baremes=textes(), programme=programme),
        "identiques": presentation.identiques(apres, ecarts),
    }


def _cote(dit: dict[str, Any], garde: VerdictGarde | None) -> dict[str, Any]:
    """How one side of a comparison is named."""
    return {
        "garde": garde,
        "reponse": REPONSES[dit["reponse"]],
        "verdict": dit["reponse"],
        "le": date.fromisoformat(dit["le"]),
    }
