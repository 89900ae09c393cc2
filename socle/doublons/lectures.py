"""Reading what looks like a duplicate, from the side that asks and from the side that is asked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from socle.doublons.models import Rapprochement


@dataclass(frozen=True, slots=True)
class Demande:
    """Somebody who looks after what may be the same youth asks to be put in touch."""

    id: UUID
    dossier_id: UUID
    prenom: str
    nom: str
    demande_le: datetime
    message: str
    qui: str
    structure: str
    repondu: bool


def demandes_recues() -> list[Demande]:
    """The requests about the dossiers that the structure of the hat worn opened, answered or not."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT * FROM demandes_recues()")
        return [Demande(*ligne) for ligne in curseur.fetchall()]


def du_dossier(dossier_id: UUID) -> QuerySet[Rapprochement]:
    """The signals about one dossier, with who accepted to be reached. `autre` is never read."""
    return (
        Rapprochement.objects.filter(dossier_id=dossier_id, ecarte_le=None)
        .filter(Q(reponse="") | Q(repondu_le__isnull=False))
        .defer("autre")
        .select_related("repondu_par__compte", "repondu_par__structure")
        .order_by("signale_le")
    )
