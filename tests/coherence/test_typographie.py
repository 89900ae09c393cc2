"""French as it is printed: the apostrophe is curved, and double signs are held to their word."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.coherence.test_depot import GABARITS, RACINE, _nom

_CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<script.*?</script>|<!--.*?-->", re.S)
_COMMENTAIRE = re.compile(r"{% comment %}.*?{% endcomment %}", re.S)
_BALISE = re.compile(r"<[^>]+>", re.S)
_VU = re.compile(r'\b(?:alt|title|aria-label|placeholder)="([^"]*)"')
# What a tag or a variable leaves behind: a letter, so that « {{ nom }}' » is caught, and nothing is invented.
TROU = "x"
DROITE = re.compile(r"\w'\w")
MAL_TENUE = re.compile(r"\w [:;?!»]|« \w|\w[;?!»](?=\s|$)|«\w")


def _vus(texte: str) -> str:
    """What is read of a template: its text, and the attributes that are spoken."""
    nu = _CODE.sub(TROU, _COMMENTAIRE.sub("", texte))
    return "\n".join([_BALISE.sub("\n", nu), *_VU.findall(nu)])


@pytest.mark.parametrize("gabarit", [g for g in GABARITS if g.suffix in (".html", ".txt")], ids=_nom)
def test_french_is_typeset(gabarit):
    vus = _vus(gabarit.read_text(encoding="utf-8"))
    fautes = [vus[max(0, f.start() - 20) : f.end() + 10] for r in (DROITE, MAL_TENUE) for f in r.finditer(vus)]
    assert fautes == []


HORS = {"migrations", "management"}
# In a sentence cut by a variable, the sign may open the piece that follows.
A_TENIR = re.compile(r"[\w»)’] [:;?!»](?=\s|$)|^ [:;?!»](?=\s|$)|« ")
FRANCAIS = re.compile(r"[«»’éèàêçôîâ]")


def _phrases(source: Path) -> Iterator[str]:
    """The strings of a module that are sentences in French: docstrings are in English and nobody reads them here."""
    arbre = ast.parse(source.read_text(encoding="utf-8"))
    seules = {id(n.value) for n in ast.walk(arbre) if isinstance(n, ast.Expr)}
    for n in ast.walk(arbre):
        if (
            isinstance(n, ast.Constant)
            and isinstance(n.value, str)
            and id(n) not in seules
            and FRANCAIS.search(n.value)
        ):
            yield n.value


def test_french_said_by_a_module_is_typeset_too():
    sources = [f for salle in ("parcours", "socle", "web") for f in (RACINE / salle).rglob("*.py")]
    lues = [f for f in sources if not HORS & set(f.parts)]
    assert len(lues) > 200
    fautes = [
        (f.relative_to(RACINE).as_posix(), p)
        for f in lues
        for p in _phrases(f)
        if A_TENIR.search(p) or DROITE.search(p)
    ]
    assert fautes == []
