"""A GET cannot write: the connection refuses anything but reading, except what the house itself keeps."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.db import connection


class EcritureEnLecture(Exception):
    """A page that is only looked at tried to write."""


_LIT = re.compile(r"[\s(]*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|DECLARE|FETCH|CLOSE|SET CONSTRAINTS|EXPLAIN)\b", re.I)
# The journal of readings, sessions and throttles (architecture.md, trap 4).
_TENU_PAR_LA_MAISON = re.compile(
    r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"
    r'"?(journal_lecture|django_session|usersessions_usersession|cache_partage)"?\b',
    re.I,
)


def _refuser(executer: Callable, sql: str, params: Any, many: bool, contexte: dict) -> Any:
    if not (_LIT.match(sql) or _TENU_PAR_LA_MAISON.match(sql)):
        raise EcritureEnLecture(sql.split("(", 1)[0][:80])
    return executer(sql, params, many, contexte)


@contextmanager
def lecture_seule(active: bool = True) -> Iterator[None]:
    """Refuse every writing statement for the time of a block. Raises EcritureEnLecture."""
    with connection.execute_wrapper(_refuser) if active else nullcontext():
        yield
