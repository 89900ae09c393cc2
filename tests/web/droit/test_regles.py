"""The rules in force: anybody, any day, any département."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.eligibilite.mots import dire_valeur
from regles.noyau.bareme import Effet
from regles.noyau.chargement import lire_parametre
from regles.textes import nationaux
from socle.acteurs.models import Structure
from socle.partenariats.models import MomentDuJugement, Partenariat
from tests.monde import LE
from tests.socle.droit.conftest import signer
from web.droit import views
from web.droit.changements import changements
from web.droit.ecarts import pratiques
from web.droit.lectures import themes


def texte(html: str) -> str:
    """What one reads of a page, on one line."""
    nu = re.sub(r"<svg.*?</svg>|<head>.*?</head>", "", html, flags=re.S)
    lu = " ".join(unescape(re.sub(r"<[^>]+>", " ", nu)).split())
    return re.sub(r" ([,.])", r"\1", lu)


def lire(client: Any, adresse: str, **demande: str) -> str:
    reponse = client.get(adresse, demande)
    assert reponse.status_code == 200, adresse
    return texte(reponse.content.decode())


def test_every_value_is_there_with_its_text_for_a_stranger(monde):
    page = lire(monde.client(None), "/regles/")
    for parametre in nationaux().parametres:
        assert parametre.libelle in page
    assert "5 mois depuis le 22 avril 2022" in page
    assert "Circulaire interministérielle du 22 avril 2022" in page
    assert "Au 23 novembre 2026, règles nationales" in page


def test_in_a_departement_the_act_is_cited_with_what_it_replaces(monde):
    signer(monde.odile)
    client = monde.client(None)
    page = lire(client, "/regles/", le="2026-12-01", departement="35")
    assert "Au 1er décembre 2026, département 35, région Bretagne" in page
    assert "3 mois depuis le 1er décembre 2026 Arrêté d’essai n° 1 Au lieu de 5 mois." in page
    for ailleurs in ({"le": "2026-11-30", "departement": "35"}, {"le": "2026-12-01", "departement": "56"}):
        assert "Au lieu de" not in lire(client, "/regles/", **ailleurs)


def test_a_waived_criterion_and_an_exempted_public_are_said(monde):
    signer(monde.odile, effet=Effet.LEVER.value, cible="RESSOURCES", valeur="")
    signer(monde.odile, effet=Effet.DISPENSER.value, cible="ELOIGNEMENT", public="sorti_ase", valeur="")
    page = lire(monde.client(None), "/regles/", le="2026-12-01", departement="35")
    assert "Ce critère n’est demandé à personne." in page
    assert "n’est pas demandé à ce public : sortie de l’aide sociale à l’enfance" in page


def test_what_changed_since_and_what_will_change(monde):
    signer(monde.odile, du=date(2026, 11, 1), au=date(2027, 1, 31))
    client = monde.client(None)
    d_avant = lire(client, "/regles/", le="2026-10-01", departement="35")
    assert re.search(r"Ce qui a changé depuis 1er novembre 2026 .* 5 mois devient 3 mois", d_avant)
    assert re.search(r"Ce qui va changer .*1er février 2027 .* 3 mois devient 5 mois", d_avant)
    # Nationally, the SMIC of the day after is not known yet, and nothing is after it.
    assert "Ce qui va changer 1er janvier 2027 SMIC" in lire(client, "/regles/", le="2026-10-01")
    assert "Ce qui va changer Rien n’est annoncé." in lire(client, "/regles/", le="2027-01-02")
    assert "Ce qui a changé depuis Rien." in lire(client, "/regles/", le="2026-10-01")
    assert re.search(r"Derniers changements 1er novembre 2026", lire(client, "/regles/", departement="35"))


@pytest.mark.parametrize(
    ("demande", "dit"),
    [
        ({"le": "hier"}, "date valide"),
        ({"le": "0001-01-01"}, "Vérifiez l’année"),
        ({"departement": "999"}, "n’existe pas"),
        ({"departement": "'--"}, "n’existe pas"),
    ],
)
def test_what_is_not_understood_is_said_and_kept(monde, demande, dit):
    reponse = monde.client(None).get("/regles/", demande)
    assert reponse.status_code == 200
    assert dit in texte(reponse.content.decode())
    assert unescape(reponse.content.decode()).count(next(iter(demande.values()))) >= 1


def test_before_the_rules_nothing_is_invented(monde):
    page = lire(monde.client(None), "/regles/", le="2021-01-01")
    assert page.count("Pas de règle Cette règle n’existait pas encore.") == len(nationaux().parametres)


def _avec(*lignes: str) -> Any:
    """The national law, and one more value made of these lines."""
    base = nationaux()
    corps = "libelle: Montant d’essai\nunite: euros\nvaleurs:\n" + "\n".join(f"  - {ligne}" for ligne in lignes)
    neuf = lire_parametre("programme-nouveau", "montant", corps, "essai", base.textes)
    return type(base)((*base.parametres, neuf), (), base.textes)


def test_a_hole_says_since_when_and_why_and_a_new_folder_needs_nothing_here():
    droit = _avec(
        '{du: 2025-04-01, au: 2026-03-31, valeur: "1561.68", source: ct-l5131-6}',
        "{du: 2026-04-01, inconnu: Aucun texte trouvé après le 1er avril 2026.}",
    )
    avant, apres = (themes(droit, [], le=le, departement=None)[-1] for le in (date(2026, 3, 31), LE))
    assert (avant.programme, avant.regles[0].valeur) == ("programme-nouveau", "1\u202f561,68\u00a0€")
    (regle,) = apres.regles
    assert (regle.valeur, regle.depuis, regle.inconnu) == (
        "", date(2026, 4, 1), "Aucun texte trouvé après le 1er avril 2026.",
    )  # fmt: skip
    dernier = changements(droit, [], departement=None, apres=date(2026, 1, 1), jusqu_a=LE)
    du_nouveau = [(c.le, c.avant, c.apres) for c in dernier if c.programme == "programme-nouveau"]
    assert du_nouveau == [(date(2026, 4, 1), "1\u202f561,68\u00a0€", "inconnue")]


def test_one_value_through_time(monde):
    signer(monde.odile)
    page = lire(monde.client(None), "/regles/cej-jr/carence_en_mois/")
    assert "Depuis le 22 avril 2022 en vigueur 5 mois" in page
    assert "Département 35 3 mois À partir du 1er décembre 2026." in page
    for ailleurs in ("/regles/cej-jr/inconnue/", "/regles/inconnu/carence_en_mois/"):
        assert monde.client(None).get(ailleurs).status_code == 404


def test_who_signed_is_said_by_structure_only(monde):
    acte = signer(monde.odile)
    for qui in (None, monde.nadia, monde.odile):
        page = lire(monde.client(qui), f"/regles/actes/{acte.pk}/")
        assert "Signé dans Tandem par DDETS de l’Ormelle" in page
    assert "Odile" not in lire(monde.client(None), f"/regles/actes/{acte.pk}/")
    assert "Odile" not in lire(monde.client(monde.nadia), f"/regles/actes/{acte.pk}/")


def test_territories_side_by_side(monde, rolande, regine):
    signer(monde.odile)
    signer(rolande, valeur="4", titre="Arrêté du 56")
    signer(regine, cible="age_maximum", valeur="26", titre="Arrêté de région")
    page = lire(monde.client(None), "/regles/ecarts/", le="2026-12-01")
    assert "Règle nationale 25 ans 5 mois" in page
    assert re.search(r"Département 35 25 ans 3 mois Arrêté [^,]+, depuis le 1er décembre 2026", page)
    assert "Département 56 25 ans 4 mois" in page
    assert "Région Bretagne 26 ans" in page
    assert "Aucun territoire" in lire(monde.client(None), "/regles/ecarts/")


def _missions_locales(monde, combien: int, moment: str, departement: str) -> None:
    for rang in range(combien):
        ml = Structure.objects.create(
            nature="mission_locale", nom=f"ML {departement} {moment} {rang}", departement=departement
        )
        Partenariat.objects.create(
            porteur=monde.le_fil, mission_locale=ml, depuis=date(2025, 1, 1), moment_du_jugement=moment
        )


def test_practices_are_counted_without_naming_and_small_counts_are_hidden(monde):
    assert pratiques(le=LE) == []
    _missions_locales(monde, 5, MomentDuJugement.ENTREE, "56")
    _missions_locales(monde, 4, MomentDuJugement.CONTRACTUALISATION, "56")
    _missions_locales(monde, 4, MomentDuJugement.ENTREE, "22")
    assert [(p.departement, p.nombres) for p in pratiques(le=LE)] == [("56", (5, None))]
    page = lire(monde.client(None), "/regles/ecarts/")
    assert "56 5 missions locales moins de 5" in page
    # No total from which what is hidden could be found, and nobody's name.
    assert "ML 56" not in page and "9 missions locales" not in page and "22" not in page.split("Par habitude")[1]


def test_the_pages_cost_the_same_whatever_the_number_of_acts(monde, rolande, regine):
    client = monde.client(None)

    def compter(adresse: str) -> int:
        client.get(adresse)
        with CaptureQueriesContext(connection) as capture:
            assert client.get(adresse).status_code == 200
        return len([q for q in capture.captured_queries if "SAVEPOINT" not in q["sql"]])

    adresses = ("/regles/?departement=35", "/regles/ecarts/", "/regles/cej-jr/carence_en_mois/")
    vides = [compter(adresse) for adresse in adresses]
    for mois in range(1, 13):
        for par in (monde.odile, rolande, regine):
            signer(par, du=date(2027, mois, 1), au=date(2027, mois, 28))
    assert [compter(adresse) for adresse in adresses] == vides
    # The number of the edition, the acts; for the second, the partenariats.
    assert vides == [2, 3, 2]


def test_the_entry_is_in_everybody_s_navigation(monde):
    for qui in ("nadia", "karim", "paul", "odile"):
        assert 'href="/regles/"' in monde.client(monde.gens[qui]).get("/").content.decode()
    accueil = monde.client(None).get("/").content.decode()
    assert 'href="/regles/"' in accueil
    assert views.DERNIERS > 0


@pytest.mark.parametrize(
    ("valeur", "dite"),
    [("400.00", "400 €"), ("400", "400 €"), ("561.68", "561,68 €"), ("561.7", "561,70 €"), ("1801.84", "1 801,84 €")],
)
def test_an_amount_is_said_alike_however_many_zeros_were_typed(valeur, dite):
    assert texte(dire_valeur(Decimal(valeur), "euros")) == dite
