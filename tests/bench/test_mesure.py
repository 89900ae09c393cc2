"""The measures measure: CPU is counted on both sides, and a slope is a slope."""

import os
import time

import pytest
from django.db import connection

from bench.mesure import cpu, cpu_du_serveur, entrelacer, exposant


def _tourner(millisecondes: float) -> None:
    fin = time.process_time() + millisecondes / 1000
    while time.process_time() < fin:
        pass


def test_our_own_work_is_counted_and_sleep_is_not(db):
    pid = connection.connection.info.backend_pid if connection.connection else os.getpid()
    assert cpu(lambda: _tourner(30), pid) >= 29
    assert cpu(lambda: time.sleep(0.05), pid) < 20


def test_the_work_of_postgresql_is_counted(db):
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_backend_pid()")
        pid = curseur.fetchone()[0]
        avant = cpu_du_serveur(pid)
        curseur.execute("SELECT count(*) FROM generate_series(1, 1000000)")
    assert cpu_du_serveur(pid) - avant > 10


def test_each_act_is_measured_in_turn():
    ordre: list[str] = []
    actes = [(lambda: ordre.append("a"), os.getpid()), (lambda: ordre.append("b"), os.getpid())]
    mesures = entrelacer(actes, fois=4)
    assert [len(m) for m in mesures] == [4, 4]
    assert "".join(ordre[-8:]) == "abababab"


@pytest.mark.parametrize("pente", [0.0, 0.5, 1.0])
def test_the_exponent_is_the_slope_of_the_logarithms(pente):
    tailles = (1_000, 10_000, 100_000)
    trouve, bas, haut = exposant(tailles, [[2 * t**pente] * 5 for t in tailles])
    assert trouve == pytest.approx(pente, abs=1e-9)
    assert bas <= trouve + 1e-9
    assert haut >= trouve - 1e-9
