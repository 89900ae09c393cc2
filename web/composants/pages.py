"""The frame's own small decisions: what the bottom bar holds, what a toast can undo, how a column sorts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

PLACES = 5
ANNULER = "annuler="


def barre_du_bas(navigation: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Lay the navigation out for a phone: five places, the strong entry in the middle, « Plus » last."""
    fortes = [entree for entree in navigation if entree.get("fort")][:1]
    autres = [entree for entree in navigation if entree not in fortes]
    places = PLACES - len(fortes)
    if len(autres) > places:
        visibles, reste = autres[: places - 1], autres[places - 1 :]
    else:
        visibles, reste = autres, []
    milieu = (len(visibles) + bool(reste) + 1) // 2
    entrees = [*visibles[:milieu], *fortes, *visibles[milieu:]]
    attendus = sum(entree.get("nombre") or 0 for entree in reste)
    return {
        "entrees": entrees,
        "reste": reste,
        "attendus": attendus,
        "places": len(entrees) + bool(reste),
        "actif": any(entree.get("active") for entree in reste),
    }


def fortes_devant(navigation: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Put the strong entry first, for the side bar."""
    return sorted(navigation, key=lambda entree: not entree.get("fort"))


def annulation(message: Message) -> str:
    """Return the URL that undoes what a message tells, or "".

    Written as `messages.success(request, "…", extra_tags="annuler=/chemin")`; a path of this site only.
    """
    etiquette = message.extra_tags or ""
    chemin = etiquette.removeprefix(ANNULER)
    if not etiquette.startswith(ANNULER) or not chemin.startswith("/") or chemin.startswith(("//", "/\\")):
        return ""
    return chemin


def tri(request: HttpRequest, cle: str, libelle: str) -> dict[str, Any]:
    """Prepare a sortable header: `?tri=cle`, then `?tri=-cle`; filters are kept, the page forgotten."""
    actuel = request.GET.get("tri", "")
    sens = {cle: "ascending", f"-{cle}": "descending"}.get(actuel, "")
    parametres = request.GET.copy()
    for perime in ("apres", "avant"):
        parametres.pop(perime, None)
    parametres["tri"] = f"-{cle}" if sens == "ascending" else cle
    return {"sens": sens, "url": f"?{parametres.urlencode()}", "libelle": libelle}
