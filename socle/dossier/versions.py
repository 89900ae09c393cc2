"""Two people, one text: the second to save is told, and loses nothing."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F


class Conflit(Exception):
    """Somebody else saved in between. `actuel` is the row as it is now; what was typed stays in the form."""

    def __init__(self, actuel: models.Model) -> None:
        super().__init__("conflit de version")
        self.actuel = actuel


def enregistrer(objet: models.Model, *, version: int, trace: Mapping[str, Any] | None = None, **champs: Any) -> bool:
    """Write `champs` on the row if it still is at `version`, and advance it. False when nothing would change.

    `trace` is written along with a change, and makes none by itself: who, when. Raises Conflit when somebody saved in
    between, except when what they saved is what is asked.
    """
    modele = type(objet)
    actuel = modele.objects.select_for_update(of=("self",)).get(pk=objet.pk)
    if all(getattr(actuel, nom) == valeur for nom, valeur in champs.items()):
        return False
    if actuel.version != version:
        raise Conflit(actuel)
    ecrits = {**champs, **(trace or {})}
    modele.objects.filter(pk=objet.pk).update(**ecrits, version=F("version") + 1)
    for nom, valeur in ecrits.items():
        setattr(objet, nom, valeur)
    objet.version = version + 1
    return True
