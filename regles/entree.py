"""JSON that comes from outside, read strictly: what is not understood is refused, and never repeated."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from regles.noyau.territoire import departement_valide


class EntreeRefusee(ValueError):
    """An object that does not follow the format; `cle` is the path of the faulty key.

    The sentence never repeats a value, which may be personal.
    """

    def __init__(self, cle: str, raison: str) -> None:
        super().__init__(f"clé « {cle} » : {raison}" if cle else raison)
        self.cle, self.raison = cle, raison


class Doublon(dict[str, Any]):
    """A JSON object in which the key `cle` was given twice."""

    def __init__(self, cle: str) -> None:
        super().__init__()
        self.cle = cle


def objet_sans_doublon(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build a JSON object, or a `Doublon`: for the `object_pairs_hook` of `json`.

    The fault is only remembered here: what reads the object knows where it stands.
    """
    objet = dict(paires)
    if len(objet) == len(paires):
        return objet
    vues: set[str] = set()
    for cle, _ in paires:
        if cle in vues:
            break
        vues.add(cle)
    return Doublon(cle)


def cles_connues(objet: Any, attendues: Mapping[str, object], chemin: str) -> None:
    """Refuse what is not an object, a key given twice, a key that nobody knows."""
    if isinstance(objet, Doublon):
        raise EntreeRefusee(_chemin(chemin, objet.cle), "elle est donnée deux fois.")
    if not isinstance(objet, dict):
        raise EntreeRefusee(chemin, "un objet est attendu.")
    for cle in objet:
        if cle not in attendues:
            raise EntreeRefusee(_chemin(chemin, cle), "elle n’est pas connue.")


def _chemin(chemin: str, cle: str) -> str:
    # A key may hold anything, line breaks and lone surrogates included.
    lisible = cle[:60].encode("unicode_escape").decode("ascii") if not cle.isprintable() else cle[:60]
    return f"{chemin}.{lisible}" if chemin else lisible


def lire_jour(valeur: Any, cle: str) -> date | None:
    """A real day, as AAAA-MM-JJ only; null is unknown."""
    if valeur is None:
        return None
    lu = _jour(valeur) if isinstance(valeur, str) else None
    if lu is None:
        raise EntreeRefusee(cle, "une date réelle est attendue, sous la forme AAAA-MM-JJ.")
    return lu


@lru_cache(maxsize=16384)
def _jour(texte: str) -> date | None:
    try:
        lu = date.fromisoformat(texte)
    except ValueError:
        return None
    # fromisoformat also takes 20231010 and 2023-W41-2.
    return lu if lu.isoformat() == texte else None


def lire_departement(valeur: Any, cle: str) -> str | None:
    """The code of a département, by its form; null is unknown."""
    if valeur is None or (isinstance(valeur, str) and departement_valide(valeur)):
        return valeur
    raise EntreeRefusee(cle, 'un code de département est attendu, comme "35", "2A" ou "974".')
