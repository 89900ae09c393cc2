"""How long each phase of the way lasted: the *temps long*, counted from dated facts, never guessed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Phase(StrEnum):
    """The phases of the way, in order. Each begins with a dated fact (`Reperes`)."""

    APPROCHE = "approche"
    ENTREE = "entree"
    REMOBILISATION = "remobilisation"
    CONTRAT = "contrat"
    APRES_CONTRAT = "apres_contrat"


@dataclass(frozen=True, slots=True)
class Reperes:
    """The dated facts between which time is counted. None: it did not happen, or nobody said when.

    `accord_le`: the first accord that let a mission locale see the dossier. `entree_le`: the first entry decision was
    signed on both sides. `contrat_le` and `contrat_fini_le`: a contract opened, and ended. `sorti_le`: the way out.
    """

    repere_le: date
    accord_le: date | None = None
    entree_le: date | None = None
    contrat_le: date | None = None
    contrat_fini_le: date | None = None
    sorti_le: date | None = None


@dataclass(frozen=True, slots=True)
class Duree:
    """One phase. `du` None: it did not take place. `au` is the day the next one begins, or the last day counted."""

    phase: Phase
    du: date | None
    au: date | None
    jours: int
    en_cours: bool

    @property
    def a_eu_lieu(self) -> bool:
        """Whether the fact that begins it is known."""
        return self.du is not None


def fin(reperes: Reperes, *, le: date) -> date:
    """The last day counted: the sortie, else the day `le`; never before the first meeting."""
    return max(reperes.repere_le, reperes.sorti_le or le)


def total(reperes: Reperes, *, le: date) -> int:
    """Days from the first meeting to the sortie, or to the day `le` for who is still there."""
    return (fin(reperes, le=le) - reperes.repere_le).days


def durees(reperes: Reperes, *, le: date) -> tuple[Duree, ...]:
    """Days in each phase, in order: always the five of `Phase`, those that did not take place with `du` None.

    The days sum to `total`: a phase lasts until the next one that took place. A fact dated before the one that should
    precede it (an accord noted late) begins its phase on that day, and the phase before lasts zero days. A fact after
    the last day counted did not take place yet.
    """
    dernier = fin(reperes, le=le)
    debuts = _debuts(reperes, dernier)
    connus = [phase for phase in Phase if debuts[phase] is not None]
    lues = []
    for phase in Phase:
        du = debuts[phase]
        if du is None:
            lues.append(Duree(phase, None, None, 0, False))
            continue
        suivantes = connus[connus.index(phase) + 1 :]
        au = (debuts[suivantes[0]] or dernier) if suivantes else dernier
        lues.append(Duree(phase, du, au, (au - du).days, not suivantes and reperes.sorti_le is None))
    return tuple(lues)


def _debuts(reperes: Reperes, dernier: date) -> dict[Phase, date | None]:
    """The day each phase begins, in an order that never goes back."""
    dits = {
        Phase.APPROCHE: reperes.repere_le,
        Phase.ENTREE: reperes.accord_le,
        Phase.REMOBILISATION: reperes.entree_le,
        Phase.CONTRAT: reperes.contrat_le,
        # What follows a contract follows one that was opened.
        Phase.APRES_CONTRAT: reperes.contrat_fini_le if reperes.contrat_le is not None else None,
    }
    au_plus_tot = reperes.repere_le
    debuts: dict[Phase, date | None] = {}
    for phase, dit in dits.items():
        if dit is None or dit > dernier:
            debuts[phase] = None
            continue
        au_plus_tot = max(au_plus_tot, dit)
        debuts[phase] = au_plus_tot
    return debuts
