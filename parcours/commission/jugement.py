"""What a decision keeps of the day it was proposed, and the fingerprint of the text that people sign."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from parcours.eligibilite.jugement import jugement, juger_dossier
from parcours.eligibilite.lectures import ruptures
from regles.noyau.verdict import Verdict
from regles.rejeu import hacher
from socle.dossier.models import Dossier

__all__ = ["empreinte", "juge_le", "jugement", "verdict_du"]


def juge_le(seance_le: date, *, le: date) -> date:
    """The day judged: that of the séance, or today once the séance is past."""
    return max(seance_le, le)


def verdict_du(dossier: Dossier, *, le: date) -> Verdict:
    """The verdict of one dossier read by `avec_faits`, on the day `le`."""
    return juger_dossier(dossier, rupture=bool(ruptures([dossier])), le=le)


def empreinte(texte: Mapping[str, Any], garde: Mapping[str, Any]) -> str:
    """The fingerprint of the text of a decision, and of the judgement it rests on: what a signature signs."""
    return hacher([{nom: texte[nom] for nom in sorted(texte)}, garde])
