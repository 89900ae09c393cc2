"""Synthèses: what one side writes of the way made, the other validates, and whom it is then sent to.

One row of `Synthese` is one version; those of a same thread share `fil`. Submitted, a version is never rewritten.
"""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from parcours.syntheses.portee import (
    SENSIBLES,
    SousPorteeDesEnvois,
    SousPorteeDesObservations,
    SousPorteeDesSyntheses,
)
from socle.acteurs.models import Appartenance, Structure, initiales_de_structure
from socle.consentements.models import Accord
from socle.dossier.models import Dossier

AU_PLUS = 4_000
"""Characters of a part: a synthèse is read in two minutes. Ours."""


class PourQuoi(models.TextChoices):
    """What a synthèse is for: it is said before it is written."""

    BILAN = "bilan", "Faire le bilan"
    ORIENTATION = "orientation", "Orienter vers quelqu’un"
    RENOUVELLEMENT = "renouvellement", "Demander un renouvellement"
    RELAIS = "relais", "Passer le relais"
    AUTRE = "autre", "Autre chose"


A_PRECISER = (PourQuoi.ORIENTATION, PourQuoi.AUTRE)
"""Purposes that say nothing by themselves: towards whom, and what."""

PARTIES = {
    "chemin": "D’où l’on vient, et le chemin fait",
    "fait": "Ce qui était visé, ce qui a été fait",
    "suite": "La suite, et qui la tient",
    "besoins": "Ce qui manque encore",
    "tenu": "Ce que nous avons tenu ensemble",
    "libre": "Autre chose à dire",
}
"""The parts of a synthèse, in the order in which it is read."""
TITRES = PARTIES | {"sante": "Sa santé", "justice": "La justice", "argent": "Son argent"}


def _partie(code: str) -> models.CharField:
    return models.CharField(TITRES[code].lower(), max_length=AU_PLUS, blank=True)


@pghistory.track()
class Synthese(models.Model):
    """One version: a draft of its author's structure until `soumise_le`, agreed by both sides at `validee_le`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="syntheses")
    fil = models.UUIDField("fil")
    numero = models.PositiveIntegerField("numéro")
    structure = models.ForeignKey(Structure, verbose_name="écrite par", on_delete=models.PROTECT, related_name="+")
    pour = models.CharField("pour quoi", max_length=16, choices=PourQuoi)
    precision = models.CharField("précision", max_length=200, blank=True)
    chemin = _partie("chemin")
    fait = _partie("fait")
    suite = _partie("suite")
    besoins = _partie("besoins")
    tenu = _partie("tenu")
    libre = _partie("libre")
    sante = _partie("sante")
    justice = _partie("justice")
    argent = _partie("argent")
    ecrit_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    ecrit_le = models.DateTimeField("écrite le")
    maj_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    maj_le = models.DateTimeField("modifiée le")
    version = models.PositiveIntegerField(default=1)
    soumise_le = models.DateTimeField("soumise le", null=True, blank=True)
    validee_le = models.DateTimeField("validée le", null=True, blank=True)
    validee_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    retiree_le = models.DateTimeField("retirée ou remplacée le", null=True, blank=True)

    objects = SousPorteeDesSyntheses()

    class Meta:
        verbose_name = "synthèse"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(pour__in=PourQuoi.values), name="synthese_pour_connu"),
            models.CheckConstraint(
                condition=~Q(pour__in=[p.value for p in A_PRECISER]) | ~Q(precision=""), name="synthese_pour_precise"
            ),
            models.CheckConstraint(
                condition=Q(validee_le=None, validee_par=None)
                | Q(validee_le__isnull=False, validee_par__isnull=False, soumise_le__isnull=False),
                name="synthese_validee_par_quelqu_un",
            ),
            # What each side drafts aside, and the one that waits for the other.
            models.UniqueConstraint(
                fields=["fil", "structure"], condition=Q(soumise_le=None, retiree_le=None),
                name="synthese_un_brouillon_par_cote",
            ),
            models.UniqueConstraint(
                fields=["fil"], condition=Q(soumise_le__isnull=False, validee_le=None, retiree_le=None),
                name="synthese_une_seule_attendue",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["dossier", "-maj_le"], name="synthese_du_dossier")]

    def __str__(self) -> str:
        return f"synthèse {self.pk}"

    @property
    def brouillon(self) -> bool:
        """Whether its author's structure alone reads it, and may still write it."""
        return self.soumise_le is None and self.retiree_le is None

    @property
    def attendue(self) -> bool:
        """Whether it waits for the other side."""
        return self.soumise_le is not None and self.validee_le is None and self.retiree_le is None

    @property
    def initiales(self) -> str:
        """Of the structure that wrote it, for its mark."""
        return initiales_de_structure(str(self.structure))

    @property
    def elements(self) -> tuple[str, ...]:
        """What an accord must name, beside the way and the plan, for somebody to read it."""
        return tuple(element for code, element in SENSIBLES.items() if getattr(self, code))


@pghistory.track()
class ObservationDuJeune(models.Model):
    """What the youth says of a version, in their words, or that they wished to say nothing; who noted it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="observations_du_jeune")
    synthese = models.ForeignKey(Synthese, on_delete=models.CASCADE, related_name="observations")
    vue = models.BooleanField("l’a lue, ou on la lui a lue")
    texte = models.CharField("ce qu’il ou elle en dit", max_length=2_000, blank=True)
    sans = models.BooleanField("n’a pas souhaité en faire")
    dit_le = models.DateField("dit le")
    par = models.ForeignKey(Appartenance, verbose_name="noté par", on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("noté le")
    retiree_le = models.DateTimeField("remplacée le", null=True, blank=True)

    objects = SousPorteeDesObservations()

    class Meta:
        verbose_name = "observation du jeune"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["synthese"], condition=Q(retiree_le=None), name="observation_une_par_version"
            ),
            models.CheckConstraint(
                condition=(Q(sans=True) & Q(texte="")) | (Q(sans=False) & ~Q(texte="")), name="observation_dite_ou_non"
            ),
        ]

    def __str__(self) -> str:
        return f"observation {self.pk}"


@pghistory.track()
class EnvoiDeSynthese(models.Model):
    """A validated version, sent to a structure, on an accord (None: to the porteur, which opened the dossier).

    It opens the reading as long as it is not taken back and that very accord runs.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="envois_de_synthese")
    synthese = models.ForeignKey(Synthese, on_delete=models.CASCADE, related_name="envois")
    destinataire = models.ForeignKey(Structure, verbose_name="à qui", on_delete=models.PROTECT, related_name="+")
    accord = models.ForeignKey(Accord, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    structure = models.ForeignKey(Structure, verbose_name="envoyée par", on_delete=models.PROTECT, related_name="+")
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    envoye_le = models.DateTimeField("envoyée le")
    lue_le = models.DateTimeField("lue le", null=True, blank=True)
    lue_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    retire_le = models.DateTimeField("envoi retiré le", null=True, blank=True)
    retire_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pourquoi = models.CharField("pourquoi l’envoi est retiré", max_length=300, blank=True)

    objects = SousPorteeDesEnvois()

    class Meta:
        verbose_name = "envoi de synthèse"
        base_manager_name = "objects"
        constraints = [
            # A second click sends nothing more; another accord, or a sending taken back, makes room for another.
            models.UniqueConstraint(
                fields=["synthese", "destinataire", "accord"], condition=Q(retire_le=None), nulls_distinct=False,
                name="envoi_une_fois_par_accord",
            ),
            models.CheckConstraint(
                condition=Q(retire_le=None, retire_par=None, pourquoi="")
                | (Q(retire_le__isnull=False, retire_par__isnull=False) & ~Q(pourquoi="")),
                name="envoi_retire_avec_sa_raison",
            ),
        ]  # fmt: skip
        indexes = [
            # « À faire »: what waits to be read by a structure.
            models.Index(
                fields=["destinataire", "dossier"], condition=Q(lue_le=None, retire_le=None), name="envoi_pas_encore_lu"
            ),
        ]

    def __str__(self) -> str:
        return f"envoi de synthèse {self.pk}"
