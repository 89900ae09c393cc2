"""Remobilisation: the in-depth diagnosis, the PACEA, and its allocation ponctuelle, before the CEJ is signed."""

import uuid

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

from regles.acces import Nature
from regles.plafond_pacea import Fenetre
from socle.acces.models import ARGENT
from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance, Structure
from socle.dossier.models import Dossier

COTES = [(Nature.PORTEUR.value, "le porteur"), (Nature.MISSION_LOCALE.value, "la mission locale")]


class SuiteDuDiagnostic(models.TextChoices):
    PACEA = "pacea", "Un PACEA va être signé"
    SANS_PACEA = "sans_pacea", "Pas de PACEA pour l’instant"


@pghistory.track()
class Diagnostic(models.Model):
    """An in-depth diagnosis that the porteur asks of the mission locale: the way to a PACEA (FAQ of July 2023)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="diagnostics")
    mission_locale = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    pour = models.CharField("pour quoi", max_length=300)
    demande_le = models.DateField("demandé le")
    demande_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    relance_le = models.DateField("relancé le", null=True, blank=True)
    propose_le = models.DateField("jour proposé", null=True, blank=True)
    ou = models.CharField("à quelle heure et où", max_length=160, blank=True)
    tenu_le = models.DateField("tenu le", null=True, blank=True)
    mene_par = models.ForeignKey(
        Appartenance, verbose_name="mené par", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    suite = models.CharField("ce qui suit", max_length=10, choices=SuiteDuDiagnostic, blank=True)
    pourquoi = models.CharField("pourquoi", max_length=300, blank=True)
    retire_le = models.DateTimeField("demande retirée le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SousPortee()

    class Meta:
        verbose_name = "diagnostic approfondi"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(tenu_le=None, retire_le=None), name="diagnostic_un_seul_attendu"
            ),
            models.CheckConstraint(
                condition=Q(tenu_le=None, mene_par=None, suite="")
                | (Q(tenu_le__isnull=False, mene_par__isnull=False) & ~Q(suite="")),
                name="diagnostic_tenu_en_entier",
            ),
            models.CheckConstraint(
                condition=~Q(suite=SuiteDuDiagnostic.SANS_PACEA) | ~Q(pourquoi=""), name="diagnostic_sans_pacea_dit"
            ),
        ]

    def __str__(self) -> str:
        return f"diagnostic {self.pk}"


class FinDePacea(models.TextChoices):
    AUTONOMIE = "autonomie", "Autonomie acquise"
    CEJ = "cej", "Un CEJ est signé"
    ANNIVERSAIRE = "anniversaire", "Vingt-six ans"
    TERME = "terme", "Arrivé à son terme"
    DEMANDE = "demande", "Le jeune l’a demandé"
    DEMENAGEMENT = "demenagement", "Parti sur un autre territoire"
    SANS_NOUVELLES = "sans_nouvelles", "Plus de nouvelles"
    AUTRE = "autre", "Autre raison"


@pghistory.track()
class ParcoursPacea(models.Model):
    """A PACEA, signed by the youth and the mission locale elsewhere: what both sides must know of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="paceas")
    mission_locale = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    signe_le = models.DateField("signé le")
    fin_prevue_le = models.DateField("dernier jour prévu")
    premiere_phase_le = models.DateField("première phase à partir du", null=True, blank=True)
    objectifs = models.CharField("phases et objectifs", max_length=600, blank=True)
    note_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("noté le")
    fini_le = models.DateField("dernier jour", null=True, blank=True)
    fin = models.CharField("pourquoi il s’est terminé", max_length=14, choices=FinDePacea, blank=True)
    fin_precision = models.CharField("précision", max_length=300, blank=True)
    retire_le = models.DateTimeField("noté par erreur, retiré le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SousPortee()

    class Meta:
        verbose_name = "PACEA"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(fini_le=None, retire_le=None), name="pacea_un_seul_ouvert"
            ),
            ExclusionConstraint(
                name="pacea_sans_chevauchement",
                expressions=[
                    ("dossier", RangeOperators.EQUAL),
                    (
                        Func(
                            F("signe_le"),
                            Coalesce(F("fini_le"), F("fin_prevue_le")),
                            Value("[]"),
                            function="daterange",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(retire_le=None),
            ),
            models.CheckConstraint(condition=Q(fin_prevue_le__gte=F("signe_le")), name="pacea_fin_apres_signature"),
            models.CheckConstraint(
                condition=Q(fini_le=None, fin="") | (Q(fini_le__isnull=False, fini_le__gte=F("signe_le")) & ~Q(fin="")),
                name="pacea_fini_avec_raison",
            ),
            models.CheckConstraint(
                condition=~Q(fin=FinDePacea.AUTRE) | ~Q(fin_precision=""), name="pacea_autre_raison_dite"
            ),
        ]

    def __str__(self) -> str:
        return f"PACEA {self.pk}"


class MotifDeDemande(models.TextChoices):
    """What the money is for: needs one can name in front of the youth."""

    SE_LOGER = "se_loger", "Se loger"
    MANGER = "manger", "Manger"
    SE_DEPLACER = "se_deplacer", "Se déplacer"
    S_HABILLER = "s_habiller", "S’habiller, se laver"
    COMMUNIQUER = "communiquer", "Téléphone, Internet"
    DEMARCHES = "demarches", "Papiers et démarches"
    ATTENTE = "attente", "Attendre une autre ressource"
    AUTRE = "autre", "Autre besoin"


class ReponseAllocation(models.TextChoices):
    ACCORDEE = "accordee", "Accordée"
    REFUSEE = "refusee", "Refusée"
    A_COMPLETER = "a_completer", "À compléter"


@pghistory.track()
class DemandeAllocation(models.Model):
    """An allocation ponctuelle asked for one month. Read by the porteur, and through an accord that opens the money."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="allocations")
    mission_locale = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    mois = models.DateField("mois (son premier jour)")
    montant = models.DecimalField("montant demandé (euros)", max_digits=7, decimal_places=2)
    revenus = models.DecimalField("revenus du mois (euros)", max_digits=8, decimal_places=2, null=True, blank=True)
    motifs = ArrayField(models.CharField(max_length=12, choices=MotifDeDemande), verbose_name="pour quoi")
    precision = models.CharField("précision", max_length=600, blank=True)
    demandee_le = models.DateField("demandée le")
    demandee_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    cote = models.CharField("par", max_length=16, choices=COTES)
    reponse = models.CharField("réponse", max_length=12, choices=ReponseAllocation, blank=True)
    accorde = models.DecimalField("montant accordé (euros)", max_digits=7, decimal_places=2, null=True, blank=True)
    pourquoi = models.CharField("pourquoi", max_length=600, blank=True)
    repondue_le = models.DateField("répondue le", null=True, blank=True)
    repondue_par = models.ForeignKey(
        Appartenance, verbose_name="répondue par", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    jugement = models.JSONField("ce que disaient les textes ce jour-là", null=True, blank=True)
    transmise_le = models.DateField("transmise à l’ASP le", null=True, blank=True)
    retiree_le = models.DateTimeField("demande retirée le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SousPortee(element=ARGENT)

    class Meta:
        verbose_name = "demande d’allocation ponctuelle"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(mois__day=1), name="allocation_d_un_mois"),
            models.CheckConstraint(
                condition=Q(montant__gt=0) & (Q(revenus=None) | Q(revenus__gte=0)), name="allocation_montants_positifs"
            ),
            models.CheckConstraint(condition=~Q(motifs=[]), name="allocation_pour_quelque_chose"),
            models.CheckConstraint(
                condition=Q(reponse="", accorde=None, repondue_le=None, repondue_par=None)
                # A comparison with nothing is neither true nor false, and a check lets it pass: presence is said.
                | Q(
                    reponse=ReponseAllocation.ACCORDEE,
                    accorde__isnull=False,
                    accorde__gt=0,
                    repondue_le__isnull=False,
                    repondue_par__isnull=False,
                )
                | (
                    Q(reponse__in=[ReponseAllocation.REFUSEE, ReponseAllocation.A_COMPLETER], accorde=None)
                    & Q(repondue_le__isnull=False, repondue_par__isnull=False)
                    & ~Q(pourquoi="")
                ),
                name="allocation_reponse_entiere",
            ),
            models.CheckConstraint(
                condition=Q(transmise_le=None) | Q(reponse=ReponseAllocation.ACCORDEE),
                name="allocation_transmise_si_accordee",
            ),
        ]
        indexes = [
            models.Index(
                fields=["dossier"], condition=Q(retiree_le=None, transmise_le=None), name="allocation_en_cours"
            )
        ]

    def __str__(self) -> str:
        return f"demande {self.pk}"


@pghistory.track()
class ProlongationDuParcours(models.Model):
    """A later last day of the parcours, where the law gives the programme a length (O2R: D5316-13), and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="prolongations_du_parcours")
    jusqu_au = models.DateField("dernier jour")
    motif = models.CharField("pourquoi", max_length=600)
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("notée le")
    retiree_le = models.DateTimeField("notée par erreur, retirée le", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "prolongation du parcours"
        base_manager_name = "objects"
        constraints = [models.CheckConstraint(condition=~Q(motif=""), name="prolongation_du_parcours_motivee")]
        indexes = [models.Index(fields=["dossier"], name="prolongation_du_parcours_de")]

    def __str__(self) -> str:
        return f"prolongation du parcours {self.pk}"


class LectureDuPlafond(models.Model):
    """How a mission locale reads « par an » in D5131-9, which does not say, from a day on."""

    mission_locale = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    fenetre = models.CharField("un an, c’est", max_length=10, choices=[(f.value, f.value) for f in Fenetre])
    depuis = models.DateField("depuis le")
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("noté le")

    class Meta:
        verbose_name = "lecture du plafond"
        constraints = [
            models.UniqueConstraint(fields=["mission_locale", "depuis"], name="lecture_du_plafond_une_par_jour"),
            models.CheckConstraint(
                condition=Q(fenetre__in=[f.value for f in Fenetre]), name="lecture_du_plafond_connue"
            ),
        ]

    def __str__(self) -> str:
        return f"lecture du plafond {self.pk}"
