"""The front door: Tandem to a stranger, « À faire » to a professional."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from regles.acces import Droit
from socle.acces.droits import exige
from socle.acces.middleware import SESSION_CASQUETTE, lire
from socle.acces.portee import sans_lecture
from socle.doublons.lectures import demandes_recues
from web.accueil.lectures import a_faire, grouper, nombre_a_faire


@require_GET
@exige(Droit.PUBLIC)
def accueil(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "accueil/tandem.html")
    if request.acteur is None:
        return render(request, "sans_casquette.html")
    if Droit.RECEVOIR in request.acteur.droits:
        return redirect("partages")
    if Droit.SUIVRE not in request.acteur.droits:
        return render(request, "accueil/sans_dossier.html")
    taches = a_faire(request.acteur)
    demandes = [d for d in demandes_recues() if not d.repondu] if request.acteur.est_porteur else []
    lire(request, [t.dossier_id for t in (*taches, *demandes) if t.dossier_id is not None])
    contexte = {
        "groupes": grouper(taches, le=request.le),
        "nombre": len(taches) + len(demandes),
        "demandes": demandes,
    }
    return render(request, "accueil/a_faire.html", contexte)


@require_GET
@exige(Droit.SUIVRE)
def nombre(request: HttpRequest) -> HttpResponse:
    """How many things wait, for the navigation of whatever page is open. It names nobody."""
    with sans_lecture():
        combien = nombre_a_faire(request.acteur)
    return render(request, "accueil/_nombre.html", {"nombre": combien})


@require_POST
@exige(Droit.CASQUETTE)
def casquette(request: HttpRequest) -> HttpResponse:
    """Wear another hat. What one was looking at may not be open to it: back to the start then."""
    voulue = request.POST.get("appartenance", "")
    if voulue in {str(c.appartenance_id) for c in request.casquettes}:
        request.session[SESSION_CASQUETTE] = int(voulue)
    suite = request.POST.get("suite", "")
    if not url_has_allowed_host_and_scheme(suite, allowed_hosts=None) or not suite.startswith("/"):
        suite = ""
    if suite.startswith("/dossiers/"):
        suite = ""
    return redirect(suite or "accueil")
