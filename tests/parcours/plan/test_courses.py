"""Sixteen people on one plan at the same time, through a real server: every word that was acknowledged is there.

Each writer adds a word of their own to the text they have just read: whoever saved over somebody without knowing would
have taken a word away, and the end would show it. Others move, take back and put back the same things meanwhile.
"""

import os
import random
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http.cookiejar import CookieJar
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import time_machine
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, transaction
from django.test.testcases import LiveServerThread

from parcours.plan.models import Action, TexteDuDiagnostic
from tests.monde import agir, planter
from tests.parcours.plan.scene import partage, prevoir, viser
from tests.parcours.remobilisation.test_pages import caches

CLIENTS = 16
SECONDES = int(os.environ.get("TANDEM_COURSE_SECONDES", "8"))
PLEIN = 540
"""Characters: an outcome longer than that is left to the others."""
QUI = ("nadia", "bilal", "karim", "ines")
VOLETS = ("forces", "besoins", "essais")


@pytest.fixture
def course(base_jetable, django_db_blocker, settings) -> Iterator[SimpleNamespace]:
    """A real server on a copy of the database, a plan of six actions, and four people's sessions."""
    settings.DOUBLE_FACTEUR_OBLIGATOIRE = False
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00"):
        with transaction.atomic():
            monde = planter()
            dossier = partage(monde)
            toit = viser(monde.nadia, dossier)
            actions = [prevoir(monde.nadia, toit, f"Action {rang}").pk for rang in range(6)]
            sessions = {q: monde.client(monde.gens[q]).cookies["sessionid"].value for q in QUI}
        fil = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
        fil.daemon = True
        fil.start()
        assert fil.is_ready.wait(20)
        try:
            yield SimpleNamespace(
                monde=monde, dossier=dossier, toit=toit.pk, actions=actions, sessions=sessions,
                plan=f"http://127.0.0.1:{fil.port}/dossiers/{dossier.pk}/plan/",
            )  # fmt: skip
        finally:
            fil.terminate()
            fil.join()


class _SansSuite(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Client:
    """One person's browser, and what they remember having been told."""

    def __init__(self, course: SimpleNamespace, rang: int) -> None:
        self.course, self.rang, self.hasard = course, rang, random.Random(rang)
        self.ouvreur = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), _SansSuite())
        self.session = f"sessionid={course.sessions[QUI[rang % len(QUI)]]}"
        self.csrf = "a" * 32
        self.compte: Counter[str] = Counter()
        self.acquis: dict[str, list[str]] = {}
        self.ajoutees: list[str] = []
        self.plaintes: list[str] = []

    def demander(self, adresse: str, donnees: dict[str, Any] | None = None) -> tuple[int, str]:
        """One request; what is posted carries the anti-forgery token, as a form does."""
        corps = None if donnees is None else urlencode(donnees | {"csrfmiddlewaretoken": self.csrf}).encode()
        requete = urllib.request.Request(f"{self.course.plan}{adresse}", corps)
        requete.add_header("Cookie", f"{self.session}; csrftoken={self.csrf}")
        try:
            with self.ouvreur.open(requete, timeout=60) as reponse:
                return reponse.status, reponse.read().decode()
        except urllib.error.HTTPError as erreur:
            return erreur.code, erreur.read().decode()

    def courir(self, fin: float) -> None:
        """Do things at random until then."""
        gestes = [self.noter, self.noter, self.noter, self.diagnostiquer, self.renommer, self.placer, self.retirer,
                  self.ajouter]  # fmt: skip
        try:
            while time.monotonic() < fin:
                self.hasard.choice(gestes)()
        finally:
            connection.close()

    def _ajouter_un_mot(self, adresse: str, champ: str, **autres: str) -> None:
        mot = f"m{self.rang}x{self.compte['essais']}"
        self.compte["essais"] += 1
        _, page = self.demander(adresse)
        lu = _valeur(page, champ)
        if len(lu) > PLEIN:
            return
        envoi = caches(page) | autres | {champ: f"{lu} {mot}".strip()}
        statut, reponse = self.demander(adresse, envoi)
        if statut == 302:
            self.compte["acceptés"] += 1
            self.acquis.setdefault(adresse, []).append(mot)
        elif statut == 409:
            self.compte["conflits"] += 1
            if _valeur(reponse, champ) != envoi[champ]:
                self.plaintes.append(f"{adresse} : le texte refusé n’est pas rendu")
            if "Rien n’est perdu." not in reponse:
                self.plaintes.append(f"{adresse} : un refus sans les deux textes")
        else:
            self.plaintes.append(f"{adresse} : {statut}")

    def noter(self) -> None:
        """Add a word to what an action gave."""
        action = self.hasard.choice(self.course.actions)
        self._ajouter_un_mot(f"actions/{action}/avancer/", "resultat", etat="en_cours")

    def diagnostiquer(self) -> None:
        """Add a word to a text of the diagnosis."""
        self._ajouter_un_mot(f"diagnostic/logement/{self.hasard.choice(VOLETS)}/", "texte", lecteurs="les_deux")

    def renommer(self) -> None:
        """Change the title of an action: another field, which takes nothing from the outcome."""
        adresse = f"actions/{self.hasard.choice(self.course.actions)}/"
        _, page = self.demander(adresse)
        statut, _ = self.demander(adresse, caches(page) | {"titre": f"Titre {self.rang}", "tenue_par": "porteur"})
        self.compte["titres" if statut == 302 else "conflits"] += 1

    def placer(self) -> None:
        """Move an action past another."""
        une, autre = self.hasard.sample(self.course.actions, 2)
        self.demander(f"actions/{une}/placer/", {self.hasard.choice(("avant", "apres")): autre})
        self.compte["déplacements"] += 1

    def retirer(self) -> None:
        """Take an action back from the version last seen, and put it back."""
        action = self.hasard.choice(self.course.actions)
        _, page = self.demander(f"actions/{action}/avancer/")
        self.demander(f"actions/{action}/retirer/", {"version": caches(page)["version"]})
        self.demander(f"actions/{action}/remettre/", {})
        self.compte["retraits"] += 1

    def ajouter(self) -> None:
        """One more action."""
        titre = f"Ajoutée {self.rang}-{len(self.ajoutees)}"
        envoi = {"id": uuid4(), "version": 1, "titre": titre, "tenue_par": "jeune"}
        statut, _ = self.demander(f"objectifs/{self.course.toit}/actions/ajouter/", envoi)
        if statut == 302:
            self.ajoutees.append(titre)


def _valeur(page: str, champ: str) -> str:
    """What a text area of the page holds."""
    debut = page.index(f'<textarea name="{champ}"')
    return unescape(page[page.index(">", debut) + 1 : page.index("</textarea>", debut)]).removeprefix("\n").strip()


def _a_la_fin(course: SimpleNamespace) -> tuple[dict[str, str], list[str]]:
    """Address → its text, and the titles of all the actions."""
    with transaction.atomic(), agir(course.monde.nadia):
        actions = list(Action.objects.all())
        textes = {f"actions/{a.pk}/avancer/": a.resultat for a in actions}
        textes |= {f"diagnostic/{t.domaine}/{t.volet}/": t.texte for t in TexteDuDiagnostic.objects.all()}
    return textes, [a.titre for a in actions]


def test_sixteen_people_lose_nothing(course, capsys):
    fin = time.monotonic() + SECONDES
    clients = [Client(course, rang) for rang in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as ensemble:
        # What a client raised is raised here.
        for course_d_un_client in [ensemble.submit(client.courir, fin) for client in clients]:
            course_d_un_client.result(SECONDES + 120)
    assert [p for c in clients for p in c.plaintes] == []
    compte = sum((c.compte for c in clients), Counter())
    textes, titres = _a_la_fin(course)
    perdus = [
        (adresse, mot)
        for client in clients
        for adresse, mots in client.acquis.items()
        for mot in mots
        if mot not in textes[adresse].split()
    ]
    ajoutees = [titre for client in clients for titre in client.ajoutees]
    with capsys.disabled():
        print(f"\nplan à {CLIENTS} : {dict(compte)}, {len(ajoutees)} actions ajoutées, {len(perdus)} perte(s)")
    assert perdus == []
    assert set(ajoutees) <= set(titres)
    assert compte["acceptés"] > 0 and compte["conflits"] > 0
