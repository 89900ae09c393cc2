"""What a departure leaves behind."""

from dataclasses import dataclass

from django.db.models import Q

from regles.acces import Droit
from socle.acces.portee import Acteur
from socle.dossier.models import Dossier

MONTRES = 20
"""Names shown; past that, how many."""


@dataclass(frozen=True, slots=True)
class Suivis:
    """The dossiers that one member looks after: how many, and the first ones by name."""

    nombre: int
    premiers: list[Dossier]

    @property
    def autres(self) -> int:
        """How many are not named."""
        return self.nombre - len(self.premiers)


def dossiers_suivis(*, acteur: Acteur, appartenance_id: int) -> Suivis | None:
    """What the acteur may see of the dossiers of a member; None when the acteur sees no dossier at all."""
    if Droit.SUIVRE not in acteur.droits:
        return None
    suivis = Dossier.objects.filter(Q(referent_id=appartenance_id) | Q(conseiller_id=appartenance_id))
    premiers = list(suivis.order_by("prenom", "nom", "pk")[:MONTRES])
    return Suivis(suivis.count() if len(premiers) == MONTRES else len(premiers), premiers)
