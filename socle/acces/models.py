"""The one table that says who may see which dossier. Two walls read it: the ORM (`portee`) and PostgreSQL.

It is written only through the SQL functions of `socle/acces/sql/`, which prove the right of whoever asks.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from socle.acteurs.models import Appartenance, Structure

TOUT = "tout"
"""Element held by the porteur that opened the dossier: everything in it."""
DOSSIER = "dossier"
"""Element every access has: first name, name, birth date, situation, contacts, verdict, decisions."""
COORDONNEES = "coordonnees"
"""Element: how to reach the youth, and the legal representative of a minor."""
PLAN = "plan"
"""Element: what is aimed at and who helps with it (shared diagnosis, plan d'action, tasks adjusted, partners)."""
ARGENT = "argent"
"""Element: what the youth earns in a month, and the allocation asked for them."""
SANTE = "sante"
"""Element: what is said of the youth's health. Named as its domain is (`socle.dossier.domaines`)."""
JUSTICE = "justice"
"""Element: what is said of the youth and of justice. Named as its domain is."""
PARTAGE = "partage"
"""Element of a partner invited on one dossier: what its author addressed to the whole team, or to that partner."""

RECUS = (PARTAGE, SANTE, JUSTICE)
"""The elements that an accord may open to a partner: what is addressed to it, and of which sensitive domains."""


def element_signe(code: str) -> str:
    """The element that opens one sign of rupture, by its code in `regles.eligibilite`."""
    return f"signe:{code}"


class Fondement(models.TextChoices):
    OUVERTURE = "ouverture", "a ouvert le dossier"
    ACCORD = "accord", "accord du jeune"


class Acces(models.Model):
    """One structure (or one of its members) sees these elements of one dossier, on this ground, from then until."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey("dossier.Dossier", on_delete=models.CASCADE, related_name="acces")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    appartenance = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    elements = ArrayField(models.CharField(max_length=60))
    fondement = models.CharField(max_length=12, choices=Fondement)
    accord = models.ForeignKey("consentements.Accord", null=True, on_delete=models.PROTECT, related_name="acces")
    depuis = models.DateTimeField()
    jusqu_a = models.DateField("dernier jour", null=True)
    ferme_le = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "accès"
        constraints = [
            models.CheckConstraint(
                condition=Q(fondement="accord", accord__isnull=False) | Q(fondement="ouverture", accord=None),
                name="acces_fonde",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(fondement="ouverture", appartenance=None, ferme_le=None),
                name="acces_une_seule_ouverture",
            ),
        ]
        indexes = [
            # voit(): every row of every page.
            models.Index(
                fields=["structure", "dossier"], condition=Q(ferme_le=None), name="acces_ouverts_par_structure"
            ),
        ]

    def __str__(self) -> str:
        return f"accès {self.pk}"
