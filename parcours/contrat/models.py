"""Contractualisation: the contract that the youth, the porteur and the mission locale sign on paper.

The signatures are given on the model contract, outside Tandem; their days are noted here. What time alone brings (the
beginning, the end) is compared on the day, never stored.
"""

import uuid

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from parcours.contrat.models_changements import DureeHebdomadaire
from regles.contrat import DUREE_LEGALE, SANS_DUREE, Partie
from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance, Structure
from socle.dossier.models import Dossier

PARTIES = [
    (Partie.JEUNE.value, "le jeune"),
    (Partie.PORTEUR.value, "le porteur"),
    (Partie.MISSION_LOCALE.value, "la mission locale"),
]
MOTIFS_DE_DISPENSE = sorted(r.value for r in SANS_DUREE)


def _jours(debut: str, fin: str) -> Func:
    return Func(F(debut), F(fin), Value("[]"), function="daterange")


class Qualite(models.TextChoices):
    REPRESENTANT = "representant_legal", "Représentant légal de la mission locale"
    DELEGATAIRE = "delegataire", "Délégataire du représentant légal"


class Initiative(models.TextChoices):
    JEUNE = "jeune", "Le jeune"
    MISSION_LOCALE = "mission_locale", "La mission locale"
    COMMUN = "commun_accord", "D’un commun accord"


class MotifDeRupture(models.TextChoices):
    EMPLOI = "emploi", "Un emploi"
    FORMATION = "formation", "Une formation"
    DISPOSITIF = "autre_dispositif", "Un autre dispositif"
    DEMENAGEMENT = "demenagement", "Un départ du territoire"
    DEMANDE = "demande_du_jeune", "Le jeune ne veut pas continuer"
    SANS_NOUVELLES = "sans_nouvelles", "Plus de nouvelles du jeune"
    ENGAGEMENTS = "engagements", "Des engagements non tenus, malgré les relances"
    ERREUR = "erreur", "Un contrat ouvert par erreur"
    AUTRE = "autre", "Une autre raison"


class MotifDInterruption(models.TextChoices):
    EMPLOI = "emploi", "Un emploi de quelques semaines"
    FORMATION = "formation", "Une formation courte"
    DISPOSITIF = "autre_dispositif", "Un autre dispositif"
    EMPECHEMENT = "empechement", "Le jeune ne peut pas venir en ce moment"
    SANS_NOUVELLES = "sans_nouvelles", "Plus de nouvelles du jeune"


class NatureDeProlongation(models.TextChoices):
    MOTIVEE = "motivee", "Continuer ce qui est commencé"
    AUTRE_PARCOURS = "autre_parcours", "Le temps d’un autre parcours, commencé avant la fin"


@pghistory.track()
class Contrat(models.Model):
    """A contrat d'engagement jeune. Its words change until it is open; afterwards only its end does.

    `fin_prevue_le` is what was signed, `fin_le` the last day as it stands: prolonged, or cut by a rupture. `heures`
    None: no weekly duration, for a ground kept apart (`Dispense`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="contrats")
    mission_locale = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    referent = models.ForeignKey(
        Appartenance, verbose_name="référent unique", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reference = models.CharField("référence du contrat signé", max_length=80, blank=True)
    debut_le = models.DateField("premier jour")
    fin_prevue_le = models.DateField("dernier jour prévu à la signature")
    fin_le = models.DateField("dernier jour")
    heures = models.PositiveSmallIntegerField("heures par semaine", null=True, blank=True)
    circonstances = models.TextField("pourquoi un nouveau contrat si tôt", blank=True)
    prepare_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    prepare_le = models.DateTimeField("préparé le")
    ouvert_le = models.DateTimeField("ouvert le", null=True, blank=True)
    ouvert_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    en_qualite_de = models.CharField("ouvert en qualité de", max_length=20, choices=Qualite, blank=True)
    rompu_le = models.DateField("rompu le", null=True, blank=True)
    rompu_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rupture_initiative = models.CharField("à l’initiative de", max_length=16, choices=Initiative, blank=True)
    rupture_motif = models.CharField("raison de la rupture", max_length=20, choices=MotifDeRupture, blank=True)
    retire_le = models.DateTimeField("préparation abandonnée le", null=True, blank=True)
    maj_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    maj_le = models.DateTimeField("modifié le")
    version = models.PositiveIntegerField(default=1)

    objects = SousPortee()

    class Meta:
        verbose_name = "contrat"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ouvert_le=None, retire_le=None), name="contrat_un_seul_en_preparation"
            ),
            # One contract at most on any day, whatever two people do at once.
            ExclusionConstraint(
                name="contrat_un_seul_ouvert",
                expressions=[
                    ("dossier", RangeOperators.EQUAL),
                    (_jours("debut_le", "fin_le"), RangeOperators.OVERLAPS),
                ],
                condition=Q(ouvert_le__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(fin_le__gte=F("debut_le"), fin_prevue_le__gte=F("debut_le")), name="contrat_fin_apres_debut"
            ),
            models.CheckConstraint(
                condition=Q(heures=None) | Q(heures__gte=1, heures__lte=DUREE_LEGALE), name="contrat_heures_possibles"
            ),
            models.CheckConstraint(
                condition=Q(ouvert_le=None, ouvert_par=None, en_qualite_de="", rompu_le=None)
                | (
                    Q(ouvert_le__isnull=False, ouvert_par__isnull=False, referent__isnull=False, retire_le=None)
                    & ~Q(en_qualite_de="")
                ),
                name="contrat_ouvert_par_quelqu_un",
            ),
            models.CheckConstraint(
                condition=Q(rompu_le=None, rompu_par=None, rupture_initiative="", rupture_motif="")
                | (
                    Q(rompu_le__isnull=False, rompu_par__isnull=False)
                    & ~Q(rupture_initiative="")
                    & ~Q(rupture_motif="")
                ),
                name="contrat_rupture_dite",
            ),
        ]

    def __str__(self) -> str:
        return f"contrat {self.pk}"


@pghistory.track()
class Dispense(models.Model):
    """Why a contract has no weekly hours. Apart from it: only the two structures that sign read this.

    `duree` None: as it was signed; else since that change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    contrat = models.ForeignKey(Contrat, on_delete=models.CASCADE, related_name="dispenses")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    duree = models.ForeignKey(
        DureeHebdomadaire, null=True, blank=True, on_delete=models.CASCADE, related_name="dispenses"
    )
    motif = models.CharField("raison", max_length=16, choices=[(m, m) for m in MOTIFS_DE_DISPENSE])
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("notée le")
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "dispense d’heures"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["contrat", "duree"],
                condition=Q(retiree_le=None),
                nulls_distinct=False,
                name="dispense_une_par_duree",
            ),
            models.CheckConstraint(condition=Q(motif__in=MOTIFS_DE_DISPENSE), name="dispense_motif_de_la_loi"),
        ]

    def __str__(self) -> str:
        return f"dispense {self.pk}"


@pghistory.track()
class Signature(models.Model):
    """The day one of the three signed the paper, and who noted it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    contrat = models.ForeignKey(Contrat, on_delete=models.CASCADE, related_name="signatures")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    partie = models.CharField("qui", max_length=16, choices=PARTIES)
    signee_le = models.DateField("signé le")
    par = models.ForeignKey(Appartenance, verbose_name="notée par", on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("notée le")
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "signature du contrat"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["contrat", "partie"], condition=Q(retiree_le=None), name="contrat_une_signature_par_partie"
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"


@pghistory.track()
class Prolongation(models.Model):
    """A later end, and why. `fin_d_avant` is what it replaced: taken back, the contract ends there again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    contrat = models.ForeignKey(Contrat, on_delete=models.CASCADE, related_name="prolongations")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    nature = models.CharField("pourquoi", max_length=16, choices=NatureDeProlongation)
    jusqu_au = models.DateField("jusqu’au")
    fin_d_avant = models.DateField("finissait le")
    parcours_fini_le = models.DateField("l’autre parcours finit le", null=True, blank=True)
    motif = models.TextField("motif")
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("décidée le")
    retiree_le = models.DateTimeField("annulée le", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "prolongation"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(jusqu_au__gt=F("fin_d_avant")), name="prolongation_prolonge"),
            models.CheckConstraint(condition=~Q(motif=""), name="prolongation_motivee"),
            models.CheckConstraint(
                condition=~Q(nature="autre_parcours") | Q(parcours_fini_le__isnull=False),
                name="prolongation_dit_l_autre_parcours",
            ),
        ]

    def __str__(self) -> str:
        return f"prolongation {self.pk}"


@pghistory.track()
class Interruption(models.Model):
    """Days when the contract is held, both included; `au` None: nobody knows yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    contrat = models.ForeignKey(Contrat, on_delete=models.CASCADE, related_name="interruptions")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    du = models.DateField("du")
    au = models.DateField("au", null=True, blank=True)
    motif = models.CharField("raison", max_length=20, choices=MotifDInterruption)
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("notée le")
    retiree_le = models.DateTimeField("annulée le", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "interruption"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(au=None) | Q(au__gte=F("du")), name="interruption_fin_apres_debut"),
            ExclusionConstraint(
                name="interruption_une_a_la_fois",
                expressions=[("contrat", RangeOperators.EQUAL), (_jours("du", "au"), RangeOperators.OVERLAPS)],
                condition=Q(retiree_le=None),
            ),
        ]

    def __str__(self) -> str:
        return f"interruption {self.pk}"
