"""Sortie: the youth leaves the way, from any step. Said by one side, read or contested by the other, taken back."""

import uuid

import pghistory
from django.db import models
from django.db.models import Exists, F, Q

from parcours.commission.models import COTES
from socle.acces.models import COORDONNEES
from socle.acces.portee import SousPortee, acteur_courant, mur_python, visible
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier, Etape


class Motif(models.TextChoices):
    """Why. Close to the lists of the missions locales and of the CEJ application, so that little is left to « autre ».

    Nothing says health or justice: who cannot go on for long is « indisponible », and nobody is asked why.
    """

    EMPLOI_DURABLE = "emploi_durable", "Emploi durable (CDI, ou contrat de 6\u00a0mois ou plus)"
    EMPLOI_COURT = "emploi_court", "Emploi court (contrat de moins de 6\u00a0mois)"
    ALTERNANCE = "alternance", "Alternance (apprentissage, contrat de professionnalisation)"
    CREATION = "creation", "Création d’entreprise"
    FORMATION = "formation", "Formation"
    SCOLARITE = "scolarite", "Retour en scolarité"
    SERVICE_CIVIQUE = "service_civique", "Service civique"
    AUTRE_DISPOSITIF = "autre_dispositif", "Autre dispositif ou autre accompagnement"
    DEMANDE = "demande", "Le jeune demande à arrêter"
    PERTE_DE_CONTACT = "perte_de_contact", "Plus de contact"
    DEMENAGEMENT = "demenagement", "Déménagement"
    INDISPONIBLE = "indisponible", "Indisponible durablement"
    LIMITE_D_AGE = "limite_d_age", "Limite d’âge"
    FIN_SANS_SOLUTION = "fin_sans_solution", "Fin du programme, sans solution"
    DECES = "deces", "Décès"
    AUTRE = "autre", "Autre"


@pghistory.track()
class Sortie(models.Model):
    """One way out. In force until it is taken back, with a reason; `version` grows with each correction."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="sorties")
    le = models.DateField("sorti le")
    motif = models.CharField("pourquoi", max_length=20, choices=Motif)
    precision = models.CharField("précision", max_length=300, blank=True)
    vers = models.CharField("vers où", max_length=160, blank=True)
    accompagnement = models.BooleanField("l’accompagnement continue", null=True, blank=True)
    accompagnement_par = models.CharField("avec qui", max_length=160, blank=True)
    accompagnement_jusqu_a = models.DateField("jusqu’au", null=True, blank=True)
    parole = models.CharField("ce qu’en dit le jeune", max_length=500, blank=True)
    etape_quittee = models.CharField("étape quittée", max_length=16, choices=Etape)
    cote = models.CharField("dite par", max_length=16, choices=COTES)
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    dite_le = models.DateTimeField("dite le")
    maj_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    maj_le = models.DateTimeField("modifiée le")
    annulee_le = models.DateTimeField("annulée le", null=True, blank=True)
    annulee_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    annulation = models.CharField("pourquoi l’annuler", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SousPortee()

    class Meta:
        verbose_name = "sortie"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(annulee_le=None), name="sortie_une_seule_en_vigueur"
            ),
            models.CheckConstraint(condition=Q(motif__in=Motif.values), name="sortie_motif_connu"),
            models.CheckConstraint(condition=~Q(motif=Motif.AUTRE) | ~Q(precision=""), name="sortie_autre_precisee"),
            models.CheckConstraint(
                condition=~Q(motif=Motif.AUTRE_DISPOSITIF) | ~Q(vers=""), name="sortie_dispositif_nomme"
            ),
            models.CheckConstraint(
                condition=Q(accompagnement=True) & ~Q(accompagnement_par="")
                | Q(accompagnement_par="", accompagnement_jusqu_a=None),
                name="sortie_accompagnement_complet",
            ),
            models.CheckConstraint(
                condition=Q(annulee_le=None, annulee_par=None, annulation="")
                | (Q(annulee_le__isnull=False, annulee_par__isnull=False) & ~Q(annulation="")),
                name="sortie_annulee_avec_sa_raison",
            ),
        ]

    def __str__(self) -> str:
        return f"sortie {self.pk}"


@pghistory.track()
class Relais(models.Model):
    """Who the youth can turn to from now on. Somebody’s name and number: read like the youth’s own coordinates."""

    sortie = models.OneToOneField(Sortie, primary_key=True, on_delete=models.CASCADE, related_name="relais")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    nom = models.CharField("personne relais", max_length=120, blank=True)
    structure = models.CharField("sa structure", max_length=160, blank=True)
    contact = models.CharField("comment la joindre", max_length=160, blank=True)

    objects = SousPortee(element=COORDONNEES)

    class Meta:
        verbose_name = "relais"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"relais {self.pk}"


@pghistory.track()
class Avis(models.Model):
    """What the other side says once it read the sortie, at the version it read: nothing, or that it contests.

    Whoever said the sortie answers a contest by taking it back, or by maintaining it and saying why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sortie = models.ForeignKey(Sortie, on_delete=models.CASCADE, related_name="avis")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    cote = models.CharField("de", max_length=16, choices=COTES)
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    le = models.DateTimeField("lu le")
    version_lue = models.PositiveIntegerField("version lue")
    conteste = models.BooleanField("conteste")
    texte = models.TextField("ce qui est contesté", blank=True)
    maintenue_le = models.DateTimeField("sortie maintenue le", null=True, blank=True)
    maintenue_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    maintien = models.TextField("pourquoi la maintenir", blank=True)
    retire_le = models.DateTimeField("remplacé le", null=True, blank=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "avis sur une sortie"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["sortie", "cote"], condition=Q(retire_le=None), name="avis_un_par_cote"),
            models.CheckConstraint(
                condition=Q(conteste=True) & ~Q(texte="") | Q(conteste=False, texte=""), name="avis_conteste_et_dit"
            ),
            models.CheckConstraint(
                condition=Q(maintenue_le=None, maintenue_par=None, maintien="")
                | (Q(conteste=True, maintenue_le__isnull=False, maintenue_par__isnull=False) & ~Q(maintien="")),
                name="avis_maintien_complet",
            ),
        ]

    def __str__(self) -> str:
        return f"avis {self.pk}"


class DesDeuxDossiers(SousPortee):
    """What ties two dossiers exists for whoever sees both, and for nobody else."""

    def _ouverts(self, sonde: type[Exists]) -> models.QuerySet:
        requete = super()._ouverts(sonde)
        return requete.filter(visible(acteur_courant(), chemin="ancien_id", sonde=sonde)) if mur_python() else requete


@pghistory.track()
class Retour(models.Model):
    """A youth who left came back: `dossier` opened, `ancien` stays closed. Accords do not pass from it."""

    dossier = models.OneToOneField(Dossier, primary_key=True, on_delete=models.CASCADE, related_name="retour_de")
    ancien = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="revenu_dans")
    par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    le = models.DateTimeField("noté le")

    objects = DesDeuxDossiers()

    class Meta:
        verbose_name = "retour"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(dossier=F("ancien")), name="retour_entre_deux"),
        ]

    def __str__(self) -> str:
        return f"retour {self.pk}"
