"""Which porteur works with which mission locale, and what the two agreed on."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
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
