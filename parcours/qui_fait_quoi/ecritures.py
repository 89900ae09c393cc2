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
    """Say who takes a task for this youth; as the partenariat says, nothing departs from it any more (None).

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
    if une.ajustement is not None:
        _retirer(acteur, une.ajustement, maintenant)
    nouveau = None
    if reponse != une.modele:
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
    """Back to what the partenariat says; history keeps it. Raises PasSonCote."""
    if acteur.structure_id not in (ajustement.dossier.porteur_id, ajustement.dossier.mission_locale_id):
        raise PasSonCote
    _tenir(ajustement.dossier_id)
    _retirer(acteur, ajustement, maintenant)
    constater(ajustement.dossier_id, maintenant=maintenant)


def _tenir(dossier_id: UUID) -> None:
    """Hold the row of the dossier: two people who adjust the same task do it one after the other."""
    Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier_id)


def _retirer(acteur: Acteur, ajustement: Ajustement, maintenant: datetime) -> None:
    Ajustement.objects.filter(pk=ajustement.pk, retire_le=None).update(
        retire_par=acteur.appartenance_id, retire_le=maintenant
    )
