"""Reading a directory of missions locales: a CSV file whose every line is judged by itself.

A file that is not such a directory is refused whole; a line that is wrong is refused alone.
"""

import codecs
import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from regles.noyau.territoire import departement_valide

COLONNES = ("code_imilo", "nom_officiel", "nom_usuel", "departement", "region", "fuseau_horaire")
TAILLE_MAXIMALE = 100_000_000
"""Octets. The national directory weighs 35 kB."""
TAILLE_D_UNE_LIGNE = 10_000
MORCEAU = 65_536


class FichierRefuse(Exception):
    """The file is not a directory that can be read; its text is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line of the file. `refus` says why it is not taken; empty, the rest is good to be written."""

    numero: int
    code: str
    nom: str = ""
    departement: str = ""
    region: str = ""
    fuseau: str = ""
    refus: str = ""


def lire(chemin: Path) -> Iterator[Ligne]:
    """Read the lines one by one, never the whole file.

    Raises FichierRefuse, at the start or on the way: nothing of the file must be kept then.
    """
    _verifier_le_fichier(chemin)
    lecteur = csv.reader(_textes(chemin), strict=True)
    try:
        _verifier_l_entete(next(lecteur, []))
        vus: set[str] = set()
        for valeurs in lecteur:
            if any(v.strip() for v in valeurs):
                ligne = _juger(lecteur.line_num, [v.strip() for v in valeurs], vus)
                if not ligne.refus:
                    vus.add(ligne.code)
                yield ligne
    except csv.Error as erreur:
        raise FichierRefuse(
            f"La ligne {lecteur.line_num} n’est pas du CSV lisible\u00a0: "
            "un guillemet y manque, ou un champ est trop long."
        ) from erreur


def _verifier_le_fichier(chemin: Path) -> None:
    if not chemin.is_file():
        raise FichierRefuse("Ce fichier n’existe pas, ou n’est pas un fichier.")
    if chemin.stat().st_size > TAILLE_MAXIMALE:
        raise FichierRefuse("Ce fichier pèse plus de 100 Mo\u00a0: ce n’est pas un annuaire de missions locales.")


def _textes(chemin: Path) -> Iterator[str]:
    """The lines of the file, decoded as they come. A line break inside quotes stays inside its field."""
    decodeur = codecs.getincrementaldecoder("utf-8-sig")()
    reste = ""
    try:
        with chemin.open("rb") as fichier:
            while morceau := fichier.read(MORCEAU):
                *entieres, reste = (reste + decodeur.decode(morceau)).split("\n")
                yield from (f"{ligne}\n" for ligne in entieres)
                if len(reste) > TAILLE_D_UNE_LIGNE:
                    raise FichierRefuse("Une ligne dépasse 10 000 caractères\u00a0: ce n’est pas un annuaire.")
            yield reste + decodeur.decode(b"", final=True)
    except UnicodeDecodeError as erreur:
        raise FichierRefuse(
            "Ce fichier n’est pas en UTF-8\u00a0: enregistrez-le de nouveau en «\u00a0CSV UTF-8\u00a0»."
        ) from erreur
    except OSError as erreur:
        raise FichierRefuse(f"Ce fichier ne se lit pas\u00a0: {erreur.strerror}.") from erreur


def _verifier_l_entete(entete: list[str]) -> None:
    if tuple(v.strip() for v in entete) != COLONNES:
        raise FichierRefuse(f"La première ligne doit être\u00a0: {','.join(COLONNES)}")


def _juger(numero: int, valeurs: list[str], vus: set[str]) -> Ligne:
    if len(valeurs) != len(COLONNES):
        return Ligne(numero, "", refus=f"{len(valeurs)} colonnes au lieu de {len(COLONNES)}")
    code, officiel, usuel, departement, region, fuseau = valeurs
    ligne = Ligne(numero, code, usuel or officiel, departement.upper(), region, fuseau)
    refus = _refus(ligne, vus)
    # A line that cannot be shown is not repeated.
    return Ligne(numero, code if code.isalnum() and len(code) <= 12 else "", refus=refus) if refus else ligne


def _refus(ligne: Ligne, vus: set[str]) -> str:
    """Why a line is not taken, in words; empty when it is."""
    champs = (ligne.code, ligne.nom, ligne.departement, ligne.region, ligne.fuseau)
    if any(unicodedata.category(signe) in ("Cc", "Cs") for champ in champs for signe in champ):
        return "caractère de contrôle (NUL, saut de ligne…) dans un champ"
    if not ligne.code:
        return "code I-Milo absent"
    if len(ligne.code) > 12 or not (ligne.code.isascii() and ligne.code.isalnum()):
        return "code I-Milo mal formé (12 lettres et chiffres au plus)"
    if ligne.code in vus:
        return "code I-Milo déjà vu plus haut dans ce fichier"
    if not ligne.nom:
        return "ni nom usuel ni nom officiel"
    if len(ligne.nom) > 160:
        return f"nom de {len(ligne.nom)} caractères (160 au plus)"
    if ligne.departement and not departement_valide(ligne.departement):
        return "numéro de département inconnu"
    if ligne.region and not (ligne.region.isascii() and ligne.region.isdigit() and len(ligne.region) <= 3):
        return "code de région mal formé"
    if not _fuseau_connu(ligne.fuseau):
        return "fuseau horaire inconnu"
    return ""


@lru_cache(maxsize=1000)
def _fuseau_connu(nom: str) -> bool:
    if not nom or len(nom) > 60:
        return False
    try:
        ZoneInfo(nom)
    except (KeyError, ValueError, OSError):
        # OSError: a name such as « Europe » is a folder of the time zone database.
        return False
    return True
