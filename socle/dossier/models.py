"""The dossier: one youth's passage through one programme, with one porteur and, once known, one mission locale.

Only a first name or an alias is required. What is more sensitive than the rest stands in its own table, because
PostgreSQL's wall is drawn by table: coordinates, and each sign of rupture.
"""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from regles.acces import Nature
from regles.faits import CEJ_JR
from regles.programmes import libelle
from socle.acces.models import COORDONNEES
from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance, Structure
from socle.dossier.noms import initiales, nom_affiche


class Etape(models.TextChoices):
    """Where the dossier stands. Deduced from facts by `regles.jalons.etape`; stored for lists only."""

    REPERAGE = "reperage", "Repérage"
    ELIGIBILITE = "eligibilite", "Éligibilité"
    COMMISSION = "commission", "Commission"
    PRE_CEJ = "pre_cej", "Pré-CEJ-JR"
    REMOBILISATION = "remobilisation", "Remobilisation"
    REORIENTE = "reoriente", "Réorienté"
    CONTRAT = "contrat", "En contrat"
    SORTI = "sorti", "Sorti"


@pghistory.track()
class Dossier(models.Model):
    """The shared file. `version` guards what two people may edit at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    programme = models.CharField("programme", max_length=30, default=CEJ_JR)
    porteur = models.ForeignKey(Structure, verbose_name="porteur", on_delete=models.PROTECT, related_name="+")
    mission_locale = models.ForeignKey(
        Structure, verbose_name="mission locale", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    referent = models.ForeignKey(
        Appartenance, verbose_name="référent de parcours", on_delete=models.PROTECT, related_name="+"
    )
    conseiller = models.ForeignKey(
        Appartenance, verbose_name="conseiller", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    prenom = models.CharField("prénom ou surnom", max_length=80)
    nom = models.CharField("nom", max_length=80, blank=True)
    date_naissance = models.DateField("date de naissance", null=True, blank=True)
    commune = models.CharField("commune", max_length=120, blank=True)
    departement = models.CharField("département", max_length=3, blank=True)
    numero_imilo = models.CharField("numéro I-Milo", max_length=20, blank=True)
    repere_le = models.DateField("rencontré le")
    a_reverifier_depuis = models.DateField("historique à vérifier de nouveau depuis", null=True, blank=True)
    etape = models.CharField("étape constatée", max_length=16, choices=Etape, default=Etape.REPERAGE)
    maj_le = models.DateTimeField("modifié le")
    version = models.PositiveIntegerField(default=1)

    objects = SousPortee(chemin="pk")

    class Meta:
        verbose_name = "dossier"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(prenom=""), name="dossier_prenom_ou_surnom"),
            models.CheckConstraint(condition=Q(etape__in=Etape.values), name="dossier_etape_connue"),
        ]
        indexes = [
            # The caseload of a structure, latest first: « Jeunes ».
            models.Index(fields=["porteur", "-maj_le", "-id"], name="dossier_liste_porteur"),
            models.Index(fields=["mission_locale", "-maj_le", "-id"], name="dossier_liste_mission_locale"),
            # The same without those who left, as the list first shows itself: they end up outnumbering the others, and
            # walking over them would cost more each year.
            models.Index(fields=["porteur", "-maj_le", "-id"], condition=~Q(etape="sorti"), name="dossier_ici_porteur"),
            models.Index(
                fields=["mission_locale", "-maj_le", "-id"], condition=~Q(etape="sorti"), name="dossier_ici_ml"
            ),
        ]

    def __str__(self) -> str:
        return f"dossier {self.pk}"

    @property
    def nom_affiche(self) -> str:
        return nom_affiche(self.prenom, self.nom)

    @property
    def initiales(self) -> str:
        return initiales(self.prenom, self.nom)

    @property
    def programme_dit(self) -> str:
        """The programme by its name: choices are the folders of the rules, which no migration follows."""
        return libelle(self.programme)


class QuiLeDit(models.TextChoices):
    JEUNE = "jeune", "le jeune"
    PORTEUR = "porteur", "le porteur"
    MISSION_LOCALE = "mission_locale", "la mission locale"


class Ressources(models.TextChoices):
    AUCUNE = "aucune", "Aucun revenu"
    FAIBLES = "faibles_ou_irregulieres", "Petits revenus ou revenus irréguliers"
    REGULIERES = "regulieres", "Un revenu régulier"


@pghistory.track()
class Situation(models.Model):
    """The facts that the criteria read. None or empty: nobody knows yet."""

    dossier = models.OneToOneField(Dossier, primary_key=True, on_delete=models.CASCADE, related_name="situation")
    rqth = models.BooleanField("reconnaissance de travailleur handicapé (RQTH)", null=True, blank=True)
    etudiant = models.BooleanField("étudiant", null=True, blank=True)
    en_formation = models.BooleanField("en formation", null=True, blank=True)
    en_emploi = models.BooleanField("en emploi", null=True, blank=True)
    ressources = models.CharField("ressources", max_length=24, choices=Ressources, blank=True)
    inscrit_mission_locale = models.BooleanField("inscrit dans une mission locale", null=True, blank=True)
    inscrit_mission_locale_le = models.DateField("depuis le", null=True, blank=True)
    inscrit_demandeur_emploi = models.BooleanField("inscrit comme demandeur d’emploi", null=True, blank=True)
    inscrit_demandeur_emploi_le = models.DateField("depuis le", null=True, blank=True)
    accompagnement_adapte = models.BooleanField("l’accompagnement actuel lui convient", null=True, blank=True)
    accompagnement_d_apres = models.CharField("d’après", max_length=16, choices=QuiLeDit, blank=True, db_default="")
    accompagnement_dit_le = models.DateField("dit le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SousPortee()

    class Meta:
        verbose_name = "situation"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(accompagnement_adapte=None, accompagnement_d_apres="", accompagnement_dit_le=None)
                | (
                    Q(accompagnement_adapte__isnull=False, accompagnement_dit_le__isnull=False)
                    & ~Q(accompagnement_d_apres="")
                ),
                name="situation_accompagnement_dit_par_quelqu_un",
            ),
        ]

    def __str__(self) -> str:
        return f"situation {self.pk}"


@pghistory.track()
class Coordonnees(models.Model):
    """How to reach the youth, and who represents a minor."""

    dossier = models.OneToOneField(Dossier, primary_key=True, on_delete=models.CASCADE, related_name="coordonnees")
    telephone = models.CharField("téléphone", max_length=40, blank=True)
    courriel = models.EmailField("adresse électronique", blank=True)
    ou_le_trouver = models.CharField("où et quand le trouver", max_length=300, blank=True)
    representant_nom = models.CharField("représentant légal", max_length=120, blank=True)
    representant_lien = models.CharField("lien avec le jeune", max_length=80, blank=True)
    representant_contact = models.CharField("comment le joindre", max_length=160, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SousPortee(element=COORDONNEES)

    class Meta:
        verbose_name = "coordonnées"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"coordonnées {self.pk}"


@pghistory.track()
class Signe(models.Model):
    """One sign of rupture: a consequence, never a diagnosis. Each is shared only by an accord that names it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="signes")
    code = models.CharField("signe", max_length=40)
    note_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateField("noté le")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "signe de rupture"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "code"], condition=Q(retire_le=None), name="signe_une_seule_fois"
            ),
        ]

    def __str__(self) -> str:
        return f"signe {self.pk}"


def cote(dossier: Dossier, structure_id: int) -> str:
    """The side a structure is on for this dossier: the nature of a porteur or of a mission locale."""
    return Nature.PORTEUR if dossier.porteur_id == structure_id else Nature.MISSION_LOCALE
