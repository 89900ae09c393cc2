"""`manage.py eligibilite [--derogations FICHIER]`: facts on standard input, verdicts out.

One JSON object gives one object, an array gives an array. Anything wrong anywhere refuses the
whole: one sentence on standard error, exit 2, nothing on standard output. Needs neither
Django nor a database.
"""

import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any, TextIO

from regles.echange import ecrire, lire
from regles.eligibilite import juger
from regles.faits import Faits
from regles.noyau.bareme import Baremes
from regles.terminal import Ordre, executer

USAGE = (
    "Usage : manage.py eligibilite [--derogations FICHIER] < faits.json\n"
    "Lit un objet JSON ou un tableau d’objets, écrit un verdict ou un tableau de verdicts."
)


def main(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run the command with the arguments that follow its name; return the exit code."""
    return executer(ELIGIBILITE, argv, stdin, stdout, stderr)


def _lire(objet: Any, baremes: Baremes) -> tuple[Faits, date]:
    return lire(objet, baremes=baremes)


def _rediger(lu: tuple[Faits, date], baremes: Baremes) -> str:
    faits, le = lu
    return json.dumps(ecrire(juger(faits, le=le, baremes=baremes)), ensure_ascii=False)


ELIGIBILITE = Ordre("eligibilite", USAGE, _lire, _rediger)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdin, sys.stdout, sys.stderr))
