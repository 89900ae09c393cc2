"""Versions of the plan: what it said on a day, frozen, and who accepted it."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from regles.contrat import Partie
from socle.acces.models import PLAN
from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance
from socle.consentements.models import ModeDeRecueil
from socle.dossier.models import Dossier

PARTIES = [
    (Partie.JEUNE.value, "le jeune"),
    (Partie.PORTEUR.value, "le porteur"),
    (Partie.MISSION_LOCALE.value, "la mission locale"),
]


@pghistory.track(exclude=["contenu"])
class VersionDuPlan(models.Model):
    """The plan as it stood when it was proposed. Accepted once the youth and both sides said yes (`acceptee_le`).

    What one structure keeps for itself, and what is of health or of justice, is never in `contenu`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="versions_du_plan")
    numero = models.PositiveIntegerField("numéro")
    contenu = models.JSONField("contenu")
    proposee_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    proposee_le = models.DateTimeField("proposée le")
    acceptee_le = models.DateTimeField("acceptée le", null=True, blank=True)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    objects = SousPortee(element=PLAN)

    class Meta:
        verbose_name = "version du plan"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "numero"], name="version_du_plan_numerotee"),
            # Read with every page of the plan, whatever the number of versions.
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(acceptee_le=None, retiree_le=None), name="version_une_seule_attendue"
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "-numero"], condition=Q(retiree_le=None), name="version_du_plan_derniere"),
        ]

    def __str__(self) -> str:
        return f"version du plan {self.pk}"


@pghistory.track()
class AcceptationDuPlan(models.Model):
    """One of the three said yes to a version. The youth's yes is noted by a professional: when, and how."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="acceptations_du_plan")
    version = models.ForeignKey(VersionDuPlan, on_delete=models.CASCADE, related_name="acceptations")
    partie = models.CharField("qui accepte", max_length=16, choices=PARTIES)
    acceptee_le = models.DateField("accepté le")
    recueil = models.CharField("comment le jeune l’a dit", max_length=16, choices=ModeDeRecueil, blank=True)
    par = models.ForeignKey(Appartenance, verbose_name="noté par", on_delete=models.PROTECT, related_name="+")
    notee_le = models.DateTimeField("noté le")
    retiree_le = models.DateTimeField("retiré le", null=True, blank=True)

    objects = SousPortee(element=PLAN)

    class Meta:
        verbose_name = "acceptation du plan"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "partie"], condition=Q(retiree_le=None), name="acceptation_une_par_partie"
            ),
            models.CheckConstraint(condition=Q(partie__in=[p for p, _ in PARTIES]), name="acceptation_partie_connue"),
            models.CheckConstraint(
                condition=(Q(partie=Partie.JEUNE.value) & ~Q(recueil=""))
                | (~Q(partie=Partie.JEUNE.value) & Q(recueil="")),
                name="acceptation_du_jeune_recueillie",
            ),
        ]

    def __str__(self) -> str:
        return f"acceptation du plan {self.pk}"
