from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regles.noyau.temps import HorsCalendrier, age_revolu, anniversaire, en_toutes_lettres, plus_mois
from regles.noyau.territoire import departement_valide

JOURS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("jour", "mois", "attendu"),
    [
        ("2023-05-10", 5, "2023-10-10"),
        ("2022-09-30", 5, "2023-02-28"),
        ("2023-09-30", 5, "2024-02-29"),
        ("2023-09-29", 5, "2024-02-29"),
        ("2023-03-31", 5, "2023-08-31"),
        ("2023-01-31", 5, "2023-06-30"),
        ("2023-08-31", 4, "2023-12-31"),
        ("1899-09-30", 5, "1900-02-28"),
        ("1999-09-30", 5, "2000-02-29"),
        ("2023-05-10", 0, "2023-05-10"),
        ("2023-01-15", -1, "2022-12-15"),
    ],
)
def test_plus_mois(jour, mois, attendu):
    assert plus_mois(date.fromisoformat(jour), mois) == date.fromisoformat(attendu)


def test_plus_mois_refuse_de_sortir_du_calendrier():
    assert plus_mois(date(9999, 7, 31), 5) == date(9999, 12, 31)
    with pytest.raises(HorsCalendrier):
        plus_mois(date(9999, 8, 1), 5)


@given(JOURS, st.integers(0, 400))
def test_plus_mois_garde_le_quantieme_ou_prend_le_dernier_jour(jour, mois):
    plus_tard = plus_mois(jour, mois)
    assert (plus_tard.year - jour.year) * 12 + plus_tard.month - jour.month == mois
    dernier_du_mois = (plus_tard + timedelta(days=1)).month != plus_tard.month
    assert plus_tard.day == jour.day or (plus_tard.day < jour.day and dernier_du_mois)


@given(JOURS, JOURS, st.integers(0, 400))
def test_plus_mois_ne_croise_jamais_deux_jours(un, autre, mois):
    tot, tard = min(un, autre), max(un, autre)
    assert plus_mois(tot, mois) <= plus_mois(tard, mois)


@given(JOURS, st.integers(0, 120))
def test_un_age_commence_a_l_anniversaire_et_pas_la_veille(naissance, age):
    jour = anniversaire(naissance, age)
    assert age_revolu(naissance, jour) == age
    assert age_revolu(naissance, jour - timedelta(days=1)) == age - 1


def test_ne_un_29_fevrier():
    assert age_revolu(date(2004, 2, 29), date(2022, 2, 27)) == 17
    assert age_revolu(date(2004, 2, 29), date(2022, 2, 28)) == 18
    assert age_revolu(date(2004, 2, 29), date(2024, 2, 28)) == 19
    assert age_revolu(date(2004, 2, 29), date(2024, 2, 29)) == 20


def test_en_toutes_lettres():
    assert en_toutes_lettres(date(2024, 3, 1)) == "1er mars 2024"
    assert en_toutes_lettres(date(2023, 8, 31)) == "31 août 2023"


@pytest.mark.parametrize("code", ["01", "35", "95", "2A", "2B", "974", "988", "00"])
def test_departement_bien_forme(code):
    assert departement_valide(code)


@pytest.mark.parametrize("code", ["", "1", "035", "2a", "2C", "35 ", "35\n", "３５", "75001", "99999", "1234"])
def test_departement_mal_forme(code):
    assert not departement_valide(code)
