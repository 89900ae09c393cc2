"""Where a dossier stands, from its facts alone."""

import pytest

from regles.jalons import Etape, Issue, Jalons, etape
from socle.dossier.models import Etape as EtapeConstatee


@pytest.mark.parametrize(
    "jalons,attendue",
    [
        (Jalons(), Etape.REPERAGE),
        (Jalons(partage=True), Etape.ELIGIBILITE),
        (Jalons(partage=True, proposee=True), Etape.COMMISSION),
        (Jalons(partage=True, issue=Issue.AJOURNEMENT), Etape.COMMISSION),
        (Jalons(partage=True, issue=Issue.PRE_CEJ), Etape.PRE_CEJ),
        (Jalons(partage=True, issue=Issue.ENTREE), Etape.REMOBILISATION),
        (Jalons(partage=True, issue=Issue.REORIENTATION), Etape.REORIENTE),
        # A new proposal does not undo the decision in force.
        (Jalons(partage=True, proposee=True, issue=Issue.PRE_CEJ), Etape.PRE_CEJ),
        (Jalons(partage=False, issue=Issue.ENTREE), Etape.REMOBILISATION),
        (Jalons(partage=True, issue=Issue.ENTREE, contrat=True), Etape.CONTRAT),
        (Jalons(partage=True, issue=Issue.ENTREE, contrat=True, sorti=True), Etape.SORTI),
        # One goes out from any step.
        (Jalons(sorti=True), Etape.SORTI),
    ],
)
def test_the_step_is_deduced(jalons, attendue):
    assert etape(jalons) is attendue


def test_the_stored_steps_are_those_of_the_rule():
    assert {e.value for e in EtapeConstatee} == {e.value for e in Etape}
