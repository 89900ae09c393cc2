"""The fictional territory: structures, groupement, partenariats, and when the commissions sit.

Département 00 does not exist. Phone numbers are from the ranges that the regulator keeps for fiction.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

from regles.noyau.temps import plus_mois
from socle.acteurs.models import Antenne, MembreDeGroupement, Structure
from socle.partenariats.models import MomentDuJugement, Partenariat

DEPARTEMENT = "00"

# key: (nature, nom, nom court, commune, téléphone, fuseau)
STRUCTURES: dict[str, tuple[str, str, str, str, str, str]] = {
    "fil": ("porteur", "Le Fil d’Ormelle", "", "Port-Lièvre", "01 99 00 10 01", "Europe/Paris"),
    "amarres": ("porteur", "Les Amarres de Saint-Orme", "", "Saint-Orme", "01 99 00 10 02", "Europe/Paris"),
    "traverse": ("porteur", "La Traverse de Sèvrelune", "", "Sèvrelune", "01 99 00 10 03", "Europe/Paris"),
    "abri": ("porteur", "L’Abri des Quais", "", "Port-Lièvre", "01 99 00 10 04", "Europe/Paris"),
    "radeau": ("porteur", "Le Radeau bleu", "", "Anse-aux-Filaos", "01 99 00 10 05", "Indian/Reunion"),
    "ormelle": (
        "mission_locale",
        "Mission locale du Val d’Ormelle",
        "Val d’Ormelle",
        "Port-Lièvre",
        "01 99 00 20 01",
        "Europe/Paris",
    ),
    "haute_rive": (
        "mission_locale",
        "Mission locale de Haute-Rive",
        "Haute-Rive",
        "Saint-Orme",
        "01 99 00 20 02",
        "Europe/Paris",
    ),
    "brevigny": (
        "mission_locale",
        "Mission locale du pays de Brévigny",
        "Brévigny",
        "Brévigny",
        "01 99 00 20 03",
        "Europe/Paris",
    ),
    "filaos": (
        "mission_locale",
        "Mission locale de l’Anse-aux-Filaos",
        "Anse-aux-Filaos",
        "Anse-aux-Filaos",
        "01 99 00 20 04",
        "Indian/Reunion",
    ),
    "ddets": ("pilote", "DDETS de l’Ormelle", "", "Port-Lièvre", "01 99 00 30 01", "Europe/Paris"),
    # Not planted: the invitation of its référente creates it.
    "siao": ("partenaire", "SIAO de l’Ormelle", "", "Port-Lièvre", "", "Europe/Paris"),
}


def nom_affiche(cle: str) -> str:
    """The short name of a structure, or its name."""
    return STRUCTURES[cle][2] or STRUCTURES[cle][1]


ANTENNES = (
    ("ormelle", "Siège", "Port-Lièvre"),
    ("ormelle", "Antenne de Val-Fleuron", "Val-Fleuron"),
    ("ormelle", "Permanence de la halte de nuit", "Port-Lièvre"),
    ("haute_rive", "Siège", "Saint-Orme"),
    ("brevigny", "Siège", "Brévigny"),
    ("brevigny", "Antenne de Sèvrelune", "Sèvrelune"),
    ("filaos", "Siège", "Anse-aux-Filaos"),
    ("filaos", "Antenne de Ravine-Claire", "Ravine-Claire"),
)
# (chef de file, membre, entered so many months ago, left so many months ago)
GROUPEMENTS = (("traverse", "abri", 14, None), ("traverse", "radeau", 20, 2))
# (porteur, mission locale, moment, since so many months, until so many months ago)
PARTENARIATS = (
    ("fil", "ormelle", MomentDuJugement.ENTREE, 26, None),
    ("fil", "haute_rive", MomentDuJugement.ENTREE, 18, None),
    ("fil", "brevigny", MomentDuJugement.CONTRACTUALISATION, 11, None),
    ("amarres", "haute_rive", MomentDuJugement.ENTREE, 26, None),
    ("traverse", "filaos", MomentDuJugement.ENTREE, 14, None),
    ("abri", "ormelle", MomentDuJugement.ENTREE, 14, None),
    ("radeau", "filaos", MomentDuJugement.ENTREE, 20, 2),
)


@dataclass(frozen=True, slots=True)
class Commission:
    """When a commission sits. `jour` is a day of the week, Monday being 0; `fixe_par` the key of a character."""

    jour: int
    heure: time
    toutes_les: int
    lieu: str
    fixe_par: str

    def seance(self, rang: int, *, le: date) -> date:
        """The séance number `rang`: 0 is the next one (the day `le` included), -1 the one before."""
        prochaine = le + timedelta(days=(self.jour - le.weekday()) % 7)
        return prochaine + timedelta(weeks=self.toutes_les * rang)


COMMISSIONS = {
    "ormelle": Commission(3, time(9, 30), 1, "Mission locale, salle du premier étage", "ines"),
    "haute_rive": Commission(1, time(14), 1, "En visioconférence, chacun chez soi", "lena"),
    "brevigny": Commission(0, time(10), 2, "Maison des services de Brévigny", "solene"),
    "filaos": Commission(2, time(8, 30), 1, "Case à projets de Ravine-Claire", "marie_ange"),
}


def planter(*, le: date) -> dict[str, Structure]:
    """Create the structures and how they are bound on the day `le`; returns them by key."""
    champs = ("nature", "nom", "nom_court", "commune", "telephone", "fuseau")
    structures = {
        cle: Structure.objects.create(**dict(zip(champs, valeurs, strict=True)), departement=DEPARTEMENT)
        for cle, valeurs in STRUCTURES.items()
        if valeurs[0] != "partenaire"
    }
    for cle, nom, commune in ANTENNES:
        Antenne.objects.create(structure=structures[cle], nom=nom, commune=commune)
    for chef, membre, depuis, jusqu_a in GROUPEMENTS:
        MembreDeGroupement.objects.create(
            chef_de_file=structures[chef], membre=structures[membre], **_periode(le, depuis, jusqu_a)
        )
    for porteur, mission_locale, moment, depuis, jusqu_a in PARTENARIATS:
        Partenariat.objects.create(
            porteur=structures[porteur],
            mission_locale=structures[mission_locale],
            moment_du_jugement=moment,
            **_periode(le, depuis, jusqu_a),
        )
    return structures


def _periode(le: date, depuis: int, jusqu_a: int | None) -> dict[str, date | None]:
    return {"depuis": plus_mois(le, -depuis), "jusqu_a": None if jusqu_a is None else plus_mois(le, -jusqu_a)}
