"""The youth says no between the click of somebody who writes and their text: no address breaks, no text is lost.

The withdrawal is written first and not yet committed; the request reads, waits, and goes on once it is. Each address
that the mission locale posts to is tried so, on a real PostgreSQL.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
import time_machine
from django.db import connection, transaction
from django.utils.html import escape

from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from tests.acces import table
from tests.acces.corps import corps
from tests.acces.scene import Scene, essayer, monter
from tests.acces.test_sortis import RIEN
from tests.monde import MAINTENANT, agir, planter

QUI = "karim"
ELEMENTS = ["dossier", "plan", "coordonnees", "argent"]


@pytest.fixture
def scene(base_jetable, django_db_blocker) -> Iterator[Scene]:
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00"):
        with transaction.atomic():
            scene = monter(planter())
        yield scene


@contextmanager
def retrait(scene: Scene, dossier_id: UUID) -> Iterator[None]:
    """The youth takes the accord back; it is committed when the block ends."""
    ecrit, attendre = threading.Event(), threading.Event()

    def retirer_lentement() -> None:
        with transaction.atomic(), agir(scene.monde.nadia) as acteur:
            for accord in Accord.objects.filter(dossier_id=dossier_id, retire_le=None):
                retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)
            ecrit.set()
            attendre.wait(30)
        connection.close()

    fil = threading.Thread(target=retirer_lentement)
    fil.start()
    try:
        assert ecrit.wait(20)
        yield
    finally:
        attendre.set()
        fil.join(30)


def _attend_quelqu_un(fil: threading.Thread) -> bool:
    """Whether the request waits for the withdrawal; False when it was answered without waiting."""
    while fil.is_alive():
        with connection.cursor() as curseur:
            curseur.execute(
                "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if curseur.fetchone():
                return True
        time.sleep(0.01)
    return False


@dataclass(frozen=True)
class Essai:
    """What a POST answered while the accord was being taken back. `attendu`: it waited for that."""

    statut: int
    page: str
    attendu: bool
    ecrit: list[str]

    @property
    def perdu(self) -> bool:
        """Refused, without the sentences that were being written."""
        return self.statut == 404 and any(escape(phrase) not in self.page for phrase in self.ecrit)


def _poster_pendant(scene: Scene, nom: str, parametres: list[str]) -> Essai:
    cible = scene.cible(QUI)
    adresse, donnees, reponses = scene.adresse(nom, parametres, QUI), corps(nom, scene, cible), []

    def poster() -> None:
        reponses.append(essayer(scene.client(QUI), "POST", adresse, donnees))
        connection.close()

    fil = threading.Thread(target=poster)
    with retrait(scene, cible.dossier_de(nom)):
        fil.start()
        attendu = _attend_quelqu_un(fil)
    fil.join(30)
    with transaction.atomic(), agir(scene.monde.nadia):
        dossier = type(cible.dossier).objects.get(pk=cible.dossier_de(nom))
    with transaction.atomic():
        scene.monde.accord(scene.monde.nadia, dossier, elements=ELEMENTS)
    ecrit = [v for v in donnees.values() if isinstance(v, str) and " " in v.strip()]
    return Essai(reponses[0].status_code, reponses[0].content.decode(), attendu, ecrit)


def test_no_address_breaks_when_the_accord_closes_under_it(scene, capsys):
    adresses = {n: p for n, p in table.adresses().items() if "dossier_id" in p}
    noms = [n for n in adresses if table.lire()[n, "POST"][QUI] not in RIEN]
    essais = {nom: _poster_pendant(scene, nom, adresses[nom]) for nom in noms}
    refuses = [nom for nom, essai in essais.items() if essai.statut == 404]
    with capsys.disabled():
        print(f"\nretrait en course : {len(essais)} adresses, {len(refuses)} refusées après coup")
    assert {nom: essai.statut for nom, essai in essais.items() if essai.statut >= 500} == {}
    assert [nom for nom, essai in essais.items() if essai.perdu] == []
    # A race that nobody ran proves nothing.
    assert sum(essai.attendu for essai in essais.values()) > 0.9 * len(essais)
    assert len(refuses) > 0.8 * len(essais)
    assert sum(bool(essais[nom].ecrit) for nom in refuses) > 10
