"""What an estimate of the allocation CEJ is made from, and what it says. Nothing here decides.

Sources: Code du travail, R5131-20 to R5131-24, D5131-19 and D5131-23.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regles.non_cumul import SITUATIONS
from regles.noyau.source import Source

MONTANT_MAXIMAL = 1_000_000  # euros a month: beyond it, a slip of the keyboard
DECIMALES_MAXIMALES = 20

NON_IMPOSABLE, PREMIERE_TRANCHE, AU_DESSUS = 0, 1, 2
TRANCHES = (NON_IMPOSABLE, PREMIERE_TRANCHE, AU_DESSUS)


class DemandeInvalide(ValueError):
    """Facts nobody can estimate from; `champ` is the faulty one."""

    def __init__(self, champ: str, raison: str) -> None:
        super().__init__(raison)
        self.champ = champ


@dataclass(frozen=True, slots=True)
class Demande:
    """What an estimate is made from.

    - `tranche_ir` is that of the household for income tax: 0 not taxed, 1 first bracket, 2 above.
    - `r1`, `r2`: euros a month, deducted wholly (R5131-21) and partly (R5131-22).
    - `rupture_familiale`: the mission locale may then treat the youth as fiscally autonomous (D5131-19 II).
    - `situations`: codes of `regles.non_cumul`.
    - `rqth`: None takes the contract for granted; otherwise the age at which it may be signed is judged too.

    Raises `DemandeInvalide`.
    """

    date_naissance: date
    tranche_ir: int
    r1: Decimal
    r2: Decimal
    departement: str | None = None
    rupture_familiale: bool = False
    situations: frozenset[str] = frozenset()
    rqth: bool | None = None

    def __post_init__(self) -> None:
        if type(self.tranche_ir) is not int or self.tranche_ir not in TRANCHES:
            raise DemandeInvalide("tranche_ir", "0, 1 ou 2 est attendu.")
        _montant_plausible("r1", self.r1)
        _montant_plausible("r2", self.r2)
        if not SITUATIONS.keys() >= self.situations:
            raise DemandeInvalide("situations", "une situation n’est pas de la liste.")


def _montant_plausible(champ: str, montant: Decimal) -> None:
    if type(montant) is not Decimal or not montant.is_finite():
        raise DemandeInvalide(champ, "un nombre d’euros par mois est attendu.")
    if not 0 <= montant <= MONTANT_MAXIMAL:
        raise DemandeInvalide(champ, "un montant entre 0 et 1\u00a0000\u00a0000 est attendu.")
    exposant = montant.as_tuple().exponent
    if not isinstance(exposant, int) or exposant < -DECIMALES_MAXIMALES:
        raise DemandeInvalide(champ, "ce nombre a trop de décimales.")


@dataclass(frozen=True, slots=True)
class Etape:
    """One line of the arithmetic: what it is, the numbers as one would write them, the result, the texts.

    `resultat` is exact; None when the line has none or when it cannot be told.
    """

    code: str
    libelle: str
    formule: str
    resultat: Decimal | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Inconnu:
    """A value that nobody here can tell on the day, `depuis` when, and why."""

    code: str
    depuis: date
    raison: str


@dataclass(frozen=True, slots=True)
class Estimation:
    """The estimate of one month on the day `le`, with all that is needed to contest it.

    `forfait` and `montant` are in euros, rounded to the cent, None when a value of that day is not known. `seuil`
    is the partly deducted income from which nothing is left (other resources unchanged), exact. `inconnus` are the
    values that were missing, `valeurs` the codes of those that were applied.
    """

    le: date
    forfait: Decimal | None
    montant: Decimal | None
    seuil: Decimal | None
    etapes: tuple[Etape, ...]
    sources: tuple[Source, ...]
    inconnus: tuple[Inconnu, ...]
    valeurs: tuple[str, ...]
    empreinte: str
