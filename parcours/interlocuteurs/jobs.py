"""The job that hands dossiers over on the day that was planned, each structure by its own clock.

A job is done at least once, never exactly once: a handing over is its own transaction, and done, it is no longer due.
"""

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from parcours.interlocuteurs.relais_du_jour import passer_les_relais

FILE = "relais"
CHAQUE_HEURE = "2 * * * *"
"""Midnight comes at another hour in each time zone; cron is read in UTC."""


@app.periodic(cron=CHAQUE_HEURE)
@app.task(name="passer_les_relais_prevus", queue=FILE, queueing_lock="passer_les_relais_prevus")
async def passer_les_relais_prevus(timestamp: int) -> None:
    """Hand over what is due."""
    await sync_to_async(_passer)()


def _passer() -> None:
    # A worker lives for weeks: no connection is kept from one job to the next.
    close_old_connections()
    try:
        passer_les_relais(maintenant=timezone.now())
    finally:
        close_old_connections()
