"""The job that judges a territory again after an act. It wears no hat: what it may read is in its mandate.

A job is done at least once, never exactly once: a mandate that is shut gives nothing more.
"""

from uuid import UUID

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from parcours.eligibilite.reevaluation import reevaluer

FILE = "reevaluation"


@app.task(name="reevaluer_territoire", queue=FILE)
def reevaluer_territoire(mandat: str) -> None:
    """Judge again the dossiers of this mandate, and keep the verdicts that the act moved."""
    # A worker lives for weeks: no connection is kept from one job to the next.
    close_old_connections()
    try:
        reevaluer(mandat=UUID(mandat), maintenant=timezone.now())
    finally:
        close_old_connections()


def confier(mandat: UUID) -> None:
    """Ask for it in the current transaction: no act, no job."""
    ici = app.with_connector(DjangoConnector())
    # One at a time: two would keep the same verdicts.
    ici.configure_task("reevaluer_territoire", queue=FILE, lock=FILE).defer(mandat=str(mandat))
