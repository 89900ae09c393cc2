"""The youths about whom something may be addressed to a partner: a name and whom to call. Never the dossier."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from socle.acces.portee import touches
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


def recu(dossier_id: UUID) -> Recu | None:
    """One of them; None when nothing of that youth may be addressed to the hat worn."""
    return next(iter(recus(dossier_id)), None)
