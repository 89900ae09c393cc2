"""The browser, the server and the cast of the stories."""

from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine
from django.db import connections, transaction
from django.utils import timezone
from playwright.sync_api import sync_playwright

from parcours.commission.ecritures_seances import fixer_rendezvous
from tests import chromium
from tests.monde import agir, planter
from tests.navigateur.doigt import Mesurer, mesureur
from tests.navigateur.service import Service, servir

DEBUT = "2026-09-14"
PREMIERE_SEANCE = date(2026, 9, 24)


@pytest.fixture
def service(base_jetable, django_db_blocker, tmp_path, monkeypatch) -> Iterator[Service]:
    """Everything started, on a Monday of September; at the end, no complaint of the console and nothing for axe."""
    # Playwright's own loop runs in this thread: Django would refuse the database to it. Here alone.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    horloge = tmp_path / "horloge"
    horloge.write_text(f"{DEBUT}T10:00:00+01:00", encoding="utf-8")
    with django_db_blocker.unblock():
        with transaction.atomic(), time_machine.travel(f"{DEBUT} 10:00+01:00"):
            monde = planter()
            _rendezvous(monde)
        with servir(base_jetable, horloge) as adresse, sync_playwright() as moteur:
            navigateur = moteur.chromium.launch(**chromium.lancement())
            scene = Service(adresse, horloge, monde, navigateur)
            yield scene
            navigateur.close()
            # Opened while Playwright's loop runs, it is not the connection that the other fixtures know.
            connections.close_all()
        assert scene.plaintes == []
        assert scene.violations == []


@pytest.fixture
def mesurer(capsys) -> Mesurer:
    """Measure a gesture: what it cost is told on the terminal, whatever pytest captures."""

    def dire(bilan: str) -> None:
        with capsys.disabled():
            print(f"\n{bilan}")

    return mesureur(dire)


def _rendezvous(monde) -> None:
    """The commission of Val-Doré sits every Thursday at half past nine."""
    with agir(monde.karim, le=date.fromisoformat(DEBUT)) as acteur:
        fixer_rendezvous(
            acteur=acteur, premiere_le=PREMIERE_SEANCE, heure=time(9, 30), toutes_les=1, lieu="", jusqu_a=None,
            maintenant=timezone.now(),
        )  # fmt: skip
