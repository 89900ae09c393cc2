"""The count compiled once for a kind of hat says what the queries built for the hat itself say."""

from datetime import timedelta

import pytest

from socle.acces.portee import sans_mur_python
from tests.monde import LE, agir
from web.accueil.lectures import PLAFOND, _union, nombre_a_faire


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
