"""A youth who left comes back: a new dossier opens, which knows the old one as far as its accords allow."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from parcours.reperage.ecritures import reperer
from parcours.sortie.models import Motif, Retour, Sortie
from socle.acces.portee import Acteur
from socle.dossier.models import Dossier


class PasSorti(Exception):
    """Only who left comes back; and nobody comes back from death."""


class DejaRevenu(Exception):
    """They came back already, in the dossier `dossier_id`."""

    def __init__(self, dossier_id: UUID) -> None:
        super().__init__("déjà revenu")
        self.dossier_id = dossier_id


@transaction.atomic
def revenir(
    *,
    acteur: Acteur,
    ancien: Dossier,
    dossier_id: UUID,
    repere_le: date,
    identite: dict[str, Any],
    lieu: str,
    demande: str,
    mission_locale_id: int | None,
    le: date,
    maintenant: datetime,
    programme: str | None = None,
) -> Dossier:
    """Open a new dossier for a youth who left, tied to the old one, which stays closed and is not touched.

    Situation, coordinates, signs and accords do not pass: they are asked again. Called twice with the same
    `dossier_id`, it is one act. Raises PasSorti, DejaRevenu, and what `reperer` raises.
    """
    Dossier.objects.select_for_update(of=("self",)).get(pk=ancien.pk)
    deja = Retour.objects.filter(ancien_id=ancien.pk).first()
    if deja is not None and deja.pk != dossier_id:
        raise DejaRevenu(deja.pk)
    if deja is not None:
        return Dossier.objects.get(pk=dossier_id)
    if not Sortie.objects.filter(dossier_id=ancien.pk, annulee_le=None).exclude(motif=Motif.DECES).exists():
        raise PasSorti
    dossier = reperer(
        acteur=acteur,
        dossier_id=dossier_id,
        repere_le=repere_le,
        identite=identite,
        situation={},
        coordonnees={},
        signes=[],
        lieu=lieu,
        recit="",
        demande=demande,
        mission_locale_id=mission_locale_id,
        brouillon_id=None,
        programme=programme,
        le=le,
        maintenant=maintenant,
    )
    Retour(dossier=dossier, ancien=ancien, par_id=acteur.appartenance_id, le=maintenant).save(force_insert=True)
    return dossier
