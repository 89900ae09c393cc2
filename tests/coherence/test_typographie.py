"""French as it is printed: the apostrophe is curved, and double signs are held to their word."""

import re

import pytest

from tests.coherence.test_depot import GABARITS, _nom

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
