"""Handing a dossier over to a colleague of one's own structure: at once, or from a day to come.

A handing over done is a row of `acces`, and `Dossier.referent` or `conseiller`: nothing more is kept of it.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from parcours.interlocuteurs.models import RelaisPrevu
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.ecritures import confier
from socle.dossier.models import Dossier
from socle.presences.lectures import collegues


class JourPasse(Exception):
    """What is planned is to come; a handing over of today is done at once."""


class PlusLa(Exception):
    """The colleague is no longer of the structure, or follows no youth there."""


class PasEncore(Exception):
    """The day of this handing over has not come."""


@transaction.atomic
def passer(*, acteur: Acteur, dossier: Dossier, appartenance_id: int, maintenant: datetime) -> None:
    """Hand the dossier over now, on the side of the hat worn; what was planned there is over. Raises PlusLa."""
    if not collegues(acteur).filter(pk=appartenance_id).exists():
        raise PlusLa
    prevus = _prevus(acteur, dossier.pk)
    prevus.filter(a_id=appartenance_id).update(fait_le=maintenant)
    prevus.update(annule_le=maintenant)
    confier(acteur=acteur, dossier=dossier, appartenance_id=appartenance_id, maintenant=maintenant)


@transaction.atomic
def prevoir(
    *, acteur: Acteur, relais_id: UUID, dossier: Dossier, appartenance_id: int, du: date, maintenant: datetime
) -> None:
    """Say that the dossier goes to a colleague from a day to come; it replaces what was planned on this side.

    Raises JourPasse, PlusLa.
    """
    if du <= acteur.le:
        raise JourPasse
    if not collegues(acteur).filter(pk=appartenance_id).exists():
        raise PlusLa
    # The row of the dossier is held: two colleagues who plan at once do it one after the other.
    Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier.pk)
    if RelaisPrevu.objects.filter(pk=relais_id, dossier=dossier).exists():
        return
    _prevus(acteur, dossier.pk).update(annule_le=maintenant)
    relais = RelaisPrevu(
        id=relais_id, dossier=dossier, structure_id=acteur.structure_id, a_id=appartenance_id, du=du,
        par_id=acteur.appartenance_id, note_le=maintenant,
    )  # fmt: skip
    relais.save(force_insert=True)
    constater(dossier.pk, maintenant=maintenant)


@transaction.atomic
def faire(*, acteur: Acteur, relais: RelaisPrevu, maintenant: datetime) -> None:
    """Hand over as planned, on its day or later. Raises PasEncore, PlusLa."""
    if acteur.le < relais.du:
        raise PasEncore
    passer(acteur=acteur, dossier=relais.dossier, appartenance_id=relais.a_id, maintenant=maintenant)


@transaction.atomic
def annuler(*, acteur: Acteur, relais: RelaisPrevu, maintenant: datetime) -> None:
    """Take back what was planned."""
    _prevus(acteur, relais.dossier_id).filter(pk=relais.pk).update(annule_le=maintenant)
    constater(relais.dossier_id, maintenant=maintenant)


def _prevus(acteur: Acteur, dossier_id: UUID) -> QuerySet[RelaisPrevu]:
    return RelaisPrevu.objects.filter(
        dossier_id=dossier_id, structure_id=acteur.structure_id, fait_le=None, annule_le=None
    )
