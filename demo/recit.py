"""Where the story of a fictional youth is told: whose hat is worn, on which day, under which ids."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from demo import moments as m
from demo.instants import contact_dont_la_porte_ouvre
from demo.territoire import DEPARTEMENT
from parcours.eligibilite.ecritures import ContactDit
from parcours.eligibilite.lectures import avec_faits
from regles.faits import CEJ_JR
from socle.acces.portee import Acteur, casquettes, porter
from socle.acteurs.models import Appartenance, Structure
from socle.dossier.models import Dossier
from socle.droit.lectures import baremes

# The same ids on every machine, so that a capture or a report can be compared with another.
ESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "demo.tandem.invalid")


@contextmanager
def sous(appartenance: Appartenance, le: date) -> Iterator[Acteur]:
    """Wear a hat on a past day, with both walls open to it."""
    acteur = casquettes(appartenance.compte_id, appartenance.pk, le=le, acte="demo")[0]
    with porter(acteur):
        yield acteur


@dataclass
class Scene:
    """Where the story of one youth is told: `le` is today."""

    jeune: m.Jeune
    gens: dict[str, Appartenance]
    structures: dict[str, Structure]
    le: date
    dossier_id: uuid.UUID = field(init=False)
    rang: int = 0

    def __post_init__(self) -> None:
        self.dossier_id = uuid.uuid5(ESPACE, f"dossier:{self.jeune.cle}")

    def identifiant(self) -> uuid.UUID:
        """The id of the next thing written."""
        self.rang += 1
        return uuid.uuid5(ESPACE, f"{self.jeune.cle}:{self.rang}")

    def jour(self, il_y_a: int) -> date:
        """So many days ago."""
        return self.le - timedelta(days=il_y_a)

    def dossier(self) -> Dossier:
        """The dossier as the hat worn sees it."""
        return avec_faits(Dossier.objects.filter(pk=self.dossier_id)).get()

    def contact(self, dit: m.Dit) -> ContactDit:
        """A contact, dated."""
        if dit.porte_dans is None:
            le = self.jour(dit.il_y_a)
        else:
            mois = baremes().au(CEJ_JR, self.le, DEPARTEMENT)["carence_en_mois"]
            le = contact_dont_la_porte_ouvre(self.jour(-dit.porte_dans), mois=mois)
        return ContactDit(self.identifiant(), le, dit.nature, dit.echange, dit.intention, dit.parcours, dit.precision)
