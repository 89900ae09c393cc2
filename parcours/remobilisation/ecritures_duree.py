"""Extending a parcours, within what the law of its programme allows."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from parcours.remobilisation.duree import duree_de
from parcours.remobilisation.ecritures import PasEnRemobilisation, PasSonCote, verrouiller
from parcours.remobilisation.models import ProlongationDuParcours
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.models import Dossier, Etape

EN_PARCOURS = (Etape.REMOBILISATION, Etape.CONTRAT)


class SansDuree(Exception):
    """No text gives this parcours a length: there is nothing to extend."""


class HorsDuree(Exception):
    """The day must come after `fin_le`, and not after `maximale_le`."""

    def __init__(self, fin_le: date, maximale_le: date) -> None:
        super().__init__("hors durée")
        self.fin_le, self.maximale_le = fin_le, maximale_le


def d_un_cote(acteur: Acteur, dossier: Dossier) -> None:
    """Raises PasSonCote unless the hat is of the porteur or of the mission locale of this dossier."""
    if acteur.structure_id not in (dossier.porteur_id, dossier.mission_locale_id):
        raise PasSonCote


@transaction.atomic
def prolonger(
    *, acteur: Acteur, prolongation_id: UUID, dossier_id: UUID, jusqu_au: date, motif: str, maintenant: datetime
) -> ProlongationDuParcours:
    """Say a later last day, and why. Asking twice with the same id is one act.

    Source: Code du travail, D5316-13; it does not say who extends: either side, in its own name. Raises PasSonCote,
    PasEnRemobilisation, SansDuree, HorsDuree.
    """
    dossier = verrouiller(dossier_id)
    d_un_cote(acteur, dossier)
    if deja := ProlongationDuParcours.objects.filter(pk=prolongation_id, dossier_id=dossier_id).first():
        return deja
    if dossier.etape not in EN_PARCOURS:
        raise PasEnRemobilisation
    if (duree := duree_de(dossier_id)) is None:
        raise SansDuree
    if not duree.fin_le < jusqu_au <= duree.maximale_le:
        raise HorsDuree(duree.fin_le, duree.maximale_le)
    prolongation = ProlongationDuParcours(
        id=prolongation_id,
        dossier_id=dossier_id,
        jusqu_au=jusqu_au,
        motif=motif,
        par_id=acteur.appartenance_id,
        note_le=maintenant,
    )
    prolongation.save(force_insert=True)
    constater(dossier_id, maintenant=maintenant)
    return prolongation


@transaction.atomic
def retirer_prolongation(*, acteur: Acteur, prolongation: ProlongationDuParcours, maintenant: datetime) -> None:
    """Take back a prolongation noted by mistake; history keeps it. Raises PasSonCote."""
    d_un_cote(acteur, verrouiller(prolongation.dossier_id))
    ProlongationDuParcours.objects.filter(pk=prolongation.pk, retiree_le=None).update(retiree_le=maintenant)
    constater(prolongation.dossier_id, maintenant=maintenant)


@transaction.atomic
def remettre_prolongation(*, acteur: Acteur, prolongation: ProlongationDuParcours, maintenant: datetime) -> None:
    """Undo `retirer_prolongation`. Raises PasSonCote."""
    d_un_cote(acteur, verrouiller(prolongation.dossier_id))
    ProlongationDuParcours.objects.filter(pk=prolongation.pk).update(retiree_le=None)
    constater(prolongation.dossier_id, maintenant=maintenant)
