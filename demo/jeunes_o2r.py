"""Youths of Les Amarres in the O2R jeunes: met, judged, in the parcours, near its end, extended, gone."""

from typing import Any

from demo.moments import (
    CONNUE,
    INSCRIT,
    Depart,
    Dit,
    Histoire,
    Jeune,
    ParcoursProlonge,
    Partage,
    Seance,
)
from regles.faits import O2R_JEUNES

_EUX: dict[str, Any] = {
    "programme": O2R_JEUNES, "par": "sacha", "chez": "haute_rive", "conseiller": "lena", "commune": "Saint-Orme",
    "signes": ("isolement",), "lieu": "Cale du vieux port",
}  # fmt: skip
# What the O2R does not ask stays unknown.
_SANS_CEJ = {"etudiant": None, "en_formation": None, "en_emploi": None, "ressources": ""}
_NULLE_PART = {**CONNUE, **_SANS_CEJ}
_SUIVI = {**_SANS_CEJ, **INSCRIT}
_ADAPTE_NON = {"accompagnement_adapte": False, "accompagnement_d_apres": "jeune"}


def _entre(rang: int) -> Seance:
    return Seance(rang, "entree", "sacha", ("sacha", "lena"))


JEUNES = (
    Jeune("ewen", "Ewen", "Cadiou", age=17, il_y_a=3, situation=_NULLE_PART, **_EUX),
    Jeune(
        "lison", "Lison", "Abalain", age=20, il_y_a=21, situation={**_SUIVI, **_ADAPTE_NON},
        moments=(Partage(14),), **_EUX,
    ),
    # Followed somewhere, and nobody has said whether it suits.
    Jeune(
        "corentin", "Corentin", "Le Dû", age=22, il_y_a=26, situation=_SUIVI,
        moments=(Partage(19), Histoire(12, (Dit("entretien", 40, echange=True, intention=True),))), **_EUX,
    ),
    Jeune(
        "noa", "Noa", "Guéguen", age=19, il_y_a=75, situation=_NULLE_PART,
        moments=(Partage(66), _entre(-8)), **_EUX,
    ),
    # Nine months end in a few days.
    Jeune(
        "imane", "Imane", "Sellin", age=21, il_y_a=290, situation=_NULLE_PART,
        moments=(Partage(280), _entre(-38)), **_EUX,
    ),
    Jeune(
        "yoan", "Yoan", "Péron", age=23, il_y_a=330, situation=_NULLE_PART,
        moments=(
            Partage(322), _entre(-44),
            ParcoursProlonge(40, "sacha", "Sa place en chantier naval commence au printemps."),
        ),
        **_EUX,
    ),
    Jeune(
        "anael", "Anaël", "Trividic", age=24, il_y_a=250, situation=_NULLE_PART,
        moments=(Partage(240), _entre(-30), Depart(9, "formation", "sacha", {"vers": "Bac professionnel"})),
        **_EUX,
    ),
)  # fmt: skip
