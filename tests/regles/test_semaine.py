"""Weeks and hours: what holds of any week, any zone, any list of activities."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regles.heures import Compte, Engagement, Etat, Fait, Nature, compter, heures_demandees, manque, probable_double
from regles.semaine import Semaine, semaine_a, semaine_du, semaine_lue, semaines_de

JOURS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
ZONES = st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Cayenne", "Indian/Mayotte", "Pacific/Noumea"])
FAITS = st.builds(
    Fait, jour=JOURS, minutes=st.integers(0, 600), nature=st.sampled_from(Nature), etat=st.sampled_from(Etat),
    validee=st.booleans(), debut=st.none() | st.times(), cote=st.integers(1, 2),
)  # fmt: skip


@given(JOURS)
def test_a_day_is_of_one_week_whose_neighbours_touch_it(jour):
    semaine = semaine_du(jour)
    assert jour in semaine.jours and semaine.lundi.weekday() == 0
    assert semaine.plus(1).lundi - semaine.dimanche == timedelta(days=1)
    assert semaine.plus(1).plus(-1) == semaine == semaine_lue(str(semaine))


@given(st.integers(1990, 2090))
def test_the_weeks_of_a_year_follow_each_other_and_no_other_can_be_read(annee):
    semaines = [Semaine(annee, n) for n in range(1, semaines_de(annee) + 1)]
    assert all(a.plus(1) == b for a, b in zip(semaines, semaines[1:], strict=False))
    assert semaines[-1].plus(1) == Semaine(annee + 1, 1)
    assert semaine_lue(f"{annee}-W{semaines_de(annee) + 1}") is None


@pytest.mark.parametrize(
    "texte", ["", "2026-48", "2026-W00", "2026-W54", "2025-W53", "٢٠٢٦-W48", "9999-W52", "2026-W48 "]
)
def test_what_is_no_week_is_not_read(texte):
    assert semaine_lue(texte) is None


def test_years_of_53_weeks():
    assert [a for a in range(2015, 2035) if semaines_de(a) == 53] == [2015, 2020, 2026, 2032]
    assert str(semaine_du(date(2027, 1, 3))) == "2026-W53"
    assert str(semaine_du(date(2024, 12, 31))) == "2025-W01"


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda i: 1990 < i.year < 2090), ZONES)
def test_the_week_is_that_of_the_wall_clock_there(instant, zone):
    assert semaine_a(instant, zone) == semaine_du(instant.astimezone(ZoneInfo(zone)).date())


@pytest.mark.parametrize(
    ("zone", "semaine"),
    [("Europe/Paris", 47), ("America/Cayenne", 47), ("Indian/Reunion", 48), ("Indian/Mayotte", 48)],
)
def test_sunday_evening_is_monday_elsewhere(zone, semaine):
    assert semaine_a(datetime(2026, 11, 22, 21, 30, tzinfo=UTC), zone) == Semaine(2026, semaine)


def test_the_night_when_the_clock_changes_is_of_its_week():
    # 25 October 2026, 3 h becomes 2 h; 29 March 2026, 2 h becomes 3 h: both are Sundays.
    for instant, numero in (
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), 43),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), 13),
    ):
        assert semaine_a(instant, "Europe/Paris").numero == numero
        assert semaine_a(instant + timedelta(minutes=1), "Europe/Paris").numero == numero + 1


def test_an_instant_without_zone_has_no_week():
    with pytest.raises(ValueError, match="fuseau"):
        semaine_a(datetime(2026, 11, 22, tzinfo=UTC).replace(tzinfo=None), "Europe/Paris")


@given(st.lists(FAITS))
def test_two_counters_never_mixed(faits):
    compte = compter(faits)
    assert 0 <= compte.validees <= compte.declarees
    assert compte.declarees == sum(f.minutes for f in faits if f.etat is Etat.FAITE and f.nature is not Nature.NON_SNP)
    assert compte.declarees + compte.prevues + compte.hors_snp <= sum(f.minutes for f in faits)


@given(st.lists(FAITS), st.lists(FAITS))
def test_counting_adds_up(uns, autres):
    a, b, ensemble = compter(uns), compter(autres), compter(uns + autres)
    for nom in ("declarees", "validees", "prevues", "hors_snp"):
        assert getattr(a, nom) + getattr(b, nom) == getattr(ensemble, nom)


@given(JOURS, st.integers(1, 35) | st.none(), st.integers(1, 400), JOURS)
def test_nothing_is_asked_outside_a_signed_contract(debut, heures, duree, jour):
    engagement, semaine = Engagement(debut, debut + timedelta(days=duree), heures), semaine_du(jour)
    demandees = heures_demandees(engagement, semaine, minimum=15)
    entiere = debut <= semaine.lundi and semaine.dimanche <= engagement.fin_le
    assert demandees == (min(heures, 15) if entiere and heures is not None else None)
    assert heures_demandees(None, semaine, minimum=15) is None
    assert heures_demandees(engagement, semaine, minimum=None) is None


@given(st.integers(0, 3000), st.integers(1, 15) | st.none())
def test_what_is_missing_is_never_negative(minutes, demandees):
    reste = manque(Compte(declarees=minutes), demandees)
    assert reste >= 0 and (demandees is None or minutes + reste >= demandees * 60)


@given(FAITS, FAITS)
def test_a_double_is_the_same_seen_from_either_side(un, autre):
    assert probable_double(un, autre) == probable_double(autre, un)
    assert not probable_double(un, un)


def test_doubles():
    def fait(cote: int, minutes: int = 120, debut: time | None = None, nature: Nature = Nature.EMPLOI) -> Fait:
        return Fait(date(2026, 11, 18), minutes, nature, Etat.FAITE, debut=debut, cote=cote)

    assert probable_double(fait(1), fait(2))
    assert not probable_double(fait(1), fait(2, 90))
    assert probable_double(fait(1, debut=time(9)), fait(2, 90, time(10), Nature.LOGEMENT))
    assert not probable_double(fait(1, debut=time(9)), fait(2, debut=time(11)))
