"""Dates as people say them."""

from datetime import UTC, date, datetime

import pytest

from web.composants import dates

LE = date(2026, 11, 24)


def test_un_jour_se_dit_en_toutes_lettres():
    assert dates.en_toutes_lettres(LE) == "mardi 24\u00a0novembre"
    assert dates.avec_annee(date(2026, 9, 1)) == "1er\u00a0septembre\u00a02026"
    assert dates.court(LE) == "24\u00a0nov."


def test_un_instant_se_lit_a_l_heure_de_paris():
    minuit_passe = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert dates.heure(minuit_passe) == "0\u00a0h\u00a030"
    assert dates.en_toutes_lettres(minuit_passe) == "mardi 24\u00a0novembre"
    assert dates.heure(datetime(2026, 11, 24, 8, 0, tzinfo=UTC)) == "9\u00a0h"


@pytest.mark.parametrize(
    ("jour", "dit"),
    [
        (LE, "aujourd’hui"),
        (date(2026, 11, 23), "hier"),
        (date(2026, 11, 26), "après-demain"),
        (date(2026, 11, 5), "il y a 19\u00a0jours"),
        (date(2026, 10, 13), "il y a 6\u00a0semaines"),
        (date(2026, 5, 24), "il y a 6\u00a0mois"),
        (date(2026, 12, 4), "dans 10\u00a0jours"),
        (date(2026, 9, 15), "il y a 2\u00a0mois"),
    ],
)
def test_un_ecart_se_dit_dans_son_unite(jour, dit):
    assert dates.ecart(jour, LE) == dit


@pytest.mark.parametrize(
    ("le", "age"),
    [(date(2026, 2, 28), 17), (date(2026, 3, 1), 18), (date(2028, 2, 28), 19), (date(2028, 2, 29), 20)],
)
def test_l_age_d_une_personne_nee_un_29_fevrier(le, age):
    assert dates.age(date(2008, 2, 29), le) == age


@pytest.mark.parametrize(
    ("ecrite", "dite"),
    [
        ("2022-04-22", "22\u00a0avril\u00a02022"),
        ("2023-07", "juillet\u00a02023"),
        ("2023", "2023"),
        ("2023-13", "2023-13"),
    ],
)
def test_la_date_d_un_texte_ne_s_invente_pas(ecrite, dite):
    assert dates.du_texte(ecrite) == dite
