"""What changes in a contract once it is open: its single référent, its weekly hours.

What was signed stays in the contract. Each change holds from its day until the next one, or the end: no two can
overlap, no day lacks one.
"""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from regles.contrat import DUREE_LEGALE
from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier


@pghistory.track()
class Designation(models.Model):
    """Another single référent from a day on, designated by the mission locale that holds the contract (L5411-6)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    contrat = models.ForeignKey("contrat.Contrat", on_delete=models.CASCADE, related_name="designations")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    referent = models.ForeignKey(
        Appartenance, verbose_name="référent unique", on_delete=models.PROTECT, related_name="+"
    )
    du = models.DateField("à partir du")
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("notée le")
    retiree_le = models.DateTimeField("annulée le", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "désignation du référent unique"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["contrat", "du"], condition=Q(retiree_le=None), name="designation_une_par_jour"
            ),
        ]

    def __str__(self) -> str:
        return f"désignation {self.pk}"


@pghistory.track()
class DureeHebdomadaire(models.Model):
    """Other weekly hours from a day on. `heures` None: none, for a ground kept apart (`Dispense`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    contrat = models.ForeignKey("contrat.Contrat", on_delete=models.CASCADE, related_name="durees")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    heures = models.PositiveSmallIntegerField("heures par semaine", null=True, blank=True)
    du = models.DateField("à partir du")
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("notée le")
    retiree_le = models.DateTimeField("annulée le", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "durée hebdomadaire"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["contrat", "du"], condition=Q(retiree_le=None), name="duree_hebdomadaire_une_par_jour"
            ),
            models.CheckConstraint(
                condition=Q(heures=None) | Q(heures__gte=1, heures__lte=DUREE_LEGALE),
                name="duree_hebdomadaire_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"durée hebdomadaire {self.pk}"
