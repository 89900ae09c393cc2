"""Starting from a model: everything is proposed, nothing is written that was not read and sent."""

import re

import pytest

from parcours.plan.modeles import MODELES, PAR_CODE, par_domaine
from parcours.plan.models import Action, Objectif, Tenant
from tests.monde import agir
from tests.parcours.commission.pages import texte
from tests.parcours.plan.scene import partage
from tests.parcours.plan.test_pages import _compter, ici
from tests.parcours.remobilisation.test_pages import caches

pytestmark = pytest.mark.usefixtures("lundi")


def test_each_model_is_whole_and_each_has_a_place():
    assert len(PAR_CODE) == len(MODELES) == sum(len(modeles) for _, modeles in par_domaine())
    for modele in MODELES:
        assert 2 <= len(modele.actions) <= 4, modele.code
        assert all(bool(a.partenaire) == (a.tenue_par == Tenant.PARTENAIRE) for a in modele.actions), modele.code


def test_an_aim_and_the_actions_kept_are_written_once_and_the_others_are_not(monde):
    dossier = partage(monde)
    nadia, url = monde.client(monde.nadia), ici(dossier)
    assert "Savoir où dormir cette semaine" in texte(nadia.get(f"{url}modeles/"))
    page = nadia.get(f"{url}objectifs/ajouter/?modele=un_toit_a_moi").content.decode()
    assert 'value="Avoir un toit à moi"' in page and page.count('name="actions"') == 3
    with agir(monde.nadia):
        assert not Objectif.objects.exists()
    envoi = caches(page) | {
        "titre": "Une chambre à moi", "domaine": "logement", "lecteurs": "les_deux", "actions": ["0", "2"],
    }  # fmt: skip
    for _ in range(2):
        assert "L’objectif est dans le plan." in texte(nadia.post(f"{url}objectifs/ajouter/", envoi, follow=True))
    with agir(monde.nadia):
        assert [o.titre for o in Objectif.objects.all()] == ["Une chambre à moi"]
        ecrites = [(a.titre, a.tenue_par) for a in Action.objects.order_by("rang")]
    assert ecrites == [("Déposer une demande en foyer ou en résidence", "porteur"), ("Visiter", "jeune")]


def test_what_was_unticked_stays_so_when_the_form_comes_back(monde):
    dossier = partage(monde)
    nadia, url = monde.client(monde.nadia), f"{ici(dossier)}objectifs/ajouter/"
    page = nadia.get(f"{url}?modele=me_deplacer").content.decode()
    envoi = caches(page) | {"titre": "", "domaine": "mobilite", "lecteurs": "les_deux", "actions": ["1"]}
    retour = nadia.post(url, envoi).content.decode()
    assert "Dites ce que le jeune vise." in retour
    assert re.findall(r'name="actions"[^>]*value="(\d)" checked', retour) == ["1"]


@pytest.mark.parametrize("falsifie", [{"actions": ["9"]}, {"modele": "inconnu", "actions": ["0"]}])
def test_an_action_that_no_model_has_is_never_written(monde, falsifie):
    dossier = partage(monde)
    nadia, url = monde.client(monde.nadia), f"{ici(dossier)}objectifs/ajouter/"
    page = nadia.get(f"{url}?modele=permis").content.decode()
    nadia.post(url, caches(page) | {"titre": "Le code", "domaine": "mobilite", "lecteurs": "les_deux"} | falsifie)
    with agir(monde.nadia):
        assert not Action.objects.exists()


def test_the_page_of_the_models_costs_what_a_form_costs(monde):
    dossier = partage(monde)
    assert _compter(monde.client(monde.nadia), f"{ici(dossier)}modeles/") <= 8
