"""Logs that say where it broke, never about whom."""

import logging
import re
import traceback
from types import TracebackType

_REQUETE = re.compile(r"\?[^\s\"']*")

Incident = tuple[type[BaseException], BaseException, TracebackType | None]


class SansDonnees(logging.Filter):
    """Keeps frames and the exception's type; drops its message (PostgreSQL quotes the row) and query strings."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _REQUETE.sub("?…", record.getMessage())
        record.args = None
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = _sans_message(record.exc_info)
            record.exc_info = None
        return True


def _sans_message(incident: Incident) -> str:
    _, exception, _ = incident
    lignes: list[str] = []
    courante: BaseException | None = exception
    while courante is not None:
        lignes += traceback.format_tb(courante.__traceback__)
        lignes.append(f"{type(courante).__module__}.{type(courante).__qualname__}\n")
        courante = courante.__cause__ or courante.__context__
    return "".join(lignes)
