"""Values, criteria and publics in the words of the screens."""

from decimal import Decimal

from parcours.eligibilite.mots import CRITERES
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
PUBLICS = {
    **LIBELLES,
    "rqth": "Reconnaissance de travailleur handicapé (RQTH)",
    "etudiant": "En études",
    "en_formation": "En formation",
    "en_emploi": "En emploi",
}
INCONNUE = "inconnue"


def dire_valeur(valeur: Grandeur, unite: str) -> str:
    """« 5 mois », « 300 € », « 561,68 € », « 1 an »: a value with its unit, however many zeros it was typed with."""
    nombre = str(valeur)
    if isinstance(valeur, Decimal):
        entiers, _, centimes = f"{valeur:,f}".partition(".")
        centimes = centimes.rstrip("0")
        nombre = entiers.replace(",", FINE) + (f",{centimes:0<2}" if centimes else "")
    dite = UNITES.get(unite, (unite, unite))[valeur >= 2]
    return f"{nombre}{INSECABLE}{dite}" if dite else nombre


def dire_unite(unite: str) -> str:
    """« en mois », « en euros », or nothing for a mere number."""
    return {"nombre": "", "pour_cent": "en pour cent", "euros": "en euros"}.get(unite, f"en {UNITES[unite][1]}")


def dire_critere(code: str) -> str:
    """A criterion, by its code (`regles.programmes.Programme.criteres`)."""
    return CRITERES.get(code, code)


def dire_public(code: str) -> str:
    """A public that an act may exempt."""
    return PUBLICS.get(code, code)
