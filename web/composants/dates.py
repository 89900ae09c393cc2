"""Dates and durations as people say them in French. Pure functions: the day of reference is always given."""

from datetime import date, datetime

from django.utils import timezone

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
MOIS_COURTS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juill.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
INSECABLE = "\u00a0"
# Below, people count in days; below the second, in weeks; then in months.
EN_SEMAINES_DES, EN_MOIS_DES = 28, 70


def _jour(valeur: date) -> date:
    """Reduce an instant to its day, in the current time zone."""
    if isinstance(valeur, datetime):
        return (timezone.localtime(valeur) if timezone.is_aware(valeur) else valeur).date()
    return valeur


def _quantieme(jour: date) -> str:
    return "1er" if jour.day == 1 else str(jour.day)


def en_toutes_lettres(valeur: date) -> str:
    """« mardi 24 novembre »: near days, where the day of the week matters and the year does not."""
    jour = _jour(valeur)
    return f"{JOURS[jour.weekday()]} {_quantieme(jour)}{INSECABLE}{MOIS[jour.month - 1]}"


def avec_annee(valeur: date) -> str:
    """« 24 novembre 2026 »: what is signed, stored or far."""
    jour = _jour(valeur)
    return f"{_quantieme(jour)}{INSECABLE}{MOIS[jour.month - 1]}{INSECABLE}{jour.year}"


def court(valeur: date) -> str:
    """« 24 nov. »: labels in a narrow place."""
    jour = _jour(valeur)
    return f"{_quantieme(jour)}{INSECABLE}{MOIS_COURTS[jour.month - 1]}"


def du_texte(valeur: str) -> str:
    """The date of a text as its source gives it: « 22 avril 2022 », « juillet 2023 », or as it is written."""
    try:
        return avec_annee(date.fromisoformat(valeur))
    except ValueError:
        annee, _, mois = valeur.partition("-")
    return f"{MOIS[int(mois) - 1]}{INSECABLE}{annee}" if mois.isdecimal() and 1 <= int(mois) <= 12 else valeur


def heure(valeur: datetime) -> str:
    """« 10 h 38 », « 9 h »: an hour, in the current time zone when the instant has one."""
    if isinstance(valeur, datetime) and timezone.is_aware(valeur):
        valeur = timezone.localtime(valeur)
    minutes = f"{INSECABLE}{valeur.minute:02d}" if valeur.minute else ""
    return f"{valeur.hour}{INSECABLE}h{minutes}"


def _duree(jours: int) -> str:
    """Say a number of days in the unit that people use for it; at least one."""
    if jours < EN_SEMAINES_DES:
        return f"{jours}{INSECABLE}jour{'s' if jours > 1 else ''}"
    if jours < EN_MOIS_DES:
        return f"{jours // 7}{INSECABLE}semaines"
    return f"{jours * 12 // 365 or 1}{INSECABLE}mois"


def ecart(valeur: date, le: date) -> str:
    """« hier », « il y a 19 jours », « demain », « dans 3 semaines »: a day seen from `le`."""
    jours = (_jour(valeur) - _jour(le)).days
    proches = {-2: "avant-hier", -1: "hier", 0: "aujourd’hui", 1: "demain", 2: "après-demain"}
    if jours in proches:
        return proches[jours]
    return f"il y a {_duree(-jours)}" if jours < 0 else f"dans {_duree(jours)}"


def age(naissance: date, le: date) -> int:
    """Years reached on `le`. For display only: the law counts in `regles`."""
    return le.year - naissance.year - ((le.month, le.day) < (naissance.month, naissance.day))
