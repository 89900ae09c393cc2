"""Eligibility: the contacts with the public employment service, and what the mission locale's history says."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier


class NatureDuContact(models.TextChoices):
    APPEL = "appel", "Appel"
    ENTRETIEN = "entretien", "Entretien"
    SMS = "sms", "SMS"
    COURRIEL = "courriel", "Courriel"
    COURRIER = "courrier", "Courrier"
    MEDIATION = "mediation", "Médiation"
    AUTRE = "autre", "Autre"


class QuiLeDit(models.TextChoices):
    JEUNE = "jeune", "le jeune"
    PORTEUR = "porteur", "le porteur"
    MISSION_LOCALE = "mission_locale", "la mission locale"


@pghistory.track()
class Contact(models.Model):
    """One contact with the mission locale or France Travail.

    `echange` and `intention` say whether it is substantial: that is deduced, never typed (FAQ CEJ-JR, July 2023).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="contacts")
    le = models.DateField("le")
    nature = models.CharField("nature", max_length=10, choices=NatureDuContact)
    echange = models.BooleanField("un véritable échange", null=True, blank=True)
    intention = models.BooleanField("le jeune a dit vouloir continuer", null=True, blank=True)
    parcours = models.BooleanField("né du parcours lui-même", default=False)
    qui_le_dit = models.CharField("d’après", max_length=16, choices=QuiLeDit)
    precision = models.CharField("précision", max_length=300, blank=True)
    note_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("noté le")
    qualifie_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    qualifie_le = models.DateTimeField("qualifié le", null=True, blank=True)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SousPortee()

    class Meta:
        verbose_name = "contact"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(nature__in=NatureDuContact.values), name="contact_nature_connue"),
        ]
        indexes = [models.Index(fields=["dossier", "-le"], name="contact_du_dossier")]

    def __str__(self) -> str:
        return f"contact {self.pk}"


@pghistory.track()
class Verification(models.Model):
    """The mission locale looked at its history: it covers the contacts up to that day, and is signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="verifications")
    le = models.DateField("le")
    inscrit = models.BooleanField("le jeune est inscrit dans cette mission locale")
    inscrit_le = models.DateField("inscrit depuis le", null=True, blank=True)
    veille_le = models.DateField("date de veille donnée par I-Milo", null=True, blank=True)
    remarque = models.CharField("remarque", max_length=300, blank=True)
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("noté le")

    objects = SousPortee()

    class Meta:
        verbose_name = "vérification de l’historique"
        base_manager_name = "objects"
        indexes = [models.Index(fields=["dossier", "-le"], name="verification_du_dossier")]

    def __str__(self) -> str:
        return f"vérification {self.pk}"
