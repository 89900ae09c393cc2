"""How the characters may be reached, and who is away."""

from datetime import date, timedelta
from uuid import uuid5

from demo.instants import a_l_heure
from demo.recit import ESPACE, sous
from socle.acteurs.models import Appartenance
from socle.presences.ecritures import dire_presence, noter_absence

# (whose, phone, days and hours). Numbers of the range kept for fiction; the others show their structure’s own.
PRESENCES = (
    ("nadia", "06 39 98 02 11", "Du lundi au jeudi, de 10 h à 18 h ; maraude le mardi soir."),
    ("bilal", "06 39 98 02 12", "Du mardi au vendredi, de 9 h à 17 h."),
    ("nadege", "06 39 98 02 13", "Le matin, du lundi au vendredi."),
    ("karim", "06 39 98 02 21", "Du lundi au vendredi, de 9 h à 12 h 30 et de 14 h à 17 h."),
    ("claire", "06 39 98 02 22", "Lundi, mercredi et vendredi."),
    ("ines", "06 39 98 02 23", "Du lundi au vendredi, de 8 h 30 à 16 h 30."),
)
# (whose, first day and last day in days from today, who answers)
ABSENCES = (("claire", -2, 8, "ines"), ("karim", 20, 27, "claire"))


def planter(gens: dict[str, Appartenance], *, le: date) -> None:
    """Everybody says it for themselves."""
    hier = le - timedelta(days=3)
    for cle, telephone, joignable in PRESENCES:
        with sous(gens[cle], hier) as acteur:
            dire_presence(acteur=acteur, version=0, telephone=telephone, joignable=joignable)
    for cle, du, au, remplacant in ABSENCES:
        with sous(gens[cle], hier) as acteur:
            noter_absence(
                acteur=acteur, absence_id=uuid5(ESPACE, f"absence:{cle}"), du=le + timedelta(days=du),
                au=le + timedelta(days=au), remplacant_id=gens[remplacant].pk, maintenant=a_l_heure(hier, 9),
            )  # fmt: skip
