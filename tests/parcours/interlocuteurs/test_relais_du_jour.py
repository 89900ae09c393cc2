"""What was planned takes effect on its day, once, whoever looks or not; and what stops the job loses nothing."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from parcours.interlocuteurs import ecritures_relais as ecritures
from parcours.interlocuteurs import jobs
from parcours.interlocuteurs.models import RelaisPrevu
from parcours.interlocuteurs.relais_du_jour import passer_les_relais
from socle.acces.models import Acces
from socle.acteurs.models import Appartenance, Structure
from socle.dossier.models import Dossier
from tests.monde import MAINTENANT, agir, planter
from tests.parcours.commission.test_courses import ensemble, lire
from tests.parcours.sortie.scene import dire
from web.accueil.lectures import a_faire

LE_JOUR = date(2026, 12, 1)
LA_VEILLE_AU_SOIR = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)
MINUIT_PASSE = datetime(2026, 11, 30, 23, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def le_jour():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


@pytest.fixture
def dossier(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    return dossier


def prevoir(par: Appartenance, dossier: Dossier, a: Appartenance, du: date = LE_JOUR) -> None:
    with agir(par) as acteur:
        ecritures.prevoir(
            acteur=acteur, relais_id=uuid4(), dossier=dossier, appartenance_id=a.pk, du=du, maintenant=MAINTENANT
        )


def qui_suit(monde, dossier) -> tuple[int | None, int | None]:
    with agir(monde.nadia):
        lu = Dossier.objects.get(pk=dossier.pk)
        return lu.referent_id, lu.conseiller_id


def gardes(monde, dossier, qui) -> list[int]:
    """Who looks after the dossier by name, in the structure of this hat."""
    with agir(qui):
        ouverts = Acces.objects.filter(dossier=dossier, structure=qui.structure, ferme_le=None)
        return list(ouverts.exclude(appartenance=None).values_list("appartenance_id", flat=True))


def test_the_evening_before_nothing_and_after_midnight_it_is_done(monde, dossier):
    prevoir(monde.nadia, dossier, monde.maya)
    assert passer_les_relais(maintenant=LA_VEILLE_AU_SOIR) == 0
    assert qui_suit(monde, dossier)[0] == monde.nadia.pk
    assert passer_les_relais(maintenant=MINUIT_PASSE) == 1
    assert qui_suit(monde, dossier)[0] == monde.maya.pk
    assert gardes(monde, dossier, monde.nadia) == [monde.maya.pk]
    with agir(monde.nadia):
        relais = RelaisPrevu.objects.get()
        assert (relais.fait_le, relais.annule_le) == (MINUIT_PASSE, None)
        # History says by which act, and in whose name.
        dit = relais.events.order_by("pgh_id").last().pgh_context
        assert (dit["acte"], dit["appartenance"]) == ("passer_les_relais_prevus", monde.nadia.pk)
    with agir(monde.maya, le=LE_JOUR) as acteur:
        assert not [t for t in a_faire(acteur) if t.titre.startswith("Passer le relais")]
    with time_machine.travel("2026-12-01 09:00+01:00", tick=False):
        page = monde.client(monde.maya).get(f"/dossiers/{dossier.pk}/equipe/").content.decode()
    assert "Nadia Ferrand" in page and "Voit encore ce dossier" in page


def test_twice_is_once_and_who_took_it_back_meanwhile_keeps_it(monde, dossier):
    prevoir(monde.nadia, dossier, monde.bilal)
    assert passer_les_relais(maintenant=MINUIT_PASSE) == 1
    with agir(monde.nadia):
        lignes = Acces.objects.count()
    assert passer_les_relais(maintenant=MINUIT_PASSE) == 0
    with agir(monde.bilal, le=LE_JOUR) as acteur:
        assert Acces.objects.count() == lignes
        ecritures.passer(acteur=acteur, dossier=dossier, appartenance_id=monde.nadia.pk, maintenant=MINUIT_PASSE)
    assert passer_les_relais(maintenant=datetime(2026, 12, 2, 9, tzinfo=UTC)) == 0
    assert qui_suit(monde, dossier)[0] == monde.nadia.pk


def test_each_structure_by_its_own_clock_and_on_its_own_side(monde, dossier):
    Structure.objects.filter(pk=monde.val_dore.pk).update(fuseau="Indian/Reunion")
    prevoir(monde.nadia, dossier, monde.bilal)
    prevoir(monde.karim, dossier, monde.ines)
    # Midnight is at 20:00 UTC there.
    assert passer_les_relais(maintenant=datetime(2026, 11, 30, 19, 59, tzinfo=UTC)) == 0
    assert passer_les_relais(maintenant=datetime(2026, 11, 30, 20, 2, tzinfo=UTC)) == 1
    assert qui_suit(monde, dossier) == (monde.nadia.pk, monde.ines.pk)
    assert passer_les_relais(maintenant=MINUIT_PASSE) == 1
    assert qui_suit(monde, dossier) == (monde.bilal.pk, monde.ines.pk)


def test_who_planned_it_may_have_left_but_not_who_receives_it(monde, dossier):
    autre = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    prevoir(monde.nadia, dossier, monde.bilal)
    prevoir(monde.bilal, autre, monde.maya)
    Appartenance.objects.filter(pk__in=(monde.nadia.pk, monde.maya.pk)).update(jusqu_a=date(2026, 11, 30))
    assert passer_les_relais(maintenant=MINUIT_PASSE) == 1
    with agir(monde.bilal, le=LE_JOUR) as acteur:
        suivi = {d.pk: d.referent_id for d in Dossier.objects.all()}
        assert suivi == {dossier.pk: monde.bilal.pk, autre.pk: monde.nadia.pk}
        assert [t.titre for t in a_faire(acteur) if t.titre.startswith("Passer le relais")]


def test_what_is_closed_or_taken_back_stays_as_it_is(monde, dossier):
    sans = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    prevoir(monde.karim, dossier, monde.ines)
    prevoir(monde.nadia, sans, monde.bilal)
    dire(monde.nadia, sans)
    # The youth’s no closes the dossier to the mission locale: nobody there hands it over.
    monde.accord(monde.nadia, dossier, elements=["dossier"], jusqu_a=date(2026, 11, 25))
    assert passer_les_relais(maintenant=MINUIT_PASSE) == 0
    assert qui_suit(monde, dossier)[1] != monde.ines.pk and qui_suit(monde, sans)[0] == monde.nadia.pk


def test_a_job_reads_no_name_and_no_text(monde, dossier):
    prevoir(monde.nadia, dossier, monde.bilal)
    with connection.cursor() as curseur:
        curseur.execute("SELECT * FROM relais_a_passer(%s)", [MINUIT_PASSE])
        assert [c.name for c in curseur.description] == ["relais_id", "compte_id", "appartenance_id", "jour"]
        assert [ligne[1:] for ligne in curseur.fetchall()] == [(monde.nadia.compte_id, monde.nadia.pk, LE_JOUR)]


@pytest.fixture
def course(base_jetable, django_db_blocker) -> Iterator[SimpleNamespace]:
    """Two dossiers that are due to Bilal, committed; sessions of their own."""
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00", tick=True):
        with transaction.atomic():
            monde = planter()
            dossiers = [monde.dossier(monde.nadia) for _ in range(2)]
            for rang, dossier in enumerate(dossiers):
                prevoir(monde.nadia, dossier, monde.bilal, date(2026, 11, 30 - rang))
        # The job begins with the one that waits longest.
        yield SimpleNamespace(monde=monde, dossiers=dossiers[::-1])


def etats(course) -> list[tuple[int, list[int], bool]]:
    """For each dossier: who follows it, who may by name, whether the handing over is done."""
    lus = []
    for dossier in course.dossiers:
        (lu,) = lire(course, Dossier, pk=dossier.pk)
        ouverts = lire(course, Acces, dossier=dossier, ferme_le=None, appartenance__isnull=False)
        (relais,) = lire(course, RelaisPrevu, dossier=dossier)
        lus.append((lu.referent_id, [a.appartenance_id for a in ouverts], relais.fait_le is not None))
    return lus


@contextmanager
def tenu(course, dossier: Dossier) -> Iterator[None]:
    """Somebody else holds the row of a dossier meanwhile."""
    pret, fini = threading.Event(), threading.Event()

    def tenir() -> None:
        with transaction.atomic(), agir(course.monde.nadia):
            Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
            pret.set()
            fini.wait(30)
        connection.close()

    fil = threading.Thread(target=tenir)
    fil.start()
    try:
        assert pret.wait(10)
        yield
    finally:
        fini.set()
        fil.join(30)


def tuer_qui_attend() -> None:
    """End the session that waits for a lock, as the death of its process would."""
    attend = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    for _ in range(200):
        with connection.cursor() as curseur:
            curseur.execute(f"{attend} AND datname = current_database()")
            if curseur.fetchall():
                return
        time.sleep(0.05)
    raise AssertionError("Nobody waits.")


def test_two_workers_at_once_hand_over_once(course):
    faits = ensemble(*(lambda: passer_les_relais(maintenant=MINUIT_PASSE) for _ in range(2)))
    assert sum(faits) == 2
    bilal = course.monde.bilal.pk
    assert etats(course) == [(bilal, [bilal], True)] * 2


def test_killed_midway_what_was_done_holds_and_the_next_one_ends_it(course):
    issue: list[object] = []

    def travailler() -> None:
        try:
            issue.append(passer_les_relais(maintenant=MINUIT_PASSE))
        except OperationalError:
            issue.append("tué")
        finally:
            connection.close()

    nadia, bilal = course.monde.nadia.pk, course.monde.bilal.pk
    with tenu(course, course.dossiers[1]):
        fil = threading.Thread(target=travailler)
        fil.start()
        tuer_qui_attend()
        fil.join(30)
    assert issue == ["tué"]
    assert etats(course) == [(bilal, [bilal], True), (nadia, [nadia], False)]
    assert passer_les_relais(maintenant=MINUIT_PASSE) == 1
    assert etats(course) == [(bilal, [bilal], True)] * 2


def test_the_worker_does_it_as_the_web_role(course):
    with time_machine.travel(MINUIT_PASSE, tick=True):
        asyncio.run(jobs.passer_les_relais_prevus(int(timezone.now().timestamp())))
    bilal = course.monde.bilal.pk
    assert etats(course) == [(bilal, [bilal], True)] * 2
