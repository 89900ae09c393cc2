"""The demonstration asks for no second factor: it must never meet a real dossier."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test import override_settings
from django.utils import timezone

from demo.garde import Garde
from demo.models import Marque
from demo.personnages import OFFERTS
from socle.acteurs.models import Structure

RACINE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("ordre", ["demo_charger", "demo_verifier"])
def test_it_refuses_a_database_where_somebody_is(base_jetable, ordre):
    Structure.objects.create(nature="porteur", nom="Une vraie structure")
    with override_settings(DEMO=True), pytest.raises(CommandError, match="n’a pas été créée par la démonstration"):
        call_command(ordre)
    assert Structure.objects.count() == 1


def test_it_refuses_the_settings_of_anything_else(base_jetable):
    with pytest.raises(CommandError, match="config.settings.demo"):
        call_command("demo_charger")


def test_an_empty_database_will_do(base_jetable):
    with override_settings(DEMO=True):
        call_command("demo_verifier")


def test_the_server_does_not_start_without_the_mark(base_jetable):
    with pytest.raises(ImproperlyConfigured):
        Garde(lambda request: None)
    Marque.objects.create(chargee_le=timezone.now())
    assert Garde(lambda request: None)


def test_the_entry_point_itself_refuses(base_jetable):
    reglages = connections["default"].settings_dict
    adresse = f"postgresql://{{}}@/{reglages['NAME']}?host={reglages['HOST']}"
    fini = subprocess.run(
        [sys.executable, "-c", "import config.wsgi"],
        cwd=RACINE,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "DATABASE_URL": adresse.format("tandem_web"),
            "DATABASE_OWNER_URL": adresse.format("tandem_owner"),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert fini.returncode != 0
    assert "ne sera pas servie sans double facteur" in fini.stderr


@pytest.mark.parametrize("sql", ["UPDATE demo_marque SET chargee_le = now()", "DELETE FROM demo_marque"])
def test_the_mark_is_written_once(db, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(sql)


def test_the_doors_are_closed_elsewhere(client, db):
    assert client.post(f"/demo/entrer/{OFFERTS[0].cle}/").status_code == 404
