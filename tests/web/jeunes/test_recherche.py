"""The search: by POST, without accents, within what one sees, leaving no name behind."""

import logging

import pytest

from tests.monde import agir
from tests.web.jeunes.foule import peupler
from web.dossier.lectures import lectures_du_dossier


def _chercher(monde, qui, q, **donnees):
    reponse = monde.client(qui).post("/jeunes/recherche/", {"q": q, **donnees})
    assert reponse.status_code == 200
    return reponse


def _noms(reponse) -> list[str]:
    return [ligne.nom for ligne in reponse.context["lignes"]]


@pytest.mark.parametrize(
    "q", ["Hélène", "helene", "ELEN", "dupré", "dupre hel", "helene  DUPRE", "  hélène ", "né-Du", "soeur", "sœur"]
)
def test_names_are_found_without_accents_case_or_order(monde, q):
    monde.dossier(monde.nadia, identite={"prenom": "Hélène-Dune", "nom": "Dupré Sœur"})
    monde.dossier(monde.nadia, identite={"prenom": "Moussa", "nom": "Diallo"})
    assert _noms(_chercher(monde, monde.nadia, q)) == ["Hélène-Dune D."]


@pytest.mark.parametrize("q", ["%", "_", "\\", "Hel%e", "%%%", "M_u", "'; --"])
def test_signs_that_mean_something_to_sql_are_only_signs(monde, q):
    monde.dossier(monde.nadia, identite={"prenom": "Moussa"})
    assert _noms(_chercher(monde, monde.nadia, q)) == []


def test_a_sign_typed_in_a_name_is_found(monde):
    monde.dossier(monde.nadia, identite={"prenom": "100%_\\o/", "nom": ""})
    for q in ("100%", "%_", "\\o"):
        assert _noms(_chercher(monde, monde.nadia, q)) == ["100%_\\o/"]


@pytest.mark.parametrize(("q", "dit"), [("", "Écrivez un prénom"), ("   ", "Écrivez"), ("a" * 101, "cent caractères")])
def test_what_cannot_be_searched_is_told_beside_the_field(monde, q, dit):
    page = _chercher(monde, monde.nadia, q).content.decode()
    assert dit in page
    assert 'aria-invalid="true"' in page


def test_a_nul_is_refused_in_a_sentence(monde):
    page = _chercher(monde, monde.nadia, "a\x00b").content.decode()
    assert "q-erreur" in page


def test_a_stranger_with_a_dossier_of_that_name_finds_their_own_only(monde):
    monde.dossier(monde.nadia, identite={"prenom": "Awa", "nom": "Ba"})
    monde.dossier(monde.sacha, identite={"prenom": "Awa", "nom": "Cissé"})
    assert _noms(_chercher(monde, monde.sacha, "awa")) == ["Awa C."]
    assert _noms(_chercher(monde, monde.karim, "awa")) == []


def test_what_was_searched_is_in_no_url_and_no_log(monde, caplog):
    monde.dossier(monde.nadia, identite={"prenom": "Zéphyrine"})
    with caplog.at_level(logging.DEBUG):
        reponse = _chercher(monde, monde.nadia, "Zéphyrine")
    adresses = [m.split('"')[0] for m in reponse.content.decode().split('href="')[1:]]
    assert not any("phyrine" in a.lower() or "q=" in a for a in adresses)
    journal = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    assert not any("phyrine" in m.lower() for m in journal)


def test_pages_of_a_search_follow_by_post(monde):
    peupler(monde.nadia, 30)
    premiere = _chercher(monde, monde.nadia, "jeune")
    assert len(_noms(premiere)) == 25
    seconde = _chercher(monde, monde.nadia, "jeune", apres=premiere.context["apres"])
    assert len(_noms(seconde)) == 5
    retour = _chercher(monde, monde.nadia, "jeune", avant=seconde.context["avant"])
    assert _noms(retour) == _noms(premiere)
    assert len(_noms(_chercher(monde, monde.nadia, "jeune", apres="zzz"))) == 25


def test_a_search_is_one_line_of_the_journal_with_the_ids_shown(monde):
    montree = monde.dossier(monde.nadia, identite={"prenom": "Awa"})
    cachee = monde.dossier(monde.nadia, identite={"prenom": "Bryan"})
    _chercher(monde, monde.nadia, "awa")
    with agir(monde.nadia):
        assert [ligne["vue"] for ligne in lectures_du_dossier(montree.pk)] == ["jeunes_recherche"]
        assert lectures_du_dossier(cachee.pk) == []


def test_the_page_opened_by_its_address_is_an_empty_form(monde):
    page = monde.client(monde.nadia).get("/jeunes/recherche/").content.decode()
    assert 'name="q"' in page
    assert "Personne de ce nom" not in page


@pytest.mark.parametrize("adresse", ["/", "/jeunes/", "/jeunes/recherche/"])
def test_every_page_carries_the_search_by_post(monde, adresse):
    page = monde.client(monde.nadia).get(adresse).content.decode()
    assert 'action="/jeunes/recherche/" method="post"' in page
