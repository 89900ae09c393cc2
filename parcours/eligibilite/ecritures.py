"""Writing eligibility: the log of contacts, and the mission locale's answer about its history."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from parcours.eligibilite import jobs, reevaluation
from parcours.eligibilite.models import Contact, Verification
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.models import Dossier, QuiLeDit
from socle.dossier.versions import enregistrer


class ContactDansLeFutur(Exception):
    """A contact is something that happened."""


class PasSaMissionLocale(Exception):
    """Only the mission locale of the dossier says what its history holds."""


@dataclass(frozen=True, slots=True)
class ContactDit:
    """A contact as it is told, before it is a row. `id` makes a double click one act."""

    id: UUID
    le: date
    nature: str
    echange: bool | None
    intention: bool | None
    parcours: bool
    precision: str


@transaction.atomic
def noter_contact(
    *, acteur: Acteur, dossier_id: UUID, dit: ContactDit, qui_le_dit: str, le: date, maintenant: datetime
) -> Contact:
    """Add one contact to the log. What the mission locale writes of its own is qualified by it.

    Raises ContactDansLeFutur.
    """
    contact = _ajouter(acteur, dossier_id, dit, qui_le_dit, le, maintenant)
    constater(dossier_id, maintenant=maintenant)
    return contact


def _ajouter(
    acteur: Acteur, dossier_id: UUID, dit: ContactDit, qui_le_dit: str, le: date, maintenant: datetime
) -> Contact:
    if dit.le > le:
        raise ContactDansLeFutur
    if deja := Contact.objects.filter(pk=dit.id, dossier_id=dossier_id).first():
        return deja
    qualifie = acteur.est_mission_locale and dit.echange is not None and dit.intention is not None
    contact = Contact(
        id=dit.id,
        dossier_id=dossier_id,
        le=dit.le,
        nature=dit.nature,
        echange=dit.echange,
        intention=dit.intention,
        parcours=dit.parcours,
        precision=dit.precision,
        qui_le_dit=qui_le_dit,
        note_par_id=acteur.appartenance_id,
        note_le=maintenant,
        qualifie_par_id=acteur.appartenance_id if qualifie else None,
        qualifie_le=maintenant if qualifie else None,
    )
    contact.save(force_insert=True)
    return contact


@transaction.atomic
def qualifier_contact(
    *,
    acteur: Acteur,
    contact: Contact,
    version: int,
    nature: str,
    echange: bool | None,
    intention: bool | None,
    parcours: bool,
    maintenant: datetime,
) -> None:
    """Say whether a contact was a real exchange, and whether the youth said they would go on. Raises Conflit."""
    champs = {"nature": nature, "echange": echange, "intention": intention, "parcours": parcours}
    if enregistrer(contact, version=version, **champs):
        Contact.objects.filter(pk=contact.pk).update(qualifie_par_id=acteur.appartenance_id, qualifie_le=maintenant)
        constater(contact.dossier_id, maintenant=maintenant)


@transaction.atomic
def retirer_contact(*, contact: Contact, maintenant: datetime) -> None:
    """Take a contact noted by mistake out of the log; history keeps it."""
    Contact.objects.filter(pk=contact.pk, retire_le=None).update(retire_le=maintenant)
    constater(contact.dossier_id, maintenant=maintenant)


@transaction.atomic
def remettre_contact(*, contact: Contact, maintenant: datetime) -> None:
    """Undo `retirer_contact`."""
    Contact.objects.filter(pk=contact.pk).update(retire_le=None)
    constater(contact.dossier_id, maintenant=maintenant)


@transaction.atomic
def verifier_historique(
    *,
    acteur: Acteur,
    verification_id: UUID,
    dossier: Dossier,
    inscrit: bool,
    inscrit_le: date | None,
    veille_le: date | None,
    remarque: str,
    contacts: Iterable[ContactDit],
    le: date,
    maintenant: datetime,
    accompagnement_adapte: bool | None = None,
) -> Verification:
    """Sign what the history of the mission locale holds, up to the day `le`, with the contacts found in it.

    `veille_le` is the date that I-Milo gives; it is kept and shown beside ours. Raises PasSaMissionLocale,
    ContactDansLeFutur.
    """
    if dossier.mission_locale_id != acteur.structure_id:
        raise PasSaMissionLocale
    if deja := Verification.objects.filter(pk=verification_id, dossier_id=dossier.pk).first():
        return deja
    for dit in contacts:
        _ajouter(acteur, dossier.pk, dit, QuiLeDit.MISSION_LOCALE, le, maintenant)
    verification = Verification(
        id=verification_id,
        dossier=dossier,
        le=le,
        inscrit=inscrit,
        inscrit_le=inscrit_le if inscrit else None,
        veille_le=veille_le,
        accompagnement_adapte=accompagnement_adapte if inscrit else None,
        remarque=remarque,
        par_id=acteur.appartenance_id,
        note_le=maintenant,
    )
    verification.save(force_insert=True)
    constater(dossier.pk, maintenant=maintenant)
    return verification


@transaction.atomic
def demander_reevaluation(
    *,
    avant: list[Any],
    apres: list[Any],
    le: date,
    departements: Collection[str],
    acte_id: UUID | None = None,
    garde: bool = True,
) -> UUID:
    """Ask that the dossiers of these départements be judged again, after an act, by a job. Returns the mandate's id.

    `apres` are the derogations in force, `avant` those before, both in the format of `regles/baremes/README.md`. Not to
    `garde` is to count only: a verdict of a day to come is not kept. For the pilote whose hat is worn. Raises
    TerritoireEtranger.
    """
    mandat = reevaluation.ouvrir(le, departements, garde=garde, avant=avant, apres=apres, acte_id=acte_id)
    jobs.confier(mandat)
    return mandat
