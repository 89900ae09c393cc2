"""Notes: what a professional writes down of a youth, dated, signed, with readers of its own."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier
from socle.partage.models import Partage, contraintes


@pghistory.track()
class Note(Partage):
    """A short text. Its writer may amend it: what it said before is kept. Taken back, it is read by nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="notes")
    texte = models.CharField("note", max_length=2000)
    ecrit_par = models.ForeignKey(Appartenance, verbose_name="écrite par", on_delete=models.PROTECT, related_name="+")
    ecrit_le = models.DateTimeField("écrite le")
    maj_le = models.DateTimeField("reprise le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    retire_le = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "note"
        base_manager_name = "objects"
        constraints = [*contraintes("note"), models.CheckConstraint(condition=~Q(texte=""), name="note_dite")]
        indexes = [
            # The page of the notes, newest first, whatever their number.
            models.Index(fields=["dossier", "-ecrit_le", "-id"], condition=Q(retire_le=None), name="notes_du_dossier"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"
