"""The simulator: a form and its answer, at one address. Nothing is kept, nothing travels in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from regles.acces import Droit
from regles.noyau.bareme import HorsBareme
from socle.acces.droits import exige
from socle.acces.lecture_seule import lecture_seule
from socle.acteurs.lectures import missions_locales_du
from socle.droit.lectures import baremes
from web.simulateur.forms import ReponsesForm
from web.simulateur.frein import freine
from web.simulateur.resultat import Resultat, repondre, suites, trop_jeune
from web.simulateur.texte import en_texte
from web.simulateur.voix import ADRESSES, JEUNE


@require_http_methods(["GET", "POST"])
@exige(Droit.PUBLIC)
@sensitive_post_parameters()
@freine
def simulateur(request: HttpRequest, voix: str) -> HttpResponse:
    """Ask, answer, or ask again with the answers as they were (`modifier`). Not one of the three writes."""
    if request.method != "POST":
        return _demander(request, voix, ReponsesForm(voix=voix, le=request.le))
    with lecture_seule():
        if "modifier" in request.POST:
            return _demander(request, voix, ReponsesForm(initial=request.POST.dict(), voix=voix, le=request.le))
        formulaire = ReponsesForm(request.POST, voix=voix, le=request.le)
        resultat = _juger(formulaire, voix)
        if resultat is None:
            return _demander(request, voix, formulaire)
        return _repondre(request, formulaire, resultat)


def _juger(formulaire: ReponsesForm, voix: str) -> Resultat | None:
    """The answer, or None with the reason beside a field."""
    if not formulaire.is_valid():
        return None
    exacte = formulaire.naissance_exacte
    try:
        resultat = repondre(formulaire.faits(), le=formulaire.le, baremes=baremes(), voix=voix, naissance_exacte=exacte)
    except HorsBareme:
        formulaire.add_error(None, "Une règle n’est pas connue à cette date : Tandem ne peut pas répondre aujourd’hui.")
        return None
    if trop_jeune(resultat) and not exacte:
        formulaire.demander_la_date()
        return None
    return resultat


def _demander(request: HttpRequest, voix: str, formulaire: ReponsesForm) -> HttpResponse:
    contexte = {"formulaire": formulaire, "voix": voix, "pour_soi": voix == JEUNE, "adresse": ADRESSES[voix]}
    return render(request, "simulateur/questions.html", contexte)


def _repondre(request: HttpRequest, formulaire: ReponsesForm, resultat: Resultat) -> HttpResponse:
    departement = formulaire.cleaned_data["departement"]
    missions_locales = missions_locales_du(departement) if departement else []
    a_faire = suites(resultat)
    contexte = {
        "r": resultat,
        "reponses": {nom: formulaire.data.get(nom, "") for nom in formulaire.fields},
        "formulaire": formulaire,
        "mois_entier": formulaire.mois_entier(),
        "suites": a_faire,
        "departement": departement,
        "missions_locales": missions_locales,
        "texte": en_texte(resultat, suites=a_faire, missions_locales=missions_locales),
        "pour_soi": resultat.voix == JEUNE,
        "adresse": ADRESSES[resultat.voix],
    }
    return render(request, "simulateur/reponse.html", contexte)
