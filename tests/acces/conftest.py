"""The stage of the matrix, on a fixed day: dates in the cast must not drift with the calendar."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.acces.scene import Scene, monter
from tests.monde import MAINTENANT, Monde


@pytest.fixture(autouse=True)
def ce_jour_la() -> Iterator[None]:
    with time_machine.travel(MAINTENANT):
        yield


@pytest.fixture
def scene(ce_jour_la: None, monde: Monde) -> Scene:
    return monter(monde)
