"""What a commission's decision owes to the verdict, and what it asks of each side afterwards.

The verdict is computed, the decision is signed: it may depart from the verdict, and then says why.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from regles.acces import Nature
from regles.jalons import Etape, Issue
from regles.noyau.verdict import Reponse
from regles.programmes import programmes

RAPPEL_AVANT_L_OUVERTURE = timedelta(days=7)
"""How long before the door opens the history is checked again, so that the answer is there on the day."""


def s_ecarte(issue: Issue, reponse: Reponse) -> bool:
    """Say whether a decision departs from the verdict, and therefore owes a reason.

    - Entrée departs from anything but favorable: the commission admits somebody whom the rule refuses, or of whom
      the rule does not know enough yet.
    - Réorientation and pré-CEJ-JR depart from favorable: the rule lets the youth in, the commission sends them
      elsewhere or makes them wait. With another verdict, both follow it.
    - Ajournement never departs: it decides nothing of the youth, and already says what is missing and who brings it.

    Source: synthesis of the workshops, I.a: the commission judges the situation as a whole, beyond the one criterion.
    """
    if issue is Issue.ENTREE:
        return reponse is not Reponse.FAVORABLE
    if issue in (Issue.REORIENTATION, Issue.PRE_CEJ):
        return reponse is Reponse.FAVORABLE
    return False


def a_reverifier_depuis(issue: Issue, *, seance_le: date, fin_le: date | None) -> date | None:
    """Return the day from which the mission locale's history must be checked again; None when it need not be.

    A pré-CEJ-JR comes back when its door opens: the check is asked a week before. An ajournement comes back from the
    day after the séance. `fin_le` is the last day of the pré-CEJ-JR.
    """
    if issue is Issue.PRE_CEJ and fin_le is not None:
        return fin_le - RAPPEL_AVANT_L_OUVERTURE
    if issue is Issue.AJOURNEMENT:
        return seance_le + timedelta(days=1)
    return None


class Quoi(StrEnum):
    """What a signed decision asks somebody to do."""

    ANNONCER = "annoncer"
    """Tell the youth that they enter, and begin the remobilisation."""
    REPORTER_IMILO = "reporter_imilo"
    """Copy the entry into the mission locale's own information system."""
    TENIR_PLAN = "tenir_plan"
    """Hold the interim plan until the door opens."""
    REORIENTER = "reorienter"
    """Go with the youth to where they are sent."""
    APPORTER = "apporter"
    """Bring what the commission missed."""


@dataclass(frozen=True, slots=True)
class Suite:
    """One thing to do after a decision: which side does it, and before which day if there is one."""

    quoi: Quoi
    cote: Nature
    avant_le: date | None = None


def suites(
    issue: Issue,
    *,
    fin_le: date | None = None,
    cote_du_responsable: Nature | None = None,
    apporte_par: Nature | None = None,
) -> tuple[Suite, ...]:
    """Return what each side must do once both have signed.

    The porteur announces, because it knows the youth; the mission locale reports the entry, because only it may write
    in I-Milo. The owner's side holds the plan of a pré-CEJ-JR until `fin_le`; the side named brings what is missing.
    """
    if issue is Issue.ENTREE:
        return (Suite(Quoi.ANNONCER, Nature.PORTEUR), Suite(Quoi.REPORTER_IMILO, Nature.MISSION_LOCALE))
    if issue is Issue.PRE_CEJ:
        return (Suite(Quoi.TENIR_PLAN, cote_du_responsable or Nature.PORTEUR, fin_le),)
    if issue is Issue.REORIENTATION:
        return (Suite(Quoi.REORIENTER, Nature.PORTEUR),)
    return (Suite(Quoi.APPORTER, apporte_par or Nature.PORTEUR),)


def issues_de(programme: str) -> tuple[Issue, ...]:
    """Return what a commission may decide in a programme: a pré-CEJ-JR only where it is one of its steps."""
    etapes = programmes()[programme].etapes
    return tuple(issue for issue in Issue if issue is not Issue.PRE_CEJ or Etape.PRE_CEJ in etapes)
