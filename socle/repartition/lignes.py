"""One line of a version: a task as it was worded that day, and who takes it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from socle.repartition.models import Qui
from socle.repartition.referentiel import Tache


@dataclass(frozen=True, slots=True)
class Reponse:
    """Who takes a task; a partner is named in words. `formule`: how the task is worded, where not as everybody does."""

    qui: str
    partenaire: str = ""
    formule: str = ""

    @property
    def en_mots(self) -> str:
        return self.partenaire or str(Qui(self.qui).label)

    @property
    def en_phrase(self) -> str:
        """The same, inside a sentence, with the wording where it is its own."""
        qui = self.partenaire or str(Qui(self.qui).label).lower()
        return f"{qui}, la tâche étant dite «\u00a0{self.formule}\u00a0»" if self.formule else qui

    @property
    def de_qui_seul(self) -> "Reponse":
        """Who takes it, whatever the wording."""
        return replace(self, formule="")


PERSONNE = Reponse(Qui.PERSONNE.value)


@dataclass(frozen=True, slots=True)
class Ligne:
    """A task and its answer, as a version keeps them."""

    tache: Tache
    reponse: Reponse


def ligne(tache: Tache, reponse: Reponse | None) -> Ligne:
    """What a text gives to a side goes to it, whatever was said; what nobody said is for nobody yet. A task worded anew
    is read so.
    """
    if tache.reserve:
        return Ligne(tache, Reponse(tache.reserve))
    dite = reponse or PERSONNE
    return Ligne(replace(tache, intitule=dite.formule) if dite.formule else tache, dite)


def en_json(lignes: Iterable[Ligne]) -> list[dict[str, Any]]:
    """As `Repartition.lignes` keeps them."""
    return [{**asdict(li.tache), **asdict(li.reponse)} for li in lignes]


def depuis_json(lignes: Iterable[Mapping[str, Any]]) -> list[Ligne]:
    """What `en_json` wrote."""
    return [
        Ligne(
            Tache(**{nom: li[nom] for nom in Tache.__slots__}),
            # Versions written before tasks could be reworded say nothing of it.
            Reponse(li["qui"], li["partenaire"], li.get("formule", "")),
        )
        for li in lignes
    ]
