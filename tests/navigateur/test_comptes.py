"""The door, in a real browser: keys, codes, forgotten passwords, sessions."""

import re
from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from socle.acteurs.ecritures import Droits, inviter
from tests.monde import MOT_DE_PASSE, agir
from tests.navigateur.porte import (
    brancher_une_cle,
    donner_le_code,
    donner_le_mot_de_passe,
    entrer,
    lire_le_courriel,
    ouvrir,
    passer,
    regarder,
    sortir,
)  # fmt: skip
from tests.navigateur.service import TELEPHONE, Service, code, poser_un_totp
from tests.socle.courrier import conftest as poste

LE = date(2026, 9, 14)
COURRIEL = "zoe@exemple.test"
NEUF = "un tout autre passage"

serveur = poste.serveur


@pytest.fixture
def secret(service: Service) -> str:
    """Nadia's second factor, as her telephone keeps it."""
    with transaction.atomic():
        return poser_un_totp(service.monde.nadia)


def test_a_passkey_alone_opens_then_is_renamed_and_removed(service: Service, secret: str):
    page, nadia = ouvrir(service), service.monde.nadia.compte.email
    brancher_une_cle(page)
    entrer(service, page, nadia, secret)
    page.goto("/compte/2fa/webauthn/add/")
    regarder(service, page, "cle-ajouter")
    page.get_by_label("Nom de la clé").fill("Téléphone de Nadia")
    page.get_by_label("M’en servir aussi à la place du mot de passe").check()
    page.get_by_role("button", name="Ajouter cette clé").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto("/compte/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("Téléphone de Nadia")
    regarder(service, page, "cle-liste")
    sortir(page)
    passer(service)
    page.goto("/compte/login/")
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour Nadia")
    _renommer_et_retirer(service, page)


def _renommer_et_retirer(service: Service, page: Page) -> None:
    """Ten minutes later: to touch what protects the account, the key is asked for again."""
    passer(service, 10)
    page.goto("/compte/2fa/")
    regarder(service, page, "2fa-relie")
    page.goto("/compte/2fa/webauthn/")
    page.get_by_role("link", name="Renommer").click()
    page.wait_for_url("**/reauthenticate/**")
    regarder(service, page, "confirmer-passe")
    page.get_by_role("link", name="Ma clé d’accès").click()
    page.wait_for_url("**/2fa/webauthn/reauthenticate/**")
    regarder(service, page, "confirmer-cle")
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    expect(page.get_by_label("Nom de la clé")).to_be_visible()
    regarder(service, page, "cle-renommer")
    page.get_by_label("Nom de la clé").fill("Ancien téléphone")
    page.get_by_role("button", name="Enregistrer ce nom").click()
    expect(page.locator("main")).to_contain_text("Ancien téléphone")
    page.get_by_role("link", name="Retirer").click()
    expect(page.get_by_role("button", name="Retirer cette clé")).to_be_visible()
    regarder(service, page, "cle-retirer")
    page.get_by_role("button", name="Retirer cette clé").click()
    expect(page.locator("main")).to_contain_text("Aucune clé pour le moment")
    regarder(service, page, "cle-aucune")


def test_a_key_that_does_not_answer_is_told(service: Service, secret: str):
    page = ouvrir(service, TELEPHONE)
    # No key is plugged in: the browser refuses at once what a person would cancel.
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))")
    page.goto("/compte/login/")
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    expect(page.get_by_role("alert")).to_contain_text("Votre clé d’accès n’a pas répondu")
    regarder(service, page, "cle-sans-reponse")


def test_somebody_invited_protects_the_account_before_anything_else(service: Service):
    with transaction.atomic(), agir(service.monde.paul, le=LE) as acteur:
        jeton = inviter(
            acteur=acteur, courriel=COURRIEL, droits=Droits("referent", "structure"), le=LE,
            maintenant=service.maintenant,
        ).jeton  # fmt: skip
    page = ouvrir(service, TELEPHONE)
    page.goto(f"/invitation/{jeton}/")
    regarder(service, page, "invitation")
    page.get_by_label("Prénom").fill("Zoé")
    page.get_by_label("Nom", exact=True).fill("Le Goff")
    page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Ouvrir mon compte").click()
    page.wait_for_url("**/compte/2fa/")
    regarder(service, page, "2fa-rien")
    page.goto("/jeunes/")
    assert page.url.endswith("/compte/2fa/")
    secret = _relier(service, page)
    secours = page.locator(".codes li").all_inner_texts()
    assert len(secours) == 10
    page.get_by_role("link", name="C’est noté, ouvrir Tandem").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour Zoé")
    sortir(page)
    _revenir(service, page, secret, secours[0])


def _relier(service: Service, page: Page) -> str:
    """Link the application that gives codes, by the key that is written when one cannot aim at the square."""
    page.get_by_role("link", name="Relier mon application").click()
    expect(page.locator("[name=code]")).to_be_visible()
    regarder(service, page, "totp-relier")
    page.get_by_text("Je ne peux pas le viser").click()
    secret = page.locator("#cle").inner_text()
    donner_le_code(page, "000000")
    expect(page.locator("main")).to_contain_text("Code incorrect")
    regarder(service, page, "totp-refus")
    donner_le_code(page, code(secret, service.maintenant))
    page.wait_for_url("**/recovery-codes/")
    regarder(service, page, "codes-de-secours")
    return secret


def _revenir(service: Service, page: Page, secret: str, secours: str) -> None:
    """The next login asks for the code; a wrong one is told, a recovery code serves once."""
    passer(service)
    donner_le_mot_de_passe(page, COURRIEL)
    page.wait_for_url("**/compte/2fa/authenticate/**")
    donner_le_code(page, "000000")
    expect(page.locator("main")).to_contain_text("Code incorrect")
    regarder(service, page, "seconde-preuve")
    donner_le_code(page, secours)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour Zoé")
    sortir(page)
    passer(service, 5)
    donner_le_mot_de_passe(page, COURRIEL)
    page.wait_for_url("**/compte/2fa/authenticate/**")
    donner_le_code(page, secours)
    expect(page.locator("main")).to_contain_text("Code incorrect")
    donner_le_code(page, code(secret, service.maintenant))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour Zoé")


def test_a_code_by_mail_then_the_second_factor(service: Service, serveur: poste.Serveur, secret: str):
    page, nadia = ouvrir(service, TELEPHONE), service.monde.nadia.compte.email
    page.goto("/compte/login/")
    regarder(service, page, "entree")
    page.get_by_role("link", name="Recevoir un code par courriel").click()
    expect(page.locator("[name=email]")).to_be_visible()
    regarder(service, page, "code-demander")
    page.locator("[name=email]").fill(nadia)
    page.get_by_role("button", name="Recevoir un code").click()
    page.wait_for_url("**/login/code/confirm/")
    donner_le_code(page, "AAAA-AAAA")
    expect(page.locator("main")).to_contain_text("Code incorrect")
    regarder(service, page, "code-ecrire")
    donner_le_code(page, re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", lire_le_courriel(service, serveur, nadia))[0])
    page.wait_for_url("**/compte/2fa/authenticate/**")
    donner_le_code(page, code(secret, service.maintenant))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour Nadia")


def test_a_password_is_forgotten_then_changed(service: Service, serveur: poste.Serveur, secret: str):
    page, nadia = ouvrir(service), service.monde.nadia.compte.email
    page.goto("/compte/password/reset/")
    regarder(service, page, "oubli-demander")
    page.locator("[name=email]").fill(nadia)
    page.get_by_role("button", name="Recevoir le courriel").click()
    page.wait_for_url("**/password/reset/done/")
    regarder(service, page, "oubli-envoye")
    lien = re.search(r"http://\S+", lire_le_courriel(service, serveur, nadia))[0]
    page.goto(lien)
    _choisir(page, "court")
    expect(page.locator("main")).to_contain_text("12 caract")
    regarder(service, page, "oubli-choisir")
    _choisir(page, NEUF)
    regarder(service, page, "oubli-fini")
    page.goto(lien)
    expect(page.locator("main")).to_contain_text("Ce lien a déjà servi, ou il a expiré")
    regarder(service, page, "oubli-perime")
    donner_le_mot_de_passe(page, nadia)
    regarder(service, page, "entree-refus")
    _changer(service, page, secret)


def _choisir(page: Page, passe: str) -> None:
    page.locator("[name=password1]").fill(passe)
    page.locator("[name=password2]").fill(passe)
    page.get_by_role("button", name="Changer le mot de passe").click()


def _changer(service: Service, page: Page, secret: str) -> None:
    """Logged in with the new one, she changes it again from her account; the old one is asked for."""
    passer(service)
    donner_le_mot_de_passe(page, service.monde.nadia.compte.email, NEUF)
    page.wait_for_url("**/compte/2fa/authenticate/**")
    donner_le_code(page, code(secret, service.maintenant))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour")
    page.goto("/compte/password/change/")
    page.locator("[name=oldpassword]").fill("pas celui-là")
    _choisir(page, MOT_DE_PASSE)
    expect(page.locator("[name=oldpassword]")).to_have_attribute("aria-invalid", "true")
    regarder(service, page, "passe-changer")
    page.locator("[name=oldpassword]").fill(NEUF)
    _choisir(page, MOT_DE_PASSE)
    expect(page.locator("body")).to_contain_text("Votre mot de passe est changé")


def test_an_address_is_added_and_proved_by_its_code(service: Service, serveur: poste.Serveur, secret: str):
    page = ouvrir(service)
    entrer(service, page, service.monde.nadia.compte.email, secret)
    page.goto("/compte/email/")
    regarder(service, page, "adresse")
    page.get_by_label("Nouvelle adresse").fill("nadia@ailleurs.test")
    page.get_by_role("button", name="Changer d’adresse").click()
    page.wait_for_url("**/confirm-email/")
    regarder(service, page, "adresse-confirmer")
    page.goto("/compte/email/")
    regarder(service, page, "adresse-en-attente")
    page.goto("/compte/confirm-email/")
    donner_le_code(
        page, re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", lire_le_courriel(service, serveur, "nadia@ailleurs.test"))[0]
    )
    expect(page.locator("body")).to_contain_text("nadia@ailleurs.test est confirmée")
    page.goto("/compte/email/")
    expect(page.locator("main")).to_contain_text("Vous entrez dans Tandem avec nadia@ailleurs.test")


def test_sessions_are_listed_and_the_others_closed(service: Service, secret: str):
    nadia = service.monde.nadia.compte.email
    ici, ailleurs = ouvrir(service), ouvrir(service, TELEPHONE, user_agent="Mozilla/5.0 (Android 14) Firefox/140.0")
    entrer(service, ici, nadia, secret)
    entrer(service, ailleurs, nadia, secret)
    passer(service, 42)
    ailleurs.goto("/jeunes/")
    ici.goto("/compte/sessions/")
    lignes = ici.locator(".personne")
    expect(lignes).to_have_count(2)
    expect(lignes.nth(0)).to_contain_text("Chrome, Linux")
    expect(lignes.nth(0)).to_contain_text("cet appareil")
    expect(lignes.nth(1)).to_contain_text("Firefox, Android")
    expect(lignes.nth(1)).to_contain_text(re.compile(r"vu le 14 septembre 2026 à 10\sh\s44|11\sh\s44"))
    regarder(service, ici, "appareils")
    ici.get_by_role("button", name="Fermer les autres appareils").click()
    expect(ici.locator("body")).to_contain_text("Vos autres appareils sont déconnectés")
    expect(lignes).to_have_count(1)
    regarder(service, ici, "appareils-un-seul")
    ailleurs.goto("/jeunes/")
    assert "/compte/login/" in ailleurs.url
    ici.goto("/jeunes/")
    assert ici.url.endswith("/jeunes/")


def test_logging_out_ends_the_session_on_the_server(service: Service, secret: str):
    page = ouvrir(service)
    entrer(service, page, service.monde.nadia.compte.email, secret)
    anciens = page.context.cookies()
    page.goto("/compte/logout/")
    regarder(service, page, "sortie")
    sortir(page)
    voleur = ouvrir(service)
    voleur.context.add_cookies(anciens)
    voleur.goto("/jeunes/")
    assert "/compte/login/" in voleur.url


@pytest.mark.parametrize(
    ("pas", "fois"), [(125, 1), (110, 7)], ids=["two hours without a request", "twelve hours of use"]
)
def test_a_session_ends_after_a_silence_and_after_a_day_of_work(service: Service, secret: str, pas: int, fois: int):
    page = ouvrir(service)
    entrer(service, page, service.monde.nadia.compte.email, secret)
    for tour in range(1, fois + 1):
        page.goto("/jeunes/")
        assert page.url.endswith("/jeunes/"), f"fermée trop tôt, au tour {tour}"
        passer(service, pas)
    page.goto("/jeunes/")
    assert "/compte/login/" in page.url
