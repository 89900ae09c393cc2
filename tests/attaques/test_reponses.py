"""What every answer carries, what a GET never does, and what a POST must bring."""

import re

import pytest
from django.db import connection
from django.test import Client

from socle.acces.lecture_seule import _TENU_PAR_LA_MAISON
from tests.acces import table
from tests.acces.corps import corps
from tests.acces.scene import ecrits, essayer, sans_lendemain

ECRIT = re.compile(r"\s*(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|ALTER|DROP|CREATE)\b", re.I)
# A block of JSON is data: the browser runs nothing of it.
EN_DEDANS = re.compile(
    r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>|<style|\son[a-z]+=|\sstyle=|javascript:", re.I
)
# Anything that a browser would fetch from, or send to, somebody else.
AILLEURS = re.compile(r'(?:src|href|action|content)="(?:https?:)?//(?!testserver)([^"/]+)', re.I)
PERMIS_PAR_LA_CSP = re.compile(r"unsafe|\*|https?:")
# The public pages of the account say nothing of anybody.
QUI = ("nadia", "karim", "paul", "sacha", "odile", "sans", "anonyme")


def _reponses(scene, methodes=("GET", "POST")):
    for nom, parametres in table.adresses().items():
        for methode in methodes:
            for qui in QUI:
                with sans_lendemain():
                    donnees = corps(nom, scene, scene.cible(qui)) if methode == "POST" else None
                    adresse = scene.adresse(nom, parametres, qui)
                    yield f"{methode} {nom} {qui}", qui, essayer(scene.client(qui), methode, adresse, donnees)


def _manquements(qui: str, reponse) -> list[str]:
    csp = reponse.get("Content-Security-Policy", "")
    html = reponse.content.decode("utf-8", "replace") if "html" in reponse.get("Content-Type", "") else ""
    attendus = {
        "csp absente": "default-src 'none'" in csp and "frame-ancestors 'none'" in csp,
        "csp large": not PERMIS_PAR_LA_CSP.search(csp),
        "nosniff": reponse.get("X-Content-Type-Options") == "nosniff",
        "cadre": reponse.get("X-Frame-Options") == "DENY",
        "referrer": reponse.get("Referrer-Policy") == "same-origin",
        "ouvreur": reponse.get("Cross-Origin-Opener-Policy") == "same-origin",
        "no-store": qui == "anonyme" or "no-store" in reponse.get("Cache-Control", ""),
        "script ou style dans la page": not EN_DEDANS.search(html),
        "hôte étranger": not AILLEURS.search(html),
        "serveur nommé": not reponse.get("Server") and not reponse.get("X-Powered-By"),
    }
    return [nom for nom, tenu in attendus.items() if not tenu]


def test_every_answer_keeps_the_contract_of_headers(scene, capsys):
    vues, manques = 0, {}
    for ou, qui, reponse in _reponses(scene):
        vues += 1
        if manquements := _manquements(qui, reponse):
            manques[ou] = manquements
    for adresse in ("/inconnue/", "/dossiers/x/", "/static/rien.css", "/compte/%00/"):
        reponse = essayer(scene.client("nadia"), "GET", adresse)
        vues += 1
        if manquements := _manquements("anonyme", reponse):
            manques[adresse] = manquements
    with capsys.disabled():
        print(f"\nen-têtes : {vues} réponses, {len(manques)} manquements")
    assert manques == {}


def test_a_get_never_writes(scene, capsys):
    """Statement by statement: only the journal, sessions and throttles."""
    requetes, ecritures = 0, []

    def compter(executer, sql, params, many, contexte):
        nonlocal requetes
        requetes += 1
        if ECRIT.match(sql) and not _TENU_PAR_LA_MAISON.match(sql):
            ecritures.append(sql[:80])
        return executer(sql, params, many, contexte)

    for nom, parametres in table.adresses().items():
        for qui in ("nadia", "karim", "paul"):
            with sans_lendemain():
                adresse = scene.adresse(nom, parametres, qui)
                avant = ecrits(scene)
                with connection.execute_wrapper(compter):
                    reponse = essayer(scene.client(qui), "GET", adresse)
                assert reponse.status_code < 500, nom
                assert ecrits(scene) == avant, nom
    with capsys.disabled():
        print(f"\nlectures : {requetes} requêtes SQL, {len(ecritures)} écritures")
    assert ecritures == []


@pytest.mark.parametrize("secret", [None, "x" * 64])
def test_every_post_brings_the_secret_of_its_form(scene, secret):
    acceptes = []
    for nom, parametres in table.adresses().items():
        for qui in ("nadia", "karim", "paul", "anonyme"):
            if table.lire()[nom, "POST"].get(qui, "405") == "405":
                continue
            strict = Client(enforce_csrf_checks=True)
            strict.cookies = scene.client(qui).cookies
            with sans_lendemain():
                donnees = corps(nom, scene, scene.cible(qui))
                if secret:
                    donnees = {**donnees, "csrfmiddlewaretoken": secret}
                reponse = essayer(strict, "POST", scene.adresse(nom, parametres, qui), donnees)
            if reponse.status_code != 403:
                acceptes.append((nom, qui, reponse.status_code))
            else:
                assert "ouverte depuis trop longtemps" in reponse.content.decode()
    assert acceptes == []


def test_a_form_sent_from_elsewhere_is_refused(scene):
    client = Client(enforce_csrf_checks=True)
    client.cookies = scene.client("nadia").cookies
    page = client.get("/reperer/").content.decode()
    secret = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    donnees = {**corps("reperer", scene, scene.cible("nadia")), "csrfmiddlewaretoken": secret}
    ailleurs = {"Origin": "https://ailleurs.exemple"}
    assert client.post("/reperer/", donnees, headers=ailleurs).status_code == 403
    assert client.post("/reperer/", donnees).status_code == 302


def test_cookies_are_closed_to_scripts(scene):
    scene.client("nadia").get("/")
    client = Client()
    reponse = client.get("/compte/login/")
    for cookie in reponse.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key
