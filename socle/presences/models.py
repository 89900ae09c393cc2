"""When and how a professional may be reached, under one hat: what a team needs to know of each other.

Why somebody is away is asked nowhere: it is nobody's business here.
"""

import uuid

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from socle.acteurs.models import Appartenance


@pghistory.track()
class Presence(models.Model):
    """The professional phone of a hat, and its days and hours in words. The mail is that of the account."""

    appartenance = models.OneToOneField(
        Appartenance, primary_key=True, on_delete=models.PROTECT, related_name="presence"
    )
    telephone = models.CharField("téléphone professionnel", max_length=40, blank=True)
    joignable = models.CharField("jours et heures", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "présence"

    def __str__(self) -> str:
        return f"présence {self.pk}"


@pghistory.track()
class Absence(models.Model):
    """Days away, both ends included, and the colleague to call meanwhile. No reason is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    appartenance = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="absences")
    du = models.DateField("du")
    au = models.DateField("au (dernier jour)")
    remplacant = models.ForeignKey(
        Appartenance, verbose_name="qui appeler", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    notee_le = models.DateTimeField("notée le")
    annulee_le = models.DateTimeField("annulée le", null=True, blank=True)

    class Meta:
        verbose_name = "absence"
        constraints = [
            models.CheckConstraint(condition=Q(au__gte=F("du")), name="absence_fin_apres_debut"),
            models.CheckConstraint(condition=~Q(appartenance=F("remplacant")), name="absence_remplacee_par_un_autre"),
            ExclusionConstraint(
                name="absence_une_a_la_fois",
                expressions=[
                    ("appartenance", RangeOperators.EQUAL),
                    (Func(F("du"), F("au"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(annulee_le=None),
            ),
        ]
        indexes = [
            # les_siens(): each line of « À faire » and of « Jeunes ».
            models.Index(fields=["remplacant"], condition=Q(annulee_le=None), name="absence_par_remplacant"),
        ]

    def __str__(self) -> str:
        return f"absence {self.pk}"
