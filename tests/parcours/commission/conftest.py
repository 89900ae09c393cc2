"""When the pages of the commission are looked at, and where."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.monde import Monde
from tests.parcours.commission.scene import JEUDI, convoquer


@pytest.fixture
def lundi() -> Iterator[None]:
    """It is the Monday before the séance."""
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


@pytest.fixture
def jeudi(monde: Monde, lundi: None) -> str:
    """The commission sits on Thursdays. Returns its address on that Thursday."""
    convoquer(monde)
    return f"/commission/{monde.val_dore.pk}/{JEUDI}/"
