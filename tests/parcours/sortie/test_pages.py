"""The pages of a sortie, as each side meets them; and the list, which no longer shows who left."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.sortie.models import Retour, Sortie
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.sortie.scene import (
    AVANT,
    RELAIS,
    annuler,
    corriger,
    dire,
    donner_avis,
    etape,
    partager,
)
from tests.web.jeunes.foule import peupler

FORMULAIRE = {"le": LE.isoformat(), "motif": "formation", "vers": "Greta du Val"}


@pytest.fixture(autouse=True)
def ce_jour_la():
    with time_machine.travel(MAINTENANT, tick=False):
        yield


def _lire(monde, qui, adresse, statut=200) -> str:
    reponse = monde.client(monde.gens[qui]).get(adresse)
    assert reponse.status_code == statut, adresse
    return unescape(reponse.content.decode()).replace("\u00a0", " ")


def _envoyer(monde, qui, adresse, statut=302, **donnees) -> str:
    reponse = monde.client(monde.gens[qui]).post(adresse, donnees)
    texte = unescape(reponse.content.decode()).replace("\u00a0", " ")
    assert reponse.status_code == statut, texte
    return texte


def test_the_whole_story_in_pages(monde):
    dossier = partager(monde)
    ici = f"/dossiers/{dossier.pk}/sortie/"
    assert "Dire la sortie" in _lire(monde, "nadia", f"/dossiers/{dossier.pk}/")
    _envoyer(monde, "nadia", ici, id=uuid4(), **FORMULAIRE, accompagnement="oui", accompagnement_par="Le Greta")
    assert "Lire la sortie d’Idriss M." in _lire(monde, "karim", "/")
    page = _lire(monde, "karim", ici)
    assert "Greta du Val" in page
    assert "l’accompagnement continue : Le Greta" in page
    assert "J’ai lu cette sortie" in page
    _envoyer(monde, "karim", f"{ici}avis/", id=uuid4(), version=1, contester="oui", texte="Il était là lundi.")
    assert "la sortie d’Idriss M. est contestée" in _lire(monde, "nadia", "/")
    assert "Il était là lundi." in _lire(monde, "nadia", ici)
    _envoyer(monde, "nadia", f"{ici}maintenir/", **{"maintien-pourquoi": "Il a signé mardi."})
    assert "Il a signé mardi." in _lire(monde, "karim", ici)
    assert "Annuler la sortie d’Idriss M. ?" in _lire(monde, "nadia", f"{ici}annuler/")
    _envoyer(monde, "nadia", f"{ici}annuler/", pourquoi="Il est resté.")
    assert etape(monde, dossier) == "eligibilite"
    assert "Dire la sortie" in _lire(monde, "nadia", ici)


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"motif": ""}, "Choisissez le motif"),
        ({"motif": "autre"}, "Dites en quelques mots"),
        ({"motif": "autre_dispositif", "vers": ""}, "Dites vers quel dispositif"),
        ({"motif": "prison"}, "Sélectionnez un choix valide"),
        ({"le": (LE + timedelta(days=1)).isoformat()}, "Cette date est dans le futur"),
        ({"le": (AVANT - timedelta(days=1)).isoformat()}, "avant la première rencontre"),
        ({"accompagnement": "oui"}, "Dites qui continue"),
        ({"accompagnement": "oui", "accompagnement_par": "Greta", "accompagnement_jusqu_a": AVANT}, "avant la sortie"),
        ({"parole": "1 85 05 78 006 084 91"}, "numéro de sécurité sociale"),
    ],
)
def test_what_is_missing_or_impossible_is_told_beside_its_field(monde, champs, dit):
    dossier = partager(monde)
    envoi = FORMULAIRE | {"id": uuid4()} | champs
    page = _envoyer(monde, "nadia", f"/dossiers/{dossier.pk}/sortie/", statut=200, **envoi)
    assert dit in page
    assert etape(monde, dossier) == "eligibilite"


def test_a_double_click_is_one_sortie(monde):
    dossier, cle = partager(monde), uuid4()
    for _ in range(2):
        _envoyer(monde, "nadia", f"/dossiers/{dossier.pk}/sortie/", id=cle, **FORMULAIRE)
    with agir(monde.nadia):
        assert Sortie.objects.count() == 1


def test_a_forged_id_is_nobody_s(monde):
    autre = dire(monde.nadia, partager(monde))
    dossier = monde.dossier(monde.sacha, mission_locale=monde.haute_rive, le=AVANT)
    _envoyer(monde, "sacha", f"/dossiers/{dossier.pk}/sortie/", statut=404, id=autre.pk, **FORMULAIRE)
    with agir(monde.sacha):
        assert Dossier.objects.get(pk=dossier.pk).etape == "reperage"


def test_the_second_of_the_same_side_sees_both_texts(monde):
    dossier = partager(monde)
    dire(monde.nadia, dossier)
    ici = f"/dossiers/{dossier.pk}/sortie/"
    page = _envoyer(monde, "bilal", ici, statut=409, id=uuid4(), **FORMULAIRE)
    assert "Quelqu’un a enregistré avant vous" in page
    assert "Greta du Val" in page
    assert "Menuiserie Bréhant" in page
    assert "Emploi durable" in page
    assert f'action="{ici}corriger/"' in page
    _envoyer(monde, "bilal", f"{ici}corriger/", version=1, **FORMULAIRE)
    assert "Greta du Val" in _lire(monde, "nadia", ici)


def test_the_second_of_the_other_side_keeps_what_they_typed(monde):
    dossier = partager(monde)
    dire(monde.nadia, dossier)
    page = _envoyer(monde, "karim", f"/dossiers/{dossier.pk}/sortie/", statut=409, id=uuid4(), **FORMULAIRE)
    assert "L’autre côté a dit cette sortie avant vous" in page
    assert "Greta du Val" in page
    assert "Menuiserie Bréhant" in page


def test_a_correction_on_top_of_another_shows_both_and_so_does_whom_to_turn_to(monde):
    dossier = partager(monde)
    sortie = dire(monde.nadia, dossier, relais=RELAIS)
    corriger(monde.nadia, sortie, vers="Scierie du Port", relais=RELAIS | {"nom": "Yves Roux"})
    envoi = FORMULAIRE | {"version": 1, "relais_nom": "Odette Lanoë"}
    page = _envoyer(monde, "bilal", f"/dossiers/{dossier.pk}/sortie/corriger/", statut=409, **envoi)
    for mot in ("Scierie du Port", "Greta du Val", "Yves Roux", "Odette Lanoë"):
        assert mot in page


def test_an_answer_to_what_changed_is_not_sent_and_not_lost(monde):
    dossier = partager(monde)
    sortie = dire(monde.nadia, dossier)
    corriger(monde.nadia, sortie, vers="Scierie du Port")
    envoi = {"id": uuid4(), "version": 1, "contester": "oui", "texte": "Il était là lundi."}
    page = _envoyer(monde, "karim", f"/dossiers/{dossier.pk}/sortie/avis/", statut=409, **envoi)
    assert "La sortie a changé depuis que vous l’avez lue" in page
    assert "Il était là lundi." in page
    assert "Scierie du Port" in page


def test_whom_to_turn_to_is_not_asked_of_who_may_not_read_it(monde):
    dossier = partager(monde)
    assert "Personne relais" not in _lire(monde, "karim", f"/dossiers/{dossier.pk}/sortie/")
    assert "Personne relais" in _lire(monde, "nadia", f"/dossiers/{dossier.pk}/sortie/")
    dire(monde.nadia, dossier, relais=RELAIS)
    assert "Odette Lanoë" in _lire(monde, "bilal", f"/dossiers/{dossier.pk}/sortie/")
    assert "Odette Lanoë" not in _lire(monde, "karim", f"/dossiers/{dossier.pk}/sortie/")


def test_the_page_says_who_still_sees_what_and_until_when(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, le=AVANT)
    accord = monde.accord(monde.nadia, dossier, le=AVANT, jusqu_a=LE + timedelta(days=30))
    dire(monde.nadia, dossier)
    page = _lire(monde, "nadia", f"/dossiers/{dossier.pk}/sortie/")
    assert "Mission locale du Val-Doré : ce que dit son accord, jusqu’au 23 décembre 2026" in page.replace("</b>", "")
    assert f"/dossiers/{dossier.pk}/accords/{accord.pk}/retirer/" in page
    assert _lire(monde, "karim", f"/dossiers/{dossier.pk}/sortie/")


def test_the_dossier_of_who_left_says_so_and_asks_nothing(monde):
    dossier = partager(monde)
    dire(monde.nadia, dossier)
    page = _lire(monde, "nadia", f"/dossiers/{dossier.pk}/")
    assert "Sorti le 23 novembre 2026" in page
    assert "Ensuite" not in page
    assert "Il revient" in page
    assert "40 jours entre la rencontre et la sortie" in page
    # It left from éligibilité: the steps in between are not drawn as done.
    assert "À venir : Remobilisation" in page
    assert "Fait : Éligibilité" in page
    assert "En cours : Sortie" in page


def test_who_comes_back(monde):
    ancien = partager(monde)
    dire(monde.nadia, ancien)
    adresse = f"/dossiers/{ancien.pk}/retour/"
    assert 'value="Marchais"' in _lire(monde, "nadia", adresse)
    trop_tot = {"repere_le": (LE - timedelta(days=1)).isoformat(), "prenom": "Idriss", "dossier_id": uuid4()}
    assert "avant sa sortie" in _envoyer(monde, "nadia", adresse, statut=200, **trop_tot)
    cle = uuid4()
    envoi = {
        "dossier_id": cle, "prenom": "Idriss", "nom": "Marchais", "date_naissance": "2006-03-02",
        "repere_le": LE.isoformat(), "mission_locale": monde.val_dore.pk,
    }  # fmt: skip
    for _ in range(2):
        _envoyer(monde, "nadia", adresse, **envoi)
    _envoyer(monde, "bilal", adresse, **envoi | {"dossier_id": uuid4()})
    with agir(monde.nadia):
        assert Retour.objects.get().dossier_id == cle
    assert f"/dossiers/{cle}/" in _lire(monde, "nadia", f"/dossiers/{ancien.pk}/")
    assert f"/dossiers/{ancien.pk}/" in _lire(monde, "nadia", f"/dossiers/{cle}/")
    # Karim still sees the old one, and nothing in it tells that there is another.
    for page in ("", "sortie/"):
        vue = _lire(monde, "karim", f"/dossiers/{ancien.pk}/{page}")
        assert str(cle) not in vue
        assert "Il est revenu" not in vue
        assert "nouveau dossier" not in vue
    assert "déjà fait une partie du chemin" not in _lire(monde, "karim", f"/dossiers/{ancien.pk}/")
    assert "Ce jeune est revenu" in _reprise(monde, ancien)
    assert etape(monde, ancien) == "sorti"


def _reprise(monde, ancien) -> str:
    client = monde.client(monde.nadia)
    return client.post(f"/dossiers/{ancien.pk}/sortie/annuler/", {"pourquoi": "x"}, follow=True).content.decode()


def test_the_list_shows_who_is_there_and_who_left_on_demand(monde):
    parti, reste = partager(monde, identite={"prenom": "Awa"}), partager(monde, identite={"prenom": "Bryan"})
    dire(monde.nadia, parti)
    for qui in ("nadia", "karim"):
        vus = {
            adresse: {p for p in ("Awa", "Bryan") if p in _lire(monde, qui, f"/jeunes/{adresse}")}
            for adresse in (
                "",
                "?etape=sorti",
                "?etape=tous",
                "?etape=eligibilite",
                "?attend=historique",
                "?tri=prenom",
            )
        }
        assert vus[""] == vus["?etape=eligibilite"] == vus["?tri=prenom"] == {"Bryan"}
        assert vus["?etape=sorti"] == {"Awa"}
        assert vus["?etape=tous"] == {"Awa", "Bryan"}
        assert "Awa" not in vus["?attend=historique"]
    assert "Sorti le 23 novembre 2026 : Emploi durable" in _lire(monde, "nadia", "/jeunes/?etape=sorti")
    trouves = monde.client(monde.nadia).post("/jeunes/recherche/", {"q": "awa"}).content.decode()
    assert "Awa" in trouves
    annuler(monde.nadia, _la_sortie(monde))
    assert "Awa" in _lire(monde, "nadia", "/jeunes/")
    assert etape(monde, reste) == "eligibilite"


def _la_sortie(monde) -> Sortie:
    with agir(monde.nadia):
        return Sortie.objects.get()


@pytest.mark.parametrize("qui", ["nadia", "karim"])
@pytest.mark.parametrize("tri", ["", "?tri=maj"])
def test_the_list_walks_an_index_that_holds_nobody_who_left(monde, qui, tri):
    """PostgreSQL must see that the partial index answers, in both orders: here nothing else is left to it."""
    partis = peupler(monde.nadia, 150, mission_locale_id=monde.val_dore.pk)[:120]
    with agir(monde.nadia):
        # Most left: else the index that holds everybody would do as well.
        Dossier.objects.filter(pk__in=partis).update(etape="sorti")
    client = monde.client(monde.gens[qui])
    with CaptureQueriesContext(connection) as capture:
        assert client.get(f"/jeunes/{tri}").status_code == 200
    requete = next(q["sql"] for q in capture.captured_queries if "lues_suites" in q["sql"])
    with agir(monde.gens[qui]), connection.cursor() as curseur:
        curseur.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"
        )
        curseur.execute(f"EXPLAIN {requete}")
        plan = "\n".join(ligne[0] for ligne in curseur.fetchall())
    assert ("dossier_ici_porteur" if qui == "nadia" else "dossier_ici_ml") in plan


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_what_hangs_from_a_sortie_costs_no_statement(monde, qui):
    dossier = partager(monde, elements=["dossier", "coordonnees"])
    sortie = dire(monde.nadia, dossier, relais=RELAIS)
    client = monde.client(monde.gens[qui])
    pages = [f"/dossiers/{dossier.pk}/", f"/dossiers/{dossier.pk}/sortie/", "/jeunes/", "/jeunes/?etape=sorti"]

    def _couts() -> list[int]:
        comptes = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as capture:
                assert client.get(page).status_code == 200
            comptes.append(len(capture))
        return comptes

    au_debut = _couts()
    for rang in range(6):
        annuler(monde.nadia, sortie, f"raison {rang}")
        sortie = dire(monde.nadia, dossier, relais=RELAIS)
        donner_avis(monde.karim, sortie, "Il était là lundi.")
    for rang in range(8):
        dire(monde.nadia, partager(monde, identite={"prenom": f"Parti {rang}"}))
    assert _couts() == au_debut
    assert max(au_debut) <= 10, au_debut
