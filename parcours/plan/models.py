"""Plan: what the youth aims at, and who does what until when. Written by both sides, one plan a dossier.

Each text has readers of its own (`socle.partage`): both sides by default, for the plan is their common sheet; of health
and justice, the structure that writes.
"""

import uuid
from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q

from parcours.plan.models_versions import AcceptationDuPlan, VersionDuPlan
from socle.acces.models import PLAN
from socle.acces.portee import Acteur, SousPortee
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier
from socle.partage.models import Partage, SelonLePartage, contraintes

__all__ = [
    "AcceptationDuPlan",
    "Action",
    "Commentaire",
    "EtatDAction",
    "Objectif",
    "Tenant",
    "TexteDuDiagnostic",
    "VersionDuPlan",
    "Volet",
]

HEURES_AU_PLUS = Decimal(60)
"""More hours a week than that is a slip of the keyboard. Ours: no text says."""


class CommeSonObjectif(SousPortee):
    """Manager of actions: one reads those of the objectives one reads."""

    def condition(self, acteur: Acteur, sonde: type[Exists]) -> Q:
        return Q(sonde(Objectif.objects.filter(pk=OuterRef("objectif_id"))))


class SurUneAction(SelonLePartage):
    """Manager of comments: for the hat worn, on an action that it reads."""

    def condition(self, acteur: Acteur, sonde: type[Exists]) -> Q:
        return super().condition(acteur, sonde) & Q(sonde(Action.objects.filter(pk=OuterRef("action_id"))))


class Ecrit(models.Model):
    """What two people may edit at once: `version` guards it, the last hand is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ecrit_par = models.ForeignKey(Appartenance, verbose_name="écrit par", on_delete=models.PROTECT, related_name="+")
    ecrit_le = models.DateTimeField("écrit le")
    maj_par = models.ForeignKey(Appartenance, verbose_name="modifié par", on_delete=models.PROTECT, related_name="+")
    maj_le = models.DateTimeField("modifié le")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


@pghistory.track()
class Objectif(Ecrit, Partage):
    """What the youth aims at, in one domain of their life. Its actions are of the same domain."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="objectifs")
    titre = models.CharField("ce qu’on vise", max_length=200)
    paroles = models.CharField("avec les mots du jeune", max_length=600, blank=True)
    rang = models.PositiveIntegerField(default=0)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    objects = SelonLePartage(element=PLAN)

    class Meta:
        verbose_name = "objectif"
        base_manager_name = "objects"
        constraints = [
            *contraintes("objectif"),
            models.CheckConstraint(condition=~Q(titre=""), name="objectif_dit"),
        ]

    def __str__(self) -> str:
        return f"objectif {self.pk}"


class Tenant(models.TextChoices):
    """Who holds an action."""

    JEUNE = "jeune", "Le jeune"
    PORTEUR = "porteur", "Le porteur"
    MISSION_LOCALE = "mission_locale", "La mission locale"
    PARTENAIRE = "partenaire", "Un partenaire"


class EtatDAction(models.TextChoices):
    A_FAIRE = "a_faire", "À faire"
    EN_COURS = "en_cours", "En cours"
    FAIT = "fait", "Fait"
    ABANDONNE = "abandonne", "Abandonné"


ENCORE = (EtatDAction.A_FAIRE, EtatDAction.EN_COURS)
"""The states of an action that somebody still holds."""


@pghistory.track()
class Action(Ecrit):
    """One thing to do for an objective: who holds it, until when, how many hours a week, where it stands."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="actions_du_plan")
    objectif = models.ForeignKey(Objectif, on_delete=models.CASCADE, related_name="actions")
    titre = models.CharField("quoi", max_length=200)
    tenue_par = models.CharField("qui la tient", max_length=16, choices=Tenant)
    partenaire = models.CharField("quel partenaire", max_length=120, blank=True)
    avant_le = models.DateField("avant le", null=True, blank=True)
    heures = models.DecimalField("heures par semaine", max_digits=4, decimal_places=2, null=True, blank=True)
    etat = models.CharField("où elle en est", max_length=10, choices=EtatDAction, default=EtatDAction.A_FAIRE)
    pourquoi = models.CharField("pourquoi elle est abandonnée", max_length=300, blank=True)
    resultat = models.CharField("ce que ça a donné", max_length=600, blank=True)
    rang = models.PositiveIntegerField(default=0)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    objects = CommeSonObjectif()

    class Meta:
        verbose_name = "action"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(tenue_par__in=Tenant.values), name="action_tenue_par_quelqu_un"),
            models.CheckConstraint(condition=Q(etat__in=EtatDAction.values), name="action_etat_connu"),
            models.CheckConstraint(condition=~Q(titre=""), name="action_dite"),
            models.CheckConstraint(
                condition=Q(heures=None) | Q(heures__gt=0, heures__lte=HEURES_AU_PLUS), name="action_heures_possibles"
            ),
            models.CheckConstraint(
                condition=(Q(tenue_par=Tenant.PARTENAIRE) & ~Q(partenaire=""))
                | (~Q(tenue_par=Tenant.PARTENAIRE) & Q(partenaire="")),
                name="action_partenaire_nomme",
            ),
            models.CheckConstraint(
                condition=(Q(etat=EtatDAction.ABANDONNE) & ~Q(pourquoi=""))
                | (~Q(etat=EtatDAction.ABANDONNE) & Q(pourquoi="")),
                name="action_abandon_dit",
            ),
        ]
        indexes = [
            # « À faire »: what is still held, by its day.
            models.Index(
                fields=["dossier", "avant_le"],
                condition=Q(retire_le=None, etat__in=["a_faire", "en_cours"]),
                name="action_encore_tenue",
            ),
        ]

    def __str__(self) -> str:
        return f"action {self.pk}"


@pghistory.track()
class Commentaire(Partage):
    """A word about an action, dated and signed. It is never edited: it is taken back, and another is written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="commentaires_du_plan")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="commentaires")
    texte = models.CharField("commentaire", max_length=600)
    ecrit_par = models.ForeignKey(Appartenance, verbose_name="écrit par", on_delete=models.PROTECT, related_name="+")
    ecrit_le = models.DateTimeField("écrit le")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    objects = SurUneAction(element=PLAN)

    class Meta:
        verbose_name = "commentaire"
        base_manager_name = "objects"
        constraints = [
            *contraintes("commentaire"),
            models.CheckConstraint(condition=~Q(texte=""), name="commentaire_dit"),
        ]

    def __str__(self) -> str:
        return f"commentaire {self.pk}"


class Volet(models.TextChoices):
    """What a shared diagnosis says of a domain."""

    FORCES = "forces", "Ce qui va, ce sur quoi s’appuyer"
    BESOINS = "besoins", "Ce qui manque, ce qui bloque"
    ESSAIS = "essais", "Ce qui a déjà été essayé"
    SOUHAITS = "souhaits", "Ce que le jeune veut, avec ses mots"


@pghistory.track()
class TexteDuDiagnostic(Ecrit, Partage):
    """One text of the shared diagnosis, that both sides write: one volet of one domain. Empty, nothing is said."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="textes_du_diagnostic")
    volet = models.CharField("volet", max_length=10, choices=Volet)
    texte = models.CharField("texte", max_length=2000, blank=True)

    objects = SelonLePartage(element=PLAN)

    class Meta:
        verbose_name = "texte du diagnostic partagé"
        base_manager_name = "objects"
        constraints = [
            # One for both sides, by use; each may have its own.
            models.UniqueConstraint(fields=["dossier", "domaine", "volet", "structure"], name="diagnostic_un_texte"),
            models.CheckConstraint(condition=Q(volet__in=Volet.values), name="diagnostic_volet_connu"),
            *contraintes("diagnostic"),
        ]

    def __str__(self) -> str:
        return f"texte du diagnostic {self.pk}"
