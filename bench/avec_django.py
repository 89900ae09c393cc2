"""Run a module of the bench once Django is ready: `python -m bench.avec_django MODULE [ARGUMENT…]`.

The database is that of `TANDEM_BENCH_BASE` (see `bench/reglages.py`). Each module has a process of its own: its memory
and its caches are then its own.
"""

import os
import runpy
import subprocess
import sys

import django

from bench.bases import RACINE


def lancer(module: str, *arguments: str, base: str) -> None:
    """Run it in a process of its own, and fail with it."""
    environnement = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.reglages", "TANDEM_BENCH_BASE": base}
    ordre = [sys.executable, "-m", "bench.avec_django", module, *arguments]
    subprocess.run(ordre, cwd=RACINE, env=environnement, check=True)


if __name__ == "__main__":
    django.setup()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__")
