"""Read one YAML file strictly: no key given twice, none unknown, none missing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from regles.noyau.bareme import BaremeInvalide

_BASE: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Lecteur(_BASE):  # type: ignore[misc]
    """Safe YAML where a key given twice is an error, instead of silently winning."""


def _objet(lecteur: Any, noeud: yaml.MappingNode) -> dict[Any, Any]:
    vues = set()
    for cle, _ in noeud.value:
        if not isinstance(cle, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "clé illisible", cle.start_mark)
        if cle.value in vues:
            raise yaml.constructor.ConstructorError(None, None, f"clé « {cle.value} » donnée deux fois", cle.start_mark)
        vues.add(cle.value)
    return dict(lecteur.construct_mapping(noeud, deep=True))


_Lecteur.add_constructor("tag:yaml.org,2002:map", _objet)


def lire_yaml(texte: str | bytes, ou: str) -> Any:
    """Parse YAML (JSON is YAML too); `ou` names the place in `BaremeInvalide`."""
    try:
        return yaml.load(texte, Loader=_Lecteur)
    except (yaml.YAMLError, ValueError, RecursionError) as erreur:
        # PyYAML lets an impossible date through as a bare ValueError.
        raise BaremeInvalide(f"{ou} : illisible ({' '.join(str(erreur).split())[:200]})") from erreur


def lire_jour(valeur: Any, ou: str, cle: str) -> date:
    """Accept a YAML date or its ISO text (JSON has no dates), never a moment."""
    if type(valeur) is date:
        return valeur
    if isinstance(valeur, str):
        try:
            jour = date.fromisoformat(valeur)
        except ValueError:
            jour = None
        if jour is not None and jour.isoformat() == valeur:
            return jour
    raise BaremeInvalide(f"{ou} : « {cle} » doit être une date AAAA-MM-JJ")


def lire_texte(valeur: Any, ou: str, cle: str) -> str:
    """Accept a text that says something, without the blanks around it."""
    if not isinstance(valeur, str) or not valeur.strip():
        raise BaremeInvalide(f"{ou} : « {cle} » doit être un texte non vide")
    return valeur.strip()


def lire_cles(brut: Any, ou: str, attendues: Mapping[str, bool]) -> dict[str, Any]:
    """Accept an object whose keys are all in `attendues`, those marked True being there."""
    if not isinstance(brut, dict):
        raise BaremeInvalide(f"{ou} : un objet est attendu")
    for cle in brut:
        if cle not in attendues:
            raise BaremeInvalide(f"{ou} : clé « {cle} » inconnue")
    for cle, requise in attendues.items():
        if requise and brut.get(cle) is None:
            raise BaremeInvalide(f"{ou} : clé « {cle} » manquante")
    return brut
