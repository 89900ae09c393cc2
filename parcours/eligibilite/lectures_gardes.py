"""Reading the verdicts that were kept of a dossier, for their list, for one of them, for two side by side."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from parcours.eligibilite.jugement import jugement, juger_dossier
from parcours.eligibilite.lectures import avec_faits, avec_journal, avec_rupture
from parcours.eligibilite.models import VerdictGarde
from socle.acces.portee import Acteur
from socle.dossier.models import Dossier

AU_PLUS = 100
"""Kept verdicts shown at once: the latest."""


def _dits(dossier_id: UUID) -> QuerySet[VerdictGarde]:
    """Those kept of a dossier, with who kept them. Of several kept at one instant for one reason, the last: the others
    are steps of one request.
    """
    derniers = (
        VerdictGarde.objects.filter(dossier_id=dossier_id)
        .order_by("garde_le", "pourquoi", "-pk")
        .distinct("garde_le", "pourquoi")
        .values("pk")
    )
    return VerdictGarde.objects.filter(pk__in=derniers).select_related("par__compte", "par__structure", "reevaluation")


def gardes(dossier_id: UUID) -> list[VerdictGarde]:
    """The verdicts kept, latest first, `AU_PLUS` of them; without what they hold, which only their own page needs."""
    return list(_dits(dossier_id).defer("jugement").order_by("-garde_le", "-pk")[:AU_PLUS])


def un_garde(dossier_id: UUID, verdict_id: int) -> VerdictGarde:
    """One of them. Raises Http404 when it is not of this dossier."""
    garde = (
        VerdictGarde.objects.filter(dossier_id=dossier_id, pk=verdict_id)
        .select_related("par__compte", "par__structure", "reevaluation")
        .first()
    )
    if garde is None:
        raise Http404
    return garde


def deux_gardes(dossier_id: UUID, a: int, b: int | None) -> tuple[VerdictGarde, VerdictGarde | None]:
    """Two of them, in one query; `b` None stands for today's. Raises Http404."""
    lus = {g.pk: g for g in VerdictGarde.objects.filter(dossier_id=dossier_id, pk__in=[a, b or a])}
    if a not in lus or (b is not None and b not in lus):
        raise Http404
    return lus[a], None if b is None else lus[b]


def dossier_a_expliquer(dossier_id: UUID) -> Dossier:
    """The dossier with its facts, its log and who wrote them. Raises Http404 when the hat worn does not see it."""
    dossiers = avec_rupture(avec_journal(avec_faits(Dossier.objects.filter(pk=dossier_id))))
    dossier = dossiers.select_related("porteur", "mission_locale", "situation").first()
    if dossier is None:
        raise Http404
    return dossier


def juge_aujourd_hui(dossier_id: UUID, *, acteur: Acteur) -> dict[str, Any]:
    """What would be kept of today's verdict. Raises Http404."""
    dossier = avec_rupture(avec_faits(Dossier.objects.filter(pk=dossier_id))).first()
    if dossier is None:
        raise Http404
    verdict = juger_dossier(dossier, rupture=dossier.rupture, le=acteur.le)
    return jugement(dossier, verdict)
