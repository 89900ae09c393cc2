"""What remains of the allocation ponctuelle: its ceilings by month and by year.

Source: Code du travail, D5131-9. A month never costs more than one amount of D5131-19, a year six times it. The text
does not say what a year is: each mission locale says how it reads it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from regles.noyau.bareme import Bareme, Baremes, HorsBareme

PROGRAMME = "pacea"
MENSUEL = "plafond_mensuel"
ANNUEL = "plafond_annuel_en_mensualites"
AN = 12
"""Months in a year, whichever way it is read."""
MAYOTTE = "976"
"""Its amounts are others (D5131-19, III), and D5131-9 names those of the I alone."""


class Fenetre(StrEnum):
    """How a year is read: from January to December, or any twelve months that follow one another."""

    CIVILE = "civile"
    GLISSANTE = "glissante"


PAR_DEFAUT = Fenetre.GLISSANTE
"""The reading that refuses more often than it gives back: shown as ours, until a mission locale says its own."""


@dataclass(frozen=True, slots=True)
class Accordee:
    """An allocation that was granted for a month (`mois`: its first day), in euros."""

    mois: date
    montant: Decimal


@dataclass(frozen=True, slots=True)
class Plafonds:
    """The ceilings of one month, in euros; None when nobody can tell them, and then `inconnu` says why."""

    mois: Decimal | None
    an: Decimal | None
    inconnu: str = ""
    inconnu_depuis: date | None = None


@dataclass(frozen=True, slots=True)
class Reste:
    """What was granted and what remains for one month, in euros. Remainders are None when the ceiling is not known.

    `an` follows `fenetre`; `par_defaut` says that nobody chose it, `autre_lecture` is what the other would leave.
    """

    plafonds: Plafonds
    accorde_mois: Decimal
    mois: Decimal | None
    fenetre: Fenetre
    par_defaut: bool
    accorde_an: Decimal
    an: Decimal | None
    autre_lecture: Decimal | None

    @property
    def disponible(self) -> Decimal | None:
        """The most that the month can still hold, by both ceilings."""
        return None if self.mois is None or self.an is None else max(Decimal(0), min(self.mois, self.an))


def plafonds(mois: date, *, departement: str | None, baremes: Baremes) -> Plafonds:
    """The ceilings of the month that `mois` is in, by the amount of its first day."""
    premier = mois.replace(day=1)
    try:
        bareme = baremes.au(PROGRAMME, premier, departement)
        montant = bareme.montant(MENSUEL)
        if departement == MAYOTTE and not bareme.valeurs[MENSUEL].deroge:
            return Plafonds(None, None, "le texte lu ne dit pas si les montants propres à Mayotte s’y appliquent")
        return Plafonds(montant, montant * bareme[ANNUEL])
    except HorsBareme:
        return Plafonds(None, None, *_trou(premier, baremes))


def _trou(le: date, baremes: Baremes) -> tuple[str, date | None]:
    """Why the amount is not known on that day, and since when."""
    for parametre in baremes.parametres:
        if (parametre.programme, parametre.code) != (PROGRAMME, MENSUEL):
            continue
        for periode in parametre.periodes:
            if periode.valeur is None and periode.du <= le and (periode.au is None or le <= periode.au):
                return periode.motif or "", periode.du
    return "aucun montant n’est connu pour ce mois", None


def reste(
    mois: date,
    accordees: Iterable[Accordee],
    *,
    fenetre: Fenetre | None,
    departement: str | None,
    baremes: Baremes,
) -> Reste:
    """What remains for the month `mois` once `accordees` are counted. `fenetre` None: nobody said how to read a year.

    Read as rolling, every run of twelve months that holds this one counts, later months too: none may go over.
    """
    toutes = tuple(accordees)
    limites = plafonds(mois, departement=departement, baremes=baremes)
    lue = fenetre or PAR_DEFAUT
    autre = Fenetre.CIVILE if lue is Fenetre.GLISSANTE else Fenetre.GLISSANTE
    du_mois = somme(a.montant for a in toutes if rang(a.mois) == rang(mois))
    return Reste(
        plafonds=limites,
        accorde_mois=du_mois,
        mois=_moins(limites.mois, du_mois),
        fenetre=lue,
        par_defaut=fenetre is None,
        accorde_an=accorde(mois, toutes, lue),
        an=_moins(limites.an, accorde(mois, toutes, lue)),
        autre_lecture=_moins(limites.an, accorde(mois, toutes, autre)),
    )


def accorde(mois: date, accordees: Iterable[Accordee], fenetre: Fenetre) -> Decimal:
    """What was granted in the year of `mois`; read as rolling, in the run of twelve months where it is the most."""
    toutes = tuple(accordees)
    if fenetre is Fenetre.CIVILE:
        return somme(a.montant for a in toutes if a.mois.year == mois.year)
    debuts = range(rang(mois) - AN + 1, rang(mois) + 1)
    return max(somme(a.montant for a in toutes if debut <= rang(a.mois) < debut + AN) for debut in debuts)


def rang(mois: date) -> int:
    """Number a month, so that two that follow one another differ by one."""
    return mois.year * AN + mois.month - 1


def somme(montants: Iterable[Decimal]) -> Decimal:
    """Add amounts exactly."""
    return sum(montants, Decimal(0))


def _moins(plafond: Decimal | None, deja: Decimal) -> Decimal | None:
    return None if plafond is None else plafond - deja


def sources_des_plafonds(bareme: Bareme) -> tuple[str, ...]:
    """The codes of the values that the ceilings come from, among those known that day."""
    return tuple(code for code in (ANNUEL, MENSUEL) if code in bareme.valeurs)
