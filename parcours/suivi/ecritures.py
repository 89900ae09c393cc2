"""Noting that a tripartite interview or a bilan took place, and taking it back."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from parcours.suivi.models import RendezvousTenu
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.models import Dossier


class PasSonCote(Exception):
    """Only the porteur and the mission locale of the dossier note what they held."""


class JourImpossible(Exception):
    """It took place between the day the youth was met and today."""


class AUnCompteRendu(Exception):
    """What was said and signed of it hangs on that day: it is not taken back."""


@transaction.atomic
def noter(
    *, acteur: Acteur, tenu_id: UUID, dossier: Dossier, quoi: str, tenu_le: date, le: date, maintenant: datetime
) -> RendezvousTenu:
    """Note that it was held on that day. Said twice, by one side or by both, it is there once.

    Raises PasSonCote, JourImpossible.
    """
    if acteur.structure_id not in (dossier.porteur_id, dossier.mission_locale_id):
        raise PasSonCote
    if not dossier.repere_le <= tenu_le <= le:
        raise JourImpossible
    # The row of the dossier is held: two people who note the same day do it one after the other.
    Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier.pk)
    deja = RendezvousTenu.objects.filter(dossier=dossier, quoi=quoi, tenu_le=tenu_le, retire_le=None).first()
    if deja is not None:
        return deja
    tenu = RendezvousTenu(
        id=tenu_id, dossier=dossier, quoi=quoi, tenu_le=tenu_le, par_id=acteur.appartenance_id, note_le=maintenant
    )
    tenu.save(force_insert=True)
    constater(dossier.pk, maintenant=maintenant)
    return tenu


@transaction.atomic
def retirer(*, acteur: Acteur, tenu: RendezvousTenu, maintenant: datetime) -> None:
    """Take back one noted by mistake; history keeps it. Raises PasSonCote; AUnCompteRendu, which PostgreSQL says."""
    if acteur.structure_id not in (tenu.dossier.porteur_id, tenu.dossier.mission_locale_id):
        raise PasSonCote
    try:
        with transaction.atomic():
            RendezvousTenu.objects.filter(pk=tenu.pk, retire_le=None).update(retire_le=maintenant)
    except IntegrityError:
        raise AUnCompteRendu from None
    constater(tenu.dossier_id, maintenant=maintenant)
