"""What the tests of the demonstration share: its settings, and its territory in a copy of the test database."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date

from django.conf import settings
from django.db import connection, connections
from django.test import override_settings
from django.utils import timezone

from demo.chargement import charger
from tests.conftest import _en_proprietaire, detruire_base


@contextmanager
def reglages_de_la_demo() -> Iterator[None]:
    """The settings of `config.settings.demo` that the code reads, over those of the tests."""
    gabarits = deepcopy(settings.TEMPLATES)
    gabarits[0]["OPTIONS"]["context_processors"].append("demo.views.personnages")
    with override_settings(
        DEMO=True,
        DOUBLE_FACTEUR_OBLIGATOIRE=False,
        ROOT_URLCONF="tests.demo.urls",
        MIDDLEWARE=["demo.garde.Garde", *settings.MIDDLEWARE],
        TEMPLATES=gabarits,
    ):
        yield


@contextmanager
def copie_chargee() -> Iterator[date]:
    """A copy of the test database with the territory in it, as of today. Yields that day."""
    reglages = connections["default"].settings_dict
    modele, copie = reglages["NAME"], f"{reglages['NAME']}_demo"
    connection.close()
    detruire_base(copie)
    _en_proprietaire(f'CREATE DATABASE "{copie}" TEMPLATE "{modele}"')
    reglages["NAME"] = copie
    try:
        with reglages_de_la_demo():
            assert charger(le=timezone.localdate(), maintenant=timezone.now())
            yield timezone.localdate()
    finally:
        connection.close()
        reglages["NAME"] = modele
        detruire_base(copie)
