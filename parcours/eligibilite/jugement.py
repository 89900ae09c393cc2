"""The one place where a dossier meets the texts: which barèmes are applied, and what is kept of an answer."""

from datetime import date
from typing import Any

from parcours.eligibilite.lectures import faits
from regles import rejeu
from regles.eligibilite import juger
from regles.noyau.bareme import Baremes
from regles.noyau.verdict import Verdict
from socle.dossier.models import Dossier
from socle.droit.lectures import baremes


def textes() -> Baremes:
    """The barèmes that dossiers are judged by: the national values and the acts signed. One query."""
    return baremes()


def juger_dossier(dossier: Dossier, *, rupture: bool, le: date) -> Verdict:
    """The verdict of a dossier read by `avec_faits`, on the day `le`. `rupture`: at least one sign is noted."""
    return juger(faits(dossier, rupture=rupture, le=le), le=le, baremes=textes())


def jugement(dossier: Dossier, verdict: Verdict) -> dict[str, Any]:
    """That day's facts, verdict and fingerprints of the texts, as JSON. Of the signs, only that there is one.

    `dossier` was read by `avec_faits`.
    """
    rupture = any(c.code == "RUPTURE" and c.motif.code == "SIGNE_NOTE" for c in verdict.criteres)
    return rejeu.jugement(faits(dossier, rupture=rupture, le=verdict.le), verdict, baremes=textes())
