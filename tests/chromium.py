"""Debian's Chromium, for the tests that need a browser: without it they fail, they are never skipped."""

import shutil

import pytest

COMMANDE = "apt-get install -y --no-install-recommends chromium"
NOMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def chemin() -> str:
    """Path of the browser; fails the test with the command to run when there is none."""
    for nom in NOMS:
        trouve = shutil.which(nom)
        if trouve:
            return trouve
    pytest.fail(f"Chromium manque. Lancez : sudo {COMMANDE}", pytrace=False)


def lancement() -> dict[str, object]:
    """What Playwright needs to drive it, for the fixture `browser_type_launch_args`."""
    return {"executable_path": chemin(), "headless": True, "args": list(ARGUMENTS)}
