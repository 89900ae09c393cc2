"""« À faire » on a phone: what is alike is folded under the most pressing of it, and nothing is lost."""

import re
from datetime import timedelta

import pytest

from socle.dossier.taches import Tache
from tests.monde import LE
from web.accueil.lectures import grouper


def _tache(code: str, jours: int | None = None, rang: int = 0) -> Tache:
    avant_le = None if jours is None else LE + timedelta(days=jours)
    return Tache(f"{code} {rang}", "", "jeune", "IM", "Voir", "/", avant_le, LE, None, code=code)


def _dits(taches: list[Tache]) -> list[list[tuple[str, list[str]]]]:
    groupes = grouper(taches, le=LE)
    return [[(lot.premiere.titre, [t.titre for t in lot.autres]) for lot in g.lots] for g in groupes]


def test_three_of_a_kind_are_folded_under_the_first_two_are_not():
    taches = [
        _tache(code, rang=rang) for rang, code in enumerate(["signer", "lire", "signer", "appeler", "lire", "signer"])
    ]
    assert _dits(taches) == [
        [("signer 0", ["signer 2", "signer 5"]), ("lire 1", []), ("appeler 3", []), ("lire 4", [])]
    ]


def test_what_is_late_is_never_folded_under_what_can_wait():
    taches = [_tache("signer", -1), *(_tache("signer", None, rang) for rang in (1, 2, 3))]
    assert _dits(taches) == [[("signer 0", [])], [("signer 1", ["signer 2", "signer 3"])]]


@pytest.mark.parametrize("combien", [2, 5])
def test_every_youth_is_on_the_page_folded_or_not(monde, combien):
    for rang in range(combien):
        monde.dossier(monde.nadia, prenom=f"Prénom{rang}")
    page = monde.client(monde.nadia).get("/").content.decode()
    assert len(re.findall(r'<li class="tache">', page)) == combien
    assert ("4 autres comme celle-ci" in page) is (combien == 5)
    assert page.count("btn-primary") == 1


def test_what_can_wait_is_unfolded_on_demand_what_is_due_is_always_shown():
    attendent = grouper([_tache(f"code{rang}", None) for rang in range(9)], le=LE)[0]
    assert (len(attendent.montres), attendent.nombre_replie) == (6, 3)
    dues = grouper([_tache(f"code{rang}", 0) for rang in range(9)], le=LE)[0]
    assert (len(dues.montres), dues.replies) == (9, [])
