"""When the pages of the weeks are looked at."""

from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture
def lundi() -> Iterator[None]:
    """The day of the cast: Monday of week 48."""
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield
