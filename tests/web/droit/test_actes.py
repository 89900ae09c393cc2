"""A pilote's pages: typed, read again, signed; ended, replaced; nobody else's."""

import re
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from regles.programmes import programmes
from socle.droit.models import Derogation
from tests.monde import LE
from tests.socle.droit.conftest import signer
from tests.web.droit.test_regles import lire, texte

SAISIR = "/regles/actes/nouveau/remplacer/"


def corps(**ecarts: Any) -> dict[str, Any]:
    """What the form of a replaced value carries."""
    return {
        "id": str(uuid4()), "objet": "cej-jr/carence_en_mois", "valeur": "3", "du": "2026-12-01", "au": "",
        "titre": "Arrêté n° 1", "date": "2026-11-20", "citation": "Trois mois.", "lien": "https://exemple.test/raa",
        **ecarts,
    }  # fmt: skip


def test_the_act_is_read_again_before_it_is_signed(monde):
    odile, envoi = monde.client(monde.odile), corps(au="2027-06-30")
    page = odile.post(SAISIR, envoi | {"etape": "relire"})
    lue = texte(page.content.decode())
    assert "À partir du 1er décembre 2026 5 mois devient 3 mois" in lue
    assert "Le 1er juillet 2027, une fois l’acte fini 3 mois devient 5 mois" in lue
    assert not Derogation.objects.exists()
    # Back to the form, with all that was typed.
    corrige = unescape(odile.post(SAISIR, envoi | {"etape": "corriger"}).content.decode())
    assert all(f'value="{v}"' in corrige for n, v in envoi.items() if n not in ("objet", "citation"))
    assert "Trois mois.</textarea>" in corrige
    signe = odile.post(SAISIR, envoi | {"etape": "signer"})
    acte = Derogation.objects.get()
    assert signe["Location"] == f"/regles/actes/{acte.pk}/"
    assert (acte.departement, acte.valeur, acte.acte_lien) == ("35", "3", "https://exemple.test/raa")
    # A second click on the same page.
    odile.post(SAISIR, envoi | {"etape": "signer"})
    assert Derogation.objects.count() == 1


def test_what_the_page_carries_is_what_is_signed(monde):
    """The form of the second page, posted as a browser would."""
    odile = monde.client(monde.odile)
    page = odile.post(SAISIR, corps(citation="« Trois »\r\nmois", etape="relire")).content.decode()
    caches = {n: unescape(v) for n, v in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)}
    assert odile.post(SAISIR, caches | {"etape": "signer"}).status_code == 302
    assert Derogation.objects.get().acte_citation.split() == ["«", "Trois", "»", "mois"]


def test_a_region_says_which_departements_it_changes(monde, regine):
    signer(monde.odile, valeur="2")
    lue = texte(monde.client(regine).post(SAISIR, corps(etape="relire")).content.decode())
    assert "dans 3 départements (22, 29, 56) 5 mois devient 3 mois" in lue
    assert "dans 1 département (35) 2 mois, sans changement" in lue


@pytest.mark.parametrize(
    ("ecarts", "dit"),
    [
        ({"valeur": "trois"}, "Écrivez un nombre entier"),
        ({"valeur": "1201"}, "Écrivez un nombre entier"),
        ({"valeur": "³"}, "Écrivez un nombre entier"),
        ({"objet": ""}, "Choisissez ce que l’acte change"),
        ({"objet": "cej-jr/autre"}, "Sélectionnez un choix valide"),
        ({"du": ""}, "Dites le premier jour"),
        ({"du": "0202-12-01"}, "Vérifiez l’année"),
        ({"au": "2026-11-01"}, "vient avant le premier"),
        ({"date": "2026-11-24"}, "cette date est à venir"),
        ({"titre": " "}, "Écrivez le titre"),
        ({"lien": "javascript:alert(1)"}, "URL valide"),
        ({"citation": "Elle est née 2 85 07 35 123 456"}, "numéro de sécurité sociale"),
    ],
)
def test_a_slip_is_said_beside_its_field_and_nothing_is_lost(monde, ecarts, dit):
    for etape in ("relire", "signer"):
        reponse = monde.client(monde.odile).post(SAISIR, corps(**ecarts, etape=etape))
        page = reponse.content.decode()
        assert reponse.status_code == 200 and dit in texte(page)
        assert "Arrêté n° 1" in unescape(page) or "titre" in ecarts
    assert not Derogation.objects.exists()


def test_an_overlap_names_the_act_in_the_way(monde):
    premier = signer(monde.odile)
    for etape in ("relire", "signer"):
        page = monde.client(monde.odile).post(SAISIR, corps(etape=etape)).content.decode()
        assert f'href="/regles/actes/{premier.pk}/"' in page
        assert "Un autre acte change déjà cela sur une partie de ces jours." in texte(page)
    assert Derogation.objects.count() == 1


@pytest.mark.parametrize(
    ("effet", "champs", "dit"),
    [
        ("dispenser", {"objet": "cej-jr/ELOIGNEMENT", "public": "sorti_ase"}, "n’est plus demandé à ce public"),
        ("lever", {"objet": "cej-jr/RESSOURCES"}, "n’est demandé à personne"),
    ],
)
def test_the_two_other_effects(monde, effet, champs, dit):
    odile, adresse = monde.client(monde.odile), f"/regles/actes/nouveau/{effet}/"
    envoi = corps(**champs)
    assert dit in texte(odile.post(adresse, envoi | {"etape": "relire"}).content.decode())
    assert odile.post(adresse, envoi | {"etape": "signer"}).status_code == 302
    acte = Derogation.objects.get()
    assert (acte.effet, acte.cible, acte.valeur) == (effet, champs["objet"].split("/")[1], "")


def test_the_list_and_the_end_of_an_act(monde):
    acte, odile = signer(monde.odile, du=LE), monde.client(monde.odile)
    assert "En vigueur Arrêté d’essai n° 1" in lire(odile, "/regles/actes/")
    fin = f"/regles/actes/{acte.pk}/fin/"
    assert "Mettre fin à « Arrêté d’essai n° 1 » ?" in lire(odile, fin)
    trop_tot = odile.post(fin, {"dernier_jour": "2026-11-21"})
    assert "Un acte cesse aujourd’hui au plus tôt" in texte(trop_tot.content.decode())
    assert odile.post(fin, {"dernier_jour": "2026-12-31", "etape": "signer"}).status_code == 302
    page = lire(odile, f"/regles/actes/{acte.pk}/")
    assert "Du 23 novembre 2026 au 31 décembre 2026." in page and "Le remplacer" not in page
    assert odile.get(fin).status_code == 404


def test_an_act_is_replaced_from_its_page(monde):
    ancien, odile = signer(monde.odile), monde.client(monde.odile)
    ici = f"/regles/actes/{ancien.pk}/remplacer/"
    assert 'value="3"' in odile.get(ici).content.decode()
    envoi = corps(valeur="2", du="2027-01-15", titre="Arrêté n° 2")
    lue = texte(odile.post(ici, envoi | {"etape": "relire"}).content.decode())
    assert "À partir du 15 janvier 2027 3 mois devient 2 mois" in lue
    passe = odile.post(ici, envoi | {"du": "2026-11-01", "etape": "relire"})
    assert "Un acte cesse aujourd’hui au plus tôt" in texte(passe.content.decode())
    assert odile.post(ici, envoi | {"etape": "signer"}).status_code == 302
    assert "Remplacé par Arrêté n° 2" in lire(monde.client(None), f"/regles/actes/{ancien.pk}/")


def test_the_act_of_another_territory_is_nobody_else_s(monde, rolande, regine):
    acte = signer(monde.odile)
    for autre in (rolande, regine):
        client = monde.client(autre)
        assert "Y mettre fin" not in lire(client, f"/regles/actes/{acte.pk}/")
        for fin in ("fin", "remplacer"):
            adresse = f"/regles/actes/{acte.pk}/{fin}/"
            assert client.get(adresse).status_code == client.post(adresse, corps()).status_code == 404
        assert "Arrêté d’essai" not in lire(client, "/regles/actes/")


def test_a_pilote_without_territory_is_told_so(monde):
    monde.ddets.departement = ""
    monde.ddets.save()
    odile = monde.client(monde.odile)
    assert "elle ne signe pas d’acte" in lire(odile, "/regles/actes/")
    assert odile.get(SAISIR).status_code == odile.post(SAISIR, corps(etape="signer")).status_code == 404


def test_an_effect_that_does_not_exist_is_not_found(monde):
    assert monde.client(monde.odile).get("/regles/actes/nouveau/abroger/").status_code == 404


@pytest.mark.parametrize("effet", ["dispenser", "lever"])
def test_the_criteria_of_an_act_are_those_of_its_programme(monde, effet):
    odile, adresse = monde.client(monde.odile), f"/regles/actes/nouveau/{effet}/"
    page = odile.get(adresse).content.decode()
    proposes = re.findall(r'<option value="([\w-]+/[A-Z]\w*)">([^<]*)', page)
    assert {objet for objet, _ in proposes} == {f"{p}/{c}" for p, d in programmes().items() for c in d.criteres}
    # Each has a name of its own: a code is nobody's word.
    assert not [libelle for _, libelle in proposes if libelle.isupper()]
    ailleurs = odile.post(adresse, corps(objet="o2r-jeunes/RESSOURCES", public="sorti_ase", etape="signer"))
    assert ailleurs.status_code == 200 and not Derogation.objects.exists()


def test_the_end_of_an_act_says_what_applies_the_next_day(monde, regine):
    signer(regine, du=LE, valeur="2")
    acte, odile = signer(monde.odile, du=LE), monde.client(monde.odile)
    page = odile.post(f"/regles/actes/{acte.pk}/fin/", {"dernier_jour": "2026-12-31"}).content.decode()
    assert "Dernier jour d’application : 31 décembre 2026. Le 1er janvier 2027, une fois l’acte fini" in texte(page)
    assert "3 mois devient 2 mois" in texte(page)
    a_venir = signer(monde.odile, du=date(2027, 6, 1), cible="age_maximum", valeur="26")
    page = odile.post(f"/regles/actes/{a_venir.pk}/fin/", {"dernier_jour": "2026-12-31"}).content.decode()
    assert "L’acte ne s’appliquera aucun jour." in texte(page)
    assert "Le 1er juin 2027, une fois l’acte fini 26 ans devient 25 ans" in texte(page)


def test_the_page_says_which_national_text_the_act_departs_from(monde):
    lue = texte(monde.client(monde.odile).post(SAISIR, corps(etape="relire")).content.decode())
    assert "La valeur nationale vient de ce texte : Circulaire interministérielle du 22 avril 2022." in lue


def test_an_act_is_replaced_on_its_own_object(monde):
    ancien, odile = signer(monde.odile), monde.client(monde.odile)
    ici = f"/regles/actes/{ancien.pk}/remplacer/"
    assert re.findall(r'<option value="([^"]*)"', odile.get(ici).content.decode()) == ["cej-jr/carence_en_mois"]
    for etape in ("relire", "signer"):
        autre = odile.post(ici, corps(objet="cej-jr/age_maximum", valeur="26", etape=etape))
        assert autre.status_code == 200
    assert Derogation.objects.get().terminee_le is None
