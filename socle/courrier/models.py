"""The outbox: every mail is a row before it leaves, and its text is erased once it has left."""

import uuid

from django.db import models


class Courrier(models.Model):
    """One mail to one address. `identifiant` is its Message-ID: the same at each attempt."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    identifiant = models.CharField(max_length=120, unique=True)
    destinataire = models.EmailField()
    sujet = models.CharField(max_length=200)
    texte = models.TextField(blank=True)
    expediteur = models.CharField(max_length=200)
    depose_le = models.DateTimeField()
    tentatives = models.PositiveSmallIntegerField(default=0)
    derniere_erreur = models.CharField(max_length=200, blank=True)
    parti_le = models.DateTimeField(null=True)
    abandonne_le = models.DateTimeField(null=True)
    condition = models.CharField(max_length=40, blank=True, db_default="")
    """What is asked again as it leaves, by its name in `COURRIER_CONDITIONS`: what it announces may be closed since."""
    objet = models.UUIDField(null=True)
    """What `condition` is asked about."""

    class Meta:
        verbose_name = "courrier"
        indexes = [
            # The worker's periodic look at what did not leave.
            models.Index(
                fields=["depose_le"],
                condition=models.Q(parti_le=None, abandonne_le=None),
                name="courrier_en_attente",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parti_le=None, abandonne_le=None) | models.Q(texte=""),
                name="courrier_texte_efface_une_fois_fini",
            ),
        ]

    def __str__(self) -> str:
        return f"courrier {self.pk}"
