"""Which porteur works with which mission locale and what the two agreed on; what the State entrusts to a porteur."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from regles.acces import Nature
from regles.echeances import Rythme, Unite
from socle.acteurs.models import Appartenance, Structure


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


class ObjetDePratique(models.TextChoices):
    """What a porteur and a mission locale agree on."""

    TRIPARTITES = "tripartites", "Entretiens à trois"
    BILANS = "bilans", "Bilans"
    PETITS_REVENUS = "petits_revenus", "Petits revenus"
    ENTREE = "entree", "Conditions d’entrée"
    PIECES = "pieces", "Pièces demandées"


RYTHMES = (ObjetDePratique.TRIPARTITES.value, ObjetDePratique.BILANS.value)
"""Those that say « tous les combien »; the others are a short text."""
RYTHME_MAXIMAL = 52


class PratiqueLocale(models.Model):
    """What one side of a partenariat wrote and the other agreed to, from a day on, where the texts leave it open.

    A practice, never law: no verdict reads it. Nothing of it is edited: until it is agreed it may be set aside, and a
    later one replaces it from its day. PostgreSQL refuses the rest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partenariat = models.ForeignKey(Partenariat, on_delete=models.PROTECT, related_name="pratiques")
    objet = models.CharField("objet", max_length=20, choices=ObjetDePratique)
    tous_les = models.PositiveSmallIntegerField("tous les", null=True, blank=True)
    unite = models.CharField("semaines ou mois", max_length=8, choices=[(u.value, u.value) for u in Unite], blank=True)
    texte = models.TextField("ce qui est convenu", blank=True)
    du = models.DateField("à partir du")
    cote = models.CharField(
        "écrite par", max_length=16, choices=[(n.value, n.value) for n in (Nature.PORTEUR, Nature.MISSION_LOCALE)]
    )
    ecrite_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    ecrite_le = models.DateTimeField("écrite le")
    convenue_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    convenue_le = models.DateTimeField("convenue le", null=True, blank=True)
    ecartee_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ecartee_le = models.DateTimeField("écartée le", null=True, blank=True)

    class Meta:
        verbose_name = "pratique locale"
        constraints = [
            models.CheckConstraint(
                condition=Q(objet__in=RYTHMES, tous_les__gte=1, tous_les__lte=RYTHME_MAXIMAL, texte="") & ~Q(unite="")
                | (~Q(objet__in=RYTHMES) & Q(tous_les=None, unite="") & ~Q(texte="")),
                name="pratique_dit_son_objet",
            ),
            models.CheckConstraint(
                condition=(Q(convenue_par=None) | Q(convenue_le__isnull=False, ecartee_le=None))
                & (Q(convenue_le=None) | Q(convenue_par__isnull=False)),
                name="pratique_convenue_par_quelqu_un",
            ),
            models.CheckConstraint(
                condition=Q(ecartee_par=None, ecartee_le=None) | Q(ecartee_par__isnull=False, ecartee_le__isnull=False),
                name="pratique_ecartee_par_quelqu_un",
            ),
            models.UniqueConstraint(
                fields=["partenariat", "objet"],
                condition=Q(convenue_le=None, ecartee_le=None),
                name="pratique_une_seule_proposee",
            ),
        ]
        # The one in force, for every page of a dossier.
        indexes = [
            models.Index(
                fields=["partenariat", "objet", "-convenue_le"],
                condition=Q(convenue_le__isnull=False),
                name="pratique_convenue",
            )
        ]

    def __str__(self) -> str:
        return f"pratique locale {self.pk}"

    @property
    def en_mots(self) -> str:
        """What it says, on one line or in the words typed."""
        if self.tous_les is None:
            return self.texte
        return Rythme(self.tous_les, Unite(self.unite)).en_mots
