"""The last day of a PACEA and of a parcours, each counted in one place; those of the contract are in `regles.contrat`.

The texts read give lengths in months and do not say how a month is counted when it lacks the day. One reading for all,
ours: `regles.noyau.temps.dernier_jour`. A length that begins on a 31st, or on 29 February, ends on the last day of a
month that is shorter, so that nobody loses a day they would have had by beginning later.
"""

from datetime import date, timedelta

from regles.noyau.bareme import Bareme
from regles.noyau.temps import anniversaire, dernier_jour, plus_mois

PREVENIR_AVANT_LA_FIN = timedelta(days=60)
"""How long before its last day a contract, a PACEA or a parcours is talked about again. House choice: no text says."""


def fin_du_pacea(signe_le: date, *, date_naissance: date | None, bareme: Bareme) -> date:
    """Return the last day that a PACEA signed on `signe_le` may have: 24 months, or the eve of the 26th birthday.

    `bareme` is that of the PACEA on the day it was signed. Source: Code du travail, R5131-11 to -13.
    """
    fin = dernier_jour(signe_le, bareme["duree_maximale_en_mois"])
    if date_naissance is None:
        return fin
    return min(fin, anniversaire(date_naissance, bareme["age_de_fin"]) - timedelta(days=1))


def premiere_phase_au_plus_tard(signe_le: date, *, bareme: Bareme) -> date:
    """Return the last day on which the first phase of a PACEA may begin: a month after the signature.

    The same day of the next month is still in time. Source: Code du travail, R5131-11 to -13.
    """
    return plus_mois(signe_le, bareme["delai_premiere_phase_en_mois"])


def fin_du_parcours(entree_le: date, *, bareme: Bareme) -> date | None:
    """Return the last day of a parcours that nobody extends; None where no text gives the programme a length.

    `bareme` is that of the programme on the day of entry. Source: Code du travail, D5316-13 for the O2R.
    """
    return _de(entree_le, "duree_en_mois", bareme)


def fin_du_parcours_prolonge(entree_le: date, *, bareme: Bareme) -> date | None:
    """Return the last day that an extended parcours may reach; None as for `fin_du_parcours`. Source: D5316-13."""
    return _de(entree_le, "duree_maximale_en_mois", bareme)


def _de(premier: date, code: str, bareme: Bareme) -> date | None:
    return dernier_jour(premier, bareme[code]) if code in bareme.valeurs else None
