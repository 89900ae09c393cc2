"""The time of each phase: it always adds up, never goes back, and says what did not take place."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regles.durees import Phase, Reperes, durees, fin, total

LE = date(2026, 11, 23)
JOURS = st.dates(date(2022, 1, 1), date(2028, 12, 31))
PARFOIS = st.none() | JOURS
REPERES = st.builds(
    Reperes, repere_le=JOURS, accord_le=PARFOIS, entree_le=PARFOIS, contrat_le=PARFOIS, contrat_fini_le=PARFOIS,
    sorti_le=PARFOIS,
)  # fmt: skip


def _jours(reperes: Reperes, *, le: date = LE) -> dict[str, int | None]:
    return {d.phase.value: d.jours if d.a_eu_lieu else None for d in durees(reperes, le=le)}


def test_a_whole_way():
    chemin = Reperes(
        date(2025, 1, 6), date(2025, 1, 20), date(2025, 3, 6), date(2025, 6, 2), date(2026, 6, 1), date(2026, 7, 1)
    )
    assert _jours(chemin) == {
        "approche": 14, "entree": 45, "remobilisation": 88, "contrat": 364, "apres_contrat": 30,
    }  # fmt: skip
    assert total(chemin, le=LE) == 541


def test_who_left_before_any_accord_only_has_the_first_phase():
    reperes = Reperes(date(2026, 9, 1), sorti_le=date(2026, 9, 30))
    assert _jours(reperes) == {
        "approche": 29, "entree": None, "remobilisation": None, "contrat": None, "apres_contrat": None,
    }  # fmt: skip
    assert not any(d.en_cours for d in durees(reperes, le=LE))


def test_a_phase_lasts_until_the_next_one_that_took_place():
    assert _jours(Reperes(date(2026, 9, 1), entree_le=date(2026, 10, 1), sorti_le=date(2026, 10, 11))) == {
        "approche": 30, "entree": None, "remobilisation": 10, "contrat": None, "apres_contrat": None,
    }  # fmt: skip


def test_an_accord_dated_before_the_meeting_leaves_no_negative_day():
    reperes = Reperes(date(2026, 9, 10), accord_le=date(2026, 9, 1), sorti_le=date(2026, 9, 20))
    assert _jours(reperes)["approche"] == 0
    assert _jours(reperes)["entree"] == 10


def test_who_is_still_there_is_counted_to_the_day():
    reperes = Reperes(date(2026, 11, 1), accord_le=date(2026, 11, 3))
    assert [d.phase for d in durees(reperes, le=LE) if d.en_cours] == [Phase.ENTREE]
    assert total(reperes, le=LE) == 22


def test_what_comes_after_the_way_out_did_not_take_place_on_it():
    reperes = Reperes(date(2026, 9, 1), entree_le=date(2026, 10, 1), sorti_le=date(2026, 9, 15))
    assert _jours(reperes)["remobilisation"] is None


def test_a_contract_that_ended_without_having_begun_is_no_phase():
    assert _jours(Reperes(date(2026, 9, 1), contrat_fini_le=date(2026, 10, 1)))["apres_contrat"] is None


@given(reperes=REPERES, le=JOURS)
def test_the_phases_add_up_to_the_whole_and_none_is_negative(reperes, le):
    lues = durees(reperes, le=le)
    assert [d.phase for d in lues] == list(Phase)
    assert sum(d.jours for d in lues) == total(reperes, le=le)
    assert all(d.jours >= 0 for d in lues)
    assert total(reperes, le=le) >= 0


@given(reperes=REPERES, le=JOURS)
def test_the_phases_that_took_place_touch_and_the_others_say_so(reperes, le):
    lues = [d for d in durees(reperes, le=le) if d.a_eu_lieu]
    assert lues[0].du == reperes.repere_le
    assert all(avant.au == apres.du for avant, apres in zip(lues, lues[1:], strict=False))
    assert lues[-1].au == fin(reperes, le=le)
    assert all(d.jours == 0 and d.au is None and not d.en_cours for d in durees(reperes, le=le) if not d.a_eu_lieu)
    assert sum(d.en_cours for d in lues) == (reperes.sorti_le is None)


@given(reperes=REPERES.filter(lambda r: r.sorti_le is None), le=JOURS)
def test_one_more_day_lengthens_the_way_of_who_is_still_there_by_one(reperes, le):
    le = max(le, reperes.repere_le)
    assert total(reperes, le=le + timedelta(days=1)) == total(reperes, le=le) + 1
