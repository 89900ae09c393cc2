"""The same youth may be met twice, by people who must not learn of each other. They may ask to be put in touch."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier


class Reponse(models.TextChoices):
    ACCEPTEE = "acceptee", "acceptée"
    DECLINEE = "declinee", "déclinée"


@pghistory.track(exclude=["autre"])
class Rapprochement(models.Model):
    """Somebody else's dossier looks like this one. Whose, and where, is said by the other référent or by nobody.

    A row is written by the SQL function `signaler_doublon` alone; `autre` is never readable by the web role.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="rapprochements")
    autre = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    signale_le = models.DateTimeField("signalé le")
    ecarte_le = models.DateTimeField("écarté le", null=True)
    demande_par = models.ForeignKey(Appartenance, null=True, on_delete=models.PROTECT, related_name="+")
    demande_le = models.DateTimeField("mise en relation demandée le", null=True)
    message = models.CharField("message", max_length=300, blank=True)
    reponse = models.CharField("réponse", max_length=10, choices=Reponse, blank=True)
    repondu_par = models.ForeignKey(Appartenance, null=True, on_delete=models.PROTECT, related_name="+")
    repondu_le = models.DateTimeField("répondu le", null=True)

    objects = SousPortee()

    class Meta:
        verbose_name = "rapprochement"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "autre"], name="rapprochement_unique"),
            models.CheckConstraint(condition=~Q(dossier=models.F("autre")), name="rapprochement_entre_deux"),
            models.CheckConstraint(
                condition=Q(reponse="") | Q(demande_le__isnull=False, repondu_le__isnull=False),
                name="rapprochement_repondu_apres_demande",
            ),
        ]

    def __str__(self) -> str:
        return f"rapprochement {self.pk}"
