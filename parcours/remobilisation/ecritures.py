"""Writing the in-depth diagnosis. The dossier's row is the lock: two people act one after the other."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from parcours.remobilisation.cej import cejs_de, vit_cette_etape
from parcours.remobilisation.models import Diagnostic, SuiteDuDiagnostic
from socle.acces.portee import Acteur
from socle.acteurs.models import Appartenance
from socle.dossier.constater import constater
from socle.dossier.models import Dossier
from socle.dossier.versions import enregistrer


class PasSonCote(Exception):
    """The act belongs to the other side of this dossier, or to nobody the hat works for."""


class PasEnRemobilisation(Exception):
    """The youth has not entered the parcours, or has already left this step."""


class DiagnosticDejaDemande(Exception):
    """A diagnosis is already awaited for this youth."""


class DiagnosticDejaTenu(Exception):
    """It was held: there is nothing left to propose or to take back."""


class DansLeFutur(Exception):
    """What is noted as done has been done."""


class PersonneInconnue(Exception):
    """Whoever held the diagnosis works for the mission locale."""


def verrouiller(dossier_id: UUID) -> Dossier:
    """The dossier, held until the end of the transaction."""
    return Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)


def du_porteur(acteur: Acteur, dossier: Dossier) -> None:
    """Raises PasSonCote unless the hat is of the porteur of this dossier."""
    if acteur.structure_id != dossier.porteur_id:
        raise PasSonCote


def de_la_mission_locale(acteur: Acteur, dossier: Dossier) -> None:
    """Raises PasSonCote unless the hat is of the mission locale of this dossier."""
    if acteur.structure_id != dossier.mission_locale_id:
        raise PasSonCote


def en_remobilisation(dossier: Dossier, *, le: date) -> None:
    """Raises PasEnRemobilisation unless the youth has entered and is in no CEJ: not yet, or no longer."""
    if not vit_cette_etape(dossier, cejs_de(dossier.pk), le=le):
        raise PasEnRemobilisation


@transaction.atomic
def demander_diagnostic(
    *, acteur: Acteur, diagnostic_id: UUID, dossier_id: UUID, pour: str, le: date, maintenant: datetime
) -> Diagnostic:
    """Ask the mission locale for an in-depth diagnosis. Asking twice with the same id is one act.

    Raises PasSonCote, PasEnRemobilisation, DiagnosticDejaDemande.
    """
    dossier = verrouiller(dossier_id)
    du_porteur(acteur, dossier)
    if deja := Diagnostic.objects.filter(pk=diagnostic_id, dossier_id=dossier_id).first():
        return deja
    en_remobilisation(dossier, le=le)
    if Diagnostic.objects.filter(dossier_id=dossier_id, tenu_le=None, retire_le=None).exists():
        raise DiagnosticDejaDemande
    diagnostic = Diagnostic(
        id=diagnostic_id,
        dossier_id=dossier_id,
        mission_locale_id=dossier.mission_locale_id,
        pour=pour,
        demande_le=le,
        demande_par_id=acteur.appartenance_id,
    )
    diagnostic.save(force_insert=True)
    constater(dossier_id, maintenant=maintenant)
    return diagnostic


@transaction.atomic
def relancer(*, acteur: Acteur, diagnostic: Diagnostic, le: date, maintenant: datetime) -> bool:
    """Ask again for a diagnosis that has no day yet. False when a day was proposed meanwhile. Raises PasSonCote."""
    du_porteur(acteur, verrouiller(diagnostic.dossier_id))
    sans_reponse = Diagnostic.objects.filter(pk=diagnostic.pk, propose_le=None, tenu_le=None, retire_le=None)
    relance = bool(sans_reponse.update(relance_le=le))
    constater(diagnostic.dossier_id, maintenant=maintenant)
    return relance


@transaction.atomic
def proposer_un_jour(
    *, acteur: Acteur, diagnostic: Diagnostic, version: int, propose_le: date, ou: str, maintenant: datetime
) -> None:
    """Propose a day for the diagnosis, or another one. Raises PasSonCote, DiagnosticDejaTenu, Conflit."""
    de_la_mission_locale(acteur, verrouiller(diagnostic.dossier_id))
    _attendu(diagnostic)
    enregistrer(diagnostic, version=version, propose_le=propose_le, ou=ou)
    constater(diagnostic.dossier_id, maintenant=maintenant)


def _attendu(diagnostic: Diagnostic) -> None:
    if not Diagnostic.objects.filter(pk=diagnostic.pk, tenu_le=None, retire_le=None).exists():
        raise DiagnosticDejaTenu


@transaction.atomic
def dire_tenu(
    *,
    acteur: Acteur,
    diagnostic: Diagnostic,
    version: int,
    tenu_le: date,
    mene_par_id: int,
    suite: str,
    pourquoi: str,
    le: date,
    maintenant: datetime,
) -> None:
    """Say that the diagnosis was held, by whom, and what follows.

    Raises PasSonCote, DansLeFutur, PersonneInconnue, DiagnosticDejaTenu (taken back meanwhile), Conflit.
    """
    de_la_mission_locale(acteur, verrouiller(diagnostic.dossier_id))
    if tenu_le > le:
        raise DansLeFutur
    if not Appartenance.objects.filter(pk=mene_par_id, structure_id=acteur.structure_id).exists():
        raise PersonneInconnue
    if not Diagnostic.objects.filter(pk=diagnostic.pk, retire_le=None).exists():
        raise DiagnosticDejaTenu
    enregistrer(
        diagnostic,
        version=version,
        tenu_le=tenu_le,
        mene_par_id=mene_par_id,
        suite=suite,
        pourquoi=pourquoi if suite == SuiteDuDiagnostic.SANS_PACEA else "",
    )
    constater(diagnostic.dossier_id, maintenant=maintenant)


@transaction.atomic
def retirer_diagnostic(*, acteur: Acteur, diagnostic: Diagnostic, maintenant: datetime) -> None:
    """Take back a request that was not answered by a diagnosis. Raises PasSonCote, DiagnosticDejaTenu."""
    du_porteur(acteur, verrouiller(diagnostic.dossier_id))
    actuel = Diagnostic.objects.get(pk=diagnostic.pk)
    if actuel.tenu_le is not None:
        raise DiagnosticDejaTenu
    if actuel.retire_le is None:
        Diagnostic.objects.filter(pk=diagnostic.pk).update(retire_le=maintenant)
        constater(diagnostic.dossier_id, maintenant=maintenant)


@transaction.atomic
def remettre_diagnostic(*, acteur: Acteur, diagnostic: Diagnostic, maintenant: datetime) -> None:
    """Undo `retirer_diagnostic`. Raises PasSonCote, DiagnosticDejaDemande (another one was asked since)."""
    du_porteur(acteur, verrouiller(diagnostic.dossier_id))
    autres = Diagnostic.objects.filter(dossier_id=diagnostic.dossier_id, tenu_le=None, retire_le=None)
    if autres.exclude(pk=diagnostic.pk).exists():
        raise DiagnosticDejaDemande
    Diagnostic.objects.filter(pk=diagnostic.pk).update(retire_le=None)
    constater(diagnostic.dossier_id, maintenant=maintenant)
