"""The mark that the demonstration leaves in a database it filled: it will touch and serve no other."""

from django.db import models


class Marque(models.Model):
    """One row, written together with the fictional territory, in a database where nobody was."""

    seule = models.BooleanField(primary_key=True, default=True)
    chargee_le = models.DateTimeField("chargée le")

    class Meta:
        verbose_name = "marque de la démonstration"
        constraints = [models.CheckConstraint(condition=models.Q(seule=True), name="marque_seule")]

    def __str__(self) -> str:
        return "marque de la démonstration"
