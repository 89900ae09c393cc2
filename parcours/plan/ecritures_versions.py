"""Proposing a version of the plan, and accepting it: the youth and both sides."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from parcours.plan.ecritures import PasSonCote, verrouiller
from parcours.plan.instantane import empreinte, instantane
from parcours.plan.lectures import plan_de
from parcours.plan.models import AcceptationDuPlan, VersionDuPlan
from regles.contrat import Partie
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.models import Dossier


class PlanChange(Exception):
    """The plan is no longer what the page showed: it is read again before it is proposed."""


class RienAProposer(Exception):
    """The plan is empty, or is word for word the version accepted or awaited."""


class VersionPlusAttendue(Exception):
    """It was accepted by the three, or taken back: it no longer changes."""


class JourImpossible(Exception):
    """One accepts between the day of the proposal and today."""


@transaction.atomic
def proposer(
    *, acteur: Acteur, version_id: UUID, dossier_id: UUID, vu: str, le: date, maintenant: datetime
) -> VersionDuPlan:
    """Freeze the plan as it stands; one that waited is replaced. `vu` is the `empreinte` of what was read.

    Raises PasSonCote, PlanChange, RienAProposer.
    """
    dossier = verrouiller(acteur, dossier_id)
    if deja := VersionDuPlan.objects.filter(pk=version_id, dossier_id=dossier_id).first():
        return deja
    contenu = instantane(plan_de(dossier, le=le))
    if empreinte(contenu) != vu:
        raise PlanChange
    derniere = VersionDuPlan.objects.filter(dossier_id=dossier_id, retiree_le=None).order_by("-numero").first()
    if not contenu["objectifs"] or (derniere is not None and derniere.contenu == contenu):
        raise RienAProposer
    VersionDuPlan.objects.filter(dossier_id=dossier_id, acceptee_le=None, retiree_le=None).update(retiree_le=maintenant)
    dernier = VersionDuPlan.objects.filter(dossier_id=dossier_id).aggregate(m=Max("numero"))["m"] or 0
    version = VersionDuPlan(
        id=version_id, dossier_id=dossier_id, numero=dernier + 1, contenu=contenu,
        proposee_par_id=acteur.appartenance_id, proposee_le=maintenant,
    )  # fmt: skip
    version.save(force_insert=True)
    constater(dossier_id, maintenant=maintenant)
    return version


def parties_de(acteur: Acteur, dossier: Dossier) -> frozenset[Partie]:
    """For whom the hat worn may say yes: its own side, and the youth, whose yes it notes."""
    siennes = {dossier.porteur_id: Partie.PORTEUR, dossier.mission_locale_id: Partie.MISSION_LOCALE}
    mienne = siennes.get(acteur.structure_id)
    return frozenset({mienne, Partie.JEUNE}) if mienne else frozenset()


@transaction.atomic
def accepter(
    *, acteur: Acteur, version: VersionDuPlan, partie: Partie, acceptee_le: date, recueil: str, le: date,
    maintenant: datetime,
) -> bool:  # fmt: skip
    """Note that one of the three said yes; True when it was the third. Said twice, it is there once.

    `recueil` (a value of `ModeDeRecueil`) is how the youth said it. Raises PasSonCote, VersionPlusAttendue,
    JourImpossible.
    """
    courante = _attendue(acteur, version, partie)
    if not timezone.localtime(courante.proposee_le).date() <= acceptee_le <= le:
        raise JourImpossible
    if not AcceptationDuPlan.objects.filter(version=courante, partie=partie.value, retiree_le=None).exists():
        AcceptationDuPlan(
            dossier_id=courante.dossier_id, version=courante, partie=partie.value, acceptee_le=acceptee_le,
            recueil=recueil if partie is Partie.JEUNE else "", par_id=acteur.appartenance_id, notee_le=maintenant,
        ).save(force_insert=True)  # fmt: skip
    tous = AcceptationDuPlan.objects.filter(version=courante, retiree_le=None).count() == len(Partie)
    if tous:
        VersionDuPlan.objects.filter(pk=courante.pk).update(acceptee_le=maintenant)
    constater(courante.dossier_id, maintenant=maintenant)
    return tous


def _attendue(acteur: Acteur, version: VersionDuPlan, partie: Partie) -> VersionDuPlan:
    dossier = verrouiller(acteur, version.dossier_id)
    if partie not in parties_de(acteur, dossier):
        raise PasSonCote
    courante = VersionDuPlan.objects.filter(pk=version.pk, acceptee_le=None, retiree_le=None).first()
    if courante is None:
        raise VersionPlusAttendue
    return courante


@transaction.atomic
def retirer_acceptation(*, acteur: Acteur, version: VersionDuPlan, partie: Partie, maintenant: datetime) -> None:
    """Take back a yes noted by mistake, while others are awaited. Raises PasSonCote, VersionPlusAttendue."""
    courante = _attendue(acteur, version, partie)
    AcceptationDuPlan.objects.filter(version=courante, partie=partie.value, retiree_le=None).update(
        retiree_le=maintenant
    )
    constater(courante.dossier_id, maintenant=maintenant)


@transaction.atomic
def retirer_version(*, acteur: Acteur, version: VersionDuPlan, maintenant: datetime) -> None:
    """Take back a proposal that waits. Raises PasSonCote, VersionPlusAttendue."""
    courante = _attendue(acteur, version, Partie.JEUNE)
    VersionDuPlan.objects.filter(pk=courante.pk).update(retiree_le=maintenant)
    constater(courante.dossier_id, maintenant=maintenant)
