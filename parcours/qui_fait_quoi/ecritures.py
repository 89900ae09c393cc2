"""For one youth, somebody else takes a task; and back."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from parcours.qui_fait_quoi.lectures import LigneDuDossier, fiche
from parcours.qui_fait_quoi.models import Ajustement
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.models import Dossier
from socle.repartition.lignes import Reponse


class PasSonCote(Exception):
    """Only the porteur and the mission locale of the dossier say who does what in it."""


class NeSAjustePas(Exception):
    """No such task; or a text gives it to a side; or a change would tell of the youth's health or of justice."""


class DejaRepondu(Exception):
    """The proposal waits no more: it was accepted, refused, replaced or taken back."""


class PropreProposition(Exception):
    """One does not answer what one's own side proposed."""


class AjusteEntreTemps(Exception):
    """Somebody adjusted the task, or took the adjustment back, in between: `ligne` is what it is now."""

    def __init__(self, ligne: LigneDuDossier) -> None:
        super().__init__("conflit de version")
        self.ligne = ligne


@transaction.atomic
def ajuster(
    *, acteur: Acteur, ajustement_id: UUID, dossier: Dossier, tache: str, reponse: Reponse, vu: UUID | None, le: date,
    maintenant: datetime,
) -> Ajustement | None:  # fmt: skip
    """Propose who takes a task for this youth: it holds once the other side accepts it (`accepter`). As what is agreed
    says, nothing is proposed any more (None).

    `vu` is the adjustment that was on the screen. Raises PasSonCote, NeSAjustePas, AjusteEntreTemps except when what
    was written in between is what is asked.
    """
    if acteur.structure_id not in (dossier.porteur_id, dossier.mission_locale_id):
        raise PasSonCote
    _tenir(dossier.pk)
    une = fiche(dossier, le=le).ligne(tache)
    if une is None or not une.s_ajuste:
        raise NeSAjustePas
    if une.reponse == reponse:
        return une.ajustement
    if (une.ajustement.pk if une.ajustement else None) != vu:
        raise AjusteEntreTemps(une)
    if une.propose is not None:
        _retirer(acteur, une.propose, maintenant)
    nouveau = None
    if reponse != une.convenue:
        nouveau = Ajustement(
            id=ajustement_id, dossier=dossier, tache=tache, phase=une.tache.phase, domaine=une.tache.domaine,
            intitule=une.tache.intitule, qui=reponse.qui, partenaire=reponse.partenaire,
            par_id=acteur.appartenance_id, note_le=maintenant,
        )  # fmt: skip
        nouveau.save(force_insert=True)
    constater(dossier.pk, maintenant=maintenant)
    return nouveau


@transaction.atomic
def annuler(*, acteur: Acteur, ajustement: Ajustement, maintenant: datetime) -> None:
    """Take back a proposal that waits; history keeps it. Raises PasSonCote, DejaRepondu when it was accepted."""
    courant = _propose(acteur, ajustement)
    if courant.accepte_le is not None:
        raise DejaRepondu
    _retirer(acteur, courant, maintenant)
    constater(courant.dossier_id, maintenant=maintenant)


@transaction.atomic
def accepter(*, acteur: Acteur, ajustement: Ajustement, maintenant: datetime) -> None:
    """Say yes to what the other side proposed: it replaces what was accepted before. Said twice, it is said once.

    Raises PasSonCote, PropreProposition, DejaRepondu.
    """
    courant = _a_repondre(acteur, ajustement)
    if courant.accepte_le is not None:
        return
    for ancien in Ajustement.objects.filter(
        dossier_id=courant.dossier_id, tache=courant.tache, retire_le=None, accepte_le__isnull=False
    ):
        _retirer(acteur, ancien, maintenant)
    Ajustement.objects.filter(pk=courant.pk).update(accepte_par=acteur.appartenance_id, accepte_le=maintenant)
    constater(courant.dossier_id, maintenant=maintenant)


@transaction.atomic
def refuser(*, acteur: Acteur, ajustement: Ajustement, pourquoi: str, maintenant: datetime) -> None:
    """Say « pas comme ça », and why: what was agreed holds. Raises PasSonCote, PropreProposition, DejaRepondu."""
    courant = _a_repondre(acteur, ajustement)
    if courant.accepte_le is not None:
        raise DejaRepondu
    _retirer(acteur, courant, maintenant, refus=pourquoi)
    constater(courant.dossier_id, maintenant=maintenant)


def _a_repondre(acteur: Acteur, ajustement: Ajustement) -> Ajustement:
    """What the other side wrote, as it is now, its dossier held."""
    courant = _propose(acteur, ajustement)
    if courant.par.structure_id == acteur.structure_id:
        raise PropreProposition
    if courant.retire_le is not None:
        raise DejaRepondu
    return courant


def _propose(acteur: Acteur, ajustement: Ajustement) -> Ajustement:
    if acteur.structure_id not in (ajustement.dossier.porteur_id, ajustement.dossier.mission_locale_id):
        raise PasSonCote
    _tenir(ajustement.dossier_id)
    return Ajustement.objects.select_related("par").get(pk=ajustement.pk)


def _tenir(dossier_id: UUID) -> None:
    """Hold the row of the dossier: two people who adjust the same task do it one after the other."""
    Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier_id)


def _retirer(acteur: Acteur, ajustement: Ajustement, maintenant: datetime, *, refus: str = "") -> None:
    Ajustement.objects.filter(pk=ajustement.pk, retire_le=None).update(
        retire_par=acteur.appartenance_id, retire_le=maintenant, refus=refus
    )
