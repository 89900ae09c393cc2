"""Signing an act, ending it, replacing it. Nothing else is ever written: PostgreSQL refuses the rest."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from regles.acces import Droit
from regles.noyau.bareme import BaremeInvalide, Baremes, Effet
from regles.textes import avec_derogations
from socle.acces.portee import Acteur
from socle.droit.lectures import OU, Territoire, a_cesse, en_lignes, ligne_de, relire, territoire_de, veille
from socle.droit.models import Derogation


class SansTerritoire(Exception):
    """Only a pilote signs, and for its own territory."""


class ActeRefuse(Exception):
    """The rules cannot read this act as law; its text is the sentence that says why."""


class Chevauche(ActeRefuse):
    """Another act of the territory does the same to the same object on some of these days: `acte`."""

    def __init__(self, acte: Derogation) -> None:
        super().__init__("un autre acte change déjà le même objet sur une partie de ces jours")
        self.acte = acte


class DejaFini(Exception):
    """The act is over, or somebody ended it meanwhile."""


class FinImpossible(Exception):
    """An act stops today at the earliest: what was judged until yesterday stays judged by it."""


@dataclass(frozen=True, slots=True)
class ActeDit:
    """An act as it was typed: `effet` one of `Effet`, `cible` a value or a criterion, the rest as in `Derogation`."""

    programme: str
    effet: str
    cible: str
    du: date
    au: date | None
    titre: str
    date: date
    valeur: str = ""
    public: str = ""
    citation: str = ""
    lien: str = ""


def essayer(dit: ActeDit, territoire: Territoire, *, a_la_place_de: Derogation | None = None) -> Baremes:
    """The law as it would be with this act. Writes nothing. Raises ActeRefuse with the reason."""
    signes = list(Derogation.objects.order_by("signee_le", "pk"))
    for acte in signes:
        if a_la_place_de is not None and acte.pk == a_la_place_de.pk:
            acte.dernier_jour, acte.terminee_le = _releve(acte, dit.du), acte.signee_le
    ligne = ligne_de(_acte(dit, territoire), fin=dit.au)
    if ligne is None:
        raise ActeRefuse("la fin précède le premier jour")
    try:
        return avec_derogations([*en_lignes(signes), ligne], ou=OU)
    except BaremeInvalide as refus:
        raise _refus(ligne, signes, refus) from refus


def _refus(ligne: dict[str, Any], signes: list[Derogation], refus: BaremeInvalide) -> ActeRefuse:
    """Which act the new one cannot stand beside, as the rules themselves see it; else what is wrong with it alone."""
    for acte in signes:
        try:
            avec_derogations([*en_lignes([acte]), ligne], ou=OU)
        except BaremeInvalide:
            if _seule_va(ligne):
                return Chevauche(acte)
    return ActeRefuse(str(refus).rpartition(" : ")[2])


def _seule_va(ligne: dict[str, Any]) -> bool:
    try:
        avec_derogations([ligne], ou=OU)
    except BaremeInvalide:
        return False
    return True


@transaction.atomic
def signer(*, acteur: Acteur, acte_id: UUID, dit: ActeDit, maintenant: datetime) -> Derogation:
    """Sign an act for the territory of the hat worn. Signing twice the same form signs once.

    Raises SansTerritoire, ActeRefuse.
    """
    territoire = _territoire(acteur)
    deja = Derogation.objects.filter(pk=acte_id, structure_id=acteur.structure_id).first()
    if deja is not None:
        return deja
    essayer(dit, territoire)
    return _ecrire(acteur, acte_id, dit, territoire, maintenant)


@transaction.atomic
def finir(*, acteur: Acteur, acte: Derogation, dernier_jour: date, le: date, maintenant: datetime) -> Derogation:
    """Say and sign the last day of an act. The eve of the day `le` at the earliest: it then stops at once.

    An act that has not begun is ended on the eve of its first day: it never applies. Raises SansTerritoire, DejaFini,
    FinImpossible.
    """
    courant = _a_finir(acteur, acte, le=le)
    return _clore(acteur, courant, _fin(courant, dernier_jour, le=le), maintenant)


def essayer_fin(acte: Derogation, dernier_jour: date, *, le: date) -> tuple[Baremes, date]:
    """The law as it would be if this act ended so, and its last day. Writes nothing. Raises FinImpossible."""
    fin = _fin(acte, dernier_jour, le=le)
    signes = list(Derogation.objects.order_by("signee_le", "pk"))
    for signe in signes:
        if signe.pk == acte.pk:
            signe.dernier_jour, signe.terminee_le = fin, signe.signee_le
    return avec_derogations(en_lignes(signes), ou=OU), fin


def _fin(acte: Derogation, dernier_jour: date, *, le: date) -> date:
    if dernier_jour < veille(le) or (acte.au is not None and dernier_jour > acte.au):
        raise FinImpossible
    return max(dernier_jour, veille(acte.du))


@transaction.atomic
def remplacer(
    *, acteur: Acteur, acte: Derogation, acte_id: UUID, dit: ActeDit, le: date, maintenant: datetime
) -> Derogation:
    """Sign an act that takes the place of another from its first day, today at the earliest: on the same object.

    Raises SansTerritoire, DejaFini, FinImpossible, ActeRefuse.
    """
    deja = Derogation.objects.filter(pk=acte_id, structure_id=acteur.structure_id).first()
    if deja is not None:
        return deja
    ancien = _a_finir(acteur, acte, le=le)
    if dit.du < le:
        raise FinImpossible
    if (dit.programme, dit.effet, dit.cible) != (ancien.programme, ancien.effet, ancien.cible):
        raise ActeRefuse("un acte en remplace un autre sur le même objet")
    territoire = _territoire(acteur)
    essayer(dit, territoire, a_la_place_de=ancien)
    # The foreign key is checked at the end: the old one makes room before the new one is there.
    ancien.remplacee_par_id = acte_id
    _clore(acteur, ancien, _releve(ancien, dit.du), maintenant)
    return _ecrire(acteur, acte_id, dit, territoire, maintenant)


def _territoire(acteur: Acteur) -> Territoire:
    territoire = territoire_de(acteur.structure_id) if Droit.REGLER in acteur.droits else None
    if territoire is None:
        raise SansTerritoire
    return territoire


def _a_finir(acteur: Acteur, acte: Derogation, *, le: date) -> Derogation:
    """The act, held until the end of the transaction."""
    territoire = _territoire(acteur)
    if (acte.structure_id, acte.departement, acte.region) != (
        acteur.structure_id, territoire.departement, territoire.region,
    ):  # fmt: skip
        raise SansTerritoire
    # The wall shows for update only those whose end is not said.
    courant = Derogation.objects.select_for_update(no_key=True).filter(pk=acte.pk, terminee_le=None).first()
    if courant is None or a_cesse(courant, le=le):
        raise DejaFini
    return courant


def _releve(ancien: Derogation, du: date) -> date:
    """The last day of an act that another replaces from the day `du`."""
    fin = veille(max(du, ancien.du))
    return fin if ancien.au is None else min(fin, ancien.au)


def _clore(acteur: Acteur, acte: Derogation, dernier_jour: date, maintenant: datetime) -> Derogation:
    acte.dernier_jour = dernier_jour
    acte.terminee_par_id = acteur.appartenance_id
    acte.terminee_le = maintenant
    acte.save(update_fields=["dernier_jour", "terminee_par", "terminee_le", "remplacee_par"])
    relire()
    return acte


def _acte(dit: ActeDit, territoire: Territoire) -> Derogation:
    return Derogation(
        departement=territoire.departement,
        region=territoire.region,
        programme=dit.programme,
        effet=dit.effet,
        cible=dit.cible,
        valeur=dit.valeur if dit.effet == Effet.REMPLACER else "",
        public=dit.public if dit.effet == Effet.DISPENSER else "",
        du=dit.du,
        au=dit.au,
        acte_titre=dit.titre,
        acte_date=dit.date,
        acte_citation=dit.citation,
        acte_lien=dit.lien,
    )


def _ecrire(acteur: Acteur, acte_id: UUID, dit: ActeDit, territoire: Territoire, maintenant: datetime) -> Derogation:
    acte = _acte(dit, territoire)
    acte.pk = acte_id
    acte.structure_id, acte.signee_par_id, acte.signee_le = acteur.structure_id, acteur.appartenance_id, maintenant
    try:
        with transaction.atomic():
            acte.save(force_insert=True)
    except IntegrityError as erreur:
        # Two clicks at the same time, or somebody else of the structure who signed meanwhile.
        deja = Derogation.objects.filter(pk=acte_id, structure_id=acteur.structure_id).first()
        if deja is not None:
            return deja
        raise ActeRefuse("un autre acte vient d’être signé sur le même objet aux mêmes dates") from erreur
    relire()
    return acte
