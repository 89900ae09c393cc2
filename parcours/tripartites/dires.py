"""A day and an hour, in the time zone of the mission locale: the one where the three meet."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from parcours.tripartites.models import Lieu
from regles.noyau.temps import en_toutes_lettres
from socle.dossier.models import Dossier

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def fuseau_de(dossier: Dossier) -> ZoneInfo:
    """The time zone of the mission locale of a dossier; the porteur's while there is none."""
    return ZoneInfo((dossier.mission_locale or dossier.porteur).fuseau)


def instant_dit(instant: datetime, fuseau: ZoneInfo) -> str:
    """« lundi 30 novembre 2026 à 14 h 30 »."""
    la = instant.astimezone(fuseau)
    heure = f"{la.hour}\u00a0h" + (f"\u00a0{la.minute:02d}" if la.minute else "")
    return f"{JOURS[la.weekday()]} {en_toutes_lettres(la.date())} à {heure}"


def duree_dite(minutes: int) -> str:
    """« 45 min », « 1 h », « 1 h 30 »."""
    heures, reste = divmod(minutes, 60)
    if not heures:
        return f"{reste}\u00a0min"
    return f"{heures}\u00a0h" + (f"\u00a0{reste:02d}" if reste else "")


def lieu_dit(pris: Any, dossier: Dossier) -> str:
    """Where, by name: « chez Le Fil », « par téléphone ». `pris` is a slot or a meeting that is fixed."""
    noms = {
        Lieu.PORTEUR: f"chez {dossier.porteur}",
        Lieu.MISSION_LOCALE: "à la mission locale",
        Lieu.AILLEURS: pris.lieu_dit,
        Lieu.TELEPHONE: "par téléphone",
    }
    return noms[Lieu(pris.lieu)]
