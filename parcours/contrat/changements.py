"""The référent and the hours of a contract, day by day: what was signed, then each change from its own day on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ChangementLu:
    """What changed on a day, in words: the value that holds from it, and the one before."""

    id: UUID
    quoi: str
    """`referent` or `heures`."""
    du: date
    dit: str
    avant: str
    par: str
    dernier: bool
    """The last of its kind: it may be taken back."""


def dire_la_duree(heures: int | None) -> str:
    """A weekly duration, without the ground of the law."""
    if heures is None:
        return "Durée adaptée\N{NO-BREAK SPACE}: pas d’heures fixées"
    return f"{heures}\N{NO-BREAK SPACE}heure{'s' if heures > 1 else ''} par semaine"


def en_vigueur(
    signe: Mapping[str, Any], designations: Sequence[dict[str, Any]], durees: Sequence[dict[str, Any]], *, le: date
) -> dict[str, Any]:
    """The référent and the hours that hold on the day `le`; changes come in the order of their days.

    `duree_id` is where these hours come from: the contract, or a change.
    """
    dits: dict[str, Any] = {"duree_id": UUID(signe["id"])}
    for designation in designations:
        if designation["du"] <= le:
            dits |= {"referent_id": designation["referent_id"], "referent": designation["nom"]}
    for duree in durees:
        if duree["du"] <= le:
            dits |= {"heures": duree["heures"], "duree_id": UUID(duree["id"])}
    return {nom: signe[nom] for nom in ("referent_id", "referent", "heures")} | dits


def changements_dits(
    signe: Mapping[str, Any], designations: Sequence[dict[str, Any]], durees: Sequence[dict[str, Any]]
) -> tuple[ChangementLu, ...]:
    """Every change, in the order of days, with what held before it."""
    noms = [signe["referent"], *(d["nom"] for d in designations)]
    heures = [dire_la_duree(h) for h in (signe["heures"], *(d["heures"] for d in durees))]
    tous = [*_suite("referent", designations, noms), *_suite("heures", durees, heures)]
    return tuple(sorted(tous, key=lambda c: c.du))


def _suite(quoi: str, lignes: Sequence[dict[str, Any]], dits: Sequence[str]) -> list[ChangementLu]:
    return [
        ChangementLu(
            id=UUID(ligne["id"]),
            quoi=quoi,
            du=ligne["du"],
            dit=dits[rang + 1],
            avant=dits[rang],
            par=ligne["par"],
            dernier=rang == len(lignes) - 1,
        )
        for rang, ligne in enumerate(lignes)
    ]
