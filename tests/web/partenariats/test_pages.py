"""The pages where a porteur and a mission locale agree, and what their practices change elsewhere."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from socle.partenariats.models import Partenariat, PratiqueLocale
from tests.monde import LE, agir, embaucher
from tests.parcours.commission.scene import convoquer
from tests.parcours.contrat.scene import entrer
from tests.socle.partenariats.test_pratiques import TROIS_MOIS, PratiqueDite, convenir, ecarter, proposer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lien(monde):
    return Partenariat.objects.get(porteur=monde.le_fil)


@pytest.fixture(autouse=True)
def le_jour():
    """The day of the cast."""
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


def lire(client, adresse):
    return client.get(adresse).content.decode().replace("\u00a0", " ")


def test_from_the_proposal_to_the_dossier(monde, lien):
    convoquer(monde)
    dossier = entrer(monde)
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    page = lire(nadia, f"/dossiers/{dossier.pk}/")
    assert "Le rythme des bilans n’est pas convenu" in page and f"/partenariats/{lien.pk}/" in page
    corps = {"id": uuid4(), "tous_les": "6", "unite": "semaines", "du": LE.isoformat()}
    reponse = nadia.post(reverse("proposer_pratique", args=[lien.pk, "tripartites"]), corps, follow=True)
    assert "Cela vaudra quand Mission locale du Val-Doré sera d’accord" in reponse.content.decode()
    assert "On attend la réponse de" in lire(nadia, reverse("partenariat", args=[lien.pk]))
    assert "À lire et à convenir" in lire(karim, reverse("partenariats"))
    pratique_id = corps["id"]
    relue = lire(karim, reverse("repondre_pratique", args=[pratique_id]))
    assert "Toutes les 6 semaines" in relue and "rien n’est convenu" in relue
    reponse = karim.post(reverse("repondre_pratique", args=[pratique_id]), follow=True)
    assert "C’est convenu" in reponse.content.decode()
    for client in (nadia, karim):
        page = lire(client, f"/dossiers/{dossier.pk}/")
        assert "Entretien à trois" in page and "Le rythme des entretiens à trois n’est pas convenu" not in page


@pytest.mark.parametrize(
    ("corps", "erreur"),
    [
        ({"tous_les": "0", "unite": "mois"}, "Écrivez 1 ou plus"),
        ({"tous_les": "trois", "unite": "mois"}, "Écrivez un nombre entier"),
        ({"tous_les": "3"}, "Choisissez semaines ou mois"),
        ({"tous_les": "3", "unite": "mois", "du": ""}, "Dites à partir de quel jour"),
        ({"tous_les": "3", "unite": "mois", "du": "2020-01-01"}, "Choisissez un jour entre aujourd’hui"),
    ],
)
def test_an_error_is_beside_the_field_and_nothing_typed_is_lost(monde, lien, corps, erreur):
    adresse = reverse("proposer_pratique", args=[lien.pk, "bilans"])
    page = monde.client(monde.nadia).post(adresse, {"id": uuid4(), "du": LE.isoformat(), **corps}).content.decode()
    assert erreur in page and f'value="{corps["tous_les"]}"' in page
    with agir(monde.nadia):
        assert not PratiqueLocale.objects.exists()


def test_small_incomes_are_a_local_practice_beside_the_verdict_never_in_it(monde, lien):
    def page():
        return lire(monde.client(monde.nadia), f"/dossiers/{dossier.pk}/")

    dossier = monde.dossier(
        monde.nadia, mission_locale=monde.val_dore, situation={"ressources": "faibles_ou_irregulieres"}
    )
    autre = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    avant = page()
    convenir(monde.nadia, proposer(monde.karim, lien, PratiqueDite("petits_revenus", LE, texte="Sous 200 euros.")))
    apres = page()
    assert "Sous 200 euros." in apres and "Ce n’est pas une règle" in apres
    assert "Sous 200 euros." not in avant
    assert ("Verdict à préciser" in avant) and ("Verdict à préciser" in apres)
    assert "Sous 200 euros." not in lire(monde.client(monde.nadia), f"/dossiers/{autre.pk}/")


def test_what_is_agreed_of_the_entry_and_of_the_papers_is_read_in_its_time(monde, lien):
    def page(jeune):
        return lire(monde.client(monde.nadia), f"/dossiers/{jeune.pk}/")

    for objet, texte in (("entree", "Sous main de justice admis."), ("pieces", "Un récépissé suffit.")):
        convenir(monde.nadia, proposer(monde.karim, lien, PratiqueDite(objet, LE, texte=texte)))
    avant = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    assert "Sous main de justice admis." in page(avant) and "Un récépissé suffit." not in page(avant)
    convoquer(monde)
    entre = entrer(monde)
    assert "Un récépissé suffit." in page(entre) and "Sous main de justice admis." not in page(entre)


def test_a_second_proposal_leads_to_the_one_that_waits(monde, lien):
    pratique = proposer(monde.nadia, lien)
    adresse = reverse("proposer_pratique", args=[lien.pk, "bilans"])
    corps = {"id": uuid4(), "tous_les": "1", "unite": "mois", "du": LE.isoformat()}
    reponse = monde.client(monde.karim).post(adresse, corps)
    assert reponse["Location"] == reverse("repondre_pratique", args=[pratique.pk])


def test_saying_no_and_taking_back(monde, lien):
    pratique = proposer(monde.nadia, lien)
    assert "Retirer la proposition" in lire(monde.client(monde.nadia), reverse("repondre_pratique", args=[pratique.pk]))
    page = monde.client(monde.karim).post(reverse("ecarter_pratique", args=[pratique.pk]), follow=True).content.decode()
    assert "La proposition est écartée" in page and "écarté par Karim Vasseur" in page
    # Answered meanwhile: it is said, and nothing breaks.
    page = monde.client(monde.karim).post(reverse("repondre_pratique", args=[pratique.pk]), follow=True)
    assert "vient d’y répondre" in page.content.decode().replace("\u00a0", " ")
    page = monde.client(monde.nadia).post(reverse("ecarter_pratique", args=[pratique.pk]), follow=True)
    assert "vient d’y répondre" in page.content.decode().replace("\u00a0", " ")


def test_one_s_own_proposal_cannot_be_agreed_to(monde, lien):
    pratique = proposer(monde.nadia, lien)
    page = monde.client(monde.bilal).post(reverse("repondre_pratique", args=[pratique.pk]), follow=True)
    assert "c’est à l’autre de répondre" in page.content.decode()


def test_who_wrote_it_under_another_hat_reads_that_somebody_else_answers(monde, lien):
    deuxieme = embaucher("", "", monde.val_dore, "conseiller", compte=monde.nadia.compte)
    pratique = proposer(monde.nadia, lien)
    client, adresse = monde.client(deuxieme), reverse("repondre_pratique", args=[pratique.pk])
    page = lire(client, adresse)
    assert "Vous l’avez écrite vous-même" in page and "Convenir pour" not in page
    page = client.post(adresse, follow=True).content.decode()
    assert "quelqu’un d’autre doit répondre" in page
    assert "propose une pratique" not in lire(client, reverse("accueil"))
    assert "propose une pratique" in lire(monde.client(monde.karim), reverse("accueil"))


def test_who_may_not_agree_reads_and_is_told_who_may(monde, lien):
    simple = monde.client(embaucher("Simon", "Roy", monde.le_fil, "benevole", decide=False))
    page = lire(simple, reverse("partenariat", args=[lien.pk]))
    assert "Qui signe ou administre pour votre structure" in page and "proposer/" not in page
    assert simple.get(reverse("proposer_pratique", args=[lien.pk, "bilans"])).status_code == 403


def test_what_is_not_theirs_does_not_exist(monde, lien):
    pratique = proposer(monde.nadia, lien)
    for intrus in (monde.sacha, monde.lena):
        client = monde.client(intrus)
        assert client.get(reverse("partenariat", args=[lien.pk])).status_code == 404
        assert client.get(reverse("repondre_pratique", args=[pratique.pk])).status_code == 404
    assert monde.client(monde.nadia).get(reverse("proposer_pratique", args=[lien.pk, "autre"])).status_code == 404
    assert "Pas de partenariat en cours" in lire(monde.client(monde.odile), reverse("partenariats"))


@pytest.mark.parametrize("nom", ["partenariats", "partenariat"])
def test_the_number_of_statements_does_not_depend_on_what_was_written(monde, lien, nom):
    adresse, client = reverse(nom, args=[lien.pk] if nom == "partenariat" else []), monde.client(monde.nadia)

    def compter() -> int:
        client.get(adresse)
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(adresse).status_code == 200
        return len(requetes)

    avant = compter()
    convenir(monde.karim, proposer(monde.nadia, lien))
    convenir(monde.nadia, proposer(monde.karim, lien, PratiqueDite("bilans", LE + timedelta(5), 1, "mois")))
    ecarter(monde.nadia, proposer(monde.karim, lien))
    proposer(monde.nadia, lien, TROIS_MOIS)
    assert compter() == avant
