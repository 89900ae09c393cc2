"""A statement that every page of a professional makes is compiled once for each kind of hat, not once for each page.

Building « À faire » from the steps costs more than PostgreSQL takes to answer it. The queries are built for a hat whose
ids and day are known only here, then those values are replaced by the real ones. Should a step use something of the
hat that is not replaced, the statement asks for a structure that does not exist: nothing is counted, nothing opens.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from socle.acces.portee import Acteur, mur_python, porter

# Values that no row and no rule ever holds.
_IDS = {"compte_id": 2**53 - 11, "appartenance_id": 2**53 - 12, "structure_id": 2**53 - 13}
_LE = date(2900, 1, 1)
_AUTOUR = timedelta(days=3_000)


def compter(requete: Callable[[Acteur], QuerySet | None], acteur: Acteur, *, plafond: int) -> int:
    """How many rows `requete` has for this hat, up to `plafond`. Nobody is named: no line of the journal is due."""
    genre = replace(acteur, **_IDS, le=_LE, structure_nom="", prenom="", nom="", double_facteur=True)
    compile_ = _compiler(requete, genre, plafond, mur_python())
    if compile_ is None:
        return 0
    sql, valeurs = compile_
    with connection.cursor() as curseur:
        curseur.execute(sql, [_valeur(v, acteur) for v in valeurs])
        return int(curseur.fetchone()[0])


@lru_cache(maxsize=256)
def _compiler(
    requete: Callable[[Acteur], QuerySet | None], genre: Acteur, plafond: int, mur: bool
) -> tuple[str, tuple[Any, ...]] | None:
    """The statement for this kind of hat. `mur` is there for the key: both walls down is another statement."""
    with porter(genre):
        lignes = requete(genre)
        if lignes is None:
            return None
        sql, valeurs = lignes.order_by()[:plafond].query.sql_with_params()
    return f"SELECT count(*) FROM ({sql}) AS lignes", tuple(valeurs)


def _valeur(valeur: Any, acteur: Acteur) -> Any:
    """The real value of a parameter."""
    for nom, fictif in _IDS.items():
        if type(valeur) is int and valeur == fictif:
            return getattr(acteur, nom)
    if isinstance(valeur, date) and not isinstance(valeur, datetime) and abs(valeur - _LE) <= _AUTOUR:
        return acteur.le + (valeur - _LE)
    return valeur
