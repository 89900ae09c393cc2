"""Values, criteria and publics in the words of the screens."""

from decimal import Decimal

from regles.noyau.bareme import Grandeur
from socle.dossier.signes import LIBELLES

INSECABLE = "\N{NO-BREAK SPACE}"
FINE = "\N{NARROW NO-BREAK SPACE}"

# Unit → after one, after several.
UNITES = {
    "ans": ("an", "ans"),
    "mois": ("mois", "mois"),
    "semaines": ("semaine", "semaines"),
    "jours": ("jour", "jours"),
    "heures": ("heure", "heures"),
    "pour_cent": ("%", "%"),
    "nombre": ("", ""),
    "euros": ("€", "€"),
}
CRITERES = {
    "AGE": "Âge",
    "SITUATION": "Études, formation, emploi",
    "RESSOURCES": "Ressources",
    "ELOIGNEMENT": "Éloignement du service public de l’emploi",
    "ELOIGNEMENT_O2R": "Éloignement du service public de l’emploi",
    "RUPTURE": "Signes de rupture",
}
PUBLICS = {
    **LIBELLES,
    "rqth": "Reconnaissance de travailleur handicapé (RQTH)",
    "etudiant": "En études",
    "en_formation": "En formation",
    "en_emploi": "En emploi",
}
INCONNUE = "inconnue"


def dire_valeur(valeur: Grandeur, unite: str) -> str:
    """« 5 mois », « 561,68 € », « 1 an »: a value with its unit."""
    if isinstance(valeur, Decimal):
        entiers, _, centimes = f"{valeur:,f}".partition(".")
        nombre = entiers.replace(",", FINE) + (f",{centimes}" if centimes else "")
    else:
        nombre = str(valeur)
    dite = UNITES.get(unite, (unite, unite))[valeur >= 2]
    return f"{nombre}{INSECABLE}{dite}" if dite else nombre


def dire_unite(unite: str) -> str:
    """« en mois », « en euros », or nothing for a mere number."""
    return {"nombre": "", "pour_cent": "en pour cent", "euros": "en euros"}.get(unite, f"en {UNITES[unite][1]}")


def dire_critere(code: str) -> str:
    """A criterion, by its code in `regles.faits.CRITERES`."""
    return CRITERES.get(code, code)


def dire_public(code: str) -> str:
    """A public that an act may exempt."""
    return PUBLICS.get(code, code)
