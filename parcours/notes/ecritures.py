"""Writing a note, amending it, choosing anew who reads it, taking it back."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from parcours.notes.models import Note
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit, enregistrer


class PasSonCote(Exception):
    """Only the porteur and the mission locale of the dossier write notes; each touches those it wrote."""


class PasSaNote(Exception):
    """A note is signed: its words are for its writer to amend. A colleague chooses who reads it, or takes it back."""


@dataclass(frozen=True, slots=True)
class NoteDite:
    """A note as it was typed. `audience`: a value of `Audience`; `pour_id`: the structure it names."""

    domaine: str
    texte: str
    audience: str
    pour_id: int | None = None
    montre_au_jeune: bool = False


@transaction.atomic
def noter(*, acteur: Acteur, note_id: UUID, dossier_id: UUID, dite: NoteDite, maintenant: datetime) -> Note:
    """Write a note. The same form sent twice writes one. Raises PasSonCote; Conflit when it says something else."""
    dossier = Dossier.objects.get(pk=dossier_id)
    if acteur.structure_id not in (dossier.porteur_id, dossier.mission_locale_id):
        raise PasSonCote
    deja = Note.objects.filter(pk=note_id, dossier_id=dossier_id).first()
    if deja is not None:
        if any(getattr(deja, nom) != valeur for nom, valeur in asdict(dite).items()):
            raise Conflit(deja)
        return deja
    note = Note(
        id=note_id, dossier_id=dossier_id, structure_id=acteur.structure_id, ecrit_par_id=acteur.appartenance_id,
        ecrit_le=maintenant, **asdict(dite),
    )  # fmt: skip
    note.save(force_insert=True)
    constater(dossier_id, maintenant=maintenant)
    return note


@transaction.atomic
def amender(*, acteur: Acteur, note: Note, version: int, maintenant: datetime, **champs: Any) -> bool:
    """Write `champs` (`texte`, `audience` and `pour_id`, `montre_au_jeune`) anew; False when nothing changes.

    Raises PasSonCote, PasSaNote, Conflit.
    """
    _a_nous(acteur, note)
    if "texte" in champs and note.ecrit_par_id != acteur.appartenance_id:
        raise PasSaNote
    change = enregistrer(note, version=version, trace={"maj_le": maintenant}, **champs)
    if change:
        constater(note.dossier_id, maintenant=maintenant)
    return change


@transaction.atomic
def retirer(*, acteur: Acteur, note: Note, remettre: bool = False, maintenant: datetime) -> None:
    """Take it back, or put it back: nothing is erased. Raises PasSonCote."""
    _a_nous(acteur, note)
    Note.objects.filter(pk=note.pk, retire_le__isnull=not remettre).update(
        retire_le=None if remettre else maintenant, version=F("version") + 1
    )
    constater(note.dossier_id, maintenant=maintenant)


def _a_nous(acteur: Acteur, note: Note) -> None:
    if note.structure_id != acteur.structure_id:
        raise PasSonCote
