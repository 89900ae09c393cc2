"""What happens to an open contract: prolonged, interrupted, broken. The mission locale that opened it says so."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from parcours.contrat.ecritures import Chevauche, PasDuContrat, verrouiller
from parcours.contrat.models import Contrat, Interruption, NatureDeProlongation, Prolongation
from parcours.contrat.termes import bareme_du
from regles import contrat as regle
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.models import Dossier


class Termine(Exception):
    """The contract is broken or over: nothing happens to it any more."""


class TropTard(Exception):
    """A later end than the texts allow. `jusqu_au` is the last day they do."""

    def __init__(self, jusqu_au: date) -> None:
        super().__init__("fin trop tardive")
        self.jusqu_au = jusqu_au


class HorsDuContrat(Exception):
    """A day outside the contract, or to come when it must be past. `du` and `au` bound it."""

    def __init__(self, du: date, au: date) -> None:
        super().__init__("jour hors du contrat")
        self.du, self.au = du, au


class DejaInterrompu(Exception):
    """These days are already inside an interruption."""


def tenir(acteur: Acteur, contrat: Contrat) -> tuple[Dossier, Contrat]:
    """The dossier, locked, and the contract as it is now. Raises PasDuContrat."""
    dossier = verrouiller(contrat.dossier_id)
    actuel = Contrat.objects.get(pk=contrat.pk)
    if (
        not acteur.decide
        or acteur.structure_id != actuel.mission_locale_id
        or dossier.mission_locale_id != acteur.structure_id
        or actuel.ouvert_le is None
    ):
        raise PasDuContrat
    return dossier, actuel


def noter_le_changement(actuel: Contrat, acteur: Acteur, maintenant: datetime, **champs: object) -> None:
    """Write what changes in the row of the contract, if anything does, and who made it change."""
    for nom, valeur in champs.items():
        setattr(actuel, nom, valeur)
    actuel.maj_par_id, actuel.maj_le = acteur.appartenance_id, maintenant
    actuel.version += 1
    actuel.save(update_fields=[*champs, "maj_par", "maj_le", "version"])
    constater(actuel.dossier_id, maintenant=maintenant)


@transaction.atomic
def prolonger(
    *,
    acteur: Acteur,
    contrat: Contrat,
    prolongation_id: UUID,
    nature: str,
    jusqu_au: date | None,
    parcours_fini_le: date | None,
    motif: str,
    le: date,
    maintenant: datetime,
) -> Prolongation:
    """Give the contract a later end, saying why, before it ends. Sent twice is one act. Source: R5131-16.

    With another path begun before the end, the last day is computed and `jusqu_au` is not read. Raises PasDuContrat,
    Termine, TropTard.
    """
    dossier, actuel = tenir(acteur, contrat)
    if deja := Prolongation.objects.filter(pk=prolongation_id, contrat_id=actuel.pk).first():
        return deja
    if actuel.rompu_le is not None or le > actuel.fin_le:
        raise Termine
    fin_le = _nouvelle_fin(actuel, dossier, nature, jusqu_au, parcours_fini_le)
    autre = nature == NatureDeProlongation.AUTRE_PARCOURS
    prolongation = Prolongation(
        id=prolongation_id,
        contrat=actuel,
        dossier=dossier,
        nature=nature,
        jusqu_au=fin_le,
        fin_d_avant=actuel.fin_le,
        parcours_fini_le=parcours_fini_le if autre else None,
        motif=motif,
        par_id=acteur.appartenance_id,
        note_le=maintenant,
    )
    prolongation.save(force_insert=True)
    noter_le_changement(actuel, acteur, maintenant, fin_le=fin_le)
    return prolongation


def _nouvelle_fin(
    actuel: Contrat, dossier: Dossier, nature: str, jusqu_au: date | None, parcours_fini_le: date | None
) -> date:
    bareme = bareme_du(dossier, actuel.debut_le)
    plus_tard = regle.fin_prolongee(actuel.debut_le, bareme=bareme)
    if nature == NatureDeProlongation.AUTRE_PARCOURS and parcours_fini_le is not None:
        jusqu_au = plus_tard = regle.fin_apres_parcours(parcours_fini_le, bareme=bareme)
    if jusqu_au is None or not actuel.fin_le < jusqu_au <= plus_tard:
        raise TropTard(plus_tard)
    return jusqu_au


@transaction.atomic
def annuler_la_prolongation(
    *, acteur: Acteur, contrat: Contrat, le: date, maintenant: datetime, lu: str | None = None
) -> bool:
    """Take the last prolongation back: the contract ends where it did. False when there is none.

    `lu`: the one that was on the page. Another is the last by now, after a double click say: False. Raises
    PasDuContrat, Termine (the contract was broken, or the end it would come back to is past).
    """
    _, actuel = tenir(acteur, contrat)
    derniere = Prolongation.objects.filter(contrat_id=actuel.pk, retiree_le=None).order_by("-jusqu_au").first()
    if derniere is None or lu not in (None, str(derniere.pk)):
        return False
    if actuel.rompu_le is not None or derniere.fin_d_avant < le:
        raise Termine
    Prolongation.objects.filter(pk=derniere.pk).update(retiree_le=maintenant)
    noter_le_changement(actuel, acteur, maintenant, fin_le=derniere.fin_d_avant)
    return True


@transaction.atomic
def interrompre(
    *,
    acteur: Acteur,
    contrat: Contrat,
    interruption_id: UUID,
    du: date,
    au: date | None,
    motif: str,
    maintenant: datetime,
) -> Interruption:
    """Hold the contract from a day, to a day when it is known. Sent twice is one act.

    Raises PasDuContrat, Termine, HorsDuContrat, DejaInterrompu.
    """
    dossier, actuel = tenir(acteur, contrat)
    if deja := Interruption.objects.filter(pk=interruption_id, contrat_id=actuel.pk).first():
        return deja
    if actuel.rompu_le is not None:
        raise Termine
    if not actuel.debut_le <= du <= (au or actuel.fin_le) <= actuel.fin_le:
        raise HorsDuContrat(actuel.debut_le, actuel.fin_le)
    for autre in Interruption.objects.filter(contrat_id=actuel.pk, retiree_le=None):
        if du <= (autre.au or date.max) and autre.du <= (au or date.max):
            raise DejaInterrompu
    interruption = Interruption(
        id=interruption_id,
        contrat=actuel,
        dossier=dossier,
        du=du,
        au=au,
        motif=motif,
        par_id=acteur.appartenance_id,
        note_le=maintenant,
    )
    interruption.save(force_insert=True)
    noter_le_changement(actuel, acteur, maintenant)
    return interruption


@transaction.atomic
def reprendre(*, acteur: Acteur, contrat: Contrat, au: date, le: date, maintenant: datetime) -> bool:
    """Say the last day of the interruption that has none. False when there is none.

    Raises PasDuContrat, HorsDuContrat.
    """
    _, actuel = tenir(acteur, contrat)
    ouverte = Interruption.objects.filter(contrat_id=actuel.pk, au=None, retiree_le=None).first()
    if ouverte is None:
        return False
    if not ouverte.du <= au <= min(le, actuel.fin_le):
        raise HorsDuContrat(ouverte.du, min(le, actuel.fin_le))
    Interruption.objects.filter(pk=ouverte.pk).update(au=au)
    noter_le_changement(actuel, acteur, maintenant)
    return True


@transaction.atomic
def annuler_l_interruption(*, acteur: Acteur, contrat: Contrat, maintenant: datetime, lu: str | None = None) -> bool:
    """Take back the last interruption noted, as if it had not been. False when there is none.

    `lu`: the one that was on the page. Another is the last by now, after a double click say: False. Raises
    PasDuContrat.
    """
    _, actuel = tenir(acteur, contrat)
    derniere = Interruption.objects.filter(contrat_id=actuel.pk, retiree_le=None).order_by("-note_le").first()
    if derniere is None or lu not in (None, str(derniere.pk)):
        return False
    Interruption.objects.filter(pk=derniere.pk).update(retiree_le=maintenant)
    noter_le_changement(actuel, acteur, maintenant)
    return True


@transaction.atomic
def rompre(
    *,
    acteur: Acteur,
    contrat: Contrat,
    rompu_le: date,
    initiative: str,
    motif: str,
    le: date,
    maintenant: datetime,
) -> None:
    """End the contract before its term. Raises PasDuContrat, Termine, HorsDuContrat."""
    _, actuel = tenir(acteur, contrat)
    if actuel.rompu_le is not None or actuel.fin_le < le:
        raise Termine
    # A contract that has not begun may be broken today: it then ends on the day it would have begun.
    if not min(actuel.debut_le, le) <= rompu_le <= le:
        raise HorsDuContrat(min(actuel.debut_le, le), le)
    noter_le_changement(
        actuel,
        acteur,
        maintenant,
        fin_le=max(rompu_le, actuel.debut_le),
        rompu_le=rompu_le,
        rompu_par_id=acteur.appartenance_id,
        rupture_initiative=initiative,
        rupture_motif=motif,
    )


@transaction.atomic
def annuler_la_rupture(*, acteur: Acteur, contrat: Contrat, maintenant: datetime) -> bool:
    """Undo `rompre`: the contract ends where it would have. False when it was not broken.

    Raises PasDuContrat, Chevauche (another contract was opened since).
    """
    _, actuel = tenir(acteur, contrat)
    if actuel.rompu_le is None:
        return False
    derniere = Prolongation.objects.filter(contrat_id=actuel.pk, retiree_le=None).order_by("-jusqu_au").first()
    fin_le = derniere.jusqu_au if derniere is not None else actuel.fin_prevue_le
    suivants = Contrat.objects.filter(
        dossier_id=actuel.dossier_id, ouvert_le__isnull=False, debut_le__gt=actuel.debut_le, debut_le__lte=fin_le
    )
    if (suivant := suivants.first()) is not None:
        raise Chevauche(suivant.fin_le)
    noter_le_changement(
        actuel,
        acteur,
        maintenant,
        fin_le=fin_le,
        rompu_le=None,
        rompu_par_id=None,
        rupture_initiative="",
        rupture_motif="",
    )
    return True
