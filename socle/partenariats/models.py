"""Which porteur works with which mission locale and what the two agreed on; what the State entrusts to a porteur."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from socle.acteurs.models import Structure


class MomentDuJugement(models.TextChoices):
    ENTREE = "entree", "à l’entrée dans le parcours"
    CONTRACTUALISATION = "contractualisation", "à la signature du contrat"


class Partenariat(models.Model):
    """A porteur and a mission locale that accompany the same youths, from a day to a day."""

    porteur = models.ForeignKey(Structure, verbose_name="porteur", on_delete=models.PROTECT, related_name="+")
    mission_locale = models.ForeignKey(
        Structure, verbose_name="mission locale", on_delete=models.PROTECT, related_name="+"
    )
    depuis = models.DateField("depuis le")
    jusqu_a = models.DateField("jusqu’au (dernier jour)", null=True, blank=True)
    moment_du_jugement = models.CharField(
        "éligibilité vérifiée", max_length=20, choices=MomentDuJugement, default=MomentDuJugement.ENTREE
    )

    class Meta:
        verbose_name = "partenariat"
        constraints = [
            models.CheckConstraint(
                condition=Q(jusqu_a=None) | Q(jusqu_a__gte=F("depuis")), name="partenariat_fin_apres_debut"
            ),
            models.CheckConstraint(condition=~Q(porteur=F("mission_locale")), name="partenariat_entre_deux"),
            ExclusionConstraint(
                name="partenariat_sans_chevauchement",
                expressions=[
                    ("porteur", RangeOperators.EQUAL),
                    ("mission_locale", RangeOperators.EQUAL),
                    (
                        Func(F("depuis"), F("jusqu_a"), models.Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"partenariat {self.pk}"


class Convention(models.Model):
    """What the State and a porteur agreed on: which programme, from when to when, for how many youths, where.

    Ages are here because some programmes leave them to the convention; none: the programme's own. No commune: wherever
    the porteur works.
    """

    porteur = models.ForeignKey(Structure, verbose_name="porteur", on_delete=models.PROTECT, related_name="conventions")
    programme = models.CharField("programme", max_length=30)
    reference = models.CharField("référence", max_length=120)
    du = models.DateField("premier jour")
    au = models.DateField("dernier jour")
    jeunes = models.PositiveIntegerField("nombre de jeunes")
    communes = ArrayField(models.CharField(max_length=120), verbose_name="communes", default=list, blank=True)
    age_minimum = models.PositiveSmallIntegerField("âge minimum, en années révolues", null=True, blank=True)
    age_maximum = models.PositiveSmallIntegerField("âge maximum, en années révolues", null=True, blank=True)

    class Meta:
        verbose_name = "convention"
        constraints = [
            models.CheckConstraint(condition=Q(au__gte=F("du")), name="convention_fin_apres_debut"),
            models.CheckConstraint(condition=Q(jeunes__gte=1), name="convention_pour_quelqu_un"),
            models.CheckConstraint(
                condition=Q(age_minimum=None) | Q(age_maximum=None) | Q(age_maximum__gte=F("age_minimum")),
                name="convention_ages_dans_l_ordre",
            ),
            ExclusionConstraint(
                name="convention_sans_chevauchement",
                expressions=[
                    ("porteur", RangeOperators.EQUAL),
                    ("programme", RangeOperators.EQUAL),
                    (Func(F("du"), F("au"), models.Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"convention {self.pk}"
