"""What may be shown of a measure: how many dossiers an act moves, without a count that could point at somebody.

`regles.petits_nombres.publier` hides cells. Here, more is left out: what stays in place, because with the total it
would give back how many move; every move, when fewer than 5 dossiers move in all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from regles.petits_nombres import SEUIL, Passage, publier


@dataclass(frozen=True, slots=True)
class Chiffres:
    """Figures that may be shown; None where a number is not said.

    `muet` says why there are none: "beaucoup" (too many dossiers to count while somebody waits), "souvent" (too many
    measures in a day), "proche" (too near to another measure of the day).
    """

    total: int | None = None
    bougent: int | None = None
    passages: tuple[tuple[str, str, int | None], ...] = ()
    muet: str = ""

    def dits(self) -> dict[str, Any]:
        """As the journal keeps them."""
        return {"total": self.total, "bougent": self.bougent, "passages": [list(p) for p in self.passages]} | (
            {"muet": self.muet} if self.muet else {}
        )


def montrer(comptes: Mapping[Passage, int]) -> Chiffres:
    """What may be shown of these counts of moves {(before, after): count}."""
    total = sum(comptes.values())
    bougent = sum(n for (avant, apres), n in comptes.items() if avant != apres)
    vus = publier(comptes)
    # As many as all, less those that move: neither small part may be found from the other.
    total_dit = None if 0 < total - bougent < SEUIL else vus.total
    if not bougent:
        return Chiffres(vus.total, 0)
    if bougent < SEUIL:
        return Chiffres(total_dit)
    passages = tuple((a, b, n) for (a, b), n in sorted(vus.cases.items()) if a != b and n != 0)
    entier = all(n is not None for _, _, n in passages)
    return Chiffres(total_dit, bougent if entier else None, passages)


def relire(dits: Mapping[str, Any]) -> Chiffres:
    """The figures as the journal kept them."""
    passages = tuple((a, b, n) for a, b, n in dits["passages"])
    return Chiffres(dits["total"], dits.get("bougent"), passages, dits.get("muet", ""))


def trop_proches(neufs: Chiffres, deja: Iterable[Chiffres]) -> bool:
    """Whether a number differs from one already shown by fewer than 5: their difference would count those few."""
    siens = _nombres(neufs)
    return any(
        0 < abs(n - autres[quoi]) < SEUIL
        for autres in map(_nombres, deja)
        for quoi, n in siens.items()
        if quoi in autres
    )


def _nombres(chiffres: Chiffres) -> dict[tuple[str, str], int]:
    dits = {(a, b): n for a, b, n in chiffres.passages if n is not None}
    return dits if chiffres.bougent is None else dits | {("", ""): chiffres.bougent}
