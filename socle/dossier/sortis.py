"""The dossier of a youth who left is read and no longer written, but for what an exit leaves open.

Closed by default: a view that takes a `dossier_id` says itself (`apres_la_sortie`) that it stays open. It reads, or it
speaks of the exit itself, or of an accord, or it concludes what was begun: a contract or a PACEA to end, money asked
for to answer and to pay, a wrong name or birth date to rectify (RGPD, article 16).
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from socle.dossier.models import Dossier, Etape


def apres_la_sortie(vue: Callable) -> Callable:
    """Decorator: this view stays open once the youth left."""
    vue.apres_la_sortie = True
    return vue


def refuser(request: HttpRequest, vue: Callable, kwargs: Mapping[str, Any]) -> HttpResponse | None:
    """The page that says what to do instead, with what was typed; None when the view may answer.

    The walls are open to the hat worn: a dossier that it does not see is left to the view, which does not find it.
    """
    dossier_id = kwargs.get("dossier_id")
    if dossier_id is None or getattr(vue, "apres_la_sortie", False):
        return None
    dossier = _lu(dossier_id, ecrit=request.method == "POST")
    if dossier is None or dossier.etape != Etape.SORTI:
        return None
    contexte = {"dossier": dossier, "ecrit": request.method == "POST", "saisi": phrases(request)}
    return render(request, "tandem/dossier_ferme.html", contexte, status=409)


def _lu(dossier_id: UUID, *, ecrit: bool) -> Dossier | None:
    """The dossier, held when somebody writes: an exit said at the same instant comes wholly before or wholly after."""
    dossiers = Dossier.objects.filter(pk=dossier_id)
    if ecrit and (tenu := dossiers.select_for_update(of=("self",), no_key=True).first()):
        return tenu
    # Not held: this hat may only read it, or does not see it.
    return dossiers.first()


def phrases(request: HttpRequest) -> list[str]:
    """What was written in whole words: it must not be lost."""
    return [v for nom in request.POST for v in request.POST.getlist(nom) if " " in v.strip()]
