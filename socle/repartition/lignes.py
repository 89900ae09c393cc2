"""One line of a version: a task as it was worded that day, and who takes it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from socle.repartition.models import Qui
from socle.repartition.referentiel import Tache


@dataclass(frozen=True, slots=True)
class Reponse:
    """Who takes a task; a partner is named in words."""

    qui: str
    partenaire: str = ""

    @property
    def en_mots(self) -> str:
        return self.partenaire or str(Qui(self.qui).label)

    @property
    def en_phrase(self) -> str:
        """The same, inside a sentence."""
        return self.partenaire or str(Qui(self.qui).label).lower()


PERSONNE = Reponse(Qui.PERSONNE.value)


@dataclass(frozen=True, slots=True)
class Ligne:
    """A task and its answer, as a version keeps them."""

    tache: Tache
    reponse: Reponse


def ligne(tache: Tache, reponse: Reponse | None) -> Ligne:
    """What a text gives to a side goes to it, whatever was said; what nobody said is for nobody yet."""
    if tache.reserve:
        return Ligne(tache, Reponse(tache.reserve))
    return Ligne(tache, reponse or PERSONNE)


def en_json(lignes: Iterable[Ligne]) -> list[dict[str, Any]]:
    """As `Repartition.lignes` keeps them."""
    return [{**asdict(li.tache), **asdict(li.reponse)} for li in lignes]


def depuis_json(lignes: Iterable[Mapping[str, Any]]) -> list[Ligne]:
    """What `en_json` wrote."""
    return [
        Ligne(
            Tache(**{nom: li[nom] for nom in Tache.__slots__}),
            Reponse(li["qui"], li["partenaire"]),
        )
        for li in lignes
    ]
