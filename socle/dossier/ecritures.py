"""The only ways to write what every step shares of a dossier."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from regles.faits import SIGNES
from socle.acces.portee import Acteur
from socle.dossier.constater import constater, jalons_de
from socle.dossier.models import Coordonnees, Dossier, Signe, Situation
from socle.dossier.versions import enregistrer
from socle.partenariats.conventions import programmes_de
from socle.partenariats.lectures import missions_locales_de

# What our SQL functions raise when a right is missing: insufficient_privilege.
DROIT_INSUFFISANT = "42501"


class SigneInconnu(Exception):
    """A code that is not in the list of the signs of rupture."""


class ProgrammeSansConvention(Exception):
    """The porteur opens no dossier under that programme on that day."""


class ProgrammeDecide(Exception):
    """A decision in force, a contract or a way out rests on that programme: it is not corrected any more."""


class DossierDejaPris(Exception):
    """The id is that of a dossier that somebody else opened."""


class MissionLocaleSansPartenariat(Exception):
    """The porteur and this mission locale do not work together on that day."""


def ouvrir(
    *,
    acteur: Acteur,
    dossier_id: UUID,
    programme: str,
    repere_le: date,
    maintenant: datetime,
    identite: dict[str, Any],
    situation: dict[str, Any],
    coordonnees: dict[str, Any],
) -> Dossier:
    """Open a dossier for the porteur whose hat is worn, who becomes its référent.

    `acces` goes in first: without it the dossier's own row would be refused (`architecture.md`, trap 1).
    Raises ProgrammeSansConvention, DossierDejaPris.
    """
    if programme not in programmes_de(acteur.structure_id, le=acteur.le):
        raise ProgrammeSansConvention
    try:
        with connection.cursor() as curseur:
            curseur.execute("SELECT ouvrir_dossier(%s, %s)", [dossier_id, maintenant])
    except ProgrammingError as erreur:
        if getattr(erreur.__cause__, "sqlstate", "") != DROIT_INSUFFISANT:
            raise
        raise DossierDejaPris from erreur
    dossier = Dossier(
        id=dossier_id,
        programme=programme,
        porteur_id=acteur.structure_id,
        referent_id=acteur.appartenance_id,
        repere_le=repere_le,
        maj_le=maintenant,
        **identite,
    )
    dossier.save(force_insert=True)
    Situation(dossier=dossier, **_dater(situation, avant=None, maintenant=maintenant)).save(force_insert=True)
    Coordonnees(dossier=dossier, **coordonnees).save(force_insert=True)
    return dossier


@transaction.atomic
def modifier_identite(*, dossier: Dossier, version: int, maintenant: datetime, **champs: Any) -> None:
    """Change names, birth date, commune… Raises Conflit."""
    if enregistrer(dossier, version=version, **champs):
        constater(dossier.pk, maintenant=maintenant)


def programme_corrigeable(dossier_id: UUID) -> bool:
    """Whether nothing rests on the programme of this dossier yet."""
    jalons = jalons_de(dossier_id)
    return jalons.issue is None and not jalons.contrat and not jalons.sorti


@transaction.atomic
def corriger_programme(*, acteur: Acteur, dossier: Dossier, version: int, programme: str, maintenant: datetime) -> None:
    """Say under which programme the dossier should have opened: it is judged again, and no fact of it is touched.

    Raises ProgrammeSansConvention, ProgrammeDecide, Conflit.
    """
    if programme not in programmes_de(dossier.porteur_id, le=acteur.le):
        raise ProgrammeSansConvention
    # The lock that the commission takes too: nobody signs between what is looked at here and what is written.
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    if not programme_corrigeable(dossier.pk):
        raise ProgrammeDecide
    if enregistrer(dossier, version=version, programme=programme):
        constater(dossier.pk, maintenant=maintenant)


@transaction.atomic
def modifier_situation(*, situation: Situation, version: int, maintenant: datetime, **champs: Any) -> None:
    """Change the facts that the criteria read. Raises Conflit."""
    if enregistrer(situation, version=version, **_dater(champs, avant=situation, maintenant=maintenant)):
        constater(situation.pk, maintenant=maintenant)


def _dater(champs: dict[str, Any], *, avant: Situation | None, maintenant: datetime) -> dict[str, Any]:
    """The same facts, with the day somebody said whether the support suits: it moves when what is said does."""
    if "accompagnement_adapte" not in champs:
        return champs
    dit = (champs["accompagnement_adapte"], champs.get("accompagnement_d_apres", ""))
    if avant is not None and dit == (avant.accompagnement_adapte, avant.accompagnement_d_apres):
        return champs | {"accompagnement_dit_le": avant.accompagnement_dit_le}
    jour = None if dit[0] is None else timezone.localtime(maintenant).date()
    return champs | {"accompagnement_dit_le": jour}


@transaction.atomic
def modifier_coordonnees(*, coordonnees: Coordonnees, version: int, maintenant: datetime, **champs: Any) -> None:
    """Change how to reach the youth, or who represents a minor. Raises Conflit."""
    if enregistrer(coordonnees, version=version, **champs):
        constater(coordonnees.pk, maintenant=maintenant)


@transaction.atomic
def noter_signes(*, acteur: Acteur, dossier_id: UUID, codes: Iterable[str], le: date, maintenant: datetime) -> None:
    """Make the signs noted be exactly `codes`: new ones are added, those left out are taken back, not erased."""
    voulus = set(codes)
    if not voulus <= SIGNES:
        raise SigneInconnu(voulus - SIGNES)
    notes = {s.code: s for s in Signe.objects.filter(dossier_id=dossier_id, retire_le=None)}
    Signe.objects.filter(pk__in=[s.pk for code, s in notes.items() if code not in voulus]).update(retire_le=maintenant)
    for code in sorted(voulus - set(notes)):
        Signe(dossier_id=dossier_id, code=code, note_par_id=acteur.appartenance_id, note_le=le).save(force_insert=True)
    constater(dossier_id, maintenant=maintenant)


@transaction.atomic
def choisir_mission_locale(*, dossier: Dossier, mission_locale_id: int, le: date, maintenant: datetime) -> None:
    """Say which mission locale the dossier is for. It sees nothing before an accord.

    Another one than before has nobody yet to look after the dossier.
    Raises MissionLocaleSansPartenariat when the porteur does not work with it on the day `le`.
    """
    if not missions_locales_de(dossier.porteur_id, le=le).filter(pk=mission_locale_id).exists():
        raise MissionLocaleSansPartenariat
    if dossier.mission_locale_id != mission_locale_id:
        dossier.conseiller_id = None
    dossier.mission_locale_id = mission_locale_id
    dossier.save(update_fields=["mission_locale", "conseiller"])
    constater(dossier.pk, maintenant=maintenant)


@transaction.atomic
def confier(*, acteur: Acteur, dossier: Dossier, appartenance_id: int, maintenant: datetime) -> None:
    """Let a colleague look after the dossier, on the side of the hat worn.

    The database refuses somebody who is not of one's own structure.
    """
    # The row of the dossier is held: handed over to two people at once, it is left to one of them alone.
    Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier.pk)
    with connection.cursor() as curseur:
        curseur.execute("SELECT confier_dossier(%s, %s, %s)", [dossier.pk, appartenance_id, maintenant])
    champ = "referent" if acteur.structure_id == dossier.porteur_id else "conseiller"
    setattr(dossier, f"{champ}_id", appartenance_id)
    dossier.save(update_fields=[champ])
    constater(dossier.pk, maintenant=maintenant)
