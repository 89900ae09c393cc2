"""The territory a derogation is valid for. Codes are those of the Code officiel géographique (INSEE)."""

import re
from functools import lru_cache

_DEPARTEMENT = re.compile(r"[0-9]{2}|2[AB]|9[78][0-9]")


def departement_valide(code: str) -> bool:
    """Say whether `code` has the form of a département: two digits, 2A, 2B, or 97x, 98x.

    Only the form is judged: a well-formed code without derogation is under national rules.
    """
    return _DEPARTEMENT.fullmatch(code) is not None


REGIONS = {
    "01": ("Guadeloupe", ("971",)),
    "02": ("Martinique", ("972",)),
    "03": ("Guyane", ("973",)),
    "04": ("La Réunion", ("974",)),
    "06": ("Mayotte", ("976",)),
    "11": ("Île-de-France", ("75", "77", "78", "91", "92", "93", "94", "95")),
    "24": ("Centre-Val de Loire", ("18", "28", "36", "37", "41", "45")),
    "27": ("Bourgogne-Franche-Comté", ("21", "25", "39", "58", "70", "71", "89", "90")),
    "28": ("Normandie", ("14", "27", "50", "61", "76")),
    "32": ("Hauts-de-France", ("02", "59", "60", "62", "80")),
    "44": ("Grand Est", ("08", "10", "51", "52", "54", "55", "57", "67", "68", "88")),
    "52": ("Pays de la Loire", ("44", "49", "53", "72", "85")),
    "53": ("Bretagne", ("22", "29", "35", "56")),
    "75": ("Nouvelle-Aquitaine", ("16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87")),
    "76": ("Occitanie", ("09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82")),
    "84": ("Auvergne-Rhône-Alpes", ("01", "03", "07", "15", "26", "38", "42", "43", "63", "69", "73", "74")),
    "93": ("Provence-Alpes-Côte d’Azur", ("04", "05", "06", "13", "83", "84")),
    "94": ("Corse", ("2A", "2B")),
}
"""Name and départements of each région, by its code."""


@lru_cache(maxsize=256)
def region_de(departement: str | None) -> str | None:
    """Return the code of the région of a département; None for a code that is in none (975, 00…)."""
    return next((code for code, (_, siens) in REGIONS.items() if departement in siens), None)
