"""Looking for a duplicate, asking to be put in touch, answering."""

from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import connection, transaction

from socle.acces.portee import Acteur
from socle.doublons.models import Rapprochement, Reponse

RECHERCHES_PAR_JOUR = 60
"""Per hat. Nobody meets sixty youths a day: beyond that, somebody is guessing birth dates."""


class DejaRepondu(Exception):
    """The request was answered, or is not for this hat."""


@transaction.atomic
def chercher(*, acteur: Acteur, dossier_id: UUID, maintenant: datetime) -> int:
    """Look once for the same youth elsewhere; return how many new signals were noted, 0 beyond the day's quota.

    Nothing is said of where or who: a signal is a row of one's own dossier.
    """
    cle = f"doublons:{acteur.appartenance_id}:{acteur.le.isoformat()}"
    cache.add(cle, 0, timeout=86_400)
    if cache.incr(cle) > RECHERCHES_PAR_JOUR:
        return 0
    with connection.cursor() as curseur:
        curseur.execute("SELECT signaler_doublon(%s, %s)", [dossier_id, maintenant])
        return curseur.fetchone()[0]


@transaction.atomic
def demander(*, acteur: Acteur, rapprochement: Rapprochement, message: str, maintenant: datetime) -> None:
    """Ask the other référent, who will see who asks and this message. Asking twice is asking once."""
    Rapprochement.objects.filter(pk=rapprochement.pk, demande_le=None).update(
        demande_le=maintenant, demande_par_id=acteur.appartenance_id, message=message
    )


@transaction.atomic
def ecarter(*, rapprochement: Rapprochement, maintenant: datetime) -> None:
    """It is not the same youth: the signal goes away, and does not come back."""
    Rapprochement.objects.filter(pk=rapprochement.pk).update(ecarte_le=maintenant)


@transaction.atomic
def repondre(*, rapprochement_id: UUID, reponse: Reponse, maintenant: datetime) -> None:
    """Accept or decline. Accepting shows one's name and structure to who asked; declining shows nothing.

    Raises DejaRepondu.
    """
    with connection.cursor() as curseur:
        curseur.execute("SELECT repondre_rapprochement(%s, %s, %s)", [rapprochement_id, reponse.value, maintenant])
        if not curseur.fetchone()[0]:
            raise DejaRepondu
