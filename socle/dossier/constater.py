"""The one stored state: `Dossier.etape`, rewritten from the facts at the end of every écriture."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from regles.jalons import Jalons, etape
from socle.dossier.models import Dossier


def jalons_de(dossier_id: UUID) -> Jalons:
    """What each step says of this dossier, put together.

    The steps come from `config`: the ground does not know them.
    """
    dits: dict = {}
    for nom in settings.ETAPES:
        dits |= import_string(f"{nom}.lectures.jalons")(dossier_id)
    return Jalons(**dits)


def constater(dossier_id: UUID, *, maintenant: datetime) -> None:
    """Refresh the stored state, and the day of the last change: lists are sorted by it.

    Then each step that keeps something of what was written keeps it (`APRES_CHAQUE_ECRITURE`), the dossier's row
    being locked by this update: two écritures keep one after the other.
    """
    Dossier.objects.filter(pk=dossier_id).update(etape=etape(jalons_de(dossier_id)).value, maj_le=maintenant)
    for nom in settings.APRES_CHAQUE_ECRITURE:
        import_string(nom)(dossier_id, maintenant=maintenant)
