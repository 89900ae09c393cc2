"""A band of five: the same for zero and for four, never finer whatever is subtracted."""

from hypothesis import given
from hypothesis import strategies as st

from regles.petits_nombres import SEUIL, tranche

NOMBRES = st.integers(0, 60)


def test_the_bands():
    assert [tranche(n) for n in (0, 1, 4, 5, 9, 10, 14, 1_234)] == [0, 0, 0, 5, 5, 10, 10, 1_230]


@given(NOMBRES, NOMBRES)
def test_two_numbers_of_one_another_s_day_leave_five_differences_at_least(hier, arrives):
    """Yesterday's measure and today's, a draft and one that differs by a criterion: the one holds the other."""
    aujourd_hui = hier + arrives
    vus = {
        b - a
        for a in range(tranche(hier), tranche(hier) + SEUIL)
        for b in range(tranche(aujourd_hui), tranche(aujourd_hui) + SEUIL)
        if a <= b
    }
    assert arrives in vus
    assert len(vus) >= SEUIL
