"""What the youth agreed to share, with whom, until when, in which words; and when they took it back."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Q

from socle.acces.models import TOUT
from socle.acces.portee import SousPortee, acteur_courant, mur_python, visible
from socle.acteurs.models import Appartenance, Structure


class ModeDeRecueil(models.TextChoices):
    ORAL = "oral", "à l’oral, devant moi"
    PAPIER = "papier", "sur papier, signé"
    ECRAN = "ecran", "sur mon écran, de sa main"
    REPRESENTANT = "representant", "par son représentant légal"


class PourQuiEstConcerne(SousPortee):
    """The porteur reads every accord of its dossiers, a recipient its own: another one's name may say too much."""

    def _ouverts(self, sonde: type[Exists]) -> models.QuerySet:
        requete = super()._ouverts(sonde)
        if not mur_python():
            return requete
        acteur = acteur_courant()
        return requete.filter(
            Q(destinataire_id=acteur.structure_id) | visible(acteur, element=TOUT, chemin=self.chemin)
        )


@pghistory.track()
class Accord(models.Model):
    """An agreement of the youth: these elements, to this structure. `texte` is what was shown or read to them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey("dossier.Dossier", on_delete=models.CASCADE, related_name="accords")
    destinataire = models.ForeignKey(Structure, verbose_name="avec qui", on_delete=models.PROTECT, related_name="+")
    elements = ArrayField(models.CharField(max_length=60), verbose_name="quoi")
    recueil = models.CharField("recueilli", max_length=14, choices=ModeDeRecueil)
    recueilli_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    recueilli_le = models.DateTimeField("recueilli le")
    jusqu_a = models.DateField("jusqu’au", null=True, blank=True)
    texte = models.TextField("ce qui a été lu ou montré")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)
    retire_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PourQuiEstConcerne()

    class Meta:
        verbose_name = "accord"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(elements=[]), name="accord_de_quelque_chose"),
            models.UniqueConstraint(
                fields=["dossier", "destinataire"], condition=Q(retire_le=None), name="accord_un_seul_en_cours"
            ),
        ]

    def __str__(self) -> str:
        return f"accord {self.pk}"
