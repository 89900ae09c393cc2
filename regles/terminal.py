"""Commands that answer JSON with JSON, without Django: what they share, refusals first."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Generic, NoReturn, TextIO, TypeVar

from regles.entree import EntreeRefusee, objet_sans_doublon
from regles.noyau.bareme import BaremeInvalide, Baremes
from regles.textes import depuis_fichier, nationaux

TAILLE_MAXIMALE = 50_000_000  # bytes
DEROGATIONS_MAXIMALES = 5_000_000  # bytes

Lu = TypeVar("Lu")


@dataclass(frozen=True, slots=True)
class Ordre(Generic[Lu]):
    """A command: its name, its help, how it reads one object and how it writes the answer to it.

    `lire` raises `EntreeRefusee`; what it accepts, `rediger` answers without error.
    """

    nom: str
    usage: str
    lire: Callable[[Any, Baremes], Lu]
    rediger: Callable[[Lu, Baremes], str]


class Refus(Exception):
    """One sentence for standard error."""


def executer(ordre: Ordre[Lu], argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run a command with the arguments that follow its name; return the exit code.

    0: answers on `stdout`, whatever they say. 2: refused, one sentence on `stderr`.
    """
    try:
        if list(argv) in (["--help"], ["-h"]):
            _ecrire(stdout, ordre.usage + "\n")
            return 0
        baremes = _baremes(ordre.nom, argv)
        entree = _json(_lire(stdin))
        seul = not isinstance(entree, list)
        lus = _valider(ordre, [entree] if seul else entree, baremes)
    except Refus as refus:
        _ecrire(stderr, f"{refus}\n")
        return 2
    try:
        for morceau in _rediger(ordre, lus, baremes, seul=seul):
            _ecrire(stdout, morceau)
        stdout.flush()
    except BrokenPipeError:
        # The reader left (`| head`): say nothing, and let the interpreter flush into the void.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
        return 1
    return 0


def _baremes(nom_de_l_ordre: str, argv: Sequence[str]) -> Baremes:
    if not argv:
        return nationaux()
    if len(argv) == 1 and argv[0].startswith("--derogations="):
        nom = argv[0].partition("=")[2]
    elif len(argv) == 2 and argv[0] == "--derogations":
        nom = argv[1]
    else:
        raise Refus(f"Arguments non compris, l’usage est : {nom_de_l_ordre} [--derogations FICHIER] < faits.json.")
    try:
        with Path(nom).open("rb") as fichier:
            contenu = fichier.read(DEROGATIONS_MAXIMALES + 1)
    except (OSError, ValueError) as erreur:
        raison = getattr(erreur, "strerror", None) or "nom impossible"
        raise Refus(f"Le fichier de dérogations {nom!r} ne peut pas être lu : {raison}.") from erreur
    if len(contenu) > DEROGATIONS_MAXIMALES:
        raise Refus(f"Le fichier de dérogations {nom!r} dépasse 5 Mo.")
    try:
        return depuis_fichier(contenu, ou=nom)
    except BaremeInvalide as erreur:
        raise Refus(f"Dérogations refusées : {erreur}.") from erreur


def _lire(stdin: TextIO) -> bytes:
    octets: bytes
    if hasattr(stdin, "buffer"):
        octets = stdin.buffer.read(TAILLE_MAXIMALE + 1)
    else:
        octets = stdin.read(TAILLE_MAXIMALE + 1).encode("utf-8", "surrogatepass")
    if len(octets) > TAILLE_MAXIMALE:
        raise Refus("L’entrée dépasse 50 Mo : tout est refusé.")
    return octets


def _json(octets: bytes) -> Any:
    try:
        return json.loads(
            octets.decode("utf-8-sig"),
            object_pairs_hook=objet_sans_doublon,
            parse_constant=_constante,
            parse_float=Decimal,
        )
    except json.JSONDecodeError as erreur:
        raise Refus(f"L’entrée n’est pas du JSON valide (ligne {erreur.lineno}, colonne {erreur.colno}).") from erreur
    except UnicodeDecodeError as erreur:
        raise Refus(f"L’entrée n’est pas du texte UTF-8 (octet {erreur.start}).") from erreur
    except RecursionError as erreur:
        raise Refus("L’entrée n’est pas du JSON acceptable : trop de niveaux imbriqués.") from erreur
    except (ValueError, InvalidOperation) as erreur:
        # A number with thousands of digits, or an exponent beyond what a Decimal holds.
        raise Refus("L’entrée n’est pas du JSON acceptable : un nombre est démesuré.") from erreur


def _constante(nom: str) -> NoReturn:
    raise Refus(f"L’entrée n’est pas du JSON valide : {nom} n’est pas une valeur JSON.")


def _valider(ordre: Ordre[Lu], objets: list[Any], baremes: Baremes) -> list[Lu]:
    lus = []
    for indice, objet in enumerate(objets):
        try:
            lus.append(ordre.lire(objet, baremes))
        except EntreeRefusee as refus:
            raise Refus(f"Élément d’indice {indice}, {refus} Tout est refusé.") from refus
    return lus


def _rediger(ordre: Ordre[Lu], lus: list[Lu], baremes: Baremes, *, seul: bool) -> Iterator[str]:
    """Yield the answer piece by piece: 50 MB of facts give far more answers than memory."""
    yield "" if seul else "["
    for indice, lu in enumerate(lus):
        yield (",\n" if indice else "") + ordre.rediger(lu, baremes)
    yield "\n" if seul else "]\n"


def _ecrire(flux: TextIO, texte: str) -> None:
    """Write UTF-8 whatever the locale; a stream without bytes beneath takes the text."""
    if hasattr(flux, "buffer"):
        flux.buffer.write(texte.encode("utf-8", "backslashreplace"))
    else:
        flux.write(texte)
