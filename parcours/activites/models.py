"""Activities: what a youth did or will do, in hours, and apart from it the words that say what it was.

The hours are read by both sides, the words by whom their writer chose: of health, a duration counts and no word leaks.
"""

import uuid
from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import Q

from parcours.plan.models import Action
from regles.heures import HEURE, Etat, Fait, Nature
from socle.acces.models import PLAN
from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance, Structure
from socle.dossier.models import Dossier
from socle.partage.models import Partage, SelonLePartage, contraintes

SEMAINE_AU_PLUS = 60 * HEURE
"""Minutes. More than that, of one nature in a week, is a slip of the keyboard. Ours: no text says."""
JOUR_AU_PLUS = 16 * HEURE
"""The same, of one activity of a day."""


class NatureDActivite(models.TextChoices):
    """The categories of `regles.heures.Nature`, as screens name them."""

    EMPLOI = Nature.EMPLOI.value, "Emploi"
    PROJET_PROFESSIONNEL = Nature.PROJET_PROFESSIONNEL.value, "Projet professionnel"
    FORMATION = Nature.FORMATION.value, "Formation"
    LOGEMENT = Nature.LOGEMENT.value, "Logement"
    SANTE = Nature.SANTE.value, "Santé"
    CITOYENNETE = Nature.CITOYENNETE.value, "Citoyenneté"
    CULTURE_SPORT_LOISIRS = Nature.CULTURE_SPORT_LOISIRS.value, "Culture, sport, loisirs"
    NON_SNP = Nature.NON_SNP.value, "Hors de ces sept"


class Cadre(models.TextChoices):
    """Who frames an activity."""

    PORTEUR = "porteur", "Avec le porteur"
    MISSION_LOCALE = "mission_locale", "Avec la mission locale"
    PARTENAIRE = "partenaire", "Avec un partenaire"
    AUTONOMIE = "autonomie", "En autonomie"


class EtatDActivite(models.TextChoices):
    PREVUE = Etat.PREVUE.value, "Prévue"
    FAITE = Etat.FAITE.value, "Faite"
    ABSENCE_JUSTIFIEE = Etat.ABSENCE_JUSTIFIEE.value, "Absence justifiée"
    ABSENCE_INJUSTIFIEE = Etat.ABSENCE_INJUSTIFIEE.value, "Absence sans raison connue"


@pghistory.track()
class Activite(models.Model):
    """Hours of a youth, declared by `structure`, which alone changes them; the mission locale validates.

    `sans_jour`: hours of a whole week, of one nature, typed in the week of several youths; `jour` is its Monday.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="activites")
    structure = models.ForeignKey(
        Structure, verbose_name="déclarée par la structure", on_delete=models.PROTECT, related_name="+"
    )
    jour = models.DateField("jour")
    debut = models.TimeField("heure", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("durée, en minutes")
    sans_jour = models.BooleanField("de toute la semaine", default=False)
    nature = models.CharField("nature", max_length=24, choices=NatureDActivite)
    cadre = models.CharField("qui l’encadre", max_length=16, choices=Cadre)
    etat = models.CharField("où elle en est", max_length=20, choices=EtatDActivite)
    action = models.ForeignKey(
        Action, verbose_name="action du plan", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ecrit_par = models.ForeignKey(Appartenance, verbose_name="saisie par", on_delete=models.PROTECT, related_name="+")
    ecrit_le = models.DateTimeField("saisie le")
    maj_par = models.ForeignKey(Appartenance, verbose_name="modifiée par", on_delete=models.PROTECT, related_name="+")
    maj_le = models.DateTimeField("modifiée le")
    annulee_le = models.DateTimeField("annulée le", null=True, blank=True)
    validee_le = models.DateTimeField("validée le", null=True, blank=True)
    validee_par = models.ForeignKey(
        Appartenance, verbose_name="validée par", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = SousPortee(element=PLAN)

    class Meta:
        verbose_name = "activité"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(nature__in=NatureDActivite.values), name="activite_nature_connue"),
            models.CheckConstraint(condition=Q(cadre__in=Cadre.values), name="activite_cadre_connu"),
            models.CheckConstraint(condition=Q(etat__in=EtatDActivite.values), name="activite_etat_connu"),
            models.CheckConstraint(
                condition=Q(sans_jour=True, jour__iso_week_day=1, debut=None, minutes__lte=SEMAINE_AU_PLUS)
                | Q(sans_jour=False, minutes__gt=0, minutes__lte=JOUR_AU_PLUS),
                name="activite_duree_possible",
            ),
            models.CheckConstraint(
                condition=Q(validee_le=None, validee_par=None)
                | Q(validee_le__isnull=False, validee_par__isnull=False, etat=EtatDActivite.FAITE, annulee_le=None),
                name="activite_validee_par_quelqu_un",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "jour"], name="activites_de_la_semaine")]

    def __str__(self) -> str:
        return f"activité {self.pk}"

    @property
    def heures(self) -> Decimal:
        """Its duration, in hours."""
        return Decimal(self.minutes) / HEURE

    def fait(self) -> Fait:
        """The same, for the rules to count."""
        return Fait(
            jour=self.jour, minutes=self.minutes, nature=Nature(self.nature), etat=Etat(self.etat),
            validee=self.validee_le is not None, debut=self.debut, cote=self.structure_id,
        )  # fmt: skip


@pghistory.track()
class MotsDActivite(Partage):
    """What an activity was, in words. Its key is that of the activity: one text each, changed with it."""

    id = models.UUIDField(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="mots_des_activites")
    activite = models.OneToOneField(Activite, on_delete=models.CASCADE, related_name="mots")
    titre = models.CharField("quoi", max_length=120, blank=True)
    commentaire = models.CharField("commentaire", max_length=600, blank=True)
    ecrit_par = models.ForeignKey(Appartenance, verbose_name="écrits par", on_delete=models.PROTECT, related_name="+")

    objects = SelonLePartage(element=PLAN)

    class Meta:
        verbose_name = "mots d’une activité"
        base_manager_name = "objects"
        constraints = [
            *contraintes("mots"),
            models.CheckConstraint(condition=Q(activite_id=models.F("id")), name="mots_de_leur_activite"),
        ]

    def __str__(self) -> str:
        return f"mots d’une activité {self.pk}"
