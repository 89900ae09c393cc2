"""What changed from one version of a synthèse to the next, in words: sentence by sentence."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from parcours.syntheses.models import TITRES, Synthese

_PHRASES = re.compile(r"(?<=[.!?])\s+|\n+")


def changements(avant: Synthese, apres: Synthese) -> list[str]:
    """What changed, one sentence each, in the order of the parts."""
    return list(_changements(avant, apres))


def _changements(avant: Synthese, apres: Synthese) -> Iterator[str]:
    if (avant.pour, avant.precision) != (apres.pour, apres.precision):
        yield f"Pour quoi\u00a0: passe de «\u00a0{pour_dit(avant)}\u00a0» à «\u00a0{pour_dit(apres)}\u00a0»."
    for code, titre in TITRES.items():
        yield from _d_une_partie(titre, getattr(avant, code), getattr(apres, code))


def pour_dit(synthese: Synthese) -> str:
    """« Orienter vers quelqu’un : la résidence Les Tilleuls »."""
    pour = synthese.get_pour_display()
    return f"{pour}\u00a0: {synthese.precision}" if synthese.precision else pour


def _d_une_partie(titre: str, avant: str, apres: str) -> Iterator[str]:
    if avant == apres:
        return
    if not apres:
        yield f"{titre}\u00a0: la partie n’y est plus."
        return
    if not avant:
        yield f"{titre}\u00a0: la partie est nouvelle."
        return
    de, a = _phrases(avant), _phrases(apres)
    for acte, i1, i2, j1, j2 in SequenceMatcher(a=de, b=a, autojunk=False).get_opcodes():
        ancien, nouveau = " ".join(de[i1:i2]), " ".join(a[j1:j2])
        if acte == "replace":
            yield f"{titre}\u00a0: «\u00a0{ancien}\u00a0» devient «\u00a0{nouveau}\u00a0»"
        elif acte == "delete":
            yield f"{titre}\u00a0: «\u00a0{ancien}\u00a0» n’y est plus."
        elif acte == "insert":
            yield f"{titre}\u00a0: «\u00a0{nouveau}\u00a0» est ajouté."


def _phrases(texte: str) -> list[str]:
    return [p.strip() for p in _PHRASES.split(texte) if p.strip()]
