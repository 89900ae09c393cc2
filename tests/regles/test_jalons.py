"""Where a dossier stands, from its facts alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


# A history told gesture by gesture: what it changes among the facts, and the layer it adds to the tale or takes away.
# The step is that of the uppermost layer. No gesture is refused here: a rule answers any facts.
APRES = {
    Issue.ENTREE: Etape.REMOBILISATION,
    Issue.PRE_CEJ: Etape.PRE_CEJ,
    Issue.REORIENTATION: Etape.REORIENTE,
    Issue.AJOURNEMENT: Etape.COMMISSION,
}
COUCHES = ("fond", "proposition", "decision", "contrat", "sortie")
GESTES = {
    "accorder": ({"partage": True}, {"fond": Etape.ELIGIBILITE}),
    "proposer": ({"proposee": True}, {"proposition": Etape.COMMISSION}),
    "retirer la proposition": ({"proposee": False}, {"proposition": None}),
    **{
        f"signer {issue}": ({"issue": issue, "proposee": False}, {"decision": apres, "proposition": None})
        for issue, apres in APRES.items()
    },
    "retirer la décision": ({"issue": None}, {"decision": None}),
    "ouvrir le contrat": ({"contrat": True}, {"contrat": Etape.CONTRAT}),
    "finir le contrat": ({"contrat": False}, {"contrat": None}),
    "sortir": ({"sorti": True}, {"sortie": Etape.SORTI}),
    "annuler la sortie": ({"sorti": False}, {"sortie": None}),
}


@settings(max_examples=4000)
@given(st.lists(st.sampled_from(sorted(GESTES)), max_size=15))
def test_after_each_gesture_the_step_is_that_of_the_uppermost_layer(gestes):
    jalons, recit = Jalons(), dict.fromkeys(COUCHES) | {"fond": Etape.REPERAGE}
    for geste in gestes:
        faits, couches = GESTES[geste]
        jalons, recit = replace(jalons, **faits), recit | couches
        assert etape(jalons) is [recit[c] for c in COUCHES if recit[c] is not None][-1]
