"""Guessing a password is slowed; the colleague whose password is guessed still gets in."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client

from socle.acteurs.appareils import COOKIE
from tests.monde import MOT_DE_PASSE

ENTREE = "/compte/login/"


@pytest.fixture(autouse=True)
def quotas_neufs(db):
    cache.clear()


def essayer(client: Client, courriel: str, mot_de_passe: str, adresse: str = "203.0.113.7"):
    return client.post(ENTREE, {"login": courriel, "password": mot_de_passe}, REMOTE_ADDR=adresse)


def test_guessing_is_stopped_whatever_the_address_it_comes_from(monde):
    courriel = monde.nadia.compte.email
    reponses = [essayer(Client(), courriel, f"essai numero {i}", f"203.0.113.{i}") for i in range(12)]
    assert "Trop d" in reponses[-1].content.decode()
    # Even the right password, from a device nobody knows, has to wait.
    assert essayer(Client(), courriel, MOT_DE_PASSE, "203.0.113.99").status_code == 200


def test_the_colleague_is_not_locked_out_of_their_own_device(monde):
    courriel = monde.nadia.compte.email
    chez_elle = Client()
    assert essayer(chez_elle, courriel, MOT_DE_PASSE, "198.51.100.1").status_code == 302
    chez_elle.get("/")
    du_second_facteur(chez_elle, monde)
    assert chez_elle.cookies[COOKIE].value
    appareil = Client()
    appareil.cookies[COOKIE] = chez_elle.cookies[COOKIE].value
    for i in range(12):
        essayer(Client(), courriel, f"essai numero {i}", f"203.0.113.{i}")
    assert essayer(appareil, courriel, MOT_DE_PASSE, "198.51.100.1").status_code == 302


def du_second_facteur(client: Client, monde) -> None:
    """Nadia's second factor, by the code her application shows."""
    facteur = Authenticator.objects.get(user=monde.nadia.compte, type=Authenticator.Type.TOTP)
    secret = auth.generate_totp_secret()
    facteur.data = {"secret": get_adapter().encrypt(secret)}
    facteur.save()
    code = auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))
    reponse = client.post("/compte/2fa/authenticate/", {"code": code})
    assert reponse.status_code == 302, reponse.content.decode()


def test_a_forged_device_is_a_stranger(monde):
    courriel = monde.nadia.compte.email
    for i in range(12):
        essayer(Client(), courriel, f"essai numero {i}", f"203.0.113.{i}")
    faux = Client()
    faux.cookies[COOKIE] = "eyJlIjoiMCIsImEiOiIxIn0:1xyz:forge"
    assert essayer(faux, courriel, MOT_DE_PASSE, "198.51.100.1").status_code == 200
