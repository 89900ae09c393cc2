"""People and structures: who works where, as what, since when, with which rights."""

import re
import secrets

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from regles.acces import Nature, Portee


class Comptes(BaseUserManager["Compte"]):
    """Accounts are created by an invitation accepted, or by the operator; never by a public form."""

    def create_user(self, *, courriel: str, prenom: str, nom: str, mot_de_passe: str | None = None) -> "Compte":
        compte = self.model(email=self.normalize_email(courriel).lower(), prenom=prenom, nom=nom)
        compte.set_password(mot_de_passe)
        compte.save()
        # The address is proved already: by the link of the invitation, or by the operator's word.
        compte.emailaddress_set.create(email=compte.email, verified=True, primary=True)
        return compte


class Compte(AbstractBaseUser):
    """One professional, one account, whatever the number of their structures."""

    email = models.EmailField("adresse électronique", unique=True)
    prenom = models.CharField("prénom", max_length=80)
    nom = models.CharField("nom", max_length=80)
    is_active = models.BooleanField("actif", default=True)
    cree_le = models.DateTimeField("créé le", default=timezone.now)

    objects = Comptes()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["prenom", "nom"]

    class Meta:
        verbose_name = "compte"

    def __str__(self) -> str:
        return f"compte {self.pk}"

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}".strip()

    @property
    def initiales(self) -> str:
        return (self.prenom[:1] + self.nom[:1]).upper()


class NatureDeStructure(models.TextChoices):
    PORTEUR = Nature.PORTEUR.value, "porteur"
    MISSION_LOCALE = Nature.MISSION_LOCALE.value, "mission locale"
    PARTENAIRE = Nature.PARTENAIRE.value, "partenaire"
    PILOTE = Nature.PILOTE.value, "pilote"


def initiales_de_structure(nom: str) -> str:
    """Two letters for the mark of a structure: those of what tells it from the others of its kind."""
    mots = [m for m in re.split(r"[\s’'-]+", nom) if len(m) > 2 and m.lower() not in ("mission", "locale", "les")]
    return "".join(m[0] for m in (mots or [nom])[:2]).upper()


class Structure(models.Model):
    """A porteur, a mission locale, a partner or a pilote."""

    nature = models.CharField("nature", max_length=20, choices=NatureDeStructure)
    nom = models.CharField("nom", max_length=160)
    nom_court = models.CharField("nom court", max_length=60, blank=True)
    code_imilo = models.CharField("code I-Milo", max_length=12, blank=True)
    departement = models.CharField("département", max_length=3, blank=True)
    region = models.CharField("région", max_length=3, blank=True)
    commune = models.CharField("commune", max_length=120, blank=True)
    telephone = models.CharField("téléphone", max_length=40, blank=True)
    fuseau = models.CharField("fuseau horaire", max_length=60, default="Europe/Paris")

    class Meta:
        verbose_name = "structure"
        constraints = [
            models.UniqueConstraint(
                fields=["code_imilo"], condition=~Q(code_imilo=""), name="structure_code_imilo_unique"
            ),
            models.CheckConstraint(condition=Q(nature__in=NatureDeStructure.values), name="structure_nature_connue"),
        ]

    def __str__(self) -> str:
        return self.nom_court or self.nom


class MembreDeGroupement(models.Model):
    """A porteur may be a consortium: a chef de file and dated members. Each sees only its own dossiers."""

    chef_de_file = models.ForeignKey(
        Structure, verbose_name="chef de file", on_delete=models.PROTECT, related_name="membres_du_groupement"
    )
    membre = models.ForeignKey(Structure, verbose_name="membre", on_delete=models.PROTECT, related_name="groupements")
    depuis = models.DateField("depuis le")
    jusqu_a = models.DateField("jusqu’au (dernier jour)", null=True, blank=True)

    class Meta:
        verbose_name = "membre de groupement"
        constraints = [
            models.CheckConstraint(
                condition=Q(jusqu_a=None) | Q(jusqu_a__gte=F("depuis")), name="groupement_fin_apres_debut"
            ),
            models.CheckConstraint(condition=~Q(chef_de_file=F("membre")), name="groupement_entre_deux"),
            ExclusionConstraint(
                name="groupement_un_seul_a_la_fois",
                expressions=[
                    ("membre", RangeOperators.EQUAL),
                    (
                        Func(F("depuis"), F("jusqu_a"), models.Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"membre de groupement {self.pk}"


class Antenne(models.Model):
    """A place where a mission locale receives."""

    structure = models.ForeignKey(
        Structure, verbose_name="structure", on_delete=models.PROTECT, related_name="antennes"
    )
    nom = models.CharField("nom", max_length=120)
    commune = models.CharField("commune", max_length=120, blank=True)

    class Meta:
        verbose_name = "antenne"
        constraints = [models.UniqueConstraint(fields=["structure", "nom"], name="antenne_unique")]

    def __str__(self) -> str:
        return self.nom


class Metier(models.TextChoices):
    REFERENT = "referent", "référent de parcours"
    CONSEILLER = "conseiller", "conseiller en insertion"
    COORDINATEUR = "coordinateur", "coordinateur"
    ADMINISTRATIF = "administratif", "personnel administratif"
    DIRECTION = "direction", "direction"
    BENEVOLE = "benevole", "bénévole"
    CHARGE_DE_MISSION = "charge_de_mission", "chargé de mission"
    PARTENAIRE = "partenaire", "partenaire"


class PorteeDuRegard(models.TextChoices):
    STRUCTURE = Portee.STRUCTURE.value, "tous les dossiers ouverts à la structure"
    SIENS = Portee.SIENS.value, "les dossiers dont la personne s’occupe"
    PARTAGE = Portee.PARTAGE.value, "ce qui est adressé à la structure"
    AUCUNE = Portee.AUCUNE.value, "aucun dossier"


@pghistory.track()
class Appartenance(models.Model):
    """A hat: one account in one structure, as something, from a day to a day."""

    compte = models.ForeignKey(Compte, verbose_name="compte", on_delete=models.PROTECT, related_name="appartenances")
    structure = models.ForeignKey(Structure, verbose_name="structure", on_delete=models.PROTECT, related_name="+")
    metier = models.CharField("métier", max_length=20, choices=Metier)
    portee = models.CharField("dossiers visibles", max_length=12, choices=PorteeDuRegard)
    decide = models.BooleanField("signe en commission pour la structure", default=False)
    administre = models.BooleanField("invite et retire des membres", default=False)
    depuis = models.DateField("depuis le")
    jusqu_a = models.DateField("jusqu’au (dernier jour)", null=True, blank=True)
    revoquee_le = models.DateTimeField("révoquée le", null=True, blank=True)

    class Meta:
        verbose_name = "appartenance"
        constraints = [
            models.CheckConstraint(
                condition=Q(jusqu_a=None) | Q(jusqu_a__gte=F("depuis")), name="appartenance_fin_apres_debut"
            ),
            models.CheckConstraint(condition=Q(portee__in=PorteeDuRegard.values), name="appartenance_portee_connue"),
            # One open hat at a time for one account in one structure.
            ExclusionConstraint(
                name="appartenance_sans_chevauchement",
                expressions=[
                    ("compte", RangeOperators.EQUAL),
                    ("structure", RangeOperators.EQUAL),
                    (
                        Func(F("depuis"), F("jusqu_a"), models.Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(revoquee_le=None),
            ),
        ]
        indexes = [models.Index(fields=["structure", "compte"], name="appartenance_membres")]

    def __str__(self) -> str:
        return f"appartenance {self.pk}"


def jeton() -> str:
    """A secret that fits in a link: 256 bits."""
    return secrets.token_urlsafe(32)


@pghistory.track(exclude=["empreinte_du_jeton"])
class Invitation(models.Model):
    """An invitation sent by an administrator of the structure. The link's secret is kept as a digest only."""

    structure = models.ForeignKey(Structure, verbose_name="structure", on_delete=models.PROTECT, related_name="+")
    courriel = models.EmailField("adresse électronique")
    metier = models.CharField("métier", max_length=20, choices=Metier)
    portee = models.CharField("dossiers visibles", max_length=12, choices=PorteeDuRegard)
    decide = models.BooleanField("signe en commission pour la structure", default=False)
    administre = models.BooleanField("invite et retire des membres", default=False)
    jusqu_a = models.DateField("jusqu’au (dernier jour)", null=True, blank=True)
    par = models.ForeignKey(Appartenance, verbose_name="par", null=True, on_delete=models.PROTECT, related_name="+")
    empreinte_du_jeton = models.CharField(max_length=64, unique=True)
    creee_le = models.DateTimeField("envoyée le")
    expire_le = models.DateTimeField("expire le")
    acceptee_le = models.DateTimeField("acceptée le", null=True, blank=True)
    annulee_le = models.DateTimeField("annulée le", null=True, blank=True)

    class Meta:
        verbose_name = "invitation"
        constraints = [
            models.UniqueConstraint(
                fields=["structure", "courriel"],
                condition=Q(acceptee_le=None, annulee_le=None),
                name="invitation_une_seule_en_attente",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
