"""Collecting and withdrawing the accords of a youth. Opening and closing follow in the same transaction."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from socle.acces.portee import Acteur
from socle.acteurs.models import Structure
from socle.consentements.lectures import ce_qui_sera_lu, en_cours, en_ordre
from socle.consentements.models import Accord
from socle.consentements.signature import traits
from socle.consentements.textes import AUPRES_DE, PAR_CODE, pour
from socle.dossier.constater import constater
from socle.dossier.models import Dossier


class ElementInconnu(Exception):
    """Something that is not in the list of what can be shared."""


@dataclass(frozen=True, slots=True)
class Preuve:
    """What shows how the youth said yes: the columns of `Accord` of the same names."""

    temoin: str = ""
    temoin_fonction: str = ""
    original: str = ""
    signature: str = ""
    representant_reponse: str = ""
    representant_qui: str = ""


SANS_PREUVE = Preuve()


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
    preuve: Preuve = SANS_PREUVE,
    aupres_de: str = "",
    pour_quoi: str = "",
    mineur: bool = False,
) -> Accord:
    """Note what the youth agrees to share with a structure, and open it at once.

    It replaces the accord in force with the same structure, if there is one; with another mission locale, the one the
    youth leaves: nothing is prepared with it any more. `mineur` that day: the words say it will be asked again at 18.
    Called twice with the same `accord_id`, it is one act. Raises ElementInconnu, SignatureIllisible.
    """
    if inconnus := [e for e in elements if e not in PAR_CODE]:
        raise ElementInconnu(inconnus)
    if deja := Accord.objects.filter(pk=accord_id, dossier_id=dossier.pk).first():
        return deja
    if preuve.signature:
        traits(preuve.signature)
    dit = ce_qui_sera_lu(
        dossier.pk, destinataire=destinataire, elements=elements, aupres_de=aupres_de, pour_quoi=pour_quoi,
        jusqu_a=jusqu_a, mineur=mineur, le=acteur.le,
    )  # fmt: skip
    retenus = en_ordre(elements)
    retirer_les_precedents(acteur=acteur, dossier=dossier, destinataire=destinataire, maintenant=maintenant)
    accord = Accord(
        id=accord_id,
        dossier=dossier,
        destinataire=destinataire,
        elements=retenus,
        recueil=recueil,
        recueilli_par_id=acteur.appartenance_id,
        recueilli_le=maintenant,
        jusqu_a=jusqu_a,
        texte=dit,
        aupres_de=aupres_de or AUPRES_DE,
        pour_quoi=pour_quoi or pour(retenus),
        **asdict(preuve),
    )
    accord.save(force_insert=True)
    with connection.cursor() as curseur:
        curseur.execute("SELECT appliquer_accord(%s, %s)", [accord.pk, maintenant])
    constater(dossier.pk, maintenant=maintenant)
    return accord


def retirer_les_precedents(*, acteur: Acteur, dossier: Dossier, destinataire: Structure, maintenant: datetime) -> None:
    """Close what the accord to come replaces: one in force at a time with a structure."""
    fermes = list(en_cours(dossier.pk, remplaces_par=destinataire).values_list("pk", flat=True))
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
