"""Suivi: what comes back at the pace of the partenariat, held on a day. What was said there is elsewhere."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier


class Rendezvous(models.TextChoices):
    TRIPARTITE = "tripartite", "Entretien à trois"
    BILAN = "bilan", "Bilan"


@pghistory.track()
class RendezvousTenu(models.Model):
    """A tripartite interview or a bilan that took place, and who noted it: the next one is counted from it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="rendezvous_tenus")
    quoi = models.CharField("quoi", max_length=10, choices=Rendezvous)
    tenu_le = models.DateField("tenu le")
    par = models.ForeignKey(Appartenance, verbose_name="noté par", on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("noté le")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "rendez-vous tenu"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(quoi__in=Rendezvous.values), name="rendezvous_tenu_connu"),
            # It also serves « the last one held », for every line of « À faire ».
            models.UniqueConstraint(
                fields=["dossier", "quoi", "tenu_le"], condition=Q(retire_le=None), name="rendezvous_tenu_une_fois"
            ),
        ]

    def __str__(self) -> str:
        return f"rendez-vous tenu {self.pk}"
