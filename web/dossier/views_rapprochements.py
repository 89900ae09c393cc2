"""Two dossiers that may be of the same youth: asking the other side, and answering."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from regles.acces import Droit
from socle.acces.droits import exige
from socle.doublons import ecritures as doublons
from socle.doublons.models import Rapprochement, Reponse
from web.dossier.forms import MiseEnRelationForm


@require_POST
@exige(Droit.REPERER)
def mise_en_relation(request: HttpRequest, dossier_id: UUID, rapprochement_id: UUID) -> HttpResponse:
    """Ask whoever looks after what may be the same youth, or say that it is not the same."""
    objet = get_object_or_404(Rapprochement.objects.defer("autre"), pk=rapprochement_id, dossier_id=dossier_id)
    formulaire = MiseEnRelationForm(request.POST)
    if request.POST.get("autre_jeune"):
        doublons.ecarter(rapprochement=objet, maintenant=request.maintenant)
        messages.success(request, "C’est noté : ce n’est pas le même jeune.")
    elif formulaire.is_valid():
        message = formulaire.cleaned_data["message"]
        doublons.demander(acteur=request.acteur, rapprochement=objet, message=message, maintenant=request.maintenant)
        messages.success(request, "Votre demande est partie. Vous saurez qui c’est si la personne accepte.")
    else:
        messages.error(request, " ".join(formulaire.errors["message"]))
    return redirect("dossier", dossier_id)


@require_POST
@exige(Droit.REPERER)
def repondre_mise_en_relation(request: HttpRequest, rapprochement_id: UUID) -> HttpResponse:
    """Accept, and be named; or decline, and stay unknown."""
    reponse = Reponse.ACCEPTEE if request.POST.get("reponse") == Reponse.ACCEPTEE else Reponse.DECLINEE
    try:
        doublons.repondre(rapprochement_id=rapprochement_id, reponse=reponse, maintenant=request.maintenant)
    except doublons.DejaRepondu:
        raise Http404 from None
    dit = {
        Reponse.ACCEPTEE: "La personne connaît maintenant votre nom et votre structure. Elle vous joindra.",
        Reponse.DECLINEE: "C’est noté. La personne ne saura pas qui vous êtes.",
    }
    messages.success(request, dit[reponse])
    return redirect("accueil")
