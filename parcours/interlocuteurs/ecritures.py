"""Naming a partner around a youth, saying that they left, taking back what was noted by mistake."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from parcours.interlocuteurs.ecritures_invitation import ne_plus_partager
from parcours.interlocuteurs.models import NE_S_OUVRENT_PAS, Audience, Partenaire
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.models import Dossier
from socle.dossier.versions import enregistrer


class PasSonCote(Exception):
    """Only the porteur and the mission locale of the dossier name somebody; each changes what it noted."""


class DomaineReserve(Exception):
    """A partner of health or of justice stays with the structure that noted it."""


@transaction.atomic
def nommer(
    *, acteur: Acteur, partenaire_id: UUID, dossier: Dossier, dit: dict[str, Any], maintenant: datetime
) -> Partenaire:
    """Note somebody who helps this youth. It opens nothing to them. Two clicks are one act.

    Raises PasSonCote, DomaineReserve.
    """
    if acteur.structure_id not in (dossier.porteur_id, dossier.mission_locale_id):
        raise PasSonCote
    _verifier(dit)
    deja = Partenaire.objects.filter(pk=partenaire_id, dossier=dossier).first()
    if deja is not None:
        return deja
    partenaire = Partenaire(
        id=partenaire_id, dossier=dossier, structure_id=acteur.structure_id, par_id=acteur.appartenance_id,
        note_le=maintenant, **dit,
    )  # fmt: skip
    partenaire.save(force_insert=True)
    constater(dossier.pk, maintenant=maintenant)
    return partenaire


@transaction.atomic
def modifier(
    *, acteur: Acteur, partenaire: Partenaire, version: int, dit: dict[str, Any], maintenant: datetime
) -> None:
    """Change what was noted. Raises PasSonCote, DomaineReserve, Conflit."""
    _a_nous(acteur, partenaire)
    _verifier(dit)
    if enregistrer(partenaire, version=version, **dit):
        constater(partenaire.dossier_id, maintenant=maintenant)


@transaction.atomic
def dire_parti(*, acteur: Acteur, partenaire: Partenaire, parti_le: date | None, maintenant: datetime) -> None:
    """Say from which day they no longer help this youth, or (None) that they still do. Raises PasSonCote.

    Nothing is addressed any more to somebody who left: it is asked of the youth again if they come back.
    """
    _a_nous(acteur, partenaire)
    if parti_le is not None:
        ne_plus_partager(acteur=acteur, partenaire=partenaire, maintenant=maintenant)
    Partenaire.objects.filter(pk=partenaire.pk, retire_le=None).update(parti_le=parti_le)
    constater(partenaire.dossier_id, maintenant=maintenant)


@transaction.atomic
def retirer(*, acteur: Acteur, partenaire: Partenaire, maintenant: datetime) -> None:
    """Take back somebody noted by mistake: they are said nowhere any more. Raises PasSonCote."""
    _a_nous(acteur, partenaire)
    ne_plus_partager(acteur=acteur, partenaire=partenaire, maintenant=maintenant)
    Partenaire.objects.filter(pk=partenaire.pk, retire_le=None).update(retire_le=maintenant)
    constater(partenaire.dossier_id, maintenant=maintenant)


def _a_nous(acteur: Acteur, partenaire: Partenaire) -> None:
    if partenaire.structure_id != acteur.structure_id:
        raise PasSonCote


def _verifier(dit: dict[str, Any]) -> None:
    if dit["sorte"] in NE_S_OUVRENT_PAS and dit["audience"] != Audience.STRUCTURE:
        raise DomaineReserve
