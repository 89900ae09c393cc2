"""The application as it is served, at the hour a file tells: the story lasts weeks, and its test a minute."""

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import time_machine

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.navigateur.reglages"

from django.core.wsgi import get_wsgi_application  # noqa: E402 - the settings are named first

HORLOGE = Path(os.environ["TANDEM_HORLOGE"])
_servir = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    """One request, on the day of the story. One thread serves: the clock is that of the process."""
    with time_machine.travel(datetime.fromisoformat(HORLOGE.read_text(encoding="utf-8"))):
        return _servir(environ, start_response)
