"""Everything happens on the day of the cast; the other pilotes come from the tests of the acts."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.monde import MAINTENANT
from tests.socle.droit.conftest import regine, rolande

__all__ = ["regine", "rolande"]


@pytest.fixture(autouse=True)
def ce_jour_la() -> Iterator[None]:
    with time_machine.travel(MAINTENANT, tick=False):
        yield
