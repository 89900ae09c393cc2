"""The list of the synthèses, their draft, and one version."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from parcours.plan.page import dossier_ecrit, dossiers_lus, ecrit
from parcours.syntheses import ecritures, page
from parcours.syntheses.changements import changements, pour_dit
from parcours.syntheses.destinataires import DITS
from parcours.syntheses.document import observation_dite
from parcours.syntheses.forms import SyntheseForm
from parcours.syntheses.lectures import envois_de, fils, observation_de, parties, syntheses_de, syntheses_recues
from parcours.syntheses.proposition import proposer
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.dossier.sortis import apres_la_sortie
from socle.dossier.versions import Conflit


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def syntheses(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The synthèses of a dossier, by thread: what waits for whom."""
    dossier = get_object_or_404(dossiers_lus(request), pk=dossier_id)
    lire(request, [dossier_id])
    contexte = {
        "dossier": dossier,
        "fils": fils(syntheses_de(dossier)),
        "recues": list(syntheses_recues(request.acteur, dossier_id=dossier_id)),
        "ecrit": ecrit(request, dossier),
    }
    return render(request, "syntheses/syntheses.html", contexte)


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def ecrire_synthese(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """A draft, proposed from what the dossier holds: ticked or not, and rewritten, part by part."""
    dossier = dossier_ecrit(request, dossier_id)
    proposees = proposer(dossier, le=request.le)
    initial = {"id": uuid4(), "version": 0} | proposees
    formulaire = SyntheseForm(request.POST or None, initial=initial, proposees=proposees)
    if request.method == "POST" and formulaire.is_valid():
        try:
            synthese = ecritures.ecrire(
                acteur=request.acteur, synthese_id=formulaire.cleaned_data["id"] or uuid4(), dossier_id=dossier_id,
                dit=formulaire.dit, maintenant=request.maintenant,
            )  # fmt: skip
        except IntegrityError:
            raise Http404 from None
        except Conflit as conflit:
            return page.en_conflit(request, formulaire, conflit, dossier=dossier)
        messages.success(
            request, "Le brouillon est gardé. Votre structure seule le lit, jusqu’à ce que vous le soumettiez."
        )
        return redirect("synthese", dossier_id, synthese.pk)
    lire(request, [dossier_id])
    return render(request, "syntheses/ecrire.html", {"dossier": dossier, "formulaire": formulaire})


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def modifier_synthese(request: HttpRequest, dossier_id: UUID, synthese_id: UUID) -> HttpResponse:
    """The draft again; what was left out is proposed again, not ticked."""
    dossier, synthese = page.version_ecrite(request, dossier_id, synthese_id)
    if synthese.structure_id != request.acteur.structure_id:
        raise Http404
    if not synthese.brouillon:
        messages.info(request, page.REPLACEE)
        return redirect("synthese", dossier_id, synthese_id)
    initial = {nom: getattr(synthese, nom) for nom in ("version", *ecritures.ECRITS)}
    formulaire = SyntheseForm(request.POST or None, initial=initial, proposees=proposer(dossier, le=request.le))
    if request.method == "POST" and formulaire.is_valid():
        try:
            ecritures.modifier(
                acteur=request.acteur, synthese=synthese, version=formulaire.cleaned_data["version"],
                dit=formulaire.dit, maintenant=request.maintenant,
            )  # fmt: skip
        except Conflit as conflit:
            return page.en_conflit(request, formulaire, conflit, dossier=dossier)
        messages.success(request, "Le brouillon est à jour.")
        return redirect("synthese", dossier_id, synthese_id)
    lire(request, [dossier_id])
    contexte = {"dossier": dossier, "synthese": synthese, "formulaire": formulaire}
    return render(request, "syntheses/ecrire.html", contexte)


@require_GET
@exige(Droit.SUIVRE)
@apres_la_sortie
def synthese(request: HttpRequest, dossier_id: UUID, synthese_id: UUID) -> HttpResponse:
    """One version: what it says, what it changes, who agreed, what the youth says of it, and whom it was sent to."""
    dossier = get_object_or_404(dossiers_lus(request), pk=dossier_id)
    version = page.version_lue(dossier, synthese_id)
    lire(request, [dossier_id])
    avant = ecritures.precedente(version)
    observation = observation_de(version)
    contexte = {
        "dossier": dossier,
        "synthese": version,
        "pour": pour_dit(version),
        "parties": parties(version),
        "avant": avant,
        "changements": changements(avant, version) if avant else [],
        "observation": observation,
        "observation_dite": observation_dite(observation),
        "envois": envois_de(version, request.acteur),
        "manquants": [DITS[e] for e in ecritures.manquants(version, dossier)] if version.brouillon else [],
        "mienne": version.structure_id == request.acteur.structure_id,
        "ecrit": ecrit(request, dossier),
        "neuve": uuid4(),
    }
    return render(request, "syntheses/synthese.html", contexte)
