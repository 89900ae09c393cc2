"""Writing the PACEA: the mission locale of the dossier alone does."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from parcours.remobilisation.avis import bornes_du
from parcours.remobilisation.ecritures import (
    DansLeFutur,
    de_la_mission_locale,
    en_remobilisation,
    verrouiller,
)
from parcours.remobilisation.models import ParcoursPacea
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.models import Dossier
from socle.dossier.versions import enregistrer


class PaceaDejaOuvert(Exception):
    """A PACEA is open, or was, on some of these days."""


class FinTropTardive(Exception):
    """A PACEA lasts no longer than the texts of its territory allow. `dernier` is the last day possible."""

    def __init__(self, dernier: date) -> None:
        super().__init__(dernier.isoformat())
        self.dernier = dernier


def _verifier_les_jours(dossier: Dossier, pacea_id: UUID, signe_le: date, fin: date, le: date) -> None:
    if signe_le > le:
        raise DansLeFutur
    dernier = bornes_du(dossier, signe_le).dernier_jour
    if fin > dernier:
        raise FinTropTardive(dernier)
    autres = ParcoursPacea.objects.filter(dossier_id=dossier.pk, retire_le=None).exclude(pk=pacea_id)
    encore = Q(fini_le__gte=signe_le) | Q(fini_le=None)
    if autres.filter(encore, signe_le__lte=fin).exists():
        raise PaceaDejaOuvert


@transaction.atomic
def noter_pacea(
    *,
    acteur: Acteur,
    pacea_id: UUID,
    dossier_id: UUID,
    signe_le: date,
    fin_prevue_le: date,
    premiere_phase_le: date | None,
    objectifs: str,
    le: date,
    maintenant: datetime,
) -> ParcoursPacea:
    """Note a PACEA that the youth and the mission locale signed. Noting twice with the same id is one act.

    Raises PasSonCote, PasEnRemobilisation, DansLeFutur, FinTropTardive, PaceaDejaOuvert.
    """
    dossier = verrouiller(dossier_id)
    de_la_mission_locale(acteur, dossier)
    if deja := ParcoursPacea.objects.filter(pk=pacea_id, dossier_id=dossier_id).first():
        return deja
    en_remobilisation(dossier, le=le)
    _verifier_les_jours(dossier, pacea_id, signe_le, fin_prevue_le, le)
    pacea = ParcoursPacea(
        id=pacea_id,
        dossier_id=dossier_id,
        mission_locale_id=dossier.mission_locale_id,
        signe_le=signe_le,
        fin_prevue_le=fin_prevue_le,
        premiere_phase_le=premiere_phase_le,
        objectifs=objectifs,
        note_par_id=acteur.appartenance_id,
        note_le=maintenant,
    )
    pacea.save(force_insert=True)
    constater(dossier_id, maintenant=maintenant)
    return pacea


@transaction.atomic
def modifier_pacea(
    *,
    acteur: Acteur,
    pacea: ParcoursPacea,
    version: int,
    signe_le: date,
    fin_prevue_le: date,
    premiere_phase_le: date | None,
    objectifs: str,
    le: date,
    maintenant: datetime,
) -> None:
    """Correct what was noted of a PACEA. Raises PasSonCote, DansLeFutur, FinTropTardive, PaceaDejaOuvert, Conflit."""
    dossier = verrouiller(pacea.dossier_id)
    de_la_mission_locale(acteur, dossier)
    _verifier_les_jours(dossier, pacea.pk, signe_le, fin_prevue_le, le)
    enregistrer(
        pacea,
        version=version,
        signe_le=signe_le,
        fin_prevue_le=fin_prevue_le,
        premiere_phase_le=premiere_phase_le,
        objectifs=objectifs,
    )
    constater(pacea.dossier_id, maintenant=maintenant)


@transaction.atomic
def finir_pacea(
    *,
    acteur: Acteur,
    pacea: ParcoursPacea,
    version: int,
    fini_le: date,
    fin: str,
    fin_precision: str,
    le: date,
    maintenant: datetime,
) -> None:
    """Say on which day a PACEA ended, and why. Raises PasSonCote, DansLeFutur, FinTropTardive, Conflit."""
    de_la_mission_locale(acteur, verrouiller(pacea.dossier_id))
    if fini_le > le:
        raise DansLeFutur
    actuel = ParcoursPacea.objects.get(pk=pacea.pk)
    if fini_le > actuel.fin_prevue_le:
        raise FinTropTardive(actuel.fin_prevue_le)
    enregistrer(pacea, version=version, fini_le=fini_le, fin=fin, fin_precision=fin_precision)
    constater(pacea.dossier_id, maintenant=maintenant)


@transaction.atomic
def reprendre_pacea(*, acteur: Acteur, pacea: ParcoursPacea, maintenant: datetime) -> None:
    """Undo `finir_pacea`. Raises PasSonCote, PaceaDejaOuvert (another one was signed since)."""
    dossier = verrouiller(pacea.dossier_id)
    de_la_mission_locale(acteur, dossier)
    actuel = ParcoursPacea.objects.get(pk=pacea.pk)
    autres = ParcoursPacea.objects.filter(dossier_id=dossier.pk, retire_le=None).exclude(pk=pacea.pk)
    if autres.filter(signe_le__gte=actuel.signe_le).exists():
        raise PaceaDejaOuvert
    enregistrer(pacea, version=actuel.version, fini_le=None, fin="", fin_precision="")
    constater(pacea.dossier_id, maintenant=maintenant)


@transaction.atomic
def retirer_pacea(*, acteur: Acteur, pacea: ParcoursPacea, maintenant: datetime) -> None:
    """Take out a PACEA noted by mistake; history keeps it. Raises PasSonCote."""
    de_la_mission_locale(acteur, verrouiller(pacea.dossier_id))
    ParcoursPacea.objects.filter(pk=pacea.pk, retire_le=None).update(retire_le=maintenant)
    constater(pacea.dossier_id, maintenant=maintenant)


@transaction.atomic
def remettre_pacea(*, acteur: Acteur, pacea: ParcoursPacea, le: date, maintenant: datetime) -> None:
    """Undo `retirer_pacea`. Raises PasSonCote, PaceaDejaOuvert."""
    dossier = verrouiller(pacea.dossier_id)
    de_la_mission_locale(acteur, dossier)
    fin = pacea.fini_le or pacea.fin_prevue_le
    _verifier_les_jours(dossier, pacea.pk, pacea.signe_le, fin, le)
    ParcoursPacea.objects.filter(pk=pacea.pk).update(retire_le=None)
    constater(pacea.dossier_id, maintenant=maintenant)
