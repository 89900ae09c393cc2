"""What is compiled once for a kind of hat says what the queries built for the hat itself say."""

import contextlib
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.base import ServerBindingCursor
from django.http import Http404

from socle.acces.portee import sans_mur_python
from tests.monde import LE, agir
from web.accueil.lectures import PLAFOND, _union, nombre_a_faire
from web.dossier.lectures import page


def _comptes(appartenance, le):
    with agir(appartenance, le=le) as acteur:
        return nombre_a_faire(acteur), len(_union(acteur).order_by()[:PLAFOND])


@pytest.fixture
def dossiers(monde):
    for _ in range(3):
        monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.dossier(monde.sacha, mission_locale=monde.haute_rive)
    partage = monde.dossier(
        monde.bilal, mission_locale=monde.val_dore, situation={"etudiant": None, "inscrit_mission_locale": True}
    )
    monde.accord(monde.bilal, partage, jusqu_a=LE + timedelta(days=3))
    return monde


@pytest.mark.parametrize("qui", ["nadia", "bilal", "maya", "karim", "ines", "sacha", "lena"])
@pytest.mark.parametrize("jours", [0, 2, 10])
def test_it_counts_what_waits_for_each_hat_on_its_own_day(dossiers, qui, jours):
    compile_, direct = _comptes(dossiers.gens[qui], LE + timedelta(days=jours))
    assert compile_ == direct


def test_two_hats_of_the_same_kind_do_not_share_their_answers(dossiers):
    assert _comptes(dossiers.nadia, LE)[0] == 3
    assert _comptes(dossiers.sacha, LE)[0] == 1


def test_an_accord_that_ended_closes_the_count(dossiers):
    assert _comptes(dossiers.karim, LE)[0] == 1
    assert _comptes(dossiers.karim, LE + timedelta(days=10))[0] == 0


def test_with_the_python_wall_down_postgresql_alone_counts_the_same(dossiers):
    with agir(dossiers.sacha) as acteur, sans_mur_python():
        assert nombre_a_faire(acteur) == 1


def _preparees():
    with connection.cursor() as curseur:
        curseur.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%dossier_dossier%'")
        return [enonce for (enonce,) in curseur.fetchall()]


def _dossiers_lus(monde, qui, dossiers, le=LE):
    with agir(monde.gens[qui], le=le) as acteur:
        return [lu for dossier in dossiers if (lu := _lu(dossier, acteur))]


def _lu(dossier, acteur):
    try:
        return page(dossier.pk, acteur=acteur).dossier.pk
    except Http404:
        return None


def test_one_prepared_statement_answers_each_hat_with_its_own_dossiers(monde):
    """More readings than the five after which PostgreSQL may keep one plan for every value."""
    siens = [monde.dossier(monde.nadia, mission_locale=monde.val_dore) for _ in range(6)]
    d_ailleurs = [monde.dossier(monde.sacha, mission_locale=monde.haute_rive) for _ in range(2)]
    tous = siens + d_ailleurs
    assert _dossiers_lus(monde, "nadia", tous) == [d.pk for d in siens]
    avant = _preparees()
    assert avant, "the page of the dossier is prepared on its connection"
    assert _dossiers_lus(monde, "sacha", tous) == [d.pk for d in d_ailleurs]
    assert _dossiers_lus(monde, "lena", tous) == []
    assert _dossiers_lus(monde, "nadia", tous) == [d.pk for d in siens]
    assert len(_preparees()) == len(set(_preparees())), "no statement is prepared twice"


def test_a_prepared_statement_sees_an_accord_end(monde):
    partage = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, partage, jusqu_a=LE + timedelta(days=3))
    for _ in range(7):
        assert _dossiers_lus(monde, "karim", [partage]) == [partage.pk]
    assert _dossiers_lus(monde, "karim", [partage], le=LE + timedelta(days=10)) == []
    assert _dossiers_lus(monde, "karim", [partage]) == [partage.pk]


def test_what_is_not_prepared_stays_so(dossiers):
    avant = _preparees()
    _comptes(dossiers.nadia, LE)
    assert _preparees() == avant
    assert connection.connection.prepare_threshold is None


def test_a_transaction_undone_in_the_middle_prepares_nothing_for_the_others(monde):
    """What failed while it was prepared is run again by the next hat, with its own values."""
    sien, d_ailleurs = monde.dossier(monde.nadia), monde.dossier(monde.sacha)
    with agir(monde.nadia) as acteur, pytest.raises(DatabaseError), transaction.atomic():
        page(sien.pk, acteur=acteur)
        with connection.cursor() as curseur:
            curseur.execute("SELECT 1 / 0")
    with agir(monde.nadia) as acteur, pytest.raises(DatabaseError), transaction.atomic():
        with connection.cursor() as curseur, contextlib.suppress(DatabaseError):
            curseur.execute("SELECT 1 / 0")
        page(sien.pk, acteur=acteur)
    assert connection.connection.prepare_threshold is None
    assert connection.connection.cursor_factory is not ServerBindingCursor
    assert _dossiers_lus(monde, "sacha", [sien, d_ailleurs]) == [d_ailleurs.pk]
    assert _dossiers_lus(monde, "nadia", [sien, d_ailleurs]) == [sien.pk]
