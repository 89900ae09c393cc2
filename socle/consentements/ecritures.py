"""Collecting and withdrawing the accords of a youth. Opening and closing follow in the same transaction."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from socle.acces.portee import Acteur
from socle.acteurs.models import NatureDeStructure, Structure
from socle.consentements.models import Accord
from socle.consentements.textes import PAR_CODE, SOCLE, texte
from socle.dossier.constater import constater
from socle.dossier.models import Dossier


class ElementInconnu(Exception):
    """Something that is not in the list of what can be shared."""


class AccordDejaRetire(Exception):
    """The accord was withdrawn before; nothing is left to close."""


@transaction.atomic
def recueillir(
    *,
    acteur: Acteur,
    accord_id: UUID,
    dossier: Dossier,
    destinataire: Structure,
    elements: list[str],
    recueil: str,
    jusqu_a: date | None,
    maintenant: datetime,
) -> Accord:
    """Note what the youth agrees to share with a structure, and open it at once.

    It replaces the accord in force with the same structure, if there is one; with another mission locale, the one the
    youth leaves: nothing is prepared with it any more. Called twice with the same `accord_id`, it is one act. Raises
    ElementInconnu.
    """
    if inconnus := [e for e in elements if e not in PAR_CODE]:
        raise ElementInconnu(inconnus)
    if deja := Accord.objects.filter(pk=accord_id, dossier_id=dossier.pk).first():
        return deja
    retenus = [SOCLE.code, *sorted(set(elements) - {SOCLE.code})]
    _retirer_les_precedents(acteur=acteur, dossier=dossier, destinataire=destinataire, maintenant=maintenant)
    accord = Accord(
        id=accord_id,
        dossier=dossier,
        destinataire=destinataire,
        elements=retenus,
        recueil=recueil,
        recueilli_par_id=acteur.appartenance_id,
        recueilli_le=maintenant,
        jusqu_a=jusqu_a,
        texte=texte(destinataire=destinataire.nom, elements=retenus),
    )
    accord.save(force_insert=True)
    with connection.cursor() as curseur:
        curseur.execute("SELECT appliquer_accord(%s, %s)", [accord.pk, maintenant])
    constater(dossier.pk, maintenant=maintenant)
    return accord


def _retirer_les_precedents(*, acteur: Acteur, dossier: Dossier, destinataire: Structure, maintenant: datetime) -> None:
    remplaces = Q(destinataire=destinataire)
    if destinataire.nature == NatureDeStructure.MISSION_LOCALE:
        remplaces |= Q(destinataire__nature=NatureDeStructure.MISSION_LOCALE)
    precedents = Accord.objects.filter(remplaces, dossier=dossier, retire_le=None)
    fermes = list(precedents.values_list("pk", flat=True))
    Accord.objects.filter(pk__in=fermes).update(retire_le=maintenant, retire_par_id=acteur.appartenance_id)
    for pk in fermes:
        _fermer(pk, maintenant)


def _fermer(accord_id: UUID, maintenant: datetime) -> None:
    with connection.cursor() as curseur:
        curseur.execute("SELECT fermer_accord(%s, %s)", [accord_id, maintenant])


@transaction.atomic
def retirer(*, acteur: Acteur, accord: Accord, maintenant: datetime) -> None:
    """Note that the youth takes it back. The recipient sees nothing more from its next request on.

    Raises AccordDejaRetire.
    """
    retires = Accord.objects.filter(pk=accord.pk, retire_le=None).update(
        retire_le=maintenant, retire_par_id=acteur.appartenance_id
    )
    if not retires:
        raise AccordDejaRetire
    constater(accord.dossier_id, maintenant=maintenant)
    _fermer(accord.pk, maintenant)
