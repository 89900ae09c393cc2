"""The gallery: every component in every state, for developers and for the accessibility tests."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regles.acces import Droit
from socle.acces.droits import exige
from web.composants import icones, planche


@exige(Droit.PUBLIC)
def composants(request: HttpRequest) -> HttpResponse:
    """Show the gallery, in development and in the demonstration only. It holds no real data."""
    contexte = (
        planche.cadre()
        | planche.formulaires()
        | {
            "le": planche.LE,
            "icones": sorted(fichier.stem for fichier in icones.DOSSIER.glob("*.svg")),
            "debut": planche.etapes(2),
            "milieu": planche.etapes(6),
            "verdicts": planche.verdicts(),
            "personnes": planche.personnes(),
            "partages": planche.partages(),
            "signataires": planche.signataires(),
            "jeunes": planche.jeunes(),
            "conflit_le": datetime(2026, 11, 24, 10, 38, tzinfo=planche.PARIS),
            "mien": "Visiter le foyer des Tilleuls avec Idriss, avant le 4 décembre.",
            "autre": "Visiter le foyer de Brévigny, avant le 11 décembre.",
        }
    )
    return render(request, "composants/planche.html", contexte)
