"""« Qui fait quoi » for one youth: where it departs from what the porteur and the mission locale agreed on."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from socle.acces.models import PLAN
from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.models import Dossier
from socle.repartition.lignes import Reponse
from socle.repartition.models import LETTRES_D_UNE_TACHE, LETTRES_DU_PARTENAIRE, Phase, Qui, partenaire_nomme

LETTRES_DU_REFUS = 300


@pghistory.track()
class Ajustement(models.Model):
    """For this youth, somebody else takes that task: proposed by one side, until the other accepts it (`accepte_le`).

    Replaced or taken back, never edited. One that was accepted holds while another is proposed over it. `refus`: why
    the other side said no; who said it and when is who took it back.

    The task is kept as it was worded: the partenariat may drop it later. Never in the domains of `SENSIBLES`: a line
    changed there would already tell of health or of justice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="ajustements")
    tache = models.CharField("tâche", max_length=40)
    phase = models.CharField("quand", max_length=20, choices=Phase)
    domaine = models.CharField("domaine", max_length=20, choices=Domaine)
    intitule = models.CharField("la tâche", max_length=LETTRES_D_UNE_TACHE)
    qui = models.CharField("qui s’en charge", max_length=16, choices=Qui)
    partenaire = models.CharField("quel partenaire", max_length=LETTRES_DU_PARTENAIRE, blank=True)
    par = models.ForeignKey(Appartenance, verbose_name="écrit par", on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("écrit le")
    accepte_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepte_le = models.DateTimeField("accepté le", null=True, blank=True)
    refus = models.CharField("pourquoi pas comme ça", max_length=LETTRES_DU_REFUS, blank=True)
    retire_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    objects = SousPortee(element=PLAN)

    class Meta:
        verbose_name = "ajustement"
        base_manager_name = "objects"
        constraints = [
            partenaire_nomme("ajustement_nomme_le_partenaire"),
            models.CheckConstraint(
                condition=~Q(domaine__in=sorted(d.value for d in SENSIBLES)), name="ajustement_ni_sante_ni_justice"
            ),
            models.CheckConstraint(
                condition=Q(retire_par=None, retire_le=None) | Q(retire_par__isnull=False, retire_le__isnull=False),
                name="ajustement_retire_par_quelqu_un",
            ),
            models.CheckConstraint(
                condition=Q(accepte_par=None, accepte_le=None) | Q(accepte_par__isnull=False, accepte_le__isnull=False),
                name="ajustement_accepte_par_quelqu_un",
            ),
            models.CheckConstraint(
                condition=Q(refus="") | Q(retire_le__isnull=False, accepte_le=None), name="ajustement_refuse_se_retire"
            ),
            models.UniqueConstraint(
                fields=["dossier", "tache"],
                condition=Q(retire_le=None, accepte_le=None),
                name="ajustement_un_propose_par_tache",
            ),
            models.UniqueConstraint(
                fields=["dossier", "tache"],
                condition=Q(retire_le=None, accepte_le__isnull=False),
                name="ajustement_un_accepte_par_tache",
            ),
        ]

    def __str__(self) -> str:
        return f"ajustement {self.pk}"

    @property
    def reponse(self) -> Reponse:
        """Who takes the task."""
        return Reponse(self.qui, self.partenaire)
