"""The only ways to write a contract until it is open. The dossier's row is the lock: one after the other."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from parcours.contrat.lectures import dernier_ouvert, en_preparation, entree_decidee
from parcours.contrat.models import Contrat, Dispense, Signature
from parcours.contrat.models_changements import DureeHebdomadaire
from parcours.contrat.termes import bareme_du, ce_qui_manque, regime_de
from regles import contrat as regle
from regles.acces import Nature
from regles.contrat import SANS_DUREE, Manque, Partie, Regime
from socle.acces.portee import Acteur
from socle.acteurs.models import Appartenance
from socle.dossier.constater import constater
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit

# What the paper says: changed here, each signature noted is looked at again.
MOTS_SIGNES = ("debut_le", "fin_prevue_le", "heures")


class PasDuContrat(Exception):
    """The hat is of neither side of this contract, or this is for the other side to do."""


class PasEncoreEntre(Exception):
    """A contract is prepared once both sides signed the entry."""


class Chevauche(Exception):
    """Another contract is open on one of these days. `fini_le` is its last day."""

    def __init__(self, fini_le: date) -> None:
        super().__init__("deux contrats le même jour")
        self.fini_le = fini_le


class TermesHorsDesTextes(Exception):
    """An end too late, or hours that the texts do not admit. `champ` is which, `jusqu_a` the bound."""

    def __init__(self, champ: str, jusqu_a: Any) -> None:
        super().__init__(champ)
        self.champ, self.jusqu_a = champ, jusqu_a


class ReferentInconnu(Exception):
    """The single referent works for the mission locale of the contract."""


class SignatureHorsDuTemps(Exception):
    """Nobody signs tomorrow."""


class Incomplet(Exception):
    """The contract cannot be opened yet: `manques` says what it waits for."""

    def __init__(self, manques: tuple[Manque, ...]) -> None:
        super().__init__(", ".join(manques))
        self.manques = manques


class DejaOuvert(Exception):
    """The contract is open: its words do not change any more."""


def verrouiller(dossier_id: UUID) -> Dossier:
    """Take the dossier's row: whoever comes next waits."""
    return Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)


def cote(acteur: Acteur, dossier: Dossier) -> Nature:
    """The side of this hat. Raises PasDuContrat."""
    if acteur.structure_id == dossier.porteur_id:
        return Nature.PORTEUR
    if acteur.structure_id == dossier.mission_locale_id:
        return Nature.MISSION_LOCALE
    raise PasDuContrat


@transaction.atomic
def preparer(
    *,
    acteur: Acteur,
    contrat_id: UUID,
    version: int,
    dossier_id: UUID,
    termes: Mapping[str, Any],
    le: date,
    maintenant: datetime,
) -> Contrat:
    """Prepare a contract, or correct the one being prepared. Asking twice for the same is one act.

    `termes` holds `debut_le`, `fin_prevue_le`, `regime`, `heures`, `referent_id`, `reference`, `circonstances`.
    Correcting what the paper says withdraws the signatures noted. Raises PasDuContrat, PasEncoreEntre, Chevauche,
    TermesHorsDesTextes, ReferentInconnu, Conflit, DejaOuvert.
    """
    dossier = verrouiller(dossier_id)
    cote(acteur, dossier)
    if not entree_decidee(dossier_id):
        raise PasEncoreEntre
    _refuser(termes, dossier)
    actuel = en_preparation(dossier_id)
    champs = {nom: valeur for nom, valeur in termes.items() if nom != "regime"}
    if actuel is None:
        contrat = _nouveau(acteur, contrat_id, dossier, champs, maintenant)
    else:
        contrat = _corriger(acteur, actuel, (contrat_id, version), champs, Regime(termes["regime"]), maintenant)
    dispenser(acteur, contrat, Regime(termes["regime"]), maintenant)
    constater(dossier_id, maintenant=maintenant)
    return contrat


def _refuser(termes: Mapping[str, Any], dossier: Dossier) -> None:
    bareme = bareme_du(dossier, termes["debut_le"])
    au_plus_tard = regle.fin_ordinaire(termes["debut_le"], bareme=bareme)
    if not termes["debut_le"] <= termes["fin_prevue_le"] <= au_plus_tard:
        raise TermesHorsDesTextes("fin_prevue_le", au_plus_tard)
    bornes = regle.heures_admises(Regime(termes["regime"]), bareme=bareme)
    heures = termes["heures"]
    admises = heures is None if bornes is None else heures is not None and bornes[0] <= heures <= bornes[1]
    if not admises:
        raise TermesHorsDesTextes("heures", bornes)
    ouvert = dernier_ouvert(dossier.pk)
    if ouvert is not None and termes["debut_le"] <= ouvert.fin_le:
        raise Chevauche(ouvert.fin_le)
    if termes["referent_id"] is not None and not membre_de(dossier.mission_locale_id, termes["referent_id"]):
        raise ReferentInconnu


def membre_de(structure_id: int | None, appartenance_id: int) -> bool:
    """Whether that person works there now."""
    return Appartenance.objects.filter(pk=appartenance_id, structure_id=structure_id, revoquee_le=None).exists()


def _nouveau(acteur: Acteur, contrat_id: UUID, dossier: Dossier, champs: dict, maintenant: datetime) -> Contrat:
    if Contrat.objects.filter(pk=contrat_id).exists():
        # Its author sent it twice, and it was opened or given up in between.
        raise DejaOuvert
    contrat = Contrat(
        id=contrat_id,
        dossier=dossier,
        mission_locale_id=dossier.mission_locale_id,
        fin_le=champs["fin_prevue_le"],
        prepare_par_id=acteur.appartenance_id,
        prepare_le=maintenant,
        maj_par_id=acteur.appartenance_id,
        maj_le=maintenant,
        **champs,
    )
    contrat.save(force_insert=True)
    return contrat


def _corriger(
    acteur: Acteur, actuel: Contrat, lu: tuple[UUID, int], champs: dict, regime: Regime, maintenant: datetime
) -> Contrat:
    actuel.regime = regime_de(actuel)
    ecarts = {nom for nom, valeur in champs.items() if getattr(actuel, nom) != valeur}
    if not ecarts and actuel.regime == regime:
        return actuel
    if (actuel.pk, actuel.version) != lu:
        raise Conflit(actuel)
    if ecarts & set(MOTS_SIGNES):
        Signature.objects.filter(contrat_id=actuel.pk, retiree_le=None).update(retiree_le=maintenant)
    for nom, valeur in champs.items():
        setattr(actuel, nom, valeur)
    actuel.fin_le = actuel.fin_prevue_le
    actuel.maj_par_id, actuel.maj_le = acteur.appartenance_id, maintenant
    actuel.version += 1
    actuel.save(update_fields=[*champs, "fin_le", "maj_par", "maj_le", "version"])
    return actuel


def dispenser(
    acteur: Acteur,
    contrat: Contrat,
    regime: Regime,
    maintenant: datetime,
    *,
    duree: DureeHebdomadaire | None = None,
) -> None:
    """Keep why there are no hours, apart from them: as they were signed, or since the change `duree`."""
    en_cours = Dispense.objects.filter(contrat_id=contrat.pk, duree=duree, retiree_le=None)
    en_cours.exclude(motif=regime).update(retiree_le=maintenant)
    if regime in SANS_DUREE and not en_cours.exists():
        Dispense(
            id=uuid4(),
            contrat=contrat,
            duree=duree,
            dossier_id=contrat.dossier_id,
            motif=regime,
            par_id=acteur.appartenance_id,
            note_le=maintenant,
        ).save(force_insert=True)


@transaction.atomic
def noter_signature(
    *, acteur: Acteur, contrat: Contrat, partie: Partie, signee_le: date, le: date, maintenant: datetime
) -> bool:
    """Note the day somebody signed the paper: one's own side, or the youth. False when it was noted already.

    Raises PasDuContrat, DejaOuvert, SignatureHorsDuTemps.
    """
    dossier = verrouiller(contrat.dossier_id)
    if partie != Partie.JEUNE and partie.value != cote(acteur, dossier).value:
        raise PasDuContrat
    cote(acteur, dossier)
    _encore_en_preparation(contrat)
    if signee_le > le:
        raise SignatureHorsDuTemps
    if Signature.objects.filter(contrat_id=contrat.pk, partie=partie, retiree_le=None).exists():
        return False
    Signature(
        id=uuid4(),
        contrat=contrat,
        dossier_id=dossier.pk,
        partie=partie,
        signee_le=signee_le,
        par_id=acteur.appartenance_id,
        note_le=maintenant,
    ).save(force_insert=True)
    constater(dossier.pk, maintenant=maintenant)
    return True


@transaction.atomic
def retirer_signature(*, acteur: Acteur, contrat: Contrat, partie: Partie, maintenant: datetime) -> None:
    """Take back a signature noted by mistake, before the opening. Raises PasDuContrat, DejaOuvert."""
    dossier = verrouiller(contrat.dossier_id)
    if partie != Partie.JEUNE and partie.value != cote(acteur, dossier).value:
        raise PasDuContrat
    cote(acteur, dossier)
    _encore_en_preparation(contrat)
    Signature.objects.filter(contrat_id=contrat.pk, partie=partie, retiree_le=None).update(retiree_le=maintenant)
    constater(dossier.pk, maintenant=maintenant)


def _encore_en_preparation(contrat: Contrat) -> None:
    """Read again once the dossier is locked: somebody may have opened it meanwhile."""
    actuel = Contrat.objects.get(pk=contrat.pk)
    if actuel.ouvert_le is not None or actuel.retire_le is not None:
        raise DejaOuvert


@transaction.atomic
def ouvrir(*, acteur: Acteur, contrat: Contrat, version: int, en_qualite_de: str, maintenant: datetime) -> Contrat:
    """Open the contract as it was read (`version`), for the mission locale. Opening twice is one act.

    Source: R5131-15, and the circulaire of 22 April 2022. Raises PasDuContrat, Conflit, Incomplet, DejaOuvert (it was
    given up).
    """
    dossier = verrouiller(contrat.dossier_id)
    actuel = Contrat.objects.get(pk=contrat.pk)
    if not acteur.decide or acteur.structure_id != actuel.mission_locale_id:
        raise PasDuContrat
    cote(acteur, dossier)
    if actuel.ouvert_le is not None:
        return actuel
    if actuel.retire_le is not None:
        raise DejaOuvert
    if actuel.version != version:
        raise Conflit(actuel)
    if manques := ce_qui_manque(actuel, dossier):
        raise Incomplet(manques)
    actuel.ouvert_le, actuel.ouvert_par_id = maintenant, acteur.appartenance_id
    actuel.en_qualite_de = en_qualite_de
    actuel.maj_par_id, actuel.maj_le = acteur.appartenance_id, maintenant
    actuel.version += 1
    actuel.save(update_fields=["ouvert_le", "ouvert_par", "en_qualite_de", "maj_par", "maj_le", "version"])
    constater(dossier.pk, maintenant=maintenant)
    return actuel


@transaction.atomic
def abandonner(*, acteur: Acteur, contrat: Contrat, maintenant: datetime) -> None:
    """Give up a preparation. Raises PasDuContrat, DejaOuvert."""
    dossier = verrouiller(contrat.dossier_id)
    cote(acteur, dossier)
    actuel = Contrat.objects.get(pk=contrat.pk)
    if actuel.ouvert_le is not None:
        raise DejaOuvert
    Contrat.objects.filter(pk=actuel.pk, retire_le=None).update(
        retire_le=maintenant, maj_par_id=acteur.appartenance_id, maj_le=maintenant
    )
    constater(dossier.pk, maintenant=maintenant)
