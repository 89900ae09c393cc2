"""What every page of a professional shows around its content."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from regles.acces import Droit
from socle.acces.portee import Acteur

# (name of the URL, icon, label, right, short label on the phone)
ENTREES = (
    ("accueil", "list-checks", "À faire", Droit.SUIVRE),
    ("jeunes", "users", "Jeunes", Droit.SUIVRE),
    ("reperer", "plus", "Noter", Droit.REPERER),
    ("semaines", "clock", "Semaines", Droit.SUIVRE),
    ("commissions", "handshake", "Commission", Droit.SUIVRE),
    ("partages", "mail", "Reçu", Droit.RECEVOIR),
    ("equipe", "building-2", "Équipe", Droit.ADMINISTRER),
    ("regles", "scale", "Règles", Droit.CASQUETTE),
)


def contexte(request: HttpRequest) -> dict:
    """The hat worn, the others, and the navigation."""
    acteur: Acteur | None = getattr(request, "acteur", None)
    commun = {"demo": settings.DEMO, "acteur": acteur, "le": getattr(request, "le", None)}
    if acteur is None:
        return commun | {"casquettes": [], "navigation": [], "peut_chercher": False}
    return commun | {
        "casquettes": request.casquettes,
        "navigation": _navigation(request, acteur),
        "peut_chercher": Droit.SUIVRE in acteur.droits,
    }


def _navigation(request: HttpRequest, acteur: Acteur) -> list[dict]:
    return [
        {
            "url": (url := reverse(nom)),
            "icone": icone,
            "libelle": libelle,
            # Fetched once the page is there: counting costs more than most pages.
            "compte": nom == "accueil",
            "active": _active(request.path, nom, url),
            "fort": nom == "reperer",
        }
        for nom, icone, libelle, droit in ENTREES
        if droit in acteur.droits
    ]


def _active(chemin: str, nom: str, url: str) -> bool:
    """A dossier is found under « Jeunes », a séance under « Commission »."""
    if nom == "accueil":
        return chemin == url
    return chemin.startswith((url, "/dossiers/") if nom == "jeunes" else url)


def formulaire_perime(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose secret does not match: opened long ago, or by another account."""
    return render(request, "formulaire_perime.html", status=403)
