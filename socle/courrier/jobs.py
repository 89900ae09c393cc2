"""The jobs of the outbox: send one mail, and every few minutes look for what did not leave.

A job is done at least once, never exactly once: whatever is here can run twice. Cron is read in UTC.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import close_old_connections, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status
from procrastinate.retry import RetryStrategy

from socle.courrier.ecritures import envoyer, oublies, purger

FILE = "courrier"
RELANCE = "*/5 * * * *"
MENAGE = "17 2 * * *"
HEURES_DE_GARDE_DES_JOBS = 7 * 24
SECONDES_SANS_NOUVELLES = 120
"""A worker says that it lives every 10 seconds; silent that long, it is dead and its jobs are taken back."""


class PasEncoreParti(Exception):
    """The mail did not leave; another attempt will come. Carries no address and no text: it is logged."""


def _connexion_fraiche(travail: Callable[..., Any]) -> Callable[..., Any]:
    """A worker lives for weeks: no connection is kept from one job to the next."""

    @wraps(travail)
    def enveloppe(*args: Any, **kwargs: Any) -> Any:
        close_old_connections()
        try:
            return travail(*args, **kwargs)
        finally:
            close_old_connections()

    return enveloppe


# Waits of 4, 16, 64 seconds, then 4, 17 and 68 minutes. Past that the periodic job takes over, until the mail
# expires.
@app.task(
    name="envoyer_courrier",
    queue=FILE,
    retry=RetryStrategy(max_attempts=6, exponential_wait=4, retry_exceptions=[PasEncoreParti]),
)
@_connexion_fraiche
def envoyer_courrier(courrier: str) -> None:
    """Try to send one mail. Raises PasEncoreParti when it must be tried again."""
    if not envoyer(courrier_id=UUID(courrier), maintenant=timezone.now()):
        raise PasEncoreParti


def confier(cle: UUID) -> bool:
    """Ask that this mail be sent, in the current transaction. False when a job already waits for it."""
    # Inside a worker, `app` has a connection of its own: the job must be in the same transaction as the row.
    ici = app.with_connector(DjangoConnector())
    try:
        # The failed insertion of a second job must not break the transaction it is asked in.
        with transaction.atomic():
            ici.configure_task("envoyer_courrier", queue=FILE, lock=str(cle), queueing_lock=str(cle)).defer(
                courrier=str(cle)
            )
    except AlreadyEnqueued:
        return False
    return True


@app.periodic(cron=RELANCE)
@app.task(name="relancer_le_courrier", queue=FILE, queueing_lock="relancer_le_courrier")
async def relancer_le_courrier(timestamp: int) -> None:
    """Take back the jobs of dead workers, and hand over again the mails that no job carries any more."""
    # Only jobs whose worker stopped giving news: one that is sending at this moment keeps its own.
    perdus = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SECONDES_SANS_NOUVELLES)
    for perdu in perdus:
        try:
            await app.job_manager.retry_job(perdu)
        except UniqueViolation:
            # Another job already waits for the same mail: this one only holds its lock.
            await app.job_manager.finish_job(perdu, status=Status.FAILED, delete_job=False)
    await sync_to_async(_confier_les_oublies)()


@_connexion_fraiche
def _confier_les_oublies() -> None:
    with transaction.atomic():
        for cle in oublies(maintenant=timezone.now()):
            confier(cle)


@app.periodic(cron=MENAGE)
@app.task(name="vider_la_boite", queue=FILE, queueing_lock="vider_la_boite")
async def vider_la_boite(timestamp: int) -> None:
    """Forget, every night, mails that left long ago and the traces of finished jobs."""
    await sync_to_async(_connexion_fraiche(purger))(maintenant=timezone.now())
    await app.job_manager.delete_old_jobs(
        nb_hours=HEURES_DE_GARDE_DES_JOBS, include_failed=True, include_cancelled=True, include_aborted=True
    )
