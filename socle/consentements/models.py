"""What the youth agreed to share, with whom, until when, in which words; and when they took it back."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from socle.acces.models import TOUT
from socle.acces.portee import SousPortee, acteur_courant, mur_python, visible
from socle.acteurs.models import Appartenance, Structure


class ModeDeRecueil(models.TextChoices):
    ORAL = "oral", "à l’oral, devant moi"
    PAPIER = "papier", "sur papier, signé"
    ECRAN = "ecran", "sur mon écran, de sa main"
    REPRESENTANT = "representant", "par son représentant légal"


class ReponseDuRepresentant(models.TextChoices):
    """Where the legal representative of a minor stands. Asked, never a condition."""

    ACCORD = "accord", "d’accord"
    INFORME = "informe", "prévenu, sans avoir répondu"
    REFUS = "refus", "pas d’accord"
    PAS_JOINT = "pas_joint", "pas encore joint, ou le jeune ne le souhaite pas"


class SousPorteeDeLAccord(SousPortee):
    """An accord names what one recipient may read: no other recipient reads it. The porteur reads them all."""

    def get_queryset(self) -> models.QuerySet:
        requete = super().get_queryset()
        if not mur_python():
            return requete
        acteur = acteur_courant()
        sien = visible(acteur, element=TOUT, chemin=self.chemin)
        return requete.filter(sien | Q(destinataire_id=acteur.structure_id))


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
    # Empty in the accords that were collected before these were asked.
    aupres_de = models.CharField("qui, là-bas", max_length=200, blank=True)
    pour_quoi = models.CharField("pour quoi", max_length=200, blank=True)
    temoin = models.CharField("témoin", max_length=120, blank=True)
    temoin_fonction = models.CharField("fonction du témoin", max_length=120, blank=True)
    original = models.CharField("qui garde le papier signé, et où", max_length=200, blank=True)
    signature = models.CharField("signature", max_length=12_000, blank=True)
    representant_reponse = models.CharField(
        "réponse du représentant légal", max_length=10, choices=ReponseDuRepresentant, blank=True
    )
    representant_qui = models.CharField("représentant légal, et comment il l’a dit", max_length=200, blank=True)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)
    retire_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = SousPorteeDeLAccord()

    class Meta:
        verbose_name = "accord"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(elements=[]), name="accord_de_quelque_chose"),
            models.CheckConstraint(condition=Q(signature__regex=r"^[0-9,; ]*$"), name="accord_signature_nombres"),
            models.UniqueConstraint(
                fields=["dossier", "destinataire"], condition=Q(retire_le=None), name="accord_un_seul_en_cours"
            ),
        ]

    def __str__(self) -> str:
        return f"accord {self.pk}"
