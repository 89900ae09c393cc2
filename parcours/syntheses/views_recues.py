"""A synthèse as its recipient reads it: whatever the structure, as long as the sending and the accord hold."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from parcours.syntheses import ecritures_envois, page
from parcours.syntheses.changements import pour_dit
from parcours.syntheses.document import observation_dite
from parcours.syntheses.lectures import observation_de, parties, syntheses_recues
from parcours.syntheses.models import EnvoiDeSynthese
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire


def _recu(request: HttpRequest, envoi_id: UUID) -> EnvoiDeSynthese:
    lus = syntheses_recues(request.acteur).select_related("synthese__validee_par__structure", "synthese__dossier")
    envoi = get_object_or_404(lus, pk=envoi_id)
    lire(request, [envoi.dossier_id])
    return envoi


@require_GET
@exige(Droit.CASQUETTE)
def synthese_recue(request: HttpRequest, envoi_id: UUID) -> HttpResponse:
    """Who sent it and for what; its text once it is opened, which the sender knows."""
    envoi = _recu(request, envoi_id)
    observation = observation_de(envoi.synthese) if envoi.lue_le else None
    contexte = {
        "envoi": envoi,
        "synthese": envoi.synthese,
        "dossier": envoi.dossier,
        "pour": pour_dit(envoi.synthese),
        "parties": parties(envoi.synthese) if envoi.lue_le else [],
        "observation": observation,
        "observation_dite": observation_dite(observation),
        "suit": Droit.SUIVRE in request.acteur.droits,
    }
    return render(request, "syntheses/recue.html", contexte)


@require_POST
@exige(Droit.CASQUETTE)
def ouvrir_synthese(request: HttpRequest, envoi_id: UUID) -> HttpResponse:
    """Read it: the first time, the sender knows when."""
    ecritures_envois.ouvrir(acteur=request.acteur, envoi=_recu(request, envoi_id), maintenant=request.maintenant)
    return redirect("synthese_recue", envoi_id)


@require_GET
@exige(Droit.CASQUETTE)
def synthese_recue_imprimee(request: HttpRequest, envoi_id: UUID) -> HttpResponse:
    """The same as a tagged PDF, marked with the recipient's name and the day; it is opened first."""
    envoi = _recu(request, envoi_id)
    if envoi.lue_le is None:
        return redirect("synthese_recue", envoi_id)
    return page.en_pdf(request, envoi.synthese)
