"""Reading the notes of a dossier: newest first, a page at a time."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from parcours.notes.models import Note
from socle.acces.portee import Acteur
from socle.dossier.models import Dossier

PAR_PAGE = 10


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands: nothing, one writes from the first meeting on."""
    return {}


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step: nothing, a note asks nothing of anybody."""
    return []


@dataclass(frozen=True, slots=True)
class PageDeNotes:
    """Some notes, and the key of the page after them: None when there is none."""

    notes: list[Note]
    suivante: UUID | None


def notes_de(dossier: Dossier, *, domaine: str = "", avant: UUID | None = None) -> PageDeNotes:
    """The notes that the hat worn reads, of one domain perhaps, older than the note `avant`."""
    notes = Note.objects.filter(dossier=dossier, retire_le=None)
    if domaine:
        notes = notes.filter(domaine=domaine)
    if avant is not None and (repere := Note.objects.filter(dossier=dossier, pk=avant).first()):
        notes = notes.filter(Q(ecrit_le__lt=repere.ecrit_le) | Q(ecrit_le=repere.ecrit_le, pk__lt=repere.pk))
    gens = notes.select_related("ecrit_par__compte", "ecrit_par__structure")
    lues = list(gens.order_by("-ecrit_le", "-pk")[: PAR_PAGE + 1])
    return PageDeNotes(lues[:PAR_PAGE], lues[PAR_PAGE - 1].pk if len(lues) > PAR_PAGE else None)
