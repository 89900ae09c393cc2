"""What may be shown of a measure: how many dossiers an act moves, by bands of five, without anything to subtract.

Those who stay are not told: with the total they would give back those who move. A région is told the sum of what its
départements would be: it learns nothing that they do not.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regles.petits_nombres import SEUIL, tranche

Passage = tuple[str, str, str]
"""Of a département, from one answer to another."""


@dataclass(frozen=True, slots=True)
class Chiffres:
    """Figures that may be shown: the first number of each band, whose last is `au_plus`.

    `passages` are (before, after, first number), those of the first band left out. `departements`: how many bands make
    each number. `muet` says why there are none: "beaucoup" (too many dossiers to count while somebody waits), "souvent"
    (too many measures in a day).
    """

    total: int = 0
    passages: tuple[tuple[str, str, int], ...] = ()
    departements: int = 1
    muet: str = ""

    def au_plus(self, premier: int) -> int:
        """The last number of the band that begins with this one."""
        return premier + (SEUIL - 1) * self.departements

    def dits(self) -> dict[str, Any]:
        """As the journal keeps them."""
        muet = {"muet": self.muet} if self.muet else {}
        passages = [list(p) for p in self.passages]
        return {"total": self.total, "passages": passages, "departements": self.departements} | muet


def montrer(comptes: Mapping[Passage, int], *, departements: int = 1) -> Chiffres:
    """What may be shown of these counts {(département, before, after): count}, over so many départements."""
    totaux: Counter[str] = Counter()
    passages: Counter[tuple[str, str]] = Counter()
    for (departement, avant, apres), nombre in comptes.items():
        totaux[departement] += nombre
        if avant != apres:
            passages[avant, apres] += tranche(nombre)
    dits = tuple((a, b, n) for (a, b), n in sorted(passages.items()) if n)
    return Chiffres(sum(map(tranche, totaux.values())), dits, departements)


def relire(dits: Mapping[str, Any]) -> Chiffres:
    """The figures as the journal kept them; the oldest were exact, or None where they were hidden."""
    passages = tuple((a, b, tranche(n)) for a, b, n in dits["passages"] if n and tranche(n))
    total = tranche(dits["total"] or 0)
    return Chiffres(total, passages, dits.get("departements", 1), dits.get("muet", ""))
