"""The domains of a life that co-accompagnement speaks of: the tasks, the diagnosis and the plan share this list."""

from django.db import models


class Domaine(models.TextChoices):
    """A domain of a youth's life."""

    EMPLOI = "emploi", "Emploi"
    FORMATION = "formation", "Formation"
    LOGEMENT = "logement", "Logement"
    SANTE = "sante", "Santé"
    MOBILITE = "mobilite", "Mobilité"
    DROITS = "droits", "Droits et papiers"
    BUDGET = "budget", "Budget"
    NUMERIQUE = "numerique", "Numérique"
    CONFIANCE = "confiance", "Confiance en soi"
    FAMILLE = "famille", "Famille et proches"
    JUSTICE = "justice", "Justice"
    AUTRE = "autre", "Autre"


SENSIBLES = frozenset({Domaine.SANTE, Domaine.JUSTICE})
"""Never shared wider without an accord that names the domain."""
