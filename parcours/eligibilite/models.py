"""Eligibility: the contacts with the public employment service, and what the mission locale's history says."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from regles.noyau.verdict import Reponse
from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance, Structure
from socle.dossier.models import Dossier, QuiLeDit
from socle.droit.models import Derogation


class NatureDuContact(models.TextChoices):
    APPEL = "appel", "Appel"
    ENTRETIEN = "entretien", "Entretien"
    SMS = "sms", "SMS"
    COURRIEL = "courriel", "Courriel"
    COURRIER = "courrier", "Courrier"
    MEDIATION = "mediation", "Médiation"
    AUTRE = "autre", "Autre"


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
    accompagnement_adapte = models.BooleanField("son accompagnement lui convient", null=True, blank=True)
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


class Reevaluation(models.Model):
    """A pilote asked what the texts do to the dossiers of its territory. The only way to read facts without a dossier.

    It opens facts without names to the functions of `sql/reevaluation.sql`, for these départements, until `finie_le`;
    afterwards it stays as the journal of what was asked and answered. `acte` is the one whose signature or end asked
    for it; none before a signature. `comptes` are figures that may be shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    demandee_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    demandee_le = models.DateTimeField("demandée le")
    le = models.DateField("jour jugé")
    departements = ArrayField(models.CharField(max_length=3), verbose_name="départements")
    acte = models.ForeignKey(Derogation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    garde = models.BooleanField("garde les verdicts qui changent")
    avant = models.JSONField("dérogations d’avant", default=list)
    apres = models.JSONField("dérogations d’après", default=list)
    finie_le = models.DateTimeField("finie le", null=True, blank=True)
    gardes = models.PositiveIntegerField("verdicts gardés", default=0)
    comptes = models.JSONField("passages d’un verdict à l’autre", null=True, blank=True)

    class Meta:
        verbose_name = "réévaluation"
        constraints = [
            models.CheckConstraint(condition=~Q(departements=[]), name="reevaluation_quelque_part"),
        ]
        indexes = [models.Index(fields=["structure", "-demandee_le"], name="reevaluation_d_un_pilote")]

    def __str__(self) -> str:
        return f"réévaluation {self.pk}"


class Pourquoi(models.TextChoices):
    FAITS = "faits", "Les faits ont changé"
    DECISION = "decision", "Une décision a été signée"
    REEVALUATION = "reevaluation", "Les textes ont changé"


class VerdictGarde(models.Model):
    """What the rules answered one day, with all it takes to explain it and to compute it again.

    Written when what the verdict amounts to changes (`teneur`), never changed nor erased by anybody: no history is
    needed. `jugement` is what `regles.rejeu.jugement` keeps; of the signs, only that there is one.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="verdicts_gardes")
    le = models.DateField("jugé au")
    garde_le = models.DateTimeField("gardé le")
    pourquoi = models.CharField("pourquoi il est gardé", max_length=12, choices=Pourquoi)
    par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reevaluation = models.ForeignKey(
        Reevaluation, null=True, blank=True, on_delete=models.PROTECT, related_name="verdicts_gardes"
    )
    reponse = models.CharField("réponse", max_length=12, choices=[(r.value, r.value) for r in Reponse])
    ouverture_le = models.DateField("la porte s’ouvre le", null=True, blank=True)
    empreinte = models.CharField("empreinte des textes", max_length=64)
    teneur = models.CharField("empreinte de ce à quoi il revient", max_length=64)
    jugement = models.JSONField()

    objects = SousPortee()

    class Meta:
        verbose_name = "verdict gardé"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(pourquoi__in=Pourquoi.values), name="verdict_garde_pourquoi_connu"),
            models.CheckConstraint(
                condition=Q(pourquoi=Pourquoi.REEVALUATION, par=None, reevaluation__isnull=False)
                | (~Q(pourquoi=Pourquoi.REEVALUATION) & Q(par__isnull=False, reevaluation=None)),
                name="verdict_garde_par_quelqu_un",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "-garde_le", "-id"], name="verdict_garde_du_dossier")]

    def __str__(self) -> str:
        return f"verdict gardé {self.pk}"
