"""What comes next in one dossier, what is late, and which side it waits for: computed on the day, never stored."""

from regles.echeances.calcul import echeances
from regles.echeances.echeance import Attend, Code, Echeance, Echeancier, Moment, Sorte
from regles.echeances.faits import AutreParcours, Contrat, FaitsDuParcours, Pacea, Rythme, Rythmes, Unite

__all__ = [
    "Attend",
    "AutreParcours",
    "Code",
    "Contrat",
    "Echeance",
    "Echeancier",
    "FaitsDuParcours",
    "Moment",
    "Pacea",
    "Rythme",
    "Rythmes",
    "Sorte",
    "Unite",
    "echeances",
]
