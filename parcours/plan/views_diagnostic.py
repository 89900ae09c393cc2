"""The shared diagnosis: read domain by domain, written text by text."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from parcours.plan import ecritures_diagnostic, page
from parcours.plan.forms import DiagnosticForm
from parcours.plan.lectures_diagnostic import diagnostic_de, texte_du
from parcours.plan.models import Volet
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.sortis import apres_la_sortie
from socle.dossier.versions import Conflit
from socle.partage.lecteurs import autour_de


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def diagnostic_partage(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What both sides and the youth say of each domain."""
    dossier = get_object_or_404(page.dossiers_lus(request), pk=dossier_id)
    lire(request, [dossier_id])
    lus = diagnostic_de(dossier, request.acteur)
    contexte = {
        "dossier": dossier,
        "dits": [d for d in lus if d.dit],
        "autres": [d for d in lus if not d.dit],
        "ecrit": page.ecrit(request, dossier),
        "autour": autour_de(dossier, request.acteur),
    }
    return render(request, "plan/diagnostic.html", contexte)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def ecrire_diagnostic(request: HttpRequest, dossier_id: UUID, domaine: str, volet: str) -> HttpResponse:
    """One text, whoever wrote it last."""
    dossier = page.dossier_ecrit(request, dossier_id)
    if domaine not in Domaine.values or volet not in Volet.values:
        raise Http404
    ici, quoi = Domaine(domaine), Volet(volet)
    actuel = texte_du(dossier, ici.value, quoi.value, request.acteur)
    autour = autour_de(dossier, request.acteur)
    initial = {"version": actuel.version, "texte": actuel.texte} if actuel else {"version": 0}
    formulaire = DiagnosticForm(
        request.POST or None, initial=initial, volet=quoi, autour=autour, domaine=ici.value, ecrit=actuel
    )
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures_diagnostic.ecrire(
                acteur=request.acteur, dossier_id=dossier_id, domaine=domaine, volet=volet,
                version=formulaire.cleaned_data["version"], texte=formulaire.cleaned_data["texte"],
                maintenant=request.maintenant, **formulaire.partage(),
            )  # fmt: skip
        except Conflit as conflit:
            return page.en_conflit(
                request, formulaire, conflit, dossier=dossier, retour="ecrire_diagnostic", domaine=domaine, volet=volet
            )
        messages.success(request, f"C’est noté dans le diagnostic\u00a0: {ici.label.lower()}.")
        return redirect("diagnostic_partage", dossier_id)
    lire(request, [dossier_id])
    contexte = {
        "dossier": dossier, "domaine": ici, "volet": quoi, "formulaire": formulaire, "actuel": actuel,
        "sensible": ici in SENSIBLES, "autour": autour,
    }  # fmt: skip
    return render(request, "plan/ecrire_diagnostic.html", contexte)
