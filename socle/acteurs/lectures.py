"""Who works in a structure, and who is awaited there."""

from dataclasses import dataclass
from datetime import date, datetime

from socle.acteurs.ecritures import en_attente
from socle.acteurs.models import Appartenance, Invitation, NatureDeStructure, Structure

MISSIONS_LOCALES_AU_PLUS = 60
"""Far above the largest département: a cap on what a public page reads, not a choice of whom to show."""


@dataclass(frozen=True, slots=True)
class Equipe:
    """The hats of one structure: those held now or soon, those that ended, and the pending invitations."""

    membres: list[Appartenance]
    anciens: list[Appartenance]
    invitations: list[Invitation]


def equipe(*, structure_id: int, le: date, maintenant: datetime) -> Equipe:
    """The team of a structure as of that day, in two queries. An expired invitation has `expiree`."""
    membres, anciens = [], []
    hats = Appartenance.objects.filter(structure_id=structure_id).select_related("compte", "structure")
    for hat in hats.order_by("compte__nom", "compte__prenom", "-depuis"):
        (anciens if finie(hat, le=le) else membres).append(hat)
    invitations = list(en_attente().filter(structure_id=structure_id).order_by("creee_le", "pk"))
    for invitation in invitations:
        invitation.expiree = invitation.expire_le <= maintenant
    return Equipe(membres, anciens, invitations)


def finie(hat: Appartenance, *, le: date) -> bool:
    """Whether a hat was revoked, or its last day is past."""
    return hat.revoquee_le is not None or (hat.jusqu_a is not None and hat.jusqu_a < le)


def casquettes_du_compte(compte_id: int, *, le: date) -> list[Appartenance]:
    """The hats of one account on that day, by structure."""
    hats = Appartenance.objects.filter(compte_id=compte_id).select_related("structure")
    return [hat for hat in hats.order_by("structure__nom", "-depuis") if not finie(hat, le=le)]


def missions_locales_du(departement: str) -> list[Structure]:
    """The missions locales of a département, by name: what its directory says of them, which anybody may read."""
    siennes = Structure.objects.filter(nature=NatureDeStructure.MISSION_LOCALE, departement=departement)
    return list(siennes.only("nom", "commune", "telephone").order_by("nom", "pk")[:MISSIONS_LOCALES_AU_PLUS])
