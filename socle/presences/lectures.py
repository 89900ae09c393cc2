"""Reading when and how professionals may be reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from socle.acces.portee import Acteur
from socle.acteurs.models import Appartenance
from socle.presences.models import Absence, Presence

DITE_AVANT = timedelta(days=30)
"""An absence is told this long before it begins: late enough to matter, soon enough to arrange it."""

RAPPEL_AVANT = timedelta(days=7)
"""An absence that nobody covers is recalled to who is away from then on."""


@dataclass(frozen=True, slots=True)
class Joignable:
    """How one hat may be reached on a day: phone, mail, hours, and the absence that runs or comes."""

    telephone: str
    courriel: str
    heures: str
    absence: Absence | None
    absent: bool
    """Whether the absence runs on that day."""


def collegues(acteur: Acteur) -> QuerySet[Appartenance]:
    """The members of the structure whose hat is worn who follow youths on its day: who may look after a dossier."""
    return (
        Appartenance.objects.filter(structure_id=acteur.structure_id, revoquee_le=None, depuis__lte=acteur.le)
        .filter(Q(jusqu_a=None) | Q(jusqu_a__gte=acteur.le))
        .exclude(portee="aucune")
        .select_related("compte")
        .order_by("compte__prenom", "compte__nom")
    )


def remplaces_par(acteur: Acteur) -> QuerySet[Absence]:
    """The absences of that day during which the hat worn stands in."""
    return Absence.objects.filter(
        remplacant_id=acteur.appartenance_id, annulee_le=None, du__lte=acteur.le, au__gte=acteur.le
    )


def a_couvrir(acteur: Acteur) -> QuerySet[Absence]:
    """The absences of the hat worn, near or begun, during which nobody is named to answer."""
    return Absence.objects.filter(
        appartenance_id=acteur.appartenance_id, annulee_le=None, remplacant=None, au__gte=acteur.le,
        du__lte=acteur.le + RAPPEL_AVANT,
    )  # fmt: skip


def absences_de(appartenance_id: int, *, le: date) -> list[Absence]:
    """The absences of a hat that run or come, in the order of their days."""
    suites = Absence.objects.filter(appartenance_id=appartenance_id, annulee_le=None, au__gte=le)
    return list(suites.select_related("remplacant__compte").order_by("du"))


def joignables(hats: Iterable[Appartenance], *, le: date) -> dict[int, Joignable]:
    """How each of these hats may be reached on that day, by id: one query for all.

    They are read with `compte` and `presence`.
    """
    hats = list(hats)
    ids = [hat.pk for hat in hats]
    absences: dict[int, Absence] = {}
    bientot = Absence.objects.filter(appartenance_id__in=ids, annulee_le=None, au__gte=le, du__lte=le + DITE_AVANT)
    for absence in bientot.select_related("remplacant__compte").order_by("du"):
        absences.setdefault(absence.appartenance_id, absence)
    return {hat.pk: _joignable(hat, absences.get(hat.pk), le) for hat in hats}


def _joignable(hat: Appartenance, absence: Absence | None, le: date) -> Joignable:
    presence: Presence | None = getattr(hat, "presence", None)
    return Joignable(
        telephone=presence.telephone if presence else "",
        courriel=hat.compte.email,
        heures=presence.joignable if presence else "",
        absence=absence,
        absent=absence is not None and absence.du <= le,
    )
