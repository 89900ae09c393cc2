"""Writing when a commission sits. Its mission locale alone does: the porteurs come to it."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from parcours.commission.models import Rendezvous, SeanceDeplacee
from regles.acces import Droit
from socle.acces.portee import Acteur


class PasSaCommission(Exception):
    """Only somebody who decides for the mission locale sets when its commission sits."""


class JourDejaPris(Exception):
    """The commission already sits on that day."""


def _sa_commission(acteur: Acteur) -> int:
    if not acteur.est_mission_locale or Droit.DECIDER not in acteur.droits:
        raise PasSaCommission
    return acteur.structure_id


@transaction.atomic
def fixer_rendezvous(
    *,
    acteur: Acteur,
    premiere_le: date,
    heure: time,
    toutes_les: int,
    lieu: str,
    jusqu_a: date | None,
    maintenant: datetime,
) -> Rendezvous:
    """Say when the commission sits from `premiere_le` on. What was fixed before stops the eve; past séances stay.

    Asking twice for the same is one act. Raises PasSaCommission.
    """
    mission_locale_id = _sa_commission(acteur)
    champs = {
        "premiere_le": premiere_le, "heure": heure, "toutes_les": toutes_les, "lieu": lieu, "jusqu_a": jusqu_a,
    }  # fmt: skip
    siens = Rendezvous.objects.select_for_update().filter(mission_locale_id=mission_locale_id, retire_le=None)
    if deja := siens.filter(**champs).first():
        return deja
    veille = premiere_le - timedelta(days=1)
    en_cours = siens.filter(Q(jusqu_a=None) | Q(jusqu_a__gte=premiere_le))
    en_cours.filter(premiere_le__lt=premiere_le).update(jusqu_a=veille)
    en_cours.filter(premiere_le__gte=premiere_le).update(retire_le=maintenant)
    return Rendezvous.objects.create(mission_locale_id=mission_locale_id, **champs)


@transaction.atomic
def deplacer(
    *,
    acteur: Acteur,
    prevue_le: date | None,
    tenue_le: date | None,
    heure: time | None,
    lieu: str,
    motif: str,
    maintenant: datetime,
) -> SeanceDeplacee:
    """Move a séance (`prevue_le` to `tenue_le`), cancel it (`tenue_le` None) or add one (`prevue_le` None).

    A proposal made for the day that moves stays reachable there. Raises PasSaCommission, JourDejaPris.
    """
    mission_locale_id = _sa_commission(acteur)
    siennes = SeanceDeplacee.objects.filter(mission_locale_id=mission_locale_id, retiree_le=None)
    champs = {"prevue_le": prevue_le, "tenue_le": tenue_le, "heure": heure if tenue_le else None, "lieu": lieu}
    if deja := siennes.filter(**champs).first():
        return deja
    if tenue_le is not None and siennes.filter(tenue_le=tenue_le).exclude(prevue_le=prevue_le).exists():
        raise JourDejaPris
    if prevue_le is not None:
        siennes.filter(prevue_le=prevue_le).update(retiree_le=maintenant)
    return SeanceDeplacee.objects.create(
        mission_locale_id=mission_locale_id,
        motif=motif,
        par_id=acteur.appartenance_id,
        note_le=maintenant,
        **champs,
    )


@transaction.atomic
def remettre(*, acteur: Acteur, deplacement_id: int, maintenant: datetime) -> bool:
    """Take a move, a cancellation or an exceptional séance back. False when there is none. Raises PasSaCommission."""
    siennes = SeanceDeplacee.objects.filter(mission_locale_id=_sa_commission(acteur), retiree_le=None)
    return bool(siennes.filter(pk=deplacement_id).update(retiree_le=maintenant))
