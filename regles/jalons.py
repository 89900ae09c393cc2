"""Where a dossier stands, deduced from its facts. What time alone changes is not here: it is compared on the day."""

from dataclasses import dataclass
from enum import StrEnum


class Etape(StrEnum):
    """The steps of the way that can be told today, in order."""

    REPERAGE = "reperage"
    ELIGIBILITE = "eligibilite"
    COMMISSION = "commission"
    PRE_CEJ = "pre_cej"
    REMOBILISATION = "remobilisation"
    REORIENTE = "reoriente"
    CONTRAT = "contrat"
    SORTI = "sorti"


class Issue(StrEnum):
    """What a commission may decide."""

    ENTREE = "entree"
    PRE_CEJ = "pre_cej"
    REORIENTATION = "reorientation"
    AJOURNEMENT = "ajournement"


@dataclass(frozen=True, slots=True)
class Jalons:
    """What the steps say of one dossier.

    `partage`: an accord lets the mission locale see it, now or once. `proposee`: a decision waits for a signature.
    `issue`: that of the decision in force, signed on both sides, if there is one. `contrat`: a contract is open.
    `sorti`: the way out was said.
    """

    partage: bool = False
    proposee: bool = False
    issue: Issue | None = None
    contrat: bool = False
    sorti: bool = False


_APRES_DECISION = {
    Issue.ENTREE: Etape.REMOBILISATION,
    Issue.PRE_CEJ: Etape.PRE_CEJ,
    Issue.REORIENTATION: Etape.REORIENTE,
    # Something is missing: the dossier stays before the commission until it comes back complete.
    Issue.AJOURNEMENT: Etape.COMMISSION,
}


def etape(jalons: Jalons) -> Etape:
    """The step where the dossier stands. One goes out from any step; a contract says more than the decision before it,
    and a decision in force more than one that is only proposed.
    """
    if jalons.sorti:
        return Etape.SORTI
    if jalons.contrat:
        return Etape.CONTRAT
    if jalons.issue is not None:
        return _APRES_DECISION[jalons.issue]
    if jalons.proposee:
        return Etape.COMMISSION
    return Etape.ELIGIBILITE if jalons.partage else Etape.REPERAGE
