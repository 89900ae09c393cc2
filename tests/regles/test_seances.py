"""The dates of a commission that recurs."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regles.seances import dates, tombe_le

JEUDI = date(2026, 11, 26)


def test_every_week_from_a_day_on():
    lues = list(dates(JEUDI, toutes_les=1, du=date(2026, 11, 1), au=date(2026, 12, 10)))
    assert lues == [JEUDI, date(2026, 12, 3), date(2026, 12, 10)]


def test_the_pace_does_not_see_a_year_of_53_weeks():
    # 2026 has 53 ISO weeks: every other week goes on across the new year.
    lues = list(dates(date(2026, 12, 17), toutes_les=2, du=date(2026, 12, 18), au=date(2027, 1, 31)))
    assert lues == [date(2026, 12, 31), date(2027, 1, 14), date(2027, 1, 28)]


def test_nothing_before_the_first_nor_after_the_last():
    assert list(dates(JEUDI, toutes_les=1, du=date(2026, 1, 1), au=date(2026, 11, 25))) == []
    assert list(dates(JEUDI, toutes_les=1, du=JEUDI, au=date(2027, 1, 1), jusqu_a=JEUDI)) == [JEUDI]


@given(
    premiere=st.dates(date(2022, 1, 1), date(2030, 1, 1)),
    pas=st.integers(1, 8),
    rang=st.integers(0, 200),
    ecart=st.integers(0, 60),
)
def test_a_day_is_a_seance_exactly_when_whole_paces_have_passed(premiere, pas, rang, ecart):
    le = premiere + timedelta(days=rang)
    assert tombe_le(premiere, toutes_les=pas, le=le) == (rang % (7 * pas) == 0)
    vues = list(dates(premiere, toutes_les=pas, du=le, au=le + timedelta(days=ecart)))
    attendues = [le + timedelta(days=j) for j in range(ecart + 1) if (rang + j) % (7 * pas) == 0]
    assert vues == attendues
