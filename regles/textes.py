"""The texts in force: the national ones carried here, and a territory's derogations."""

from functools import cache
from pathlib import Path
from typing import Any

from regles.faits import PUBLICS
from regles.noyau.bareme import BaremeInvalide, Baremes
from regles.noyau.chargement import lire_derogations, lire_parametres, lire_sources
from regles.noyau.lecture import lire_yaml
from regles.programmes import criteres_par_programme

_ICI = Path(__file__).parent


@cache
def nationaux() -> Baremes:
    """Return the national values, read once per process."""
    textes = lire_sources(_ICI / "sources")
    return Baremes(lire_parametres(_ICI / "baremes", textes), (), textes)


def avec_derogations(lignes: Any, *, ou: str = "dérogations") -> Baremes:
    """Return the national values and these derogations, with one fingerprint for both in each programme.

    `lignes` is the list described in `regles/baremes/README.md`, read from a file or
    exported from a database. Raises `BaremeInvalide`, which names `ou`.
    """
    base = nationaux()
    derogations = lire_derogations(
        lignes, ou=ou, parametres=base.parametres, criteres=criteres_par_programme(), publics=PUBLICS
    )
    return Baremes(base.parametres, derogations, base.textes)


def depuis_fichier(texte: str | bytes, *, ou: str) -> Baremes:
    """Return the national values and the derogations of a YAML or JSON file's content."""
    brut = lire_yaml(texte, ou)
    if not isinstance(brut, dict) or set(brut) != {"derogations"}:
        raise BaremeInvalide(f"{ou} : un objet à une seule clé, « derogations », est attendu")
    return avec_derogations(brut["derogations"], ou=ou)
