"""The meeting for a calendar (iCalendar, RFC 5545), with nothing of anybody in it: a day, an hour, and a link.

Who meets, where and what for are on the page, which asks to log in: a calendar is read over a shoulder, synchronised,
shared.
"""

from datetime import UTC, datetime, timedelta

from parcours.tripartites.models import Tripartite

TITRE = "Rendez-vous Tandem"
OCTETS = 75
"""Of a line, its break not counted (RFC 5545, 3.1)."""


def invitation(tripartite: Tripartite, *, lien: str, hote: str, maintenant: datetime) -> bytes:
    """The file of a meeting that was fixed. Once cancelled, the same file takes it out of the calendar."""
    annule = tripartite.annule_le is not None
    fin = tripartite.debut + timedelta(minutes=tripartite.duree)
    lignes = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tandem//Rendez-vous//FR",
        f"METHOD:{'CANCEL' if annule else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{tripartite.pk}@{echapper(hote)}",
        f"DTSTAMP:{_utc(maintenant)}",
        f"DTSTART:{_utc(tripartite.debut)}",
        f"DTEND:{_utc(fin)}",
        f"SEQUENCE:{tripartite.sequence}",
        f"STATUS:{'CANCELLED' if annule else 'CONFIRMED'}",
        f"SUMMARY:{echapper(TITRE)}",
        f"DESCRIPTION:{echapper(f'Le lieu et les personnes sont sur cette page : {lien}')}",
        f"URL:{lien}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{plier(ligne)}\r\n" for ligne in lignes).encode()


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def echapper(texte: str) -> str:
    """A text as a value (RFC 5545, 3.3.11)."""
    for brut, ecrit in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        texte = texte.replace(brut, ecrit)
    return texte


def plier(ligne: str) -> str:
    """Cut a line that is too long, never inside a character: a space begins what follows (RFC 5545, 3.1)."""
    morceaux, courant = [], ""
    for caractere in ligne:
        if len(f"{courant}{caractere}".encode()) > OCTETS:
            morceaux.append(courant)
            courant = " "
        courant += caractere
    return "\r\n".join([*morceaux, courant])
