"""The page behind the link, and one's own account."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from socle.acteurs.models import Compte, Invitation
from socle.courrier.models import Courrier
from tests.monde import MOT_DE_PASSE

COURRIEL = "zoe@exemple.test"
PASSE = "quatre mots sans rapport"
SOI = {"prenom": "Zoé", "nom": "Le Goff", "mot_de_passe": PASSE}


def lien(monde, courriel=COURRIEL) -> str:
    choix = {"courriel": courriel, "metier": "referent", "portee": "structure", "decide": "on"}
    monde.client(monde.paul).post(reverse("inviter"), choix)
    return re.search(r"http://testserver(\S+)", Courrier.objects.get(destinataire=courriel).texte)[1]


def test_somebody_invited_is_in_after_one_page(ici):
    chemin, client = lien(ici), ici.client(None)
    assert "Le Fil d’Ormelle vous invite comme référent de parcours" in client.get(chemin).content.decode()
    reponse = client.post(chemin, SOI)
    assert (reponse.status_code, reponse["Location"]) == (302, reverse("accueil"))
    page = client.get(reverse("moi")).content.decode()
    assert "Zoé Le Goff" in page
    assert "Le Fil d’Ormelle" in page


def test_the_second_factor_comes_right_after_without_asking_the_password_again(ici, settings):
    settings.DOUBLE_FACTEUR_OBLIGATOIRE = True
    chemin, client = lien(ici), ici.client(None)
    client.post(chemin, SOI)
    assert client.get(reverse("accueil"))["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_two_clicks_open_one_account_and_log_in_both_times(ici):
    chemin = lien(ici)
    un, deux = ici.client(None), ici.client(None)
    assert [c.post(chemin, SOI)["Location"] for c in (un, deux)] == ["/", "/"]
    assert Compte.objects.filter(email=COURRIEL).count() == 1
    assert ici.client(None).post(chemin, SOI | {"mot_de_passe": "un autre mot de passe"}).status_code == 404


@pytest.mark.parametrize("cas", ["inconnu", "expire", "annule", "servi", "bizarre"])
def test_a_link_that_opens_nothing_always_answers_the_same(ici, cas):
    chemin = lien(ici)
    temoin = ici.client(None).get("/invitation/inconnu/")
    if cas == "expire":
        Invitation.objects.update(expire_le=timezone.now())
    elif cas == "annule":
        ici.client(ici.paul).post(reverse("annuler_invitation", args=[Invitation.objects.get().pk]))
    elif cas == "servi":
        ici.client(None).post(chemin, SOI)
    if cas in ("inconnu", "bizarre"):
        chemin = "/invitation/" + ("A" * 43 if cas == "inconnu" else "%00%E2%80%AE<script>" + "a" * 2_000) + "/"
    Invitation.objects.update(acceptee_le=timezone.now() - timedelta(hours=1)) if cas == "servi" else None
    reponse = ici.client(None).get(chemin)
    assert (reponse.status_code, temoin.status_code) == (404, 404)
    assert reponse.content == temoin.content
    assert ici.client(None).post(chemin, SOI).status_code == 404


@pytest.mark.parametrize(
    ("champ", "valeur", "dit"),
    [
        ("prenom", "<script>alert(1)</script>", "Un nom s’écrit avec des lettres"),
        ("nom", "Dupont\u202eTropud", "Un nom s’écrit avec des lettres"),
        ("nom", "Voir https://exemple.test", "Un nom s’écrit avec des lettres"),
        ("prenom", "a" * 10_000, "80"),
        ("nom", "Du\0pont", "nul"),
        ("nom", "", "Écrivez votre nom."),
        ("mot_de_passe", "court", "12"),
        ("mot_de_passe", "123456789012", "numérique"),
        ("mot_de_passe", "zoe@exemple.test", "semblable"),
        ("mot_de_passe", "a" * 10_000, "200"),
        ("mot_de_passe", "un\0mot de passe assez long", "nul"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field(ici, champ, valeur, dit):
    reponse = ici.client(None).post(lien(ici), SOI | {champ: valeur})
    page = reponse.content.decode()
    assert reponse.status_code == 200
    assert dit in page
    assert f"erreur-id_{champ}" in page
    assert "<script>alert" not in page
    assert not Compte.objects.filter(email=COURRIEL).exists()


@pytest.mark.parametrize("nom", ["O’Connor-Lévêque", "محمد", "Đặng 🙂", "M'Bappé Jr."])
def test_any_name_of_a_person_is_shown_as_typed(ici, nom):
    client = ici.client(None)
    assert client.post(lien(ici), SOI | {"nom": nom}).status_code == 302
    assert Compte.objects.get(email=COURRIEL).nom == nom


def test_an_existing_account_logs_in_then_joins_once(ici):
    chemin = lien(ici, ici.karim.compte.email)
    anonyme = ici.client(None)
    page = anonyme.get(chemin).content.decode()
    assert "Vous avez déjà un compte" in page
    assert f"next={chemin}" in page
    assert anonyme.post(chemin, SOI)["Location"] == chemin
    karim = ici.client(ici.karim)
    assert "Rejoindre Le Fil d’Ormelle" in karim.get(chemin).content.decode()
    for _ in range(2):
        assert karim.post(chemin).status_code == 302
    assert karim.get(reverse("moi")).content.decode().count("<h3>") == 2
    assert ici.karim.compte.appartenances.count() == 2


def test_another_account_cannot_use_the_link(ici):
    chemin = lien(ici, ici.karim.compte.email)
    sacha = ici.client(ici.sacha)
    assert "un autre compte" in sacha.get(chemin).content.decode()
    assert sacha.post(chemin).status_code == 409
    assert ici.sacha.compte.appartenances.count() == 1


def test_my_account_is_mine_only(ici):
    assert ici.client(None).get(reverse("moi")).status_code == 302
    page = ici.client(ici.nadia).get(reverse("moi")).content.decode()
    assert "Nadia Ferrand" in page
    assert MOT_DE_PASSE not in page
