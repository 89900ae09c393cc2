"""The allocation estimated: a form and its answer, at one address. Nothing is kept, nothing travels in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from regles.acces import Droit
from regles.allocation import estimer
from regles.euros import en_euros
from regles.textes import nationaux
from socle.acces.droits import exige
from socle.acces.lecture_seule import lecture_seule
from web.estimation.forms import DemandeForm
from web.estimation.lectures import dernier_jour_connu, lignes, valeurs_du_jour


@require_http_methods(["GET", "POST"])
@exige(Droit.PUBLIC)
@sensitive_post_parameters()
def estimation(request: HttpRequest) -> HttpResponse:
    """Ask, answer, or ask again with the answers as they were (`modifier`). Not one of the three writes."""
    if request.method != "POST":
        return _demander(request, DemandeForm(le=request.le))
    with lecture_seule():
        if "modifier" in request.POST:
            dits = {nom: request.POST.getlist(nom) for nom in DemandeForm.base_fields if nom in request.POST}
            initial = {nom: v if nom == "situations" else v[0] for nom, v in dits.items()}
            return _demander(request, DemandeForm(initial=initial, le=request.le))
        formulaire = DemandeForm(request.POST, le=request.le)
        if not formulaire.is_valid():
            return _demander(request, formulaire)
        return _repondre(request, formulaire)


def _demander(request: HttpRequest, formulaire: DemandeForm) -> HttpResponse:
    return render(request, "estimation/questions.html", {"formulaire": formulaire})


def _repondre(request: HttpRequest, formulaire: DemandeForm) -> HttpResponse:
    baremes = nationaux()
    trouvee = estimer(formulaire.demande, le=formulaire.le, baremes=baremes)
    toutes = lignes(trouvee)
    autre = dernier_jour_connu(formulaire.demande, trouvee, baremes=baremes)
    contexte = {
        "e": trouvee,
        "montant": None if trouvee.montant is None else en_euros(trouvee.montant),
        "rien": trouvee.montant == 0,
        "lignes": [ligne for ligne in toutes if ligne.code != "SEUIL"],
        "seuil": next((ligne for ligne in toutes if ligne.code == "SEUIL"), None),
        "valeurs": valeurs_du_jour(trouvee, baremes=baremes),
        "autre_le": autre and autre.le,
        "autre_montant": autre and en_euros(autre.montant),
        "conditions": [baremes.textes[code] for code in ("ct-l5131-6-allocation", "ct-d5131-19")],
        "dites": formulaire.dites(),
        "redites": formulaire.redites(),
    }
    return render(request, "estimation/reponse.html", contexte)
