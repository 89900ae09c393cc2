"""What the fictional partenariats agreed on: paces in some, one that waits for an answer, one without anything."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid5

from demo.instants import a_l_heure
from demo.recit import ESPACE, sous
from socle.acteurs.models import Appartenance, Structure
from socle.partenariats.models import Partenariat
from socle.partenariats.pratiques import PratiqueDite, convenir, proposer


@dataclass(frozen=True, slots=True)
class Convenue:
    """`par` wrote it so many days ago; `avec` agreed to it the day after, or has not answered."""

    porteur: str
    mission_locale: str
    par: str
    avec: str | None
    il_y_a: int
    objet: str
    tous_les: int | None = None
    unite: str = ""
    texte: str = ""


PETITS_REVENUS = (
    "Moins de 200 € par mois, ou un revenu qui ne revient pas deux mois de suite : nous le voyons comme une absence de "
    "revenus, et la commission en parle."
)
PIECES = (
    "Pièce d’identité ou récépissé, attestation de droits à l’assurance maladie, relevé d’identité bancaire. Sans "
    "justificatif de domicile, la domiciliation suffit."
)
PRATIQUES = (
    Convenue("fil", "ormelle", "nadia", "ines", 300, "tripartites", 8, "semaines"),
    Convenue("fil", "ormelle", "ines", "nadege", 120, "tripartites", 6, "semaines"),
    Convenue("fil", "ormelle", "ines", "nadia", 300, "bilans", 3, "mois"),
    Convenue("fil", "ormelle", "karim", "nadia", 200, "petits_revenus", texte=PETITS_REVENUS),
    Convenue("fil", "ormelle", "karim", "nadia", 150, "pieces", texte=PIECES),
    # Proposed by the mission locale: it is in « À faire » at Le Fil.
    Convenue("fil", "haute_rive", "lena", None, 3, "bilans", 2, "mois"),
    Convenue("amarres", "haute_rive", "sacha", "lena", 90, "tripartites", 2, "mois"),
)
"""Le Fil and Brévigny agreed on nothing: their dossiers say so."""


def planter(gens: dict[str, Appartenance], structures: dict[str, Structure], *, le: date) -> None:
    """Write them, each on its day and under the hat of whoever did."""
    for rang, c in enumerate(PRATIQUES):
        jour = le - timedelta(days=c.il_y_a)
        lien = Partenariat.objects.get(
            porteur=structures[c.porteur], mission_locale=structures[c.mission_locale], depuis__lte=jour
        )
        dite = PratiqueDite(c.objet, jour, c.tous_les, c.unite, c.texte)
        with sous(gens[c.par], jour) as acteur:
            proposee = proposer(
                acteur=acteur, pratique_id=uuid5(ESPACE, f"pratique:{rang}"), partenariat=lien, dite=dite, le=jour,
                maintenant=a_l_heure(jour, 10),
            )  # fmt: skip
        if c.avec is not None:
            lendemain = jour + timedelta(days=1)
            with sous(gens[c.avec], lendemain) as acteur:
                convenir(acteur=acteur, pratique=proposee, maintenant=a_l_heure(lendemain, 9))
