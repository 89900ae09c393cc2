"""What was addressed to a partner about one youth. Never the dossier."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from parcours.notes.models import Note
from parcours.plan.models import Action, Objectif
from parcours.syntheses.lectures import syntheses_recues
from parcours.syntheses.models import EnvoiDeSynthese
from socle.acces.portee import Acteur

AU_PLUS = 100
"""Notes shown on one page: a partner is written to now and then."""


@dataclass(frozen=True, slots=True)
class Adresse:
    """What was addressed to the hat worn about one youth: to the whole team, or to its structure by name."""

    notes: list[Note]
    objectifs: list[Objectif]
    syntheses: list[EnvoiDeSynthese]

    @property
    def vide(self) -> bool:
        return not (self.notes or self.objectifs or self.syntheses)


def adresse(acteur: Acteur, dossier_id: UUID) -> Adresse:
    """Read it, latest first. The walls choose; nothing of the dossier is joined. Four queries."""
    notes = Note.objects.filter(dossier_id=dossier_id, retire_le=None).select_related("ecrit_par__compte", "structure")
    actions = Prefetch("actions", Action.objects.filter(retire_le=None).order_by("rang", "pk"))
    objectifs = Objectif.objects.filter(dossier_id=dossier_id, retire_le=None).prefetch_related(actions)
    return Adresse(
        notes=list(notes.order_by("-ecrit_le", "-pk")[:AU_PLUS]),
        objectifs=list(objectifs.order_by("rang", "pk")),
        syntheses=list(syntheses_recues(acteur, dossier_id=dossier_id)),
    )
