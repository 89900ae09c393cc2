"""Plan: what the youth aims at, and who does what until when. Written by both sides, one plan a dossier.

Health and justice stay with the structure that writes them (`reserve_a`), until an accord can say otherwise.
"""

import uuid
from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import Q

from parcours.plan.models_versions import AcceptationDuPlan, VersionDuPlan
from socle.acces.models import PLAN
from socle.acces.portee import SousPortee, acteur_courant, mur_python
from socle.acteurs.models import Appartenance, Structure
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.models import Dossier

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
_SENSIBLES = sorted(d.value for d in SENSIBLES)


class SousPorteeReservee(SousPortee):
    """Manager of what one structure may keep for itself."""

    def get_queryset(self) -> models.QuerySet:
        requete = super().get_queryset()
        if not mur_python():
            return requete
        return requete.filter(Q(reserve_a=None) | Q(reserve_a_id=acteur_courant().structure_id))


class Ecrit(models.Model):
    """What two people may edit at once: `version` guards it, the last hand is known. One structure may keep it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reserve_a = models.ForeignKey(
        Structure, verbose_name="réservé à", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ecrit_par = models.ForeignKey(Appartenance, verbose_name="écrit par", on_delete=models.PROTECT, related_name="+")
    ecrit_le = models.DateTimeField("écrit le")
    maj_par = models.ForeignKey(Appartenance, verbose_name="modifié par", on_delete=models.PROTECT, related_name="+")
    maj_le = models.DateTimeField("modifié le")
    version = models.PositiveIntegerField(default=1)

    objects = SousPorteeReservee(element=PLAN)

    class Meta:
        abstract = True


@pghistory.track()
class Objectif(Ecrit):
    """What the youth aims at, in one domain of their life. Its actions are of the same domain."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="objectifs")
    domaine = models.CharField("domaine", max_length=10, choices=Domaine)
    titre = models.CharField("ce qu’on vise", max_length=200)
    paroles = models.CharField("avec les mots du jeune", max_length=600, blank=True)
    rang = models.PositiveIntegerField(default=0)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "objectif"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(domaine__in=Domaine.values), name="objectif_domaine_connu"),
            models.CheckConstraint(condition=~Q(titre=""), name="objectif_dit"),
            models.CheckConstraint(
                condition=Q(domaine__in=_SENSIBLES, reserve_a__isnull=False)
                | (~Q(domaine__in=_SENSIBLES) & Q(reserve_a=None)),
                name="objectif_sensible_reserve",
            ),
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
class Commentaire(models.Model):
    """A word about an action, dated and signed. It is never edited: it is taken back, and another is written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="commentaires_du_plan")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="commentaires")
    reserve_a = models.ForeignKey(
        Structure, verbose_name="réservé à", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    texte = models.CharField("commentaire", max_length=600)
    ecrit_par = models.ForeignKey(Appartenance, verbose_name="écrit par", on_delete=models.PROTECT, related_name="+")
    ecrit_le = models.DateTimeField("écrit le")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    objects = SousPorteeReservee(element=PLAN)

    class Meta:
        verbose_name = "commentaire"
        base_manager_name = "objects"
        constraints = [models.CheckConstraint(condition=~Q(texte=""), name="commentaire_dit")]

    def __str__(self) -> str:
        return f"commentaire {self.pk}"


class Volet(models.TextChoices):
    """What a shared diagnosis says of a domain."""

    FORCES = "forces", "Ce qui va, ce sur quoi s’appuyer"
    BESOINS = "besoins", "Ce qui manque, ce qui bloque"
    ESSAIS = "essais", "Ce qui a déjà été essayé"
    SOUHAITS = "souhaits", "Ce que le jeune veut, avec ses mots"


@pghistory.track()
class TexteDuDiagnostic(Ecrit):
    """One text of the shared diagnosis, that both sides write: one volet of one domain. Empty, nothing is said."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="textes_du_diagnostic")
    domaine = models.CharField("domaine", max_length=10, choices=Domaine)
    volet = models.CharField("volet", max_length=10, choices=Volet)
    texte = models.CharField("texte", max_length=2000, blank=True)

    class Meta:
        verbose_name = "texte du diagnostic partagé"
        base_manager_name = "objects"
        constraints = [
            # Of health and justice, each structure has its own.
            models.UniqueConstraint(
                fields=["dossier", "domaine", "volet", "reserve_a"], nulls_distinct=False, name="diagnostic_un_texte"
            ),
            models.CheckConstraint(condition=Q(volet__in=Volet.values), name="diagnostic_volet_connu"),
            models.CheckConstraint(condition=Q(domaine__in=Domaine.values), name="diagnostic_domaine_connu"),
            models.CheckConstraint(
                condition=Q(domaine__in=_SENSIBLES, reserve_a__isnull=False)
                | (~Q(domaine__in=_SENSIBLES) & Q(reserve_a=None)),
                name="diagnostic_sensible_reserve",
            ),
        ]

    def __str__(self) -> str:
        return f"texte du diagnostic {self.pk}"
