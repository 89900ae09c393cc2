"""The public estimate: what it asks, what it answers, what it leaves behind (nothing)."""

import logging
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regles.textes import nationaux

REPONSES = {"date_naissance": "2005-03-02", "impot": "0", "r1": "", "r2": "600", "le": "2025-09-01"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def personne(monde) -> Client:
    """Somebody without an account, whom a missing token would stop as in production."""
    return Client(enforce_csrf_checks=True)


def _texte(reponse) -> str:
    page = re.sub(r"<[^>]+>", " ", reponse.content.decode().split("<main", 1)[1])
    return " ".join(unescape(page).replace("\u00a0", " ").split())


def _poster(client, **changements):
    jeton = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(_ici()).content.decode())[1]
    reponses = {n: v for n, v in (REPONSES | changements).items() if v is not None}
    return client.post(_ici(), reponses | {"csrfmiddlewaretoken": jeton})


def _ici() -> str:
    return reverse("estimation")


def test_a_month_is_estimated_with_each_step_its_values_and_their_days(personne):
    dit = _texte(_poster(personne))
    assert "414,06 € par mois" in dit
    assert "(600,00 € − 300,00 €) × 561,68 € ÷ (80 % × 1 801,84 € − 300,00 €) = 147,62 €" in dit
    assert "depuis le 1er avril 2025" in dit
    assert "depuis le 1er novembre 2024" in dit
    assert "À partir de 1 441,47 € par mois" in dit
    assert "Vos réponses" in dit
    assert "jamais une décision : la mission locale décide" in dit
    for article in ("R5131-20", "R5131-21", "R5131-22", "D5131-19", "D5131-23"):
        assert article in dit


def test_the_amount_of_today_is_not_known_and_the_page_says_since_when(personne):
    dit = _texte(_poster(personne, le="2026-11-23"))
    assert "Montant inconnu" in dit
    assert "Une valeur manque depuis le 1er avril 2026" in dit
    # Salary of 600 € by the SMIC of that day, 1 823,03 €.
    assert "Le 31 mars 2026, dernier jour connu, les mêmes réponses donnaient 416,22 € par mois." in dit
    assert "566" not in dit


def test_a_birthday_in_between_is_not_compared(personne):
    dit = _texte(_poster(personne, le="2026-11-23", date_naissance="2008-05-01"))
    assert "Montant inconnu" in dit
    assert "dernier jour connu" not in dit


def test_the_day_is_that_of_the_visit_when_none_is_given(personne):
    dit = _texte(_poster(personne, le=""))
    assert str(timezone.localdate().year) in dit


@pytest.mark.parametrize(
    ("changements", "attendu"),
    [
        ({"impot": "1"}, "248,43 € par mois"),
        ({"impot": "2"}, "Pas d’allocation"),
        ({"impot": "rupture"}, "414,06 € par mois"),
        ({"impot": "rupture"}, "La mission locale peut ne plus tenir compte de l’impôt de vos parents"),
        ({"r2": "1 000,00 €"}, "217,23 € par mois"),
        ({"r1": "200,50", "r2": ""}, "361,18 € par mois"),
        ({"date_naissance": "2008-03-02", "r2": ""}, "224,68 € par mois"),
        ({"date_naissance": "1997-03-02"}, "Pas d’allocation"),
        ({"date_naissance": "1997-03-02", "rqth": "on"}, "414,06 € par mois"),
        ({"situations": ["rsa"]}, "Pas d’allocation"),
        ({"situations": ["emploi_aide"]}, "Nous ne tranchons pas"),
        (
            {"mayotte": "on"},
            "aucun texte lu ici ne donne le nouveau à Mayotte",
        ),
    ],
)
def test_each_answer_changes_what_the_law_says_it_changes(personne, changements, attendu):
    assert attendu in _texte(_poster(personne, **changements))


@pytest.mark.parametrize(
    ("changements", "message"),
    [
        ({"date_naissance": None}, "Votre date de naissance"),
        ({"date_naissance": "2025-09-02"}, "après le jour de l’estimation"),
        ({"impot": None}, "la plus proche de votre situation"),
        ({"impot": "3"}, "L’impôt de votre foyer"),
        ({"r1": "-1"}, "ne peut pas être négatif"),
        ({"r1": "beaucoup"}, "Écrivez un montant"),
        ({"r2": "NaN"}, "Écrivez un montant"),
        ({"r2": "1e9"}, "trop grand"),
        ({"r2": "600,123"}, "Deux chiffres au plus"),
        ({"situations": ["rsi"]}, "Cochez ce qui est vrai"),
        ({"le": "2022-02-28", "date_naissance": "2003-01-01"}, "n’existait pas encore"),
        ({"le": "hier"}, "Le jour de l’estimation"),
    ],
)
def test_what_cannot_be_read_is_asked_again_beside_its_field(personne, changements, message):
    reponse = _poster(personne, **changements)
    dit = _texte(reponse)
    assert reponse.status_code == 200
    assert "à corriger avant de continuer" in dit
    assert message in dit
    assert "par mois </h1>" not in reponse.content.decode()


def test_the_answers_come_back_to_be_changed(personne):
    reponse = _poster(personne, situations=["rsa", "epide"], mayotte="on", modifier="oui")
    html = reponse.content.decode()
    assert 'value="600"' in html
    assert 'value="2005-03-02"' in html
    assert "à corriger" not in html
    coches = re.findall(r'value="([^"]*)"[^>]* checked', html)
    assert {"0", "rsa", "epide"} <= set(coches)
    assert re.search(r'name="mayotte"[^>]* checked', html)


def test_the_answer_carries_what_modifying_needs_and_nothing_in_an_address(personne):
    html = _poster(personne, situations=["service_civique"]).content.decode()
    assert '<input type="hidden" name="situations" value="service_civique">' in html
    assert '<input type="hidden" name="date_naissance" value="2005-03-02">' in html
    assert not re.search(r'(?:href|action)="[^"]*\?', html.split("<main", 1)[1])


def test_nothing_is_recorded_nor_logged(personne, caplog):
    personne.get(_ici())
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as requetes:
        reponse = _poster(personne, r2="612.34")
    sql = " ".join(r["sql"] for r in requetes.captured_queries)
    assert not re.search(r"\b(INSERT|UPDATE|DELETE)\b", sql)
    assert "612" not in sql + caplog.text
    assert "2005-03-02" not in sql + caplog.text
    assert "sessionid" not in reponse.cookies
    assert reponse["Cache-Control"] == "no-store"


def test_a_professional_may_use_it_too(monde):
    client = monde.client(monde.karim)
    assert "414,06 € par mois" in _texte(client.post(_ici(), REPONSES))


def test_a_question_never_states_an_amount_that_the_law_may_change(personne):
    dit = _texte(personne.get(_ici()))
    bareme = nationaux().au("cej", timezone.localdate(), None)
    montants = {str(v.valeur) for code, v in bareme.valeurs.items() if not code.startswith("age")}
    assert not any(re.search(rf"\b{re.escape(m)}\b", dit) for m in montants)
