"""The public estimate: what it asks, what it answers, what it leaves behind (nothing)."""

import logging
import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regles.textes import nationaux
from tests.socle.droit.conftest import signer
from tests.web.simulateur.test_reponses import ecritures

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
    assert "(600 € − 300 €) × 561,68 € ÷ (80 % × 1 801,84 € − 300 €) = 147,62 €" in dit
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
            {"departement": "976"},
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
        ({"departement": "9Z"}, "Ce numéro de département n’existe pas"),
        ({"departement": "20"}, "En Corse"),
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
    reponse = _poster(personne, situations=["rsa", "epide"], departement="2B", modifier="oui")
    html = reponse.content.decode()
    assert 'value="600"' in html
    assert 'value="2005-03-02"' in html
    assert "à corriger" not in html
    coches = re.findall(r'value="([^"]*)"[^>]* checked', html)
    assert {"0", "rsa", "epide"} <= set(coches)
    assert 'value="2B"' in html


def test_the_answer_carries_what_modifying_needs_and_nothing_in_an_address(personne):
    html = _poster(personne, situations=["service_civique"]).content.decode()
    assert '<input type="hidden" name="situations" value="service_civique">' in html
    assert '<input type="hidden" name="date_naissance" value="2005-03-02">' in html
    assert not re.search(r'(?:href|action)="[^"]*\?', html.split("<main", 1)[1])


def test_nothing_is_recorded_nor_logged(personne, caplog):
    personne.get(_ici())
    avant = ecritures()
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as requetes:
        reponse = _poster(personne, r2="612.34", departement="2B")
    sql = " ".join(r["sql"] for r in requetes.captured_queries)
    assert ecritures() == avant
    assert "612.34" not in sql + caplog.text
    assert "2005-03-02" not in sql + caplog.text
    # A territory is read in the public acts; it is told to no log.
    assert "2B" not in "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))
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


ACTE = {
    "programme": "cej", "cible": "abattement_mensuel", "valeur": "400.00", "du": date(2025, 3, 1),
    "au": date(2025, 12, 31), "titre": "Arrêté d’essai n° 7",
}  # fmt: skip


def test_an_act_of_the_territory_is_applied_and_cited_in_its_days_and_nowhere_else(monde, personne):
    acte = signer(monde.odile, **ACTE)
    page = _poster(personne, departement="35")
    # (600 − 400) × 561.68 ÷ (1 441.47 − 400) is 107.86 less.
    dit = _texte(page)
    assert "453,82 € par mois" in dit
    assert "400 € depuis le 1er mars 2025, au lieu de 300 €" in dit
    assert f'<a href="/regles/actes/{acte.pk}/">Arrêté d’essai n° 7</a>' in page.content.decode()
    for ailleurs in ({"departement": "56"}, {"departement": ""}, {"departement": "35", "le": "2026-01-01"}):
        dit = _texte(_poster(personne, **ailleurs))
        assert "Arrêté d’essai" not in dit
        assert "300 € depuis" in dit


def test_a_value_is_missing_since_the_act_that_gave_it_ended(monde, personne):
    signer(
        monde.odile, programme="cej", cible="forfait_majeur_non_imposable", valeur="570.00", du=date(2026, 5, 1),
        au=date(2026, 9, 30),
    )  # fmt: skip
    dit = _texte(_poster(personne, departement="35", le="2026-11-23", r2=""))
    assert "Une valeur manque depuis le 1er octobre 2026" in dit
    assert "Le 30 septembre 2026, dernier jour connu, les mêmes réponses donnaient 570 € par mois." in dit
    assert "570 € par mois" in _texte(_poster(personne, departement="35", le="2026-09-30", r2=""))


def test_an_act_of_the_region_is_applied_too(regine, personne):
    signer(regine, **ACTE)
    assert "453,82 € par mois" in _texte(_poster(personne, departement="56"))
    assert "414,06 € par mois" in _texte(_poster(personne, departement="44"))


def test_each_value_leads_to_its_page_and_shows_its_article(personne):
    page = _poster(personne).content.decode()
    assert '<a href="/regles/cej/abattement_mensuel/">' in page
    valeurs = page.partition('id="titre-valeurs"')[2].partition("</section>")[0]
    assert valeurs.count('<details class="source">') == valeurs.count("<dt>") >= 4


def test_what_is_not_known_of_the_place_is_said(personne):
    assert "Sans département, ce sont les règles nationales." in _texte(_poster(personne))
    assert "aucun texte propre à ce territoire" in _texte(_poster(personne, departement="988"))
    for connu in ("35", "974", "976"):
        dit = _texte(_poster(personne, departement=connu))
        assert "Sans département" not in dit
        assert "texte propre" not in dit


def test_the_text_to_copy_says_the_arithmetic_and_not_who_asked(personne):
    page = _poster(personne, departement="35").content.decode()
    texte = " ".join(unescape(page.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]).split())
    for mot in ("du 1er septembre 2025, département 35", "414,06", "147,62", "Code du travail, article D5131-23"):
        assert mot in texte
    assert "jamais une décision" in texte
    assert "2 mars 2005" not in texte


def test_both_public_forms_are_counted_by_one_throttle(monde):
    client = Client()
    statuts = [client.post(_ici(), REPONSES).status_code for _ in range(60)]
    assert set(statuts) == {200}
    assert [client.post(a, REPONSES).status_code for a in (_ici(), reverse("simulateur"))] == [429, 429]
    assert client.get(_ici()).status_code == 200


def test_queries_do_not_grow_with_the_acts(monde, personne):
    couts = []
    for public in ("sorti_ase", "suivi_pjj"):
        with CaptureQueriesContext(connection) as requetes:
            _poster(personne, departement="35")
        couts.append(len(requetes))
        for critere in ("AGE", "ELOIGNEMENT"):
            signer(monde.odile, effet="dispenser", cible=critere, public=public, valeur="")
        _poster(personne, departement="35")
    assert couts[0] == couts[1]
