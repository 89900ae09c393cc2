"""What a page reads once and uses twice: kept for the time of one request, and of nothing longer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_page: ContextVar[dict[Callable[..., Any], Any] | None] = ContextVar("page", default=None)


@contextmanager
def le_temps_d_une_page() -> Iterator[None]:
    """Keep what `une_fois` reads until the end of the block."""
    jeton = _page.set({})
    try:
        yield
    finally:
        _page.reset(jeton)


def une_fois(lire: Callable[[], T]) -> T:
    """What `lire` gives, read once a page; read each time where there is no page (a command, a job, a test)."""
    page = _page.get()
    if page is None:
        return lire()
    if lire not in page:
        page[lire] = lire()
    return page[lire]


def oublier(lire: Callable[[], Any]) -> None:
    """What was read is no longer so: this very request has just written it."""
    page = _page.get()
    if page is not None:
        page.pop(lire, None)
