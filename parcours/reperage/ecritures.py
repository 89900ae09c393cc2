"""Writing the repérage: a youth is met, and a dossier opens."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from parcours.reperage.models import Brouillon, Reperage
from socle.acces.portee import Acteur
from socle.dossier import ecritures as dossiers
from socle.dossier.models import Dossier
from socle.dossier.versions import enregistrer
from socle.doublons.ecritures import chercher as chercher_doublon
from socle.partenariats.conventions import programmes_de

GARDE_DES_BROUILLONS = timedelta(days=7)
TAILLE_D_UN_BROUILLON = 30_000
"""Characters of a draft, all fields together."""


class RencontreDansLeFutur(Exception):
    """One notes a meeting that took place."""


class ProgrammeADire(Exception):
    """The porteur carries several programmes that day: nobody but whoever met the youth can choose."""


class BrouillonTropGros(Exception):
    """More text than a draft may hold."""


@transaction.atomic
def reperer(
    *,
    acteur: Acteur,
    dossier_id: UUID,
    repere_le: date,
    identite: dict[str, Any],
    situation: dict[str, Any],
    coordonnees: dict[str, Any],
    signes: list[str],
    lieu: str,
    recit: str,
    demande: str,
    mission_locale_id: int | None,
    brouillon_id: UUID | None,
    le: date,
    maintenant: datetime,
    programme: str | None = None,
) -> Dossier:
    """Open the dossier of a youth just met. Called twice with the same `dossier_id`, it is one act.

    `programme` None: the only one that the porteur may open a dossier under. Raises RencontreDansLeFutur,
    ProgrammeADire, and MissionLocaleSansPartenariat and ProgrammeSansConvention of the ground.
    """
    if deja := Dossier.objects.filter(pk=dossier_id).first():
        return deja
    if repere_le > le:
        raise RencontreDansLeFutur
    dossier = dossiers.ouvrir(
        acteur=acteur,
        dossier_id=dossier_id,
        programme=programme or _le_seul(acteur, le),
        repere_le=repere_le,
        maintenant=maintenant,
        identite=identite,
        situation=situation,
        coordonnees=coordonnees,
    )
    Reperage(dossier=dossier, lieu=lieu, recit=recit, demande=demande, par_id=acteur.appartenance_id).save(
        force_insert=True
    )
    if mission_locale_id is not None:
        dossiers.choisir_mission_locale(
            dossier=dossier, mission_locale_id=mission_locale_id, le=le, maintenant=maintenant
        )
    dossiers.noter_signes(acteur=acteur, dossier_id=dossier.pk, codes=signes, le=le, maintenant=maintenant)
    if brouillon_id is not None:
        Brouillon.objects.filter(pk=brouillon_id).delete()
    chercher_doublon(acteur=acteur, dossier_id=dossier.pk, maintenant=maintenant)
    return dossier


def _le_seul(acteur: Acteur, le: date) -> str:
    siens = programmes_de(acteur.structure_id, le=le)
    if len(siens) > 1:
        raise ProgrammeADire
    return siens[0]


@transaction.atomic
def modifier_reperage(*, reperage: Reperage, version: int, maintenant: datetime, **champs: Any) -> None:
    """Change where the youth was met, what was said, what they ask for. Raises Conflit."""
    if enregistrer(reperage, version=version, **champs):
        dossiers.constater(reperage.pk, maintenant=maintenant)


@transaction.atomic
def garder_brouillon(*, acteur: Acteur, brouillon_id: UUID, contenu: dict[str, Any], maintenant: datetime) -> Brouillon:
    """Keep what is typed, seven days from the first keystroke. Raises BrouillonTropGros."""
    if sum(len(str(v)) for v in contenu.values()) > TAILLE_D_UN_BROUILLON:
        raise BrouillonTropGros
    Brouillon.objects.filter(appartenance_id=acteur.appartenance_id, expire_le__lt=maintenant).delete()
    brouillon, _ = Brouillon.objects.update_or_create(
        pk=brouillon_id,
        appartenance_id=acteur.appartenance_id,
        defaults={"contenu": contenu},
        create_defaults={
            "contenu": contenu,
            "cree_le": maintenant,
            "expire_le": maintenant + GARDE_DES_BROUILLONS,
        },
    )
    return brouillon


@transaction.atomic
def jeter_brouillon(*, brouillon_id: UUID) -> None:
    """Throw a draft away."""
    Brouillon.objects.filter(pk=brouillon_id).delete()
