"""Who the single référent is and how many hours a week, once the contract is open: a day, and what holds from it.

Nothing signed is edited: what the paper says stays in the contract, and each change beside it. Source: L5411-6 II.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from parcours.contrat.ecritures import ReferentInconnu, TermesHorsDesTextes, dispenser, membre_de
from parcours.contrat.ecritures_suite import HorsDuContrat, Termine, noter_le_changement, tenir
from parcours.contrat.models import Contrat, Dispense
from parcours.contrat.models_changements import Designation, DureeHebdomadaire
from parcours.contrat.termes import bareme_du, regime_de
from regles import contrat as regle
from regles.contrat import Regime
from socle.acces.portee import Acteur
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit

Changement = TypeVar("Changement", Designation, DureeHebdomadaire)


class AvantLeDernier(Exception):
    """A change is noted from a later day already: it is taken back first. `du` is its day."""

    def __init__(self, du: date) -> None:
        super().__init__("un changement plus tardif est noté")
        self.du = du


def dernier(modele: type[Changement], contrat_id: UUID) -> Changement | None:
    """The last change of that kind, by its day; what holds after it is not said yet."""
    return modele.objects.filter(contrat_id=contrat_id, retiree_le=None).order_by("-du").first()


@transaction.atomic
def designer(
    *, acteur: Acteur, contrat: Contrat, changement: Mapping[str, Any], referent_id: int, le: date, maintenant: datetime
) -> Designation | None:
    """Designate another single référent from a day of the contract on. Sent twice is one act; None changes nothing.

    `changement` holds `id`, `du`, and `vu`: the last designation that was on the page, or the contract. Raises
    PasDuContrat, Termine, HorsDuContrat, AvantLeDernier, ReferentInconnu, Conflit (another was designated meanwhile).
    """
    dossier, actuel = tenir(acteur, contrat)
    if deja := Designation.objects.filter(pk=changement["id"], contrat_id=actuel.pk).first():
        return deja
    avant = dernier(Designation, actuel.pk)
    if (avant.referent_id if avant else actuel.referent_id) == referent_id:
        return None
    _refuser(actuel, avant, changement, le)
    if not membre_de(dossier.mission_locale_id, referent_id):
        raise ReferentInconnu
    return _noter(Designation, acteur, actuel, avant, changement, maintenant, referent_id=referent_id)


@transaction.atomic
def changer_les_heures(
    *,
    acteur: Acteur,
    contrat: Contrat,
    changement: Mapping[str, Any],
    regime: Regime,
    heures: int | None,
    le: date,
    maintenant: datetime,
) -> DureeHebdomadaire | None:
    """Say other weekly hours from a day of the contract on, or none, on a ground of the law. Sent twice is one act.

    `changement`: see `designer`. Raises PasDuContrat, Termine, HorsDuContrat, AvantLeDernier, TermesHorsDesTextes (by
    the values of that day), Conflit.
    """
    dossier, actuel = tenir(acteur, contrat)
    if deja := DureeHebdomadaire.objects.filter(pk=changement["id"], contrat_id=actuel.pk).first():
        return deja
    avant = dernier(DureeHebdomadaire, actuel.pk)
    if (avant or actuel).heures == heures and regime_de(actuel, avant) == regime:
        return None
    _refuser(actuel, avant, changement, le)
    _admettre(dossier, changement["du"], regime, heures)
    note = _noter(DureeHebdomadaire, acteur, actuel, avant, changement, maintenant, heures=heures)
    dispenser(acteur, actuel, regime, maintenant, duree=note)
    return note


def _refuser(
    actuel: Contrat, avant: Designation | DureeHebdomadaire | None, changement: Mapping[str, Any], le: date
) -> None:
    if actuel.rompu_le is not None or le > actuel.fin_le:
        raise Termine
    if changement["vu"] != (avant.pk if avant else actuel.pk):
        raise Conflit(avant or actuel)
    if not actuel.debut_le <= changement["du"] <= actuel.fin_le:
        raise HorsDuContrat(actuel.debut_le, actuel.fin_le)
    if avant is not None and changement["du"] < avant.du:
        raise AvantLeDernier(avant.du)


def _admettre(dossier: Dossier, du: date, regime: Regime, heures: int | None) -> None:
    bornes = regle.heures_admises(regime, bareme=bareme_du(dossier, du))
    if not (heures is None if bornes is None else heures is not None and bornes[0] <= heures <= bornes[1]):
        raise TermesHorsDesTextes("heures", bornes)


def _noter(
    modele: type[Changement],
    acteur: Acteur,
    actuel: Contrat,
    avant: Changement | None,
    changement: Mapping[str, Any],
    maintenant: datetime,
    **valeur: Any,
) -> Changement:
    if avant is not None and avant.du == changement["du"]:
        # The same day said anew: what was noted first never held.
        _retirer(avant, maintenant)
    note = modele(
        id=changement["id"],
        contrat=actuel,
        dossier_id=actuel.dossier_id,
        du=changement["du"],
        par_id=acteur.appartenance_id,
        note_le=maintenant,
        **valeur,
    )
    note.save(force_insert=True)
    noter_le_changement(actuel, acteur, maintenant)
    return note


def _retirer(change: Designation | DureeHebdomadaire, maintenant: datetime) -> None:
    type(change).objects.filter(pk=change.pk).update(retiree_le=maintenant)
    if isinstance(change, DureeHebdomadaire):
        Dispense.objects.filter(duree_id=change.pk, retiree_le=None).update(retiree_le=maintenant)


@transaction.atomic
def annuler_le_changement(
    modele: type[Changement], *, acteur: Acteur, contrat: Contrat, maintenant: datetime, lu: str | None = None
) -> bool:
    """Take back the last change of that kind: what was before it holds again. False when there is none.

    `lu`: the change that was on the page. Another is the last by now, after a double click say: False. Raises
    PasDuContrat, Termine (the contract was broken).
    """
    _, actuel = tenir(acteur, contrat)
    if actuel.rompu_le is not None:
        raise Termine
    change = dernier(modele, actuel.pk)
    if change is None or (lu is not None and lu != str(change.pk)):
        return False
    _retirer(change, maintenant)
    noter_le_changement(actuel, acteur, maintenant)
    return True
