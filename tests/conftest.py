"""The house of the tests: their own PostgreSQL, the web role, and a cast with a story.

The database is built and migrated by the owner, then every test connects as the web role: a suite that ran as the
owner would prove nothing about secrecy.
"""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, connections
from hypothesis import settings as hypothese

from config import cluster
from tests.monde import Monde, planter

# Time is measured in `bench/`, never asserted here: the first example of a process reads all the values of the law.
hypothese.register_profile("tandem", deadline=None)
hypothese.load_profile("tandem")


@pytest.fixture(scope="session", autouse=True)
def dossier_des_fichiers_statiques() -> None:
    """WhiteNoise warns of a folder that is not there; in a new clone nothing was collected yet."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    cluster.demarrer("tests")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_blocker, django_db_modify_db_settings, django_db_keepdb, django_db_createdb
) -> Iterator[None]:
    """Create and migrate the test database as its owner, then come back as the web role.

    `--reuse-db` keeps it for the next run: for whoever runs one test twenty times, and has changed no migration.
    """
    reglages = connections["default"].settings_dict
    garder = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock():
        reglages["USER"] = "tandem_owner"
        nom = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=garder)
        connection.close()
        reglages["USER"] = "tandem_web"
    yield
    with django_db_blocker.unblock():
        connection.close()
        reglages["USER"] = "tandem_owner"
        connection.creation.destroy_test_db(nom, verbosity=0, keepdb=django_db_keepdb)


@pytest.fixture
def monde(db) -> Monde:
    """Nadia, Karim, and the strangers: see `tests/monde.py`."""
    return planter()


@pytest.fixture
def base_jetable(django_db_setup, django_db_blocker) -> Iterator[str]:
    """A copy of the test database where transactions are real, for races and for a real server. Yields its name."""
    reglages = connections["default"].settings_dict
    modele, copie = reglages["NAME"], f"{reglages['NAME']}_jetable"
    with django_db_blocker.unblock():
        connection.close()
        detruire_base(copie)
        _en_proprietaire(f'CREATE DATABASE "{copie}" TEMPLATE "{modele}"')
        reglages["NAME"] = copie
        yield copie
        connection.close()
        reglages["NAME"] = modele
        detruire_base(copie)


def detruire_base(nom: str) -> None:
    """Drop a database of the tests' cluster once its last session has gone.

    On a busy machine, a server that was just stopped may still be closing its own, under a role that the owner may
    not terminate.
    """
    fin = time.monotonic() + 30
    while True:
        try:
            return _en_proprietaire(f'DROP DATABASE IF EXISTS "{nom}" WITH (FORCE)')
        except ProgrammingError:
            if time.monotonic() > fin:
                raise
            time.sleep(0.2)


def _en_proprietaire(sql: str) -> None:
    reglages = cluster.parametres("owner", "postgres", grappe="tests")
    neuve = connection.copy()
    neuve.settings_dict = {**connection.settings_dict, **reglages, "NAME": "postgres"}
    with closing(neuve), neuve.cursor() as curseur:
        curseur.execute(sql)
