"""CPU time of an act: this process and its PostgreSQL backend, in milliseconds. Robust where wall time is not."""

import math
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

MESURES = 30
TIRAGES = 2_000


def cpu_du_serveur(pid: int) -> float:
    """CPU spent so far by the process `pid`, in ms. Linux keeps it to the nanosecond in `schedstat`."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def cpu(acte: Callable[[], object], pid: int) -> float:
    """CPU ms of one act: ours by `process_time`, the backend's by the kernel's account of it."""
    serveur, nous = cpu_du_serveur(pid), time.process_time()
    acte()
    return (time.process_time() - nous) * 1000 + cpu_du_serveur(pid) - serveur


def entrelacer(actes: Sequence[tuple[Callable[[], object], int]], fois: int = MESURES) -> list[list[float]]:
    """Measure each act `fois` times, one after the other in turn: what slows the machine slows them all."""
    for acte, pid in actes:
        for _ in range(3):
            cpu(acte, pid)
    tours = [[cpu(acte, pid) for acte, pid in actes] for _ in range(fois)]
    return [list(mesures) for mesures in zip(*tours, strict=True)]


def exposant(tailles: Sequence[int], mesures: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """Growth exponent of the medians by least squares on logarithms, and its 95 % interval by bootstrap."""
    hasard = random.Random(0)  # a drawing that can be repeated
    tires = sorted(
        _pente(tailles, [statistics.median(hasard.choices(m, k=len(m))) for m in mesures]) for _ in range(TIRAGES)
    )
    bas, haut = tires[int(0.025 * TIRAGES)], tires[int(0.975 * TIRAGES)]
    return _pente(tailles, [statistics.median(m) for m in mesures]), bas, haut


def _pente(tailles: Sequence[int], valeurs: Sequence[float]) -> float:
    x, y = [math.log(t) for t in tailles], [math.log(v) for v in valeurs]
    return statistics.linear_regression(x, y).slope
