"""Repérage: a youth is met. What is written here stays with the porteur."""

import uuid

import pghistory
from django.db import models

from socle.acces.models import TOUT
from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier


@pghistory.track()
class Reperage(models.Model):
    """Where the youth was met, and what they ask for in their own words. Read by the porteur only."""

    dossier = models.OneToOneField(Dossier, primary_key=True, on_delete=models.CASCADE, related_name="reperage")
    lieu = models.CharField("où", max_length=160, blank=True)
    recit = models.TextField("ce qui s’est dit", blank=True)
    demande = models.CharField("ce que le jeune demande", max_length=300, blank=True)
    par = models.ForeignKey(Appartenance, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = SousPortee(element=TOUT)

    class Meta:
        verbose_name = "repérage"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"repérage {self.pk}"


class Brouillon(models.Model):
    """What was typed and not yet sent. Kept seven days, seen by its author under that hat alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    appartenance = models.ForeignKey(Appartenance, on_delete=models.CASCADE, related_name="+")
    contenu = models.JSONField()
    cree_le = models.DateTimeField()
    expire_le = models.DateTimeField()

    class Meta:
        verbose_name = "brouillon"
        indexes = [models.Index(fields=["appartenance", "-cree_le"], name="brouillon_de_la_casquette")]

    def __str__(self) -> str:
        return f"brouillon {self.pk}"
