"""Who read what. Who wrote what is in the history tables, filled by triggers."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from socle.acteurs.models import Appartenance, Structure


class Lecture(models.Model):
    """One page or one search shown to one person: one row, holding the ids of the dossiers it showed."""

    le = models.DateTimeField()
    appartenance = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    vue = models.CharField(max_length=60)
    dossiers = ArrayField(models.UUIDField())

    class Meta:
        verbose_name = "lecture"
        indexes = [
            # « Qui a lu » : the readings of one dossier.
            GinIndex(fields=["dossiers"], name="lecture_par_dossier"),
        ]

    def __str__(self) -> str:
        return f"lecture {self.pk}"
