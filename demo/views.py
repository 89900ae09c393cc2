"""One-click login. Mounted by the demonstration's settings only, where nobody is real."""

from allauth.account.utils import perform_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from demo.personnages import OFFERTS
from demo.territoire import STRUCTURES, nom_affiche
from regles.acces import Droit
from socle.acces.droits import exige
from socle.acteurs.models import Compte

_PAR_CLE = {p.cle: p for p in OFFERTS}


@require_POST
@exige(Droit.PUBLIC)
def entrer(request: HttpRequest, cle: str) -> HttpResponse:
    """Log in as a character."""
    if cle not in _PAR_CLE:
        raise Http404
    compte = get_object_or_404(Compte, email=_PAR_CLE[cle].courriel, is_active=True)
    return perform_login(request, compte, redirect_url=reverse("accueil"))


def personnages(request: HttpRequest) -> dict:
    """Context processor: the characters, on the home page of a stranger."""
    if request.path != reverse("accueil") or request.user.is_authenticated:
        return {}
    return {
        "personnages": [
            {
                "url": reverse("demo_entrer", args=[p.cle]),
                "nom": p.nom_complet,
                "initiales": p.prenom[:1] + p.nom[:1],
                "nature": STRUCTURES[p.structure][0],
                "metier": p.dit,
                "structure": _structures(p.structure, p.aussi),
            }
            for p in OFFERTS
        ]
    }


def _structures(premiere: str, aussi: tuple[str, str, str] | None) -> str:
    return " et ".join(nom_affiche(cle) for cle in (premiere, *(aussi[:1] if aussi else ())))
