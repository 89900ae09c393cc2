"""Who looks after a dossier, on one's own side: said at once, or from a day to come."""

from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from parcours.interlocuteurs import ecritures_relais as relais
from parcours.interlocuteurs.mots import ce_qu_il_garde
from parcours.interlocuteurs.views_relais import PLUS_LA
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import lire
from socle.acteurs.models import Appartenance
from socle.dossier.lectures import un_des_deux_cotes
from socle.dossier.models import Dossier
from socle.dossier.noms import de
from socle.presences.lectures import collegues
from web.dossier.forms import ConfierForm

ACTUELS = ("referent", "conseiller")


@require_http_methods(["GET", "POST"])
@exige(Droit.SUIVRE)
def confier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Say who looks after the dossier, on one's own side, from today or from a day to come."""
    siens = Dossier.objects.select_related(*(f"{qui}__{quoi}" for qui in ACTUELS for quoi in ("compte", "structure")))
    objet = get_object_or_404(siens, un_des_deux_cotes(request.acteur), pk=dossier_id)
    formulaire = ConfierForm(request.POST or None, collegues=collegues(request.acteur), le=request.le)
    if request.method == "POST" and formulaire.is_valid():
        dit = formulaire.cleaned_data
        try:
            fait = _confier(request, objet, dit["a"], dit["du"], dit["id"] or uuid4())
        except relais.PlusLa:
            formulaire.add_error("a", PLUS_LA)
        except IntegrityError:
            # The id of the form is that of something else.
            raise Http404 from None
        else:
            messages.success(request, fait)
            return redirect("interlocuteurs", dossier_id)
    lire(request, [dossier_id])
    actuel = objet.referent if request.acteur.structure_id == objet.porteur_id else objet.conseiller
    garde = ce_qu_il_garde(actuel, ouverte=True, le=request.le) if actuel else ""
    contexte = {"dossier": objet, "formulaire": formulaire, "actuel": actuel, "garde": garde}
    return render(request, "dossier/confier.html", contexte)


def _confier(request: HttpRequest, objet: Dossier, qui: Appartenance, du: date, relais_id: UUID) -> str:
    """Hand over, or plan it; what is said of it. The colleague was chosen among those who may."""
    acte = {
        "acteur": request.acteur, "dossier": objet, "appartenance_id": qui.pk, "maintenant": request.maintenant
    }  # fmt: skip
    if du > request.le:
        relais.prevoir(**acte, relais_id=relais_id, du=du)
        return f"C’est prévu\u00a0: le dossier {de(objet.nom_affiche)} ira à {qui.compte.nom_complet}."
    relais.passer(**acte)
    return f"Le dossier {de(objet.nom_affiche)} est confié à {qui.compte.nom_complet}."
