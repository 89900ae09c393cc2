"""Counts under 5 cannot be found: every table that shows the same figures is built, and the small ones differ."""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regles.petits_nombres import SEUIL, Publie, publier

MOTS = ("favorable", "defavorable", "a_preciser")
PASSAGES = tuple(product(MOTS, MOTS))
COMPTES = st.dictionaries(st.sampled_from(PASSAGES), st.integers(0, 9), max_size=5)


def _possibles(vu: Publie) -> Iterator[dict]:
    """All the tables that would show this, by brute force: what somebody who counts may believe."""
    cachees = [p for p, n in vu.cases.items() if n is None]
    # A sum above it can be reached with this much in each cell, whatever the others.
    plafond = 12 if vu.total is None else vu.total
    for valeurs in product(range(1, plafond + 1), repeat=len(cachees)):
        table = {**vu.cases, **dict(zip(cachees, valeurs, strict=True))}
        if _montre(table, vu):
            yield table


def _montre(table: Mapping, vu: Publie) -> bool:
    if vu.total is not None and sum(table.values()) != vu.total:
        return False
    return all(
        n is None or sum(v for p, v in table.items() if p[rang] == mot) == n
        for rang, cote in ((0, vu.avant), (1, vu.apres))
        for mot, n in cote.items()
    )


def _valeurs(tables: list[dict], groupe: set) -> set[int]:
    return {sum(n for p, n in table.items() if p in groupe) for table in tables}


@settings(max_examples=80, deadline=None)
@given(COMPTES)
@example({("favorable", "favorable"): 3, ("defavorable", "defavorable"): 9})
@example({("favorable", "favorable"): 1, ("favorable", "defavorable"): 1, ("a_preciser", "a_preciser"): 9})
@example({("defavorable", "favorable"): 2, ("defavorable", "defavorable"): 8, ("favorable", "favorable"): 7})
@example(dict.fromkeys(PASSAGES[:5], 1))
def test_no_small_count_is_found_by_subtraction(comptes):
    vu = publier(comptes)
    # Whoever looks knows at least the cells that hold nobody.
    if sum(n is None for n in vu.cases.values()) > 4:
        return
    tables = list(_possibles(vu))
    assert {p: comptes[p] for p in comptes} in tables
    groupes = [{p} for p in comptes] + [{p for p in comptes if p[r] == mot} for r in (0, 1) for mot in MOTS]
    for groupe in groupes:
        if 0 < sum(comptes[p] for p in groupe) < SEUIL:
            assert len(_valeurs(tables, groupe)) >= 2, (groupe, vu)


@given(COMPTES)
def test_a_small_count_is_never_shown_and_what_is_shown_is_true(comptes):
    vu = publier(comptes)
    assert all(n is None or n == comptes[p] for p, n in vu.cases.items())
    assert all(vu.cases[p] is None for p, n in comptes.items() if 0 < n < SEUIL)
    assert vu.total is None or vu.total == sum(comptes.values())
    assert all(n is None or n == 0 or n >= SEUIL for n in (*vu.avant.values(), *vu.apres.values(), vu.total))


@given(st.dictionaries(st.sampled_from(PASSAGES), st.just(0) | st.integers(SEUIL, 500)))
def test_nothing_is_hidden_when_nothing_is_small(comptes):
    vu = publier(comptes)
    assert None not in (*vu.cases.values(), *vu.avant.values(), *vu.apres.values(), vu.total)


def test_the_usual_table_stays_readable():
    """Two youths would get in: they are not counted, but the rest is."""
    vu = publier({("defavorable", "favorable"): 2, ("defavorable", "defavorable"): 41, ("favorable", "favorable"): 120})
    assert vu.total == 163
    assert vu.cases[("defavorable", "favorable")] is None


def test_too_many_cells_are_refused():
    with pytest.raises(ValueError, match="cases"):
        publier({(str(i), "x"): 1 for i in range(10)})
