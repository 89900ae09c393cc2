"""Reading the accords: what is open today, and what will be read aloud before it changes."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from regles.age import majeur
from regles.contrat import CEJ
from socle.acteurs.models import NatureDeStructure, Structure
from socle.consentements.models import Accord
from socle.consentements.textes import RIEN_AVANT, SOCLE, Changement, texte
from socle.dossier.models import Dossier
from socle.droit.lectures import baremes


def en_ordre(elements: Collection[str]) -> list[str]:
    """These elements as an accord keeps them: the base, that goes with all the others, then by code."""
    return [SOCLE.code, *sorted(set(elements) - {SOCLE.code})]


def en_cours(dossier_id: UUID, *, remplaces_par: Structure) -> QuerySet[Accord]:
    """The accords that one with this recipient replaces: its own, and with a mission locale, that of another one."""
    remplaces = Q(destinataire=remplaces_par)
    if remplaces_par.nature == NatureDeStructure.MISSION_LOCALE:
        remplaces |= Q(destinataire__nature=NatureDeStructure.MISSION_LOCALE)
    return Accord.objects.filter(remplaces, dossier_id=dossier_id, retire_le=None).select_related("destinataire")


def ce_qui_sera_lu(
    dossier_id: UUID, *, destinataire: Structure, elements: Collection[str], aupres_de: str, pour_quoi: str,
    jusqu_a: date | None, mineur: bool, le: date,
) -> str:  # fmt: skip
    """The words to read to the youth, which the accord then keeps: with what it changes of what is open that day."""
    return texte(
        destinataire=destinataire.nom, elements=en_ordre(elements), aupres_de=aupres_de, pour_quoi=pour_quoi,
        jusqu_a=jusqu_a, mineur=mineur, changement=_changement(dossier_id, destinataire, le),
    )  # fmt: skip


def _changement(dossier_id: UUID, destinataire: Structure, le: date) -> Changement:
    ouverts = [a for a in en_cours(dossier_id, remplaces_par=destinataire) if a.jusqu_a is None or a.jusqu_a >= le]
    autre = next((a for a in ouverts if a.destinataire_id != destinataire.pk), None)
    if autre is not None:
        return Changement(quitte=autre.destinataire.nom)
    return Changement(avant=frozenset(ouverts[0].elements)) if ouverts else RIEN_AVANT


def est_mineur(dossier: Dossier, *, le: date) -> bool:
    """Whether the youth is known to be a minor on that day: then the legal representative has a place."""
    naissance = dossier.date_naissance
    if naissance is None:
        return False
    return not majeur(naissance, le=le, bareme=baremes().au(CEJ, le, dossier.departement or None))
