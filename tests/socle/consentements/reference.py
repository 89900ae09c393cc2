"""Who sees what of one dossier, in thirty lines: nothing here reads the database, nor the code that it judges."""

from dataclasses import dataclass, field
from datetime import date

TOUT = frozenset({"tout"})


@dataclass
class Reference:
    """One dossier. `ouverts`: by structure, what is open and its last day; `confie`: who looks after it there."""

    porteur: int
    ouverts: dict[int, tuple[frozenset[str], date | None]]
    confie: dict[int, str]
    mission_locale: int | None = None
    structures: dict[str, int] = field(default_factory=dict)
    regards: dict[str, str] = field(default_factory=dict)

    def accorder(self, avec: int, elements: frozenset[str], jusqu_a: date | None) -> None:
        """The words of the youth replace all that a mission locale held; the one they leave keeps nobody."""
        if avec != self.mission_locale:
            self.confie.pop(self.mission_locale, None)
        self.mission_locale = avec
        self.ouverts = {self.porteur: (TOUT, None), avec: (elements | {"dossier"}, jusqu_a)}

    def retirer(self, avec: int) -> None:
        self.ouverts.pop(avec, None)

    def voit(self, qui: str, element: str | None, le: date) -> bool:
        """Whether this hat sees the element (None: the dossier) on that day."""
        chez = self.structures[qui]
        elements, jusqu_a = self.ouverts.get(chez, (frozenset(), None))
        present = self.regards[qui] == "structure" or (self.regards[qui] == "siens" and self.confie.get(chez) == qui)
        court = jusqu_a is None or le <= jusqu_a
        return present and court and bool(elements) and bool({element or "dossier", "tout"} & elements)
