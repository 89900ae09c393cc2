"""Saying how one may be reached, and when one is away: each for the hat worn, never for somebody else."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from socle.acces.portee import Acteur
from socle.acteurs.models import Appartenance
from socle.dossier.versions import enregistrer
from socle.presences.lectures import collegues
from socle.presences.models import Absence, Presence


class RemplacantImpossible(Exception):
    """A stand-in is somebody else of the structure, who follows youths."""


class AbsenceDejaDite(Exception):
    """Another absence already covers some of these days."""


@transaction.atomic
def dire_presence(*, acteur: Acteur, version: int, telephone: str, joignable: str) -> None:
    """Say how and when the hat worn may be reached. Raises Conflit when another tab said otherwise meanwhile."""
    hat = Appartenance.objects.select_for_update(no_key=True).get(pk=acteur.appartenance_id)
    presence = Presence.objects.filter(pk=hat.pk).first()
    if presence is None:
        Presence(appartenance=hat, telephone=telephone, joignable=joignable).save(force_insert=True)
        return
    enregistrer(presence, version=version, telephone=telephone, joignable=joignable)


@transaction.atomic
def noter_absence(
    *, acteur: Acteur, absence_id: UUID, du: date, au: date, remplacant_id: int | None, maintenant: datetime
) -> None:
    """Say the days away of the hat worn, and who to call meanwhile. A second click changes nothing.

    Raises RemplacantImpossible, AbsenceDejaDite.
    """
    _verifier(acteur, remplacant_id)
    if Absence.objects.filter(pk=absence_id, appartenance_id=acteur.appartenance_id).exists():
        return
    absence = Absence(
        id=absence_id, appartenance_id=acteur.appartenance_id, du=du, au=au, remplacant_id=remplacant_id,
        notee_le=maintenant,
    )  # fmt: skip
    try:
        with transaction.atomic():
            absence.save(force_insert=True)
    except IntegrityError as erreur:
        raise AbsenceDejaDite from erreur


def annuler_absence(*, acteur: Acteur, absence_id: UUID, maintenant: datetime) -> bool:
    """Take back an absence of the hat worn. False when there was none."""
    sienne = Absence.objects.filter(pk=absence_id, appartenance_id=acteur.appartenance_id, annulee_le=None)
    return bool(sienne.update(annulee_le=maintenant))


def changer_remplacant(*, acteur: Acteur, absence_id: UUID, remplacant_id: int | None) -> bool:
    """Say who answers during an absence of the hat worn. False when there is none. Raises RemplacantImpossible."""
    _verifier(acteur, remplacant_id)
    sienne = Absence.objects.filter(pk=absence_id, appartenance_id=acteur.appartenance_id, annulee_le=None)
    return bool(sienne.update(remplacant_id=remplacant_id))


def _verifier(acteur: Acteur, remplacant_id: int | None) -> None:
    possibles = collegues(acteur).exclude(pk=acteur.appartenance_id)
    if remplacant_id is not None and not possibles.filter(pk=remplacant_id).exists():
        raise RemplacantImpossible
