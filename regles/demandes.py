"""Which facts each criterion reads: a programme asks for those of its own criteria, and for no other."""

from collections.abc import Mapping
from functools import cache

from regles.programmes import programmes
from regles.textes import nationaux

INSCRIPTION = ("inscrit_mission_locale", "inscrit_demandeur_emploi")

FAITS_LUS: Mapping[str, frozenset[str]] = {
    "AGE": frozenset({"date_naissance"}),
    "SITUATION": frozenset({"etudiant", "en_formation", "en_emploi"}),
    "RESSOURCES": frozenset({"ressources"}),
    "ELOIGNEMENT": frozenset({*INSCRIPTION, "contacts"}),
    "ELOIGNEMENT_O2R": frozenset({*INSCRIPTION, "contacts", "accompagnement_adapte"}),
    "RUPTURE": frozenset({"signes"}),
}
"""What people are asked, by the code of the criterion that reads it."""
SELON_LES_VALEURS: Mapping[str, str] = {"rqth": "age_maximum_rqth"}
"""A fact that is read only where the programme has that value: the convention's ages make nothing of it."""


@cache
def faits_demandes(programme: str) -> frozenset[str]:
    """Return the facts that the criteria of a programme read. Raises KeyError for a programme that has no folder."""
    lus = frozenset[str]().union(*(FAITS_LUS[code] for code in programmes()[programme].criteres))
    siennes = {p.code for p in nationaux().parametres if p.programme == programme}
    return lus | {fait for fait, valeur in SELON_LES_VALEURS.items() if valeur in siennes}


def programmes_qui_demandent(fait: str) -> tuple[str, ...]:
    """Return the codes of the programmes of which a criterion reads this fact."""
    return tuple(code for code in programmes() if fait in faits_demandes(code))
