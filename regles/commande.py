"""`manage.py eligibilite [--derogations FICHIER]`: facts on standard input, verdicts out.

One JSON object gives one object, an array gives an array. Anything wrong anywhere refuses the
whole: one sentence on standard error, exit 2, nothing on standard output. Needs neither
Django nor a database.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TextIO

from regles.echange import EntreeRefusee, ecrire, lire, objet_sans_doublon
from regles.eligibilite import juger
from regles.faits import Faits
from regles.noyau.bareme import BaremeInvalide, Baremes
from regles.textes import depuis_fichier, nationaux

TAILLE_MAXIMALE = 50_000_000  # bytes
DEROGATIONS_MAXIMALES = 5_000_000  # bytes

USAGE = (
    "Usage : manage.py eligibilite [--derogations FICHIER] < faits.json\n"
    "Lit un objet JSON ou un tableau d’objets, écrit un verdict ou un tableau de verdicts."
)


class Refus(Exception):
    """One sentence for standard error."""


def main(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run the command with the arguments that follow its name; return the exit code.

    0: verdicts on `stdout`, whatever they say. 2: refused, one sentence on `stderr`.
    """
    try:
        if list(argv) in (["--help"], ["-h"]):
            _ecrire(stdout, USAGE + "\n")
            return 0
        baremes = _baremes(argv)
        entree = _json(_lire(stdin))
        seul = not isinstance(entree, list)
        a_juger = _valider([entree] if seul else entree, baremes)
    except Refus as refus:
        _ecrire(stderr, f"{refus}\n")
        return 2
    try:
        for morceau in _rediger(a_juger, baremes, seul=seul):
            _ecrire(stdout, morceau)
        stdout.flush()
    except BrokenPipeError:
        # The reader left (`| head`): say nothing, and let the interpreter flush into the void.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
        return 1
    return 0


def _baremes(argv: Sequence[str]) -> Baremes:
    if not argv:
        return nationaux()
    if len(argv) == 1 and argv[0].startswith("--derogations="):
        nom = argv[0].partition("=")[2]
    elif len(argv) == 2 and argv[0] == "--derogations":
        nom = argv[1]
    else:
        raise Refus("Arguments non compris, l’usage est : eligibilite [--derogations FICHIER] < faits.json.")
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
        return json.loads(octets.decode("utf-8-sig"), object_pairs_hook=objet_sans_doublon, parse_constant=_constante)
    except json.JSONDecodeError as erreur:
        raise Refus(f"L’entrée n’est pas du JSON valide (ligne {erreur.lineno}, colonne {erreur.colno}).") from erreur
    except UnicodeDecodeError as erreur:
        raise Refus(f"L’entrée n’est pas du texte UTF-8 (octet {erreur.start}).") from erreur
    except RecursionError as erreur:
        raise Refus("L’entrée n’est pas du JSON acceptable : trop de niveaux imbriqués.") from erreur
    except ValueError as erreur:
        # A number with thousands of digits.
        raise Refus("L’entrée n’est pas du JSON acceptable : un nombre est démesuré.") from erreur


def _constante(nom: str) -> NoReturn:
    raise Refus(f"L’entrée n’est pas du JSON valide : {nom} n’est pas une valeur JSON.")


def _valider(objets: list[Any], baremes: Baremes) -> list[tuple[Faits, date]]:
    a_juger = []
    for indice, objet in enumerate(objets):
        try:
            a_juger.append(lire(objet, baremes=baremes))
        except EntreeRefusee as refus:
            raise Refus(f"Élément d’indice {indice}, {refus} Tout est refusé.") from refus
    return a_juger


def _rediger(a_juger: list[tuple[Faits, date]], baremes: Baremes, *, seul: bool) -> Iterator[str]:
    """Yield the answer piece by piece: 50 MB of facts give far more verdicts than memory."""
    yield "" if seul else "["
    for indice, (faits, le) in enumerate(a_juger):
        separateur = ",\n" if indice else ""
        yield separateur + json.dumps(ecrire(juger(faits, le=le, baremes=baremes)), ensure_ascii=False)
    yield "\n" if seul else "]\n"


def _ecrire(flux: TextIO, texte: str) -> None:
    """Write UTF-8 whatever the locale; a stream without bytes beneath takes the text."""
    if hasattr(flux, "buffer"):
        flux.buffer.write(texte.encode("utf-8", "backslashreplace"))
    else:
        flux.write(texte)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdin, sys.stdout, sys.stderr))
