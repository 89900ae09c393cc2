"""The contrat d'engagement jeune: how long it lasts, what its opening waits for, when another one may begin.

Sources: Code du travail, R5131-15 and R5131-16 (opening, durations), L5411-6 II (weekly hours, single referent); the
circulaire of 22 April 2022 (three signatures). What the mission locale appreciates is asked for, never refused.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from regles.noyau.bareme import Bareme
from regles.noyau.temps import dernier_jour, fin_de_mois, plus_mois

CEJ = "cej"
"""The folder of the values shared by the programmes that use this contract."""
DUREE_LEGALE = 35
"""Weekly hours of legal working time: the Conseil constitutionnel's reservation on L5411-6 (2023) keeps any contract
under it, and it holds where no maximum is known.
"""


class Partie(StrEnum):
    """Who signs the contract. The youth comes first."""

    JEUNE = "jeune"
    PORTEUR = "porteur"
    MISSION_LOCALE = "mission_locale"


class Regime(StrEnum):
    """How the weekly hours stand beside the ordinary ones (L5411-6 II)."""

    ORDINAIRE = "ordinaire"
    REDUITE = "reduite"
    """Lowered, never to zero: the situation, in view of the diagnosis."""
    EMPECHEMENT = "empechement"
    """No hours at all: health, disability or invalidity. Which of the three is not for Tandem to keep."""
    PARENT_SEUL = "parent_seul"
    """No hours at all: lone parent of a child under twelve, without childcare."""


SANS_DUREE = frozenset({Regime.EMPECHEMENT, Regime.PARENT_SEUL})


class Manque(StrEnum):
    """What the opening of a contract still waits for."""

    SIGNATURE_JEUNE = "signature_jeune"
    SIGNATURE_PORTEUR = "signature_porteur"
    SIGNATURE_MISSION_LOCALE = "signature_mission_locale"
    REFERENT = "referent"
    CIRCONSTANCES = "circonstances"


@dataclass(frozen=True, slots=True)
class Termes:
    """What the rules read of a contract that is not open yet. `circonstances`: they are written."""

    debut_le: date
    signees: frozenset[Partie]
    a_un_referent: bool
    circonstances: bool = False


def fin_ordinaire(debut_le: date, *, bareme: Bareme) -> date:
    """Return the last day that a contract signed today may foresee. Source: R5131-16."""
    return dernier_jour(debut_le, bareme["duree_contrat_en_mois"])


def fin_prolongee(debut_le: date, *, bareme: Bareme) -> date:
    """Return the last day that prolongations motivated by the counsellor may reach. Source: R5131-16."""
    return dernier_jour(debut_le, bareme["duree_maximale_en_mois"])


def fin_apres_parcours(parcours_fini_le: date, *, bareme: Bareme) -> date:
    """Return the last day of the second month after another path ends, read as a calendar month. Source: R5131-16."""
    return fin_de_mois(parcours_fini_le, bareme["mois_apres_un_autre_parcours"])


def nouveau_possible_le(precedent_fini_le: date, *, bareme: Bareme) -> date:
    """Return the day from which a new contract begins without saying why: six months to the day. Source: R5131-16."""
    return plus_mois(precedent_fini_le, bareme["delai_nouveau_cej_en_mois"])


def pieces_au_plus_tard(debut_le: date, *, bareme: Bareme) -> date:
    """Return the last day to bring the papers, three months to the day from the first day of the contract.

    The text read does not say when the three months begin. Source: R5131-25 II.
    """
    return plus_mois(debut_le, bareme["delai_pieces_en_mois"])


def fin_du_versement_provisoire(depuis: date, *, bareme: Bareme) -> date:
    """Return the last day of a provisional payment that begins on `depuis`. Source: R5131-25 II."""
    return dernier_jour(depuis, bareme["versement_provisoire_en_mois"])


def manques(termes: Termes, *, precedent_fini_le: date | None, bareme: Bareme) -> tuple[Manque, ...]:
    """Return what keeps the contract from being opened, in the order one would get it.

    Three signatures: circulaire of 22 April 2022. Single referent: L5411-6 II. A new contract sooner than the delay
    asks for the circumstances in writing: R5131-16.
    """
    absents = [Manque(f"signature_{p}") for p in Partie if p not in termes.signees]
    if not termes.a_un_referent:
        absents.append(Manque.REFERENT)
    if trop_tot(termes.debut_le, precedent_fini_le, bareme=bareme) and not termes.circonstances:
        absents.append(Manque.CIRCONSTANCES)
    return tuple(absents)


def trop_tot(debut_le: date, precedent_fini_le: date | None, *, bareme: Bareme) -> bool:
    """Say whether a contract would begin before the delay that follows the previous one."""
    return precedent_fini_le is not None and debut_le < nouveau_possible_le(precedent_fini_le, bareme=bareme)


def heures_admises(regime: Regime, *, bareme: Bareme) -> tuple[int, int] | None:
    """Return the least and the most weekly hours of a régime, both included; None when there are none at all.

    A bound that nobody knows that day is not held against anybody. Source: L5411-6 II.
    """
    if regime in SANS_DUREE:
        return None
    minimum = _connu(bareme, "heures_hebdomadaires_minimum")
    maximum = _connu(bareme, "heures_hebdomadaires_maximum") or DUREE_LEGALE
    if regime is Regime.ORDINAIRE:
        return minimum or 1, maximum
    return 1, minimum - 1 if minimum else maximum


def _connu(bareme: Bareme, code: str) -> int | None:
    return None if code in bareme.trous else bareme[code]


class Etat(StrEnum):
    """Where a contract stands on a day. Nothing but dates decides."""

    EN_PREPARATION = "en_preparation"
    A_VENIR = "a_venir"
    EN_COURS = "en_cours"
    INTERROMPU = "interrompu"
    ACHEVE = "acheve"
    ROMPU = "rompu"


@dataclass(frozen=True, slots=True)
class Vie:
    """What the dates of one contract say. `interruptions` are (first day, last day or None)."""

    ouvert: bool
    debut_le: date
    fin_le: date
    rompu_le: date | None = None
    interruptions: tuple[tuple[date, date | None], ...] = ()


def etat(vie: Vie, *, le: date) -> Etat:
    """Return where the contract stands on the day `le`. Broken or ended says more than interrupted."""
    if not vie.ouvert:
        return Etat.EN_PREPARATION
    if vie.rompu_le is not None:
        return Etat.ROMPU
    if le > vie.fin_le:
        return Etat.ACHEVE
    if le < vie.debut_le:
        return Etat.A_VENIR
    if any(du <= le and (au is None or le <= au) for du, au in vie.interruptions):
        return Etat.INTERROMPU
    return Etat.EN_COURS
