"""What a partner reads of a youth: a name, whom to call, what was addressed to them. Never the dossier."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch
from django.utils import timezone

from parcours.notes.models import Note
from parcours.plan.models import Action, Objectif
from parcours.syntheses.lectures import syntheses_recues
from parcours.syntheses.models import EnvoiDeSynthese
from socle.acces.portee import Acteur, touches
from socle.dossier.noms import initiales, nom_affiche

_RECUS = "SELECT * FROM partages_recus() WHERE %s::uuid IS NULL OR dossier_id = %s"


@dataclass(frozen=True, slots=True)
class Recu:
    """A youth whose team may write to the partner whose hat is worn, that day."""

    dossier_id: UUID
    prenom: str
    nom: str
    porteur: str
    telephone: str
    referent: str
    depuis: datetime
    jusqu_a: date | None
    elements: list[str]

    @property
    def nom_affiche(self) -> str:
        return nom_affiche(self.prenom, self.nom)

    @property
    def nom_entier(self) -> str:
        """What the youth agreed to say: a partner must know for certain of whom one speaks."""
        return f"{self.prenom} {self.nom}".strip()

    @property
    def initiales(self) -> str:
        return initiales(self.prenom, self.nom)

    @property
    def depuis_le(self) -> date:
        return timezone.localtime(self.depuis).date()


def recus(dossier_id: UUID | None = None) -> list[Recu]:
    """The youths about whom something may be addressed to the hat worn, by first name; or one of them."""
    touches.set(True)
    with connection.cursor() as curseur:
        curseur.execute(_RECUS, [dossier_id, dossier_id])
        return [Recu(*ligne) for ligne in curseur.fetchall()]


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
