"""What somebody was writing when the dossier closed to them: given back, with nothing of the dossier.

Only to a hat that held it once. Whoever never did gets the answer given for an id that does not exist, to the byte:
what tells the two apart is what the hat itself was opened, which it knows already.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regles.acces import Portee
from socle.acces.models import Acces
from socle.acces.portee import Acteur
from socle.dossier.sortis import phrases


def rendre_le_texte(request: HttpRequest, acteur: Acteur, kwargs: Mapping[str, Any]) -> HttpResponse | None:
    """The page (404) that gives back what this very request carried; None: nothing was written, or never held."""
    dossier_id = kwargs.get("dossier_id")
    if request.method != "POST" or dossier_id is None:
        return None
    saisi = phrases(request)
    if not saisi or not _tenu_un_jour(acteur, dossier_id):
        return None
    return render(request, "tandem/acces_fini.html", {"saisi": saisi}, status=404)


def _tenu_un_jour(acteur: Acteur, dossier_id: Any) -> bool:
    """Whether an access was ever opened to this hat, closed or over since: its own rows, that it may read."""
    siens = acteur.appartenance_id if acteur.portee != Portee.STRUCTURE else None
    return Acces.objects.filter(
        dossier_id=dossier_id, structure_id=acteur.structure_id, appartenance_id=siens
    ).exists()  # fmt: skip
