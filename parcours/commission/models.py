"""Commission d'entrée: the porteur and the mission locale decide together, and both sign."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from regles.acces import Nature
from regles.decision import Quoi
from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance, Structure
from socle.dossier.models import Dossier

COTES = [(Nature.PORTEUR.value, "le porteur"), (Nature.MISSION_LOCALE.value, "la mission locale")]


class Rendezvous(models.Model):
    """When the commission of a mission locale sits: a day of the week, an hour, every so many weeks.

    A séance is not a row: it is this rule and a date.
    """

    mission_locale = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    premiere_le = models.DateField("première séance")
    heure = models.TimeField("heure")
    toutes_les = models.PositiveSmallIntegerField("toutes les (semaines)", default=1)
    lieu = models.CharField("lieu", max_length=160, blank=True)
    jusqu_a = models.DateField("dernière séance au plus tard le", null=True, blank=True)
    retire_le = models.DateTimeField("retiré avant d’avoir commencé le", null=True, blank=True)

    class Meta:
        verbose_name = "rendez-vous de la commission"
        constraints = [
            models.CheckConstraint(condition=Q(toutes_les__gte=1, toutes_les__lte=8), name="rendezvous_rythme"),
            models.CheckConstraint(
                condition=Q(jusqu_a=None) | Q(jusqu_a__gte=F("premiere_le")), name="rendezvous_fin_apres_debut"
            ),
        ]

    def __str__(self) -> str:
        return f"rendez-vous {self.pk}"


class SeanceDeplacee(models.Model):
    """One date that departs from the recurrence: moved, cancelled, or added.

    `prevue_le` is the day taken away (None: an exceptional séance is added), `tenue_le` the day it sits instead (None:
    cancelled). Taken back, the recurrence counts again.
    """

    mission_locale = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    prevue_le = models.DateField("séance prévue le", null=True, blank=True)
    tenue_le = models.DateField("a lieu le", null=True, blank=True)
    heure = models.TimeField("heure", null=True, blank=True)
    lieu = models.CharField("lieu", max_length=160, blank=True)
    motif = models.CharField("pourquoi", max_length=300, blank=True)
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("noté le")
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "séance déplacée"
        constraints = [
            models.CheckConstraint(
                condition=Q(prevue_le__isnull=False) | Q(tenue_le__isnull=False), name="seance_deplacee_dit_un_jour"
            ),
            models.CheckConstraint(
                condition=Q(tenue_le=None) | Q(heure__isnull=False), name="seance_deplacee_a_une_heure"
            ),
            models.UniqueConstraint(
                fields=["mission_locale", "prevue_le"], condition=Q(retiree_le=None), name="seance_deplacee_une_fois"
            ),
            models.UniqueConstraint(
                fields=["mission_locale", "tenue_le"], condition=Q(retiree_le=None), name="seance_deplacee_un_jour"
            ),
        ]

    def __str__(self) -> str:
        return f"séance déplacée {self.pk}"


class Issue(models.TextChoices):
    ENTREE = "entree", "Entrée en parcours"
    PRE_CEJ = "pre_cej", "Pré-CEJ-JR"
    REORIENTATION = "reorientation", "Réorientation"
    AJOURNEMENT = "ajournement", "Ajournement"


@pghistory.track()
class Decision(models.Model):
    """What the commission decides for one youth. Signed by both sides, it never changes: a later one replaces it.

    `jugement` keeps that day's verdict, criteria, facts (without the signs) and fingerprint of the barèmes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="decisions")
    mission_locale = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    seance_le = models.DateField("séance du")
    issue = models.CharField("décision", max_length=14, choices=Issue)
    appreciation = models.TextField("appréciation d’ensemble", blank=True)
    motif = models.TextField("pourquoi s’écarter du verdict", blank=True)
    vers = models.CharField("vers quel dispositif", max_length=160, blank=True)
    pourquoi_ailleurs = models.TextField("pourquoi là", blank=True)
    manque = models.CharField("ce qu’il manque", max_length=300, blank=True)
    apporte_par = models.CharField("qui l’apporte", max_length=16, blank=True, choices=COTES)
    fin_le = models.DateField("jusqu’au jour où la porte s’ouvre", null=True, blank=True)
    plan_interim = models.TextField("d’ici là", blank=True)
    responsable = models.ForeignKey(
        Appartenance, verbose_name="qui s’en occupe", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    jugement = models.JSONField()
    empreinte = models.CharField("empreinte du texte", max_length=64)
    proposee_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    proposee_le = models.DateTimeField("proposée le")
    signee_le = models.DateTimeField("signée des deux côtés le", null=True, blank=True)
    remplacee_le = models.DateTimeField("remplacée le", null=True, blank=True)
    retiree_le = models.DateTimeField("proposition retirée le", null=True, blank=True)
    maj_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    maj_le = models.DateTimeField("modifiée le")
    version = models.PositiveIntegerField(default=1)

    objects = SousPortee()

    class Meta:
        verbose_name = "décision"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(signee_le=None, retiree_le=None), name="decision_une_seule_proposee"
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(signee_le__isnull=False, remplacee_le=None),
                name="decision_une_seule_en_vigueur",
            ),
            models.CheckConstraint(condition=Q(issue__in=Issue.values), name="decision_issue_connue"),
            models.CheckConstraint(condition=Q(signee_le=None) | Q(retiree_le=None), name="decision_signee_ou_retiree"),
            models.CheckConstraint(
                condition=~Q(issue=Issue.PRE_CEJ)
                | (Q(fin_le__isnull=False, responsable__isnull=False) & ~Q(plan_interim="")),
                name="decision_pre_cej_complete",
            ),
            models.CheckConstraint(
                condition=~Q(issue=Issue.REORIENTATION) | (~Q(vers="") & ~Q(pourquoi_ailleurs="")),
                name="decision_reorientation_complete",
            ),
            models.CheckConstraint(
                condition=~Q(issue=Issue.AJOURNEMENT) | (~Q(manque="") & ~Q(apporte_par="")),
                name="decision_ajournement_complet",
            ),
        ]
        indexes = [models.Index(fields=["mission_locale", "seance_le"], name="decision_de_la_seance")]

    def __str__(self) -> str:
        return f"décision {self.pk}"


@pghistory.track()
class Signature(models.Model):
    """One side signs the text of the decision as it stood. Withdrawn when a word of it changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="signatures")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    cote = models.CharField(
        "pour",
        max_length=16,
        choices=COTES,
    )
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    compte_id = models.BigIntegerField("compte")
    le = models.DateTimeField("signée le")
    empreinte = models.CharField("empreinte du texte signé", max_length=64)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "signature"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "cote"], condition=Q(retiree_le=None), name="signature_une_par_cote"
            ),
            # Nobody signs for both, whatever their hats.
            models.UniqueConstraint(
                fields=["decision", "compte_id"], condition=Q(retiree_le=None), name="signature_une_par_personne"
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"


@pghistory.track()
class Suite(models.Model):
    """What a decision signed on both sides asks of one of them. Written with the last signature, done by that side."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="suites")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="suites")
    quoi = models.CharField("quoi", max_length=16, choices=[(q.value, q.value) for q in Quoi])
    cote = models.CharField("par", max_length=16, choices=COTES)
    pour = models.ForeignKey(
        Appartenance, verbose_name="par qui", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    precision = models.CharField("précision", max_length=300, blank=True)
    cree_le = models.DateField("demandée le")
    avant_le = models.DateField("avant le", null=True, blank=True)
    faite_le = models.DateTimeField("faite le", null=True, blank=True)
    faite_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    caduque_le = models.DateTimeField("sans objet depuis", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "suite d’une décision"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["decision", "quoi", "cote"], name="suite_une_fois"),
            models.CheckConstraint(condition=Q(quoi__in=[q.value for q in Quoi]), name="suite_connue"),
        ]
        indexes = [models.Index(fields=["dossier"], condition=Q(faite_le=None, caduque_le=None), name="suite_a_faire")]

    def __str__(self) -> str:
        return f"suite {self.pk}"
