"""Who is around a youth, where no act already says it: a partner known by words, a handing over to come.

The référent, the adviser and the single référent are deduced from the dossier, its accesses and its contract.
"""

import uuid

import pghistory
from django.db import models
from django.db.models import Exists, F, Q

from socle.acces.models import PLAN, TOUT
from socle.acces.portee import SousPortee, acteur_courant, mur_python, visible
from socle.acteurs.models import Appartenance, Invitation, Structure
from socle.consentements.models import Accord
from socle.dossier.models import Dossier


class SorteDePartenaire(models.TextChoices):
    HEBERGEMENT = "hebergement", "Hébergement (115, SIAO, foyer)"
    LOGEMENT = "logement", "Logement"
    SANTE = "sante", "Santé"
    ASE = "ase", "Protection de l’enfance (ASE)"
    JUSTICE = "justice", "Justice (PJJ, SPIP)"
    EMPLOI = "emploi", "Emploi, insertion"
    FORMATION = "formation", "École, formation"
    DROITS = "droits", "Papiers, droits, budget"
    AUTRE = "autre", "Autre"


class Audience(models.TextChoices):
    """Who reads that this partner is there."""

    STRUCTURE = "structure", "la structure qui l’a noté"
    LES_DEUX = "les_deux", "le porteur et la mission locale"


NE_S_OUVRENT_PAS = (SorteDePartenaire.SANTE.value, SorteDePartenaire.JUSTICE.value)
"""That a youth is cared for or judged is said by the mere name of the partner: no accord names these domains yet."""


class SelonLAudience(SousPortee):
    """What one structure keeps for itself exists for nobody else, even where the dossier is shared; what is for both
    sides exists for these two alone, not for another structure that an accord lets in, and for the second as long as
    its accord opens it (`PLAN`).
    """

    def _ouverts(self, sonde: type[Exists]) -> models.QuerySet:
        requete = super()._ouverts(sonde)
        if not mur_python():
            return requete
        acteur = acteur_courant()
        nous = acteur.structure_id
        d_un_cote = Q(dossier__porteur_id=nous) | Q(dossier__mission_locale_id=nous)
        pour_nous = Q(audience=Audience.LES_DEUX) & d_un_cote & visible(acteur, element=PLAN, chemin=self.chemin)
        return requete.filter(Q(structure_id=nous) | pour_nous)


@pghistory.track()
class Partenaire(models.Model):
    """Somebody of another organisation who helps this youth, in the words of who noted it. Opens no access."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="partenaires")
    structure = models.ForeignKey(Structure, verbose_name="noté par", on_delete=models.PROTECT, related_name="+")
    sorte = models.CharField("sorte", max_length=12, choices=SorteDePartenaire)
    organisation = models.CharField("organisation", max_length=120)
    nom = models.CharField("nom", max_length=120, blank=True)
    fonction = models.CharField("fonction", max_length=80, blank=True)
    pour_quoi = models.CharField("pour quoi", max_length=200, blank=True)
    telephone = models.CharField("téléphone", max_length=40, blank=True)
    courriel = models.EmailField("adresse électronique", blank=True)
    joignable = models.CharField("quand le joindre", max_length=200, blank=True)
    audience = models.CharField("lisible par", max_length=10, choices=Audience, default=Audience.STRUCTURE)
    depuis = models.DateField("depuis le")
    parti_le = models.DateField("parti le", null=True, blank=True)
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("noté le")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SelonLAudience()

    class Meta:
        verbose_name = "partenaire autour du jeune"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(sorte__in=SorteDePartenaire.values), name="partenaire_sorte_connue"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="partenaire_audience_connue"),
            models.CheckConstraint(condition=~Q(organisation=""), name="partenaire_organisation_dite"),
            models.CheckConstraint(
                condition=Q(parti_le=None) | Q(parti_le__gte=F("depuis")), name="partenaire_part_apres"
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.STRUCTURE) | ~Q(sorte__in=NE_S_OUVRENT_PAS),
                name="partenaire_sante_et_justice_restent",
            ),
        ]
        indexes = [models.Index(fields=["dossier"], name="partenaires_d_un_dossier")]

    def __str__(self) -> str:
        return f"partenaire {self.pk}"

    @property
    def nom_affiche(self) -> str:
        """The person when they are known, else the organisation."""
        return self.nom or self.organisation


@pghistory.track()
class RelaisPrevu(models.Model):
    """A dossier that goes to a colleague from a day to come. On that day a job hands it over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="relais_prevus")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    a = models.ForeignKey(Appartenance, verbose_name="à qui", on_delete=models.PROTECT, related_name="+")
    du = models.DateField("à partir du")
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("noté le")
    fait_le = models.DateTimeField("passé le", null=True, blank=True)
    annule_le = models.DateTimeField("annulé le", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "relais prévu"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "structure"],
                condition=Q(fait_le=None, annule_le=None),
                name="relais_prevu_un_a_la_fois",
            ),
            models.CheckConstraint(condition=Q(fait_le=None) | Q(annule_le=None), name="relais_prevu_une_issue"),
        ]

    def __str__(self) -> str:
        return f"relais prévu {self.pk}"


@pghistory.track()
class PartenaireInvite(models.Model):
    """A partner around a youth who receives in Tandem what is addressed to them, by an accord of the youth.

    `invitation` is the link they were sent to open their access; None when they had one already.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="partenaires_invites")
    partenaire = models.ForeignKey(Partenaire, on_delete=models.CASCADE, related_name="invitations")
    accord = models.OneToOneField(Accord, on_delete=models.PROTECT, related_name="+")
    invitation = models.ForeignKey(Invitation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    courriel = models.EmailField("adresse électronique")
    par = models.ForeignKey(Appartenance, verbose_name="invité par", on_delete=models.PROTECT, related_name="+")
    invite_le = models.DateTimeField("invité le")

    objects = SousPortee(element=TOUT)

    class Meta:
        verbose_name = "partenaire invité"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"partenaire invité {self.pk}"
