"""The acts by which a territory departs from the national rules: dated, signed, ended or replaced, never edited."""

import uuid

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from regles.noyau.bareme import Effet
from socle.acteurs.models import Appartenance, Structure


class EffetDeLActe(models.TextChoices):
    REMPLACER = Effet.REMPLACER.value, "remplace une valeur"
    DISPENSER = Effet.DISPENSER.value, "dispense un public d’un critère"
    LEVER = Effet.LEVER.value, "ne demande plus un critère"


def _periode() -> Func:
    """The days on which an act applies. Half open: an act ended before its first day applies on none."""
    fin = Func(F("dernier_jour"), F("au"), template="(COALESCE(%(expressions)s) + 1)", output_field=models.DateField())
    return Func(F("du"), fin, Value("[)"), function="daterange", output_field=DateRangeField())


@pghistory.track()
class Derogation(models.Model):
    """An act of one département or one région, in the words that `regles` reads (`regles/baremes/README.md`).

    `du` and `au` are what the act says; `dernier_jour` is what ending or replacing it made of that, and is at least
    the eve of the day it was said. Everything but this end is refused a change by PostgreSQL.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    structure = models.ForeignKey(Structure, verbose_name="structure", on_delete=models.PROTECT, related_name="+")
    departement = models.CharField("département", max_length=3, blank=True)
    region = models.CharField("région", max_length=2, blank=True)
    programme = models.CharField("programme", max_length=30)
    effet = models.CharField("effet", max_length=10, choices=EffetDeLActe)
    cible = models.CharField("ce que l’acte change", max_length=60)
    valeur = models.CharField("nouvelle valeur", max_length=12, blank=True)
    public = models.CharField("public dispensé", max_length=40, blank=True)
    du = models.DateField("premier jour")
    au = models.DateField("dernier jour, s’il est dit", null=True, blank=True)
    acte_titre = models.CharField("titre de l’acte", max_length=200)
    acte_date = models.DateField("date de l’acte")
    acte_citation = models.TextField("ce que dit l’acte", blank=True)
    acte_lien = models.URLField("adresse de l’acte", max_length=500, blank=True)
    signee_par = models.ForeignKey(Appartenance, verbose_name="signée par", on_delete=models.PROTECT, related_name="+")
    signee_le = models.DateTimeField("signée le")
    dernier_jour = models.DateField("dernier jour d’application", null=True, blank=True)
    terminee_par = models.ForeignKey(
        Appartenance, verbose_name="fin signée par", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    terminee_le = models.DateTimeField("fin signée le", null=True, blank=True)
    remplacee_par = models.OneToOneField(
        "self", verbose_name="remplacée par", null=True, blank=True, on_delete=models.PROTECT, related_name="remplace"
    )

    class Meta:
        verbose_name = "dérogation"
        constraints = [
            models.CheckConstraint(
                condition=Q(departement="") ^ Q(region=""), name="derogation_un_departement_ou_une_region"
            ),
            models.CheckConstraint(
                condition=(Q(effet="remplacer", public="") & ~Q(valeur=""))
                | (Q(effet="dispenser", valeur="") & ~Q(public=""))
                | Q(effet="lever", valeur="", public=""),
                name="derogation_dit_ce_que_son_effet_demande",
            ),
            models.CheckConstraint(condition=Q(au=None) | Q(au__gte=F("du")), name="derogation_fin_apres_debut"),
            models.CheckConstraint(
                condition=Q(dernier_jour=None, terminee_le=None, terminee_par=None, remplacee_par=None)
                | Q(dernier_jour__isnull=False, terminee_le__isnull=False, terminee_par__isnull=False),
                name="derogation_fin_datee_et_signee",
            ),
            models.CheckConstraint(
                condition=Q(dernier_jour=None)
                | Q(dernier_jour__gte=Func(F("du"), template="(%(expressions)s - 1)", output_field=models.DateField())),
                name="derogation_ne_finit_pas_avant_la_veille",
            ),
            models.CheckConstraint(
                condition=Q(dernier_jour=None) | Q(au=None) | Q(dernier_jour__lte=F("au")),
                name="derogation_finie_au_plus_tard_le_jour_dit",
            ),
            ExclusionConstraint(
                name="derogation_sans_chevauchement",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    ("departement", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    ("effet", RangeOperators.EQUAL),
                    ("cible", RangeOperators.EQUAL),
                    ("public", RangeOperators.EQUAL),
                    (_periode(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"dérogation {self.pk}"


class Edition(models.Model):
    """The state of the acts: its number changes with any of them, in the same transaction. One row."""

    rang = models.SmallIntegerField(primary_key=True, default=1)
    numero = models.UUIDField("numéro")

    class Meta:
        verbose_name = "édition des actes"
        constraints = [models.CheckConstraint(condition=Q(rang=1), name="edition_une_seule_ligne")]

    def __str__(self) -> str:
        return f"édition {self.numero}"
