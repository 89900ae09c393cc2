"""Logging in, the second factor, the password and the sessions, through our middleware and our walls."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from socle.courrier.models import Courrier
from tests.monde import MOT_DE_PASSE, Monde, planter


@pytest.fixture(autouse=True)
def avec_boite(settings):
    settings.EMAIL_BACKEND = "socle.courrier.boite.BoiteDEnvoi"
    assert settings.DOUBLE_FACTEUR_OBLIGATOIRE


@pytest.fixture
def ville(monde: Monde) -> Monde:
    """The cast on the first day: nobody has a second factor yet, no throttle has counted."""
    Authenticator.objects.all().delete()
    cache.clear()
    return monde


def code_totp(secret: str) -> str:
    """What the telephone shows: good for thirty seconds at most (OWASP ASVS 5.0, 6.5.5), and once."""
    if time.time() % 30 > 28:
        time.sleep(2)
    return format_hotp_value(hotp_value(secret, int(time.time() // 30)))


def entrer(client: Client, courriel: str, mot_de_passe: str = MOT_DE_PASSE):
    return client.post(reverse("account_login"), {"login": courriel, "password": mot_de_passe})


def proteger(client: Client) -> str:
    """Set the second factor up, as the pages ask; returns its secret."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    reponse = client.post(reverse("mfa_activate_totp"), {"code": code_totp(secret)})
    assert reponse.status_code == 302, reponse.content.decode()
    return secret


def dernier_courrier(courriel: str) -> str:
    return Courrier.objects.filter(destinataire=courriel).latest("depose_le").texte


def test_a_professional_sets_the_second_factor_up_before_anything_else(ville: Monde):
    client, courriel = Client(), ville.nadia.compte.email
    assert entrer(client, courriel)["Location"] == reverse("accueil")
    for nom in ("accueil", "moi"):
        assert client.get(reverse(nom))["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    proteger(client)
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert codes.status_code == 200
    assert client.get(reverse("accueil")).status_code == 200


def test_a_change_of_what_protects_the_account_is_told_by_mail(base_jetable):
    # Real commits: this mail leaves when the transaction of the request ends, outside most of the middleware.
    with transaction.atomic():
        monde = planter()
        Authenticator.objects.all().delete()
    client, courriel = Client(), monde.nadia.compte.email
    entrer(client, courriel)
    proteger(client)
    assert "C’est vous ? Vous n’avez rien à faire." in dernier_courrier(courriel).replace("\u00a0", " ")


def test_the_next_login_asks_for_the_code_and_accepts_each_once(ville: Monde):
    premier, courriel = Client(), ville.nadia.compte.email
    entrer(premier, courriel)
    secret = proteger(premier)
    secours = premier.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    client = Client()
    assert entrer(client, courriel)["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("accueil")).status_code == 200
    assert "Nadia" not in client.get(reverse("accueil")).content.decode()
    faux = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert (faux.status_code, "incorrect" in faux.content.decode().lower()) == (200, True)
    code = code_totp(secret)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert client.get(reverse("moi")).status_code == 200
    autre = Client()
    entrer(autre, courriel)
    assert autre.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert autre.post(reverse("mfa_authenticate"), {"code": secours[0]}).status_code == 302
    encore = Client()
    entrer(encore, courriel)
    assert encore.post(reverse("mfa_authenticate"), {"code": secours[0]}).status_code == 200


def test_a_code_by_mail_opens_only_with_the_second_factor(ville: Monde):
    premier, courriel = Client(), ville.nadia.compte.email
    entrer(premier, courriel)
    secret = proteger(premier)
    client = Client()
    reponse = client.post(reverse("account_request_login_code"), {"email": courriel})
    assert reponse["Location"] == reverse("account_confirm_login_code")
    texte = dernier_courrier(courriel)
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", texte)[0]
    assert client.get(reverse("account_confirm_login_code")).status_code == 200
    reponse = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert reponse["Location"].startswith(reverse("mfa_authenticate"))
    client.post(reverse("mfa_authenticate"), {"code": code_totp(secret)})
    assert client.get(reverse("moi")).status_code == 200


@pytest.mark.parametrize("page", ["account_request_login_code", "account_reset_password"])
def test_asking_for_an_address_that_has_no_account_answers_the_same(ville: Monde, page):
    connu, inconnu = Client(), Client()
    un = connu.post(reverse(page), {"email": ville.nadia.compte.email})
    deux = inconnu.post(reverse(page), {"email": "personne@exemple.test"})
    assert (un.status_code, un["Location"]) == (deux.status_code, deux["Location"])
    vues = [
        re.sub(r"\S+@exemple\.test|value=\"[^\"]*\"", "", c.get(un["Location"]).content.decode())
        for c in (connu, inconnu)
    ]
    assert vues[0] == vues[1]
    assert "n’a pas de compte" in dernier_courrier("personne@exemple.test")


def test_a_wrong_password_and_an_unknown_address_are_told_alike(ville: Monde):
    pages = [
        entrer(Client(), courriel, "pas le bon mot de passe").content.decode()
        for courriel in (ville.nadia.compte.email, "personne@exemple.test")
    ]
    sans = [re.sub(r"value=\"[^\"]*\"", "", page) for page in pages]
    assert sans[0] == sans[1]
    assert "adresse" in sans[0]


def test_brute_force_is_slowed(ville: Monde):
    client = Client()
    for essai in range(6):
        page = entrer(client, ville.nadia.compte.email, f"essai numéro {essai}")
    assert "Trop de tentatives" in page.content.decode()


def test_nobody_signs_up_alone(ville: Monde):
    page = Client().post(reverse("account_signup"), {"email": "moi@exemple.test", "password1": MOT_DE_PASSE})
    assert "invitation" in page.content.decode().lower()
    assert not Courrier.objects.exists()


@pytest.mark.parametrize(
    ("passe", "dit"),
    [
        ("court", "12 caract"),
        ("qwerty123456", "courant"),
        ("1234567890123", "numérique"),
        ("Nadia Ferrand", "semblable"),
    ],
)
def test_a_forgotten_password_is_replaced_by_a_good_one(ville: Monde, passe, dit):
    client, courriel = Client(), ville.nadia.compte.email
    client.post(reverse("account_reset_password"), {"email": courriel})
    lien = re.search(r"http://testserver(\S+)", dernier_courrier(courriel))[1]
    chemin = client.get(lien)["Location"]
    assert client.get(chemin).status_code == 200
    refus = client.post(chemin, {"password1": passe, "password2": passe})
    assert dit in refus.content.decode()
    assert (
        client.post(chemin, {"password1": "un tout autre passage", "password2": "un tout autre passage"}).status_code
        == 302
    )
    assert entrer(Client(), courriel).status_code == 200
    assert entrer(Client(), courriel, "un tout autre passage").status_code == 302
    assert Client().get(lien, follow=True).content.decode().count("password1") == 0


def test_sessions_are_listed_and_closed(ville: Monde):
    ici, ailleurs, courriel = Client(), Client(), ville.nadia.compte.email
    entrer(ici, courriel)
    secret = proteger(ici)
    entrer(ailleurs, courriel)
    ailleurs.post(reverse("mfa_authenticate"), {"code": code_totp(secret)})
    assert ailleurs.get(reverse("moi")).status_code == 200
    liste = ici.get(reverse("usersessions_list"))
    assert liste.status_code == 200
    assert len(liste.context["sessions"]) == 2
    assert ici.post(reverse("usersessions_list")).status_code == 302
    assert ailleurs.get(reverse("moi"))["Location"].startswith(reverse("account_login"))
    assert ici.get(reverse("moi")).status_code == 200


def test_one_device_is_closed_and_the_others_stay(ville: Monde):
    ici, ailleurs, courriel = Client(), Client(), ville.nadia.compte.email
    entrer(ici, courriel)
    secret = proteger(ici)
    entrer(ailleurs, courriel)
    ailleurs.post(reverse("mfa_authenticate"), {"code": code_totp(secret)})
    liste = ici.get(reverse("usersessions_list")).context["sessions"]
    autre = next(s for s in liste if s.session_key != ici.session.session_key)
    intruse = Client()
    entrer(intruse, ville.sacha.compte.email)
    proteger(intruse)
    assert intruse.post(reverse("fermer_appareil", args=[autre.pk])).status_code == 404
    assert ailleurs.get(reverse("moi")).status_code == 200
    assert ici.post(reverse("fermer_appareil", args=[autre.pk])).status_code == 302
    assert ailleurs.get(reverse("moi"))["Location"].startswith(reverse("account_login"))
    assert ici.get(reverse("moi")).status_code == 200


def test_what_protects_the_account_asks_for_the_password_again_after_a_while(ville: Monde, settings):
    client = Client()
    entrer(client, ville.nadia.compte.email)
    proteger(client)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    reponse = client.get(reverse("mfa_deactivate_totp"))
    assert reponse.status_code == 302
    assert "reauthenticate" in reponse["Location"]


@pytest.mark.parametrize(
    "nom",
    ["account_login", "account_logout", "account_signup", "account_reset_password", "account_request_login_code",
     "account_email", "account_change_password", "account_inactive", "account_reset_password_done",
     "account_email_verification_sent", "account_reauthenticate", "mfa_index", "mfa_activate_totp",
     "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate", "usersessions_list"],
)  # fmt: skip
def test_every_page_of_the_account_can_be_looked_at_without_writing(ville: Monde, nom):
    client = Client()
    assert client.get(reverse(nom)).status_code < 500
    entrer(client, ville.nadia.compte.email)
    assert client.get(reverse(nom)).status_code < 400
    proteger(client)
    assert client.get(reverse(nom)).status_code < 400
