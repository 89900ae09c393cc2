"""`manage.py allocation_cej`: facts as JSON in, estimates as JSON out. Nothing of Django is loaded.

What cannot be read is refused whole: no estimate comes out of a doubtful input.
"""

import json
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

from regles.allocation import bareme_du_jour, estimer
from regles.entree import EntreeRefusee, cles_connues, lire_departement, lire_jour
from regles.estimation import Demande, DemandeInvalide, Estimation, Etape
from regles.euros import au_centime
from regles.noyau.bareme import Baremes, HorsBareme
from regles.noyau.source import Source
from regles.terminal import Ordre, executer

USAGE = (
    "Usage : manage.py allocation_cej [--derogations FICHIER] < faits.json\n"
    "Lit un objet JSON ou un tableau d’objets, écrit une estimation ou un tableau d’estimations."
)
OBLIGATOIRES = ("le", "date_naissance", "tranche_ir", "r1", "r2")


def main(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run the command with the arguments that follow its name; return the exit code."""
    return executer(ALLOCATION, argv, stdin, stdout, stderr)


def lire(objet: Any, baremes: Baremes) -> tuple[Demande, date]:
    """Read one object: the facts and the day of the estimate. Only the département may be unknown.

    Raises `EntreeRefusee`; what is accepted can be estimated with the same `baremes` without error.
    """
    cles_connues(objet, _LECTEURS, "")
    lus = {cle: lecteur(objet.get(cle), cle) for cle, lecteur in _LECTEURS.items()}
    for cle in OBLIGATOIRES:
        if lus[cle] is None:
            raise EntreeRefusee(cle, "elle est obligatoire.")
    le: date = lus.pop("le")
    try:
        demande = Demande(**lus)
        bareme_du_jour(demande, le=le, baremes=baremes)
    except DemandeInvalide as refus:
        raise EntreeRefusee(refus.champ, str(refus)) from refus
    except HorsBareme as refus:
        raise EntreeRefusee("le", f"{refus}.") from refus
    return demande, le


def ecrire(estimation: Estimation) -> dict[str, Any]:
    """Return the estimate as the command prints it; amounts are `Decimal`, to the cent."""
    return {
        "forfait": estimation.forfait,
        "montant": estimation.montant,
        "etapes": [_etape(etape) for etape in estimation.etapes],
        "sources": [_source(source) for source in estimation.sources],
    }


def en_json(valeur: Any) -> str:
    """Write JSON where a `Decimal` is a number with all its digits: the standard writer would want a float."""
    if isinstance(valeur, Decimal):
        return f"{valeur:f}"
    if isinstance(valeur, dict):
        return "{" + ", ".join(f"{json.dumps(cle)}: {en_json(v)}" for cle, v in valeur.items()) + "}"
    if isinstance(valeur, list):
        return "[" + ", ".join(en_json(v) for v in valeur) + "]"
    return json.dumps(valeur, ensure_ascii=False)


def _etape(etape: Etape) -> dict[str, Any]:
    return {
        "code": etape.code,
        "libelle": etape.libelle,
        "formule": etape.formule,
        "resultat": None if etape.resultat is None else au_centime(etape.resultat),
        "sources": [source.mention for source in etape.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    champs = ("mention", "titre", "article", "date", "resume", "connu_par")
    return {champ: getattr(source, champ) for champ in champs if getattr(source, champ) is not None}


def _montant(valeur: Any, cle: str) -> Decimal | None:
    if valeur is None:
        return None
    if type(valeur) not in (int, Decimal):
        raise EntreeRefusee(cle, "un nombre d’euros par mois est attendu.")
    # « -0 » and « 0e-99 » are zero.
    return Decimal(valeur) if valeur else Decimal(0)


def _tel_quel(valeur: Any, _cle: str) -> Any:
    return valeur


_LECTEURS: dict[str, Any] = {
    "le": lire_jour,
    "date_naissance": lire_jour,
    "tranche_ir": _tel_quel,
    "r1": _montant,
    "r2": _montant,
    "departement": lire_departement,
}


def _rediger(lu: tuple[Demande, date], baremes: Baremes) -> str:
    demande, le = lu
    return en_json(ecrire(estimer(demande, le=le, baremes=baremes)))


ALLOCATION = Ordre("allocation_cej", USAGE, lire, _rediger)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdin, sys.stdout, sys.stderr))
