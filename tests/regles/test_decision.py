"""What a decision owes to the verdict, and what follows it."""

from datetime import date

import pytest

from regles.acces import Nature
from regles.decision import Quoi, a_reverifier_depuis, s_ecarte, suites
from regles.jalons import Issue
from regles.noyau.verdict import Reponse

F, D, A = Reponse.FAVORABLE, Reponse.DEFAVORABLE, Reponse.A_PRECISER


@pytest.mark.parametrize(
    ("issue", "s_ecartent"),
    [
        (Issue.ENTREE, {D, A}),
        (Issue.PRE_CEJ, {F}),
        (Issue.REORIENTATION, {F}),
        (Issue.AJOURNEMENT, set()),
    ],
)
def test_which_decisions_owe_a_reason(issue, s_ecartent):
    assert {reponse for reponse in Reponse if s_ecarte(issue, reponse)} == s_ecartent


def test_the_history_is_checked_again_a_week_before_the_door_opens():
    seance = date(2026, 11, 26)
    assert a_reverifier_depuis(Issue.PRE_CEJ, seance_le=seance, fin_le=date(2027, 3, 1)) == date(2027, 2, 22)
    assert a_reverifier_depuis(Issue.AJOURNEMENT, seance_le=seance, fin_le=None) == date(2026, 11, 27)
    assert a_reverifier_depuis(Issue.ENTREE, seance_le=seance, fin_le=None) is None
    assert a_reverifier_depuis(Issue.REORIENTATION, seance_le=seance, fin_le=None) is None


def demandees(issue, **suite):
    return [(s.quoi, s.cote, s.avant_le) for s in suites(issue, **suite)]


def test_each_side_is_asked_what_only_it_can_do():
    assert demandees(Issue.ENTREE) == [
        (Quoi.ANNONCER, Nature.PORTEUR, None),
        (Quoi.REPORTER_IMILO, Nature.MISSION_LOCALE, None),
    ]
    assert demandees(Issue.REORIENTATION) == [(Quoi.REORIENTER, Nature.PORTEUR, None)]


@pytest.mark.parametrize("cote", [Nature.PORTEUR, Nature.MISSION_LOCALE])
def test_the_side_named_holds_the_plan_or_brings_what_is_missing(cote):
    fin = date(2027, 3, 1)
    assert demandees(Issue.PRE_CEJ, fin_le=fin, cote_du_responsable=cote) == [(Quoi.TENIR_PLAN, cote, fin)]
    assert demandees(Issue.AJOURNEMENT, apporte_par=cote) == [(Quoi.APPORTER, cote, None)]
