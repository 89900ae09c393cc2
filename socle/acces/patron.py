"""Statements that pages make all day are compiled once for each kind of hat, not once for each page.

Building a page's query with the ORM, with its walls and its subqueries, costs more than PostgreSQL takes to answer it.
So it is built for a hat whose ids and day are known only here, and these values are replaced by the real ones at each
page. Should a query use something of the hat that is not replaced, it asks for a structure that does not exist: nothing
is found, nothing opens.
"""

import copy
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from socle.acces.portee import Acteur, HorsPortee, acteur_courant, mur_python, porter, touches

# Values that no row and no rule ever holds.
_IDS = {"compte_id": 2**53 - 11, "appartenance_id": 2**53 - 12, "structure_id": 2**53 - 13}
_LE = date(2900, 1, 1)
_AUTOUR = timedelta(days=3_000)
CLE = UUID("ffffffff-ffff-4fff-bfff-fffffffffff1")
"""Stands for the id of a dossier, given to `lire` at each page."""
AUTRE = 2**53 - 14
"""Stands for the id of another structure, given to `lire` at each page."""
MOTS = tuple(f"\ue000{rang}" for rang in range(6))
"""Stand for the words of a search: a private character that nobody types."""

Requete = Callable[..., "QuerySet | None"]


@dataclass(frozen=True, slots=True)
class _Patron:
    """A query compiled: its SQL, its parameters with fictive values, and what makes objects of its rows."""

    lignes: QuerySet
    compilateur: SQLCompiler
    sql: str
    valeurs: tuple[Any, ...]


def compter(requete: Requete, acteur: Acteur, *, plafond: int) -> int:
    """How many rows `requete(acteur)` has, up to `plafond`. Nobody is named: no line of the journal is due."""
    patron = _compiler(requete, _genre(acteur), (), plafond, mur_python())
    if patron is None:
        return 0
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT count(*) FROM ({patron.sql}) AS lignes", _valeurs(patron, acteur, {}))
        return int(curseur.fetchone()[0])


def lire(
    requete: Requete, acteur: Acteur, *forme: Hashable, cle: UUID | None = None, autre: int | None = None,
    mots: tuple[str, ...] = (), preparee: bool = False,
) -> list[Any]:  # fmt: skip
    """The objects of `requete(acteur, *forme)`. `forme` is what changes its SQL; where the query holds `CLE`, `AUTRE`
    or `MOTS`, the statement carries `cle`, `autre` or `mots`. Raises HorsPortee unless this hat is worn.

    `preparee`: PostgreSQL plans it once a connection instead of once a page. For what is looked up by `cle` alone,
    where one plan suits every hat: the best plan of a list depends on the caseload.
    """
    if acteur_courant() != acteur:
        raise HorsPortee("On ne lit que sous la casquette portée.")
    touches.set(True)
    patron = _compiler(requete, _genre(acteur), forme, None, mur_python())
    return (
        []
        if patron is None
        else _rejouer(
            patron, _valeurs(patron, acteur, {CLE: cle, AUTRE: autre} | dict(zip(MOTS, mots, strict=False))), preparee
        )
    )


def _genre(acteur: Acteur) -> Acteur:
    return replace(acteur, **_IDS, le=_LE, structure_nom="", prenom="", nom="", double_facteur=True)


@lru_cache(maxsize=512)
def _compiler(
    requete: Requete, genre: Acteur, forme: tuple[Hashable, ...], plafond: int | None, mur: bool
) -> _Patron | None:
    """The statement for this kind of hat. `mur` is there for the key: without the Python wall it is another one."""
    with porter(genre):
        lignes = requete(genre, *forme)
        if lignes is None:
            return None
        if plafond is not None:
            lignes = lignes.order_by()[:plafond]
        compilateur = lignes.query.get_compiler(connection=connection)
        sql, valeurs = compilateur.as_sql()
    return _Patron(lignes, compilateur, sql, tuple(valeurs))


def _rejouer(patron: _Patron, valeurs: list[Any], preparee: bool) -> list[Model]:
    """Run it again with these values: copies, because another thread may be doing the same."""
    compilateur = copy.copy(patron.compilateur)
    compilateur.connection = connection
    compilateur.as_sql = lambda *_, **__: (patron.sql, tuple(valeurs))
    requete = copy.copy(patron.lignes.query)
    requete.get_compiler = lambda *_, **__: compilateur
    lignes = patron.lignes._chain()
    lignes._query = requete
    if not preparee:
        return list(lignes)
    with _preparees():
        return list(lignes)


@contextmanager
def _preparees() -> Iterator[None]:
    """Inside the block, Django's cursors prepare what they run; its wrappers, and what they refuse, stay."""
    connection.ensure_connection()
    psycopg = connection.connection
    avant = psycopg.cursor_factory, psycopg.prepare_threshold
    psycopg.cursor_factory, psycopg.prepare_threshold = ServerBindingCursor, 0
    try:
        yield
    finally:
        psycopg.cursor_factory, psycopg.prepare_threshold = avant


def _valeurs(patron: _Patron, acteur: Acteur, autres: dict[Any, Any]) -> list[Any]:
    vraies = {fictif: getattr(acteur, nom) for nom, fictif in _IDS.items()} | autres
    return [_valeur(valeur, vraies, acteur.le) for valeur in patron.valeurs]


def _valeur(valeur: Any, vraies: dict[Any, Any], le: date) -> Any:
    if type(valeur) in (int, str, UUID):
        return vraies.get(valeur, valeur)
    if type(valeur) is date and abs(valeur - _LE) <= _AUTOUR:
        return le + (valeur - _LE)
    return valeur
