"""Criteria and units in the words of the screens of the rules; the rest is said as the verdicts say it."""

from parcours.eligibilite.mots import CRITERES, UNITES

INCONNUE = "inconnue"


def dire_unite(unite: str) -> str:
    """« en mois », « en euros », or nothing for a mere number."""
    return {"nombre": "", "pour_cent": "en pour cent", "euros": "en euros"}.get(unite, f"en {UNITES[unite][1]}")


def dire_critere(code: str) -> str:
    """A criterion, by its code (`regles.programmes.Programme.criteres`)."""
    return CRITERES.get(code, code)
