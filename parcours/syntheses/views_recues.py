"""A synthèse as its recipient reads it: whatever the structure, as long as the sending and the accord hold."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
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
from socle.dossier.models import Dossier
from socle.partage.recus import Recu, recu


def _recue(request: HttpRequest, envoi_id: UUID) -> tuple[EnvoiDeSynthese, Dossier | Recu]:
    """The sending, and of whom it speaks: the dossier, or what a partner may know of it. Raises Http404."""
    envoi = get_object_or_404(syntheses_recues(request.acteur), pk=envoi_id)
    lire(request, [envoi.dossier_id])
    if Droit.RECEVOIR not in request.acteur.droits:
        return envoi, get_object_or_404(Dossier, pk=envoi.dossier_id)
    jeune = recu(envoi.dossier_id)
    if jeune is None:
        raise Http404
    return envoi, jeune


@require_GET
@exige(Droit.CASQUETTE)
def synthese_recue(request: HttpRequest, envoi_id: UUID) -> HttpResponse:
    """Who sent it and for what; its text once it is opened, which the sender knows."""
    envoi, jeune = _recue(request, envoi_id)
    observation = observation_de(envoi.synthese) if envoi.lue_le else None
    contexte = {
        "envoi": envoi,
        "synthese": envoi.synthese,
        "jeune": jeune,
        "pour": pour_dit(envoi.synthese),
        "parties": parties(envoi.synthese) if envoi.lue_le else [],
        "observation": observation,
        "observation_dite": observation_dite(observation),
        "suit": Droit.SUIVRE in request.acteur.droits,
        "recoit": Droit.RECEVOIR in request.acteur.droits,
    }
    return render(request, "syntheses/recue.html", contexte)


@require_POST
@exige(Droit.CASQUETTE)
def ouvrir_synthese(request: HttpRequest, envoi_id: UUID) -> HttpResponse:
    """Read it: the first time, the sender knows when."""
    envoi, _ = _recue(request, envoi_id)
    ecritures_envois.ouvrir(acteur=request.acteur, envoi=envoi, maintenant=request.maintenant)
    return redirect("synthese_recue", envoi_id)


@require_GET
@exige(Droit.CASQUETTE)
def synthese_recue_imprimee(request: HttpRequest, envoi_id: UUID) -> HttpResponse:
    """The same as a tagged PDF, marked with the recipient's name and the day; it is opened first."""
    envoi, jeune = _recue(request, envoi_id)
    if envoi.lue_le is None:
        return redirect("synthese_recue", envoi_id)
    return page.en_pdf(request, envoi.synthese, prenom=jeune.prenom)
