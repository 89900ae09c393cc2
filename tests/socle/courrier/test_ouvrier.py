"""The worker as it runs in production: another connection, the web role, real transactions."""

import asyncio
import time

import pytest
from django.core.mail import send_mail
from django.db import connection
from procrastinate.contrib.django import app

from socle.courrier import jobs
from socle.courrier.models import Courrier


def travailler() -> None:
    """Do what is ready to be done, then stop."""

    async def une_fois() -> None:
        async with app.open_async():
            await app.run_worker_async(
                wait=False, install_signal_handlers=False, listen_notify=False, queues=["courrier"]
            )

    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(une_fois())


@pytest.fixture
def depose(serveur, base_jetable) -> Courrier:
    send_mail("Votre code", "Code : 1234", "Tandem <t@exemple.test>", ["k@exemple.test"])
    return Courrier.objects.get()


def etats() -> list[tuple[str, int]]:
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = 'envoyer_courrier' ORDER BY id"
        )
        return curseur.fetchall()


def executer(sql: str) -> None:
    with connection.cursor() as curseur:
        curseur.execute(sql)


def test_the_worker_sends_as_the_web_role(serveur, depose):
    travailler()
    assert [m["Message-ID"] for m in serveur.recus] == [depose.identifiant]
    assert [etat for etat, _ in etats()] == ["succeeded"]
    depose.refresh_from_db()
    assert depose.texte == ""


def test_a_refused_mail_waits_then_leaves_under_the_same_identifier(serveur, depose):
    serveur.reponses = ["451 plus tard"]
    travailler()
    assert (etats()[0][0], serveur.recus) == ("todo", [])
    executer("UPDATE procrastinate_jobs SET scheduled_at = now()")
    travailler()
    assert [m["Message-ID"] for m in serveur.vus] == [depose.identifiant] * 2
    assert etats()[0][0] == "succeeded"


def test_a_job_left_by_a_dead_worker_is_taken_back(serveur, depose):
    executer(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '10 minutes');"
        "UPDATE procrastinate_jobs SET status = 'doing', "
        "worker_id = (SELECT max(id) FROM procrastinate_workers)"
    )
    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(_relancer())
    travailler()
    assert len(serveur.recus) == 1
    assert etats()[-1][0] == "succeeded"


def test_a_mail_without_any_job_is_handed_over_again(serveur, depose):
    executer("DELETE FROM procrastinate_jobs; UPDATE courrier_courrier SET depose_le = now() - interval '1 hour'")
    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(_relancer())
    travailler()
    assert len(serveur.recus) == 1


async def _relancer() -> None:
    async with app.open_async():
        await jobs.relancer_le_courrier(timestamp=int(time.time()))
