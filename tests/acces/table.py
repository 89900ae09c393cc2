"""Reading the reviewed table, and the addresses that the application really answers."""

import re
from pathlib import Path

from django.urls import Resolver404, resolve

from socle.acces.droits import toutes_les_urls

FICHIER = Path(__file__).with_name("matrice.txt")
METHODES = ("GET", "POST")
# « <uuid:dossier_id> » of a path, « (?P<key> » of a regular expression.
_PARAMETRE = re.compile(r"<(?:[a-z]+:)?([a-z0-9_]+)>")


def lire(fichier: Path = FICHIER) -> dict[tuple[str, str], dict[str, str]]:
    """(name of the address, method) → actor → what must happen.

    A line that begins with « adresse » names the columns of those below it. Raises ValueError for a line that is not
    whole, or that is there twice.
    """
    colonnes: list[str] = []
    table: dict[tuple[str, str], dict[str, str]] = {}
    for ligne in fichier.read_text(encoding="utf-8").splitlines():
        if not ligne or ligne.startswith("#"):
            continue
        nom, methode, *cases = ligne.split()
        if nom == "adresse":
            colonnes = cases
        elif len(cases) != len(colonnes) or (nom, methode) in table:
            raise ValueError(f"{nom} {methode} : {len(cases)} cases pour {len(colonnes)} acteurs, ou ligne double.")
        else:
            table[nom, methode] = dict(zip(colonnes, cases, strict=True))
    return table


def adresses() -> dict[str, list[str]]:
    """Name of every address of the application → its parameters, those of its prefixes included."""
    return {motif.name: _PARAMETRE.findall(route) for route, motif in toutes_les_urls()}


# Short names, so that the table stays readable.
_ABREGES = {
    "account_login": "connexion",
    "account_reauthenticate": "preuve",
    "situation_en_commission": ">en_seance",
}


def issue(reponse) -> str:
    """What happened, as the table writes it: a status, or « >name » for a redirection inside the application."""
    if reponse.status_code not in (301, 302, 303):
        return str(reponse.status_code)
    chemin = reponse["Location"].split("?")[0].split("#")[0]
    try:
        nom = resolve(chemin).url_name or "?"
    except Resolver404:
        return ">dehors"
    return _ABREGES.get(nom, f">{nom}")
