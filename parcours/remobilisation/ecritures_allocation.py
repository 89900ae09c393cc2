"""Writing the allocation ponctuelle: one side asks with the youth's agreement, the mission locale answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from parcours.remobilisation.avis import avis_de, jugement
from parcours.remobilisation.cej import cej_en_cours, cejs_de
from parcours.remobilisation.ecritures import PasSonCote, de_la_mission_locale, en_remobilisation, verrouiller
from parcours.remobilisation.lectures import accord_en_cours
from parcours.remobilisation.models import DemandeAllocation, LectureDuPlafond, ReponseAllocation
from regles.acces import Droit, Nature
from regles.noyau.verdict import Reponse
from socle.acces.models import ARGENT
from socle.acces.portee import Acteur
from socle.consentements.ecritures import SANS_PREUVE, Preuve, recueillir
from socle.consentements.lectures import ce_qui_sera_lu, est_mineur
from socle.consentements.models import Accord
from socle.dossier.constater import constater
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit, enregistrer


class DUnAutreDossier(Exception):
    """The id that makes a double click one act is that of a request in another dossier."""


class CejSigne(Exception):
    """L5131-5: a youth who has a CEJ is excluded from this allocation."""


class PartageArrete(Exception):
    """The mission locale no longer sees this dossier: there is nobody to ask."""


class AccordManquant(Exception):
    """The youth has not agreed that what they earn and what is asked for them be shared."""


class DejaRepondue(Exception):
    """An answer was given meanwhile: the request does not change any more."""


class DejaTransmise(Exception):
    """It was sent to the ASP: the answer does not change any more."""


class EcartNonDit(Exception):
    """To grant what the texts hold impossible, one says why."""


class PasSonPlafond(Exception):
    """Only somebody who decides for a mission locale says how it reads the ceiling."""


@dataclass(frozen=True, slots=True)
class Dite:
    """What is asked. `mois` is the first day of the month; amounts are euros; `revenus` None: not said yet."""

    mois: date
    montant: Decimal
    revenus: Decimal | None
    motifs: Sequence[str]
    precision: str

    def champs(self) -> dict[str, Any]:
        """The columns to write."""
        return {
            "mois": self.mois, "montant": self.montant, "revenus": self.revenus, "motifs": list(self.motifs),
            "precision": self.precision,
        }  # fmt: skip


def _cote(acteur: Acteur, dossier: Dossier) -> Nature:
    if acteur.structure_id == dossier.porteur_id:
        return Nature.PORTEUR
    de_la_mission_locale(acteur, dossier)
    return Nature.MISSION_LOCALE


@transaction.atomic
def demander(
    *,
    acteur: Acteur,
    demande_id: UUID,
    dossier_id: UUID,
    dite: Dite,
    accord_id: UUID,
    recueil: str,
    le: date,
    maintenant: datetime,
    preuve: Preuve = SANS_PREUVE,
) -> DemandeAllocation:
    """Ask for an allocation. Asking twice with the same id is one act.

    `recueil` and `preuve` say how the youth agreed, when the accord in force does not open the money yet: it is then
    collected anew, wider, in the words that were read. Raises PasSonCote, DUnAutreDossier, PasEnRemobilisation,
    CejSigne, PartageArrete, AccordManquant.
    """
    dossier = verrouiller(dossier_id)
    cote = _cote(acteur, dossier)
    if deja := DemandeAllocation.objects.filter(pk=demande_id).first():
        if deja.dossier_id != dossier_id:
            raise DUnAutreDossier
        return deja
    if cej_en_cours(cejs_de(dossier_id), le=le):
        raise CejSigne
    en_remobilisation(dossier, le=le)
    _avec_l_accord(acteur, dossier, accord_id, recueil, preuve, maintenant)
    demande = DemandeAllocation(
        id=demande_id,
        dossier_id=dossier_id,
        mission_locale_id=dossier.mission_locale_id,
        cote=cote,
        demandee_le=le,
        demandee_par_id=acteur.appartenance_id,
        **dite.champs(),
    )
    demande.save(force_insert=True)
    constater(dossier_id, maintenant=maintenant)
    return demande


def a_lire(dossier: Dossier, accord: Accord, *, le: date) -> str:
    """The words to read before the accord in force is widened to the money."""
    return ce_qui_sera_lu(dossier.pk, **_elargi(dossier, accord, le), le=le)


def _elargi(dossier: Dossier, accord: Accord, le: date) -> dict[str, Any]:
    """The accord in force, with the money: the rest as the youth said it."""
    repris = {nom: getattr(accord, nom) for nom in ("destinataire", "aupres_de", "pour_quoi", "jusqu_a")}
    return repris | {"elements": [*accord.elements, ARGENT], "mineur": est_mineur(dossier, le=le)}


def _avec_l_accord(
    acteur: Acteur, dossier: Dossier, accord_id: UUID, recueil: str, preuve: Preuve, maintenant: datetime
) -> None:
    accord = accord_en_cours(dossier, le=acteur.le)
    if accord is None:
        raise PartageArrete
    if ARGENT in accord.elements:
        return
    if not recueil or not acteur.est_porteur:
        raise AccordManquant
    recueillir(
        acteur=acteur, accord_id=accord_id, dossier=dossier, recueil=recueil, preuve=preuve, maintenant=maintenant,
        **_elargi(dossier, accord, acteur.le),
    )  # fmt: skip


@transaction.atomic
def modifier(*, acteur: Acteur, demande: DemandeAllocation, version: int, dite: Dite, maintenant: datetime) -> None:
    """Change what is asked, or complete it: the mission locale then answers again.

    Raises PasSonCote, DejaRepondue, Conflit.
    """
    actuelle = _a_soi(acteur, demande)
    if actuelle.reponse not in ("", ReponseAllocation.A_COMPLETER):
        raise DejaRepondue
    suite: dict[str, Any] = {}
    if actuelle.reponse:
        suite = {"reponse": "", "repondue_le": None, "repondue_par_id": None, "jugement": None}
    enregistrer(demande, version=version, **dite.champs(), **suite)
    constater(demande.dossier_id, maintenant=maintenant)


def _a_soi(acteur: Acteur, demande: DemandeAllocation) -> DemandeAllocation:
    """The request as it is now, for the side that made it."""
    dossier = verrouiller(demande.dossier_id)
    if _cote(acteur, dossier) != demande.cote:
        raise PasSonCote
    return DemandeAllocation.objects.get(pk=demande.pk)


@transaction.atomic
def repondre(
    *,
    acteur: Acteur,
    demande: DemandeAllocation,
    version: int,
    reponse: str,
    accorde: Decimal | None,
    pourquoi: str,
    le: date,
    maintenant: datetime,
) -> DemandeAllocation:
    """Answer a request, or change the answer as long as it is not sent to the ASP. What the texts said is kept.

    Raises PasSonCote, DejaTransmise, EcartNonDit (granted although impossible, without a reason), Conflit.
    """
    dossier = verrouiller(demande.dossier_id)
    de_la_mission_locale(acteur, dossier)
    actuelle = DemandeAllocation.objects.get(pk=demande.pk)
    if actuelle.retiree_le is not None:
        raise Conflit(actuelle)
    if actuelle.transmise_le is not None:
        raise DejaTransmise
    avis = avis_de(dossier, actuelle, montant=accorde or actuelle.montant, le=le)
    if reponse == ReponseAllocation.ACCORDEE and avis.reponse is Reponse.DEFAVORABLE and not pourquoi:
        raise EcartNonDit
    dits = {"reponse": reponse, "accorde": accorde, "pourquoi": pourquoi}
    if actuelle.version != version and any(getattr(actuelle, nom) != valeur for nom, valeur in dits.items()):
        raise Conflit(actuelle)
    suite = {"repondue_le": le, "repondue_par_id": acteur.appartenance_id, "jugement": jugement(avis)}
    enregistrer(actuelle, version=actuelle.version, **dits, **suite)
    constater(dossier.pk, maintenant=maintenant)
    return actuelle


@transaction.atomic
def reprendre_reponse(*, acteur: Acteur, demande: DemandeAllocation, maintenant: datetime) -> None:
    """Undo `repondre`. Raises PasSonCote, DejaTransmise."""
    actuelle = _pour_la_mission_locale(acteur, demande)
    if actuelle.transmise_le is not None:
        raise DejaTransmise
    rien = {"reponse": "", "accorde": None, "pourquoi": "", "repondue_le": None, "repondue_par_id": None}
    enregistrer(actuelle, version=actuelle.version, **rien, jugement=None)
    constater(demande.dossier_id, maintenant=maintenant)


def _pour_la_mission_locale(acteur: Acteur, demande: DemandeAllocation) -> DemandeAllocation:
    de_la_mission_locale(acteur, verrouiller(demande.dossier_id))
    return DemandeAllocation.objects.get(pk=demande.pk)


@transaction.atomic
def transmettre(*, acteur: Acteur, demande: DemandeAllocation, le: date | None, maintenant: datetime) -> bool:
    """Say that a granted allocation was sent to the ASP on the day `le`; None takes it back.

    False when it is not granted. Raises PasSonCote.
    """
    actuelle = _pour_la_mission_locale(acteur, demande)
    if actuelle.reponse != ReponseAllocation.ACCORDEE:
        return False
    if le is None or actuelle.transmise_le is None:
        enregistrer(actuelle, version=actuelle.version, transmise_le=le)
    constater(demande.dossier_id, maintenant=maintenant)
    return True


@transaction.atomic
def retirer(*, acteur: Acteur, demande: DemandeAllocation, retiree: bool, maintenant: datetime) -> None:
    """Take a request back before it is answered, or put it back. Raises PasSonCote, DejaRepondue."""
    actuelle = _a_soi(acteur, demande)
    if actuelle.reponse not in ("", ReponseAllocation.A_COMPLETER):
        raise DejaRepondue
    enregistrer(actuelle, version=actuelle.version, retiree_le=maintenant if retiree else None)
    constater(demande.dossier_id, maintenant=maintenant)


@transaction.atomic
def lire_le_plafond(*, acteur: Acteur, fenetre: str, le: date, maintenant: datetime) -> LectureDuPlafond:
    """Say how one's mission locale reads « par an », from the day `le` on. Raises PasSonPlafond."""
    if not acteur.est_mission_locale or Droit.DECIDER not in acteur.droits:
        raise PasSonPlafond
    lecture, _ = LectureDuPlafond.objects.update_or_create(
        mission_locale_id=acteur.structure_id,
        depuis=le,
        defaults={"fenetre": fenetre, "par_id": acteur.appartenance_id, "note_le": maintenant},
    )
    return lecture
