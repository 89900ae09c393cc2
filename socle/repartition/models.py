"""« Qui fait quoi » between a porteur and a mission locale: what each side believes, and what both agreed on."""

import uuid

from django.db import models
from django.db.models import Q

from regles.acces import Nature
from socle.acteurs.models import Appartenance
from socle.dossier.domaines import Domaine
from socle.partenariats.models import Partenariat

COTES = [(n.value, n.value) for n in (Nature.PORTEUR, Nature.MISSION_LOCALE)]
LETTRES_DU_PARTENAIRE = 80
LETTRES_D_UNE_TACHE = 90


class Phase(models.TextChoices):
    """When a task comes, from the first meeting on."""

    REPERAGE = "reperage", "Repérer"
    ENTREE = "entree", "Entrer dans le parcours"
    REMOBILISATION = "remobilisation", "Remobiliser"
    CONTRAT = "contrat", "Ouvrir le contrat"
    ACCOMPAGNEMENT = "accompagnement", "Accompagner à deux"
    SUITES = "suites", "Préparer la suite"


class Qui(models.TextChoices):
    """Who takes care of a task."""

    PORTEUR = "porteur", "Le porteur"
    MISSION_LOCALE = "mission_locale", "La mission locale"
    LES_DEUX = "les_deux", "Les deux"
    PARTENAIRE = "partenaire", "Un partenaire"
    PERSONNE = "personne", "Personne encore"
    SANS_OBJET = "sans_objet", "Ne nous concerne pas"


EN_BREF = [
    (Qui.PORTEUR.value, "Porteur"), (Qui.MISSION_LOCALE.value, "Mission locale"), (Qui.LES_DEUX.value, "Les deux"),
    (Qui.PARTENAIRE.value, "Partenaire"), (Qui.PERSONNE.value, "Personne encore"),
    (Qui.SANS_OBJET.value, "Ne nous concerne pas"),
]  # fmt: skip
"""The same answers, short enough to hold side by side under a thumb."""


def partenaire_nomme(nom: str) -> models.CheckConstraint:
    """A partner is named when a partner does it, and only then."""
    return models.CheckConstraint(
        condition=Q(qui=Qui.PARTENAIRE.value) & ~Q(partenaire="")
        | (Q(qui__in=[q.value for q in Qui if q is not Qui.PARTENAIRE]) & Q(partenaire="")),
        name=nom,
    )


class TachePropre(models.Model):
    """A task that a partenariat added to those of everybody. Its wording never changes: it is taken away, or stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partenariat = models.ForeignKey(Partenariat, on_delete=models.PROTECT, related_name="taches_propres")
    phase = models.CharField("quand", max_length=20, choices=Phase)
    domaine = models.CharField("domaine", max_length=20, choices=Domaine)
    intitule = models.CharField("la tâche", max_length=LETTRES_D_UNE_TACHE)
    ajoutee_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    ajoutee_le = models.DateTimeField("ajoutée le")
    retiree_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "tâche propre à un partenariat"
        constraints = [
            models.CheckConstraint(condition=~Q(intitule=""), name="tache_propre_dit_quelque_chose"),
            models.CheckConstraint(
                condition=Q(retiree_par=None, retiree_le=None) | Q(retiree_par__isnull=False, retiree_le__isnull=False),
                name="tache_propre_retiree_par_quelqu_un",
            ),
        ]

    def __str__(self) -> str:
        return f"tâche propre {self.pk}"


class Croyance(models.Model):
    """What one side believes of one task: who does it today. Several people of that side may write it: `version`.

    `formule` is how that side would word the task; empty, as everybody does.

    `tache` is a code of the referential, or the id of a task of the partenariat's own.
    """

    partenariat = models.ForeignKey(Partenariat, on_delete=models.PROTECT, related_name="croyances")
    cote = models.CharField("selon", max_length=16, choices=COTES)
    tache = models.CharField("tâche", max_length=40)
    qui = models.CharField("qui s’en charge", max_length=16, choices=Qui)
    partenaire = models.CharField("quel partenaire", max_length=LETTRES_DU_PARTENAIRE, blank=True)
    formule = models.CharField("autrement dite", max_length=LETTRES_D_UNE_TACHE, blank=True)
    version = models.PositiveIntegerField("version", default=1)
    dite_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    dite_le = models.DateTimeField("dite le")

    class Meta:
        verbose_name = "ce qu’un côté croit"
        constraints = [
            partenaire_nomme("croyance_nomme_le_partenaire"),
            models.UniqueConstraint(fields=["partenariat", "cote", "tache"], name="croyance_une_par_cote"),
        ]

    def __str__(self) -> str:
        return f"croyance {self.pk}"


class Repartition(models.Model):
    """A version of who does what in a partenariat, as one side wrote it and the other agreed to it or not.

    `lignes` holds every task as it was worded and who takes it (`socle.repartition.lignes.Ligne`), so that an old
    version reads as it was agreed. Nothing of it is edited: PostgreSQL refuses, whoever tries.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partenariat = models.ForeignKey(Partenariat, on_delete=models.PROTECT, related_name="repartitions")
    lignes = models.JSONField("qui fait quoi")
    cote = models.CharField("écrite par", max_length=16, choices=COTES)
    ecrite_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    ecrite_le = models.DateTimeField("écrite le")
    convenue_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    convenue_le = models.DateTimeField("convenue le", null=True, blank=True)
    ecartee_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ecartee_le = models.DateTimeField("écartée le", null=True, blank=True)

    class Meta:
        verbose_name = "répartition"
        constraints = [
            models.CheckConstraint(
                condition=(Q(convenue_par=None) | Q(convenue_le__isnull=False, ecartee_le=None))
                & (Q(convenue_le=None) | Q(convenue_par__isnull=False)),
                name="repartition_convenue_par_quelqu_un",
            ),
            models.CheckConstraint(
                condition=Q(ecartee_par=None, ecartee_le=None) | Q(ecartee_par__isnull=False, ecartee_le__isnull=False),
                name="repartition_ecartee_par_quelqu_un",
            ),
            models.UniqueConstraint(
                fields=["partenariat"],
                condition=Q(convenue_le=None, ecartee_le=None),
                name="repartition_une_seule_proposee",
            ),
        ]
        # The one in force, for the page of a dossier.
        indexes = [
            models.Index(
                fields=["partenariat", "-convenue_le"],
                condition=Q(convenue_le__isnull=False),
                name="repartition_convenue",
            )
        ]

    def __str__(self) -> str:
        return f"répartition {self.pk}"
