"""A real server and a real browser, on a copy of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import lancement


@contextmanager
def servir() -> Iterator[str]:
    """Serve the application while the block runs. Yields its address."""
    fil = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    fil.daemon = True
    fil.start()
    assert fil.is_ready.wait(20)
    assert fil.error is None
    try:
        yield f"http://127.0.0.1:{fil.port}"
    finally:
        fil.terminate()
        fil.join()


@contextmanager
def naviguer() -> Iterator[tuple[str, Browser]]:
    """The same with a browser. Yields the address of the server and the browser."""
    with servir() as racine, sync_playwright() as moteur:
        navigateur = moteur.chromium.launch(**lancement())
        yield racine, navigateur
        navigateur.close()
