"""Reading what came back: for a dossier's page, and for « À faire »."""

from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from parcours.suivi.attendu import attendu
from parcours.suivi.du_temps import du_temps
from parcours.suivi.models import RendezvousTenu
from socle.acces.portee import Acteur
from socle.dossier.models import Dossier


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands: nothing, one is in it from the entry to the end."""
    return {}


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step."""
    if not (acteur.est_porteur or acteur.est_mission_locale):
        return []
    return [*attendu(acteur), *du_temps(acteur)]


def avec_tenus(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying in `lus_tenus` what was held, as `tenus` reads it: no query more."""
    tenus = RendezvousTenu.objects.filter(dossier_id=OuterRef("pk"), retire_le=None).order_by("tenu_le")
    return dossiers.annotate(lus_tenus=ArraySubquery(tenus.values(ligne=JSONObject(quoi="quoi", le="tenu_le"))))


def tenus(dossier: Dossier, quoi: str) -> tuple[date, ...]:
    """The days when that was held, of a dossier read by `avec_tenus`."""
    return tuple(date.fromisoformat(t["le"]) for t in dossier.lus_tenus if t["quoi"] == quoi)
