"""The pages of the remobilisation: each side in turn, what they say when it is refused, and what they cost."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.remobilisation.models import DemandeAllocation, Diagnostic, ParcoursPacea
from regles.fins import PREVENIR_AVANT_LA_FIN
from tests.monde import LE, agir
from tests.parcours.commission.pages import texte
from tests.parcours.contrat.scene import en_contrat
from tests.parcours.remobilisation.scene import (
    AVANT,
    CE_MOIS,
    CONNU,
    demander,
    demander_diagnostic,
    entrer,
    noter_pacea,
    proposer,
    repondre,
    tenir,
)

pytestmark = pytest.mark.usefixtures("lundi")
AU_PLUS = 8

OUI = {"recueil": "oral", "temoin": "Zélie Brun", "temoin_fonction": "animatrice"}


def ici(dossier) -> str:
    return f"/dossiers/{dossier.pk}/remobilisation/"


def caches(page: str) -> dict[str, str]:
    """The hidden fields of the page's form."""
    trouves = {}
    for balise in re.findall(r'<input type="hidden"[^>]*>', page):
        nom, valeur = re.search(r'name="([^"]*)"', balise), re.search(r'value="([^"]*)"', balise)
        if nom and valeur and nom[1] != "csrfmiddlewaretoken":
            trouves[nom[1]] = valeur[1]
    return trouves


def envoyer(client, url, **champs):
    """Open a form, fill it, send it."""
    return client.post(url, caches(client.get(url).content.decode()) | champs, follow=True)


def taches(client) -> str:
    return texte(client.get("/"))


# The story


def test_from_the_diagnosis_to_the_asp_each_in_turn(monde):
    dossier = entrer(monde)
    nadia, karim, url = monde.client(monde.nadia), monde.client(monde.karim), ici(dossier)
    assert "Ouvrir la remobilisation" in texte(nadia.get(f"/dossiers/{dossier.pk}/"))
    assert "Demander un diagnostic" in texte(nadia.get(url))
    page = texte(envoyer(nadia, f"{url}diagnostic/demander/", pour="Il dort dehors et n’a plus rien."))
    assert "Le diagnostic est demandé." in page

    assert "Proposer un jour pour le diagnostic approfondi d’Idriss M." in taches(karim)
    assert "diagnostic approfondi" not in taches(nadia)
    with agir(monde.nadia):
        diagnostic = Diagnostic.objects.get()
    jour = LE + timedelta(days=2)
    du_diagnostic = f"{url}diagnostic/{diagnostic.pk}/"
    envoyer(karim, f"{du_diagnostic}jour/", propose_le=jour.isoformat(), ou="10 h, bureau 3")
    assert "Préparer Idriss M. à son diagnostic approfondi" in taches(nadia)
    assert "Proposer un jour" not in taches(karim)

    with time_machine.travel("2026-11-25 15:00+01:00", tick=False):
        karim = monde.client(monde.karim)
        assert "Dire si le diagnostic approfondi d’Idriss M. a eu lieu" in taches(karim)
        envoyer(
            karim, f"{du_diagnostic}tenu/", tenu_le=jour.isoformat(), mene_par=monde.karim.pk, suite="pacea"
        )  # fmt: skip
        assert "Noter le PACEA d’Idriss M., une fois signé" in taches(karim)
        page = texte(envoyer(karim, f"{url}pacea/noter/", signe_le=jour.isoformat(), fin_prevue_le="2028-11-24"))
        assert "Le PACEA est noté." in page
        assert "Noter le PACEA" not in taches(karim)

        nadia = monde.client(monde.nadia)
        formulaire = texte(nadia.get(f"{url}allocations/demander/"))
        assert "ce que vous gagnez dans le mois, l’aide d’argent demandée pour vous, et la réponse" in formulaire
        page = texte(
            envoyer(
                nadia, f"{url}allocations/demander/", mois="2026-11-01", montant="250,50", revenus="0",
                motifs=["se_loger", "manger"], precision="Une chambre en attendant.", **OUI,
            )
        )  # fmt: skip
        assert "La demande est partie." in page
        assert "Répondre à la demande d’allocation ponctuelle pour Idriss M." in taches(karim)
        with agir(monde.nadia):
            demande = DemandeAllocation.objects.get()
        de_la_demande = f"{url}allocations/{demande.pk}/"
        assert "250,50 € demandés" in texte(karim.get(f"{de_la_demande}repondre/"))
        page = texte(envoyer(karim, f"{de_la_demande}repondre/", reponse="accordee", accorde="250,5"))
        assert "Réponse envoyée : accordée." in page
        assert "Transmettre à l’ASP l’allocation accordée à Idriss M." in taches(karim)
        page = texte(karim.post(f"{de_la_demande}transmettre/", follow=True))
        assert "C’est noté comme transmis à l’ASP." in page
        assert "Idriss" not in taches(karim).split("Peut attendre")[-1] or "ASP" not in taches(karim)
        assert "250,50 € accordés" in texte(nadia.get(f"/dossiers/{dossier.pk}/"))


def test_a_week_without_a_day_the_porteur_is_told_to_ask_again(monde):
    dossier = entrer(monde, le=AVANT)
    diagnostic = demander_diagnostic(monde, dossier, le=LE - timedelta(days=7))
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    assert "Relancer la mission locale pour le diagnostic d’Idriss M." in taches(nadia)
    page = texte(nadia.post(f"{ici(dossier)}diagnostic/{diagnostic.pk}/relancer/", follow=True))
    assert "La mission locale est relancée" in page
    assert "Relancer la mission locale" not in taches(nadia)
    assert "Aujourd’hui" in taches(karim)


def test_a_diagnosis_without_pacea_says_why(monde):
    dossier = entrer(monde)
    diagnostic = demander_diagnostic(monde, dossier)
    karim = monde.client(monde.karim)
    url = f"{ici(dossier)}diagnostic/{diagnostic.pk}/tenu/"
    champs = {"tenu_le": LE.isoformat(), "mene_par": monde.karim.pk, "suite": "sans_pacea"}
    assert "Dites pourquoi, pour que le porteur puisse l’expliquer." in texte(envoyer(karim, url, **champs))
    envoyer(karim, url, **champs, pourquoi="Il préfère attendre le CEJ.")
    assert "Il préfère attendre le CEJ." in texte(monde.client(monde.nadia).get(ici(dossier)))
    assert "Noter le PACEA" not in taches(karim)


def test_a_pacea_near_its_last_day_comes_back(monde):
    dossier = entrer(monde)
    pacea = noter_pacea(monde, dossier, fin=LE + PREVENIR_AVANT_LA_FIN)
    karim = monde.client(monde.karim)
    assert "Préparer la fin du PACEA d’Idriss M." in taches(karim)
    url = f"{ici(dossier)}pacea/{pacea.pk}/"
    page = envoyer(karim, f"{url}fin/", fini_le=LE.isoformat(), fin="autre")
    assert "Dites quelle raison." in texte(page)
    page = envoyer(karim, f"{url}fin/", fini_le=LE.isoformat(), fin="autonomie")
    assert "Le PACEA se termine le 23 novembre 2026." in texte(page)
    assert "Préparer la fin" not in taches(karim)
    assert "Le PACEA continue." in texte(karim.post(f"{url}reprendre/", follow=True))


# What is refused, and how it is said


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"montant": "beaucoup"}, "Écrivez un montant en euros, comme 250 ou 250,50."),
        ({"montant": "0"}, "Écrivez un montant plus grand."),
        ({"montant": "12,345"}, "Au centime près"),
        ({"montant": "NaN"}, "Écrivez un montant en euros"),
        ({"montant": "1e9"}, "Vérifiez ce montant."),
        ({"revenus": "-1"}, "Écrivez un montant plus grand."),
        ({"motifs": []}, "Cochez au moins un besoin."),
        ({"motifs": ["autre"]}, "Dites de quel autre besoin il s’agit."),
        ({"mois": "2020-01-01"}, "2020-01-01"),
        ({"recueil": ""}, "Comment le jeune a donné son accord"),
        ({"precision": "Son numéro : 2 85 05 78 006 084"}, "numéro de sécurité sociale"),
    ],
)
def test_errors_are_said_beside_their_field_and_nothing_is_written(monde, champs, dit):
    dossier = entrer(monde)
    noter_pacea(monde, dossier)
    url = f"{ici(dossier)}allocations/demander/"
    bons = {"mois": "2026-11-01", "montant": "100", "motifs": ["manger"], **OUI}
    reponse = envoyer(monde.client(monde.nadia), url, **bons | champs)
    page = texte(reponse)
    assert dit in page
    assert f'id="erreur-id_{next(iter(champs))}"' in reponse.content.decode() or "motifs" in champs
    with agir(monde.nadia):
        assert not DemandeAllocation.objects.exists()


def test_what_the_texts_say_can_be_read_before_sending(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier, signe_le=date(2026, 2, 15))
    url = f"{ici(dossier)}allocations/demander/"
    champs = {"mois": CONNU.isoformat(), "montant": "600", "revenus": "301", "motifs": ["manger"], **OUI}
    page = texte(envoyer(monde.client(monde.nadia), url, **champs, voir="1"))
    assert "Ce que disent les textes : impossible" in page
    assert "Pour ce mois, il reste 561,68 € : la demande est plus haute." in page
    assert "Code du travail, article D5131-9" in page
    assert "Vous avez reçu 301 € ce mois-là : c’est plus que 300 €" in page
    with agir(monde.nadia):
        assert not DemandeAllocation.objects.exists()


def test_a_ceiling_nobody_knows_is_said_since_when(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier)
    page = texte(monde.client(monde.nadia).get(ici(dossier)))
    assert "Le plafond de novembre 2026 n’est pas connu de Tandem depuis le 1er avril 2026" in page
    assert "la mission locale décide" in page
    assert "Le texte ne dit pas comment compter" in page


def test_over_the_ceiling_granted_only_with_a_reason(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier, signe_le=date(2026, 2, 15))
    demande = demander(monde, dossier, mois=CONNU, montant="600")
    karim = monde.client(monde.karim)
    url = f"{ici(dossier)}allocations/{demande.pk}/repondre/"
    assert "pour accorder quand même, dites pourquoi" in texte(envoyer(karim, url, reponse="accordee", accorde="600"))
    page = texte(envoyer(karim, url, reponse="refusee", pourquoi="Au-dessus du plafond du mois."))
    assert "Réponse envoyée : refusée." in page
    assert "Au-dessus du plafond du mois." in texte(monde.client(monde.nadia).get(ici(dossier)))


def test_two_counsellors_answer_at_once_the_second_keeps_their_words(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier)
    demande = demander(monde, dossier)
    ines, url = monde.client(monde.ines), f"{ici(dossier)}allocations/{demande.pk}/repondre/"
    champs = caches(ines.get(url).content.decode())
    repondre(monde, demande)
    reponse = ines.post(url, champs | {"reponse": "refusee", "pourquoi": "Un emploi commence lundi."})
    assert reponse.status_code == 409
    assert "Un emploi commence lundi." in reponse.content.decode()
    assert "Quelqu’un a enregistré avant vous" in texte(reponse)
    page = texte(ines.post(url, champs | {"version": 2, "reponse": "refusee", "pourquoi": "Un emploi."}, follow=True))
    assert "refusée" in page


def test_the_mission_locale_is_not_told_whether_there_are_requests_it_may_not_read(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier)
    karim = monde.client(monde.karim)
    avant = texte(karim.get(ici(dossier)))
    assert "n’est pas ouvert à votre structure" in avant
    page = karim.get(f"{ici(dossier)}allocations/demander/", follow=True)
    assert "le porteur le lui demande" in texte(page)
    with agir(monde.nadia) as acteur:
        DemandeAllocation(
            dossier=dossier, mission_locale=monde.val_dore, mois=CE_MOIS, montant=100, motifs=["manger"],
            demandee_le=LE, demandee_par_id=acteur.appartenance_id, cote="porteur",
        ).save(force_insert=True)  # fmt: skip
    assert texte(karim.get(ici(dossier))) == avant
    assert "Allocation ponctuelle" not in texte(karim.get(f"/dossiers/{dossier.pk}/"))


def test_with_a_cej_the_page_says_the_article_and_asks_nothing(monde):
    dossier = entrer(monde)
    demander(monde, dossier)
    en_contrat(monde, dossier)
    nadia = monde.client(monde.nadia)
    page = texte(nadia.get(ici(dossier)))
    assert "Code du travail, L5131-5" in page
    assert "Demander une allocation" not in page
    bons = {"mois": "2026-11-01", "montant": "100", "motifs": ["manger"], **OUI}
    assert "Un CEJ est signé" in texte(envoyer(nadia, f"{ici(dossier)}allocations/demander/", **bons))
    with agir(monde.nadia):
        assert DemandeAllocation.objects.count() == 1


def test_undo_is_offered_and_works(monde):
    dossier = entrer(monde)
    pacea, demande = noter_pacea(monde, dossier), demander(monde, dossier)
    nadia, karim, url = monde.client(monde.nadia), monde.client(monde.karim), ici(dossier)
    diagnostic = demander_diagnostic(monde, dossier)
    for client, acte, retour in (
        (nadia, f"allocations/{demande.pk}/retirer/", f"allocations/{demande.pk}/remettre/"),
        (nadia, f"diagnostic/{diagnostic.pk}/retirer/", f"diagnostic/{diagnostic.pk}/remettre/"),
        (karim, f"pacea/{pacea.pk}/retirer/", f"pacea/{pacea.pk}/remettre/"),
    ):
        page = client.post(f"{url}{acte}", follow=True).content.decode()
        assert f'action="{url}{retour}"' in page
        assert "de retour" in texte(client.post(f"{url}{retour}", follow=True))


def test_the_mission_locale_says_how_it_counts(monde):
    dossier = entrer(monde)
    demander(monde, dossier)
    karim = monde.client(monde.karim)
    assert "Tandem compte douze mois qui se suivent" in texte(karim.get("/remobilisation/plafond/"))
    page = texte(envoyer(karim, "/remobilisation/plafond/", fenetre="civile"))
    assert "Karim Vasseur l’a dit, à partir du 23 novembre 2026" in page
    assert "c’est la lecture de Mission locale du Val-Doré" in texte(monde.client(monde.nadia).get(ici(dossier)))


# What it costs


def _compter(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(url).status_code == 200, url
    return len(requetes)


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_pages_cost_the_same_whatever_is_recorded(monde, qui):
    dossier = entrer(monde)
    client = monde.client(monde.gens[qui])
    pages = [f"/dossiers/{dossier.pk}/", ici(dossier), "/"]
    avant = [_compter(client, page) for page in pages[:2]]
    diagnostic = demander_diagnostic(monde, dossier)
    proposer(monde, diagnostic, LE)
    tenir(monde, diagnostic)
    noter_pacea(monde, dossier)
    couts = []
    for rang in range(12):
        demande = demander(monde, dossier, mois=date(2026, 1 + rang, 1))
        repondre(monde, demande, pourquoi="Décidé ensemble.")
        if rang in (0, 11):
            couts.append([_compter(client, page) for page in pages])
    un, apres = couts
    assert un == apres
    # Once the youth opened what they earn to the mission locale, its page reads the law too.
    assert [apres[0], apres[1]] == [avant[0], avant[1] + (qui == "karim")]
    assert max(apres) <= AU_PLUS, apres
    with agir(monde.nadia):
        assert ParcoursPacea.objects.count() == 1


def test_a_form_of_another_dossier_is_not_reached_through_ours(monde):
    a, b = entrer(monde), entrer(monde, identite={"prenom": "Autre"})
    demande = demander(monde, b)
    karim = monde.client(monde.karim)
    assert karim.get(f"{ici(a)}allocations/{demande.pk}/repondre/").status_code == 404
    champs = {"id": demande.pk, "accord_id": uuid4(), "version": 1, "mois": "2026-11-01", "montant": "1"}
    reponse = monde.client(monde.nadia).post(f"{ici(a)}allocations/demander/", champs | {"motifs": ["manger"], **OUI})
    assert reponse.status_code == 404
