"""What a test of the notes stands on."""

from uuid import UUID, uuid4

from parcours.notes import ecritures
from parcours.notes.ecritures import NoteDite
from parcours.notes.models import Note
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier
from tests.monde import MAINTENANT, agir


def noter(
    par: Appartenance, dossier: Dossier, texte: str = "Il dort chez un ami.", *, domaine: str = "logement",
    audience: str = "structure", pour: int | None = None, jeune: bool = False, id: UUID | None = None,
) -> Note:  # fmt: skip
    """Somebody writes a note."""
    dite = NoteDite(domaine, texte, audience, pour, jeune)
    with agir(par) as acteur:
        return ecritures.noter(
            acteur=acteur, note_id=id or uuid4(), dossier_id=dossier.pk, dite=dite, maintenant=MAINTENANT
        )


def amender(par: Appartenance, note: Note, *, version: int = 1, **champs) -> bool:
    """Somebody changes it."""
    with agir(par) as acteur:
        return ecritures.amender(acteur=acteur, note=note, version=version, maintenant=MAINTENANT, **champs)
