"""The forms of the pages, as a browser would send them."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import Resolver404, resolve

from tests.acces.scene import Scene, essayer, sans_lendemain

TYPES_DE_TEXTE = {"text", "search", "email", "tel", "url", "password", "", "date", "time", "number", "hidden"}
# A page of one's own account is allauth's, and proved by allauth; its forms are tried all the same.
SANS = ("/compte/logout/", "/casquette/")


@dataclass
class Formulaire:
    """One form of one page: where it goes and what it would send untouched."""

    page: str
    action: str
    champs: dict[str, Any] = field(default_factory=dict)
    textes: set[str] = field(default_factory=set)
    decochees: set[str] = field(default_factory=set)
    """Boxes left unticked: a browser does not send them."""

    @property
    def cle(self) -> tuple[str, tuple[str, ...]]:
        """What tells a form from another, whatever the dossier: the view it is sent to, and its fields."""
        return vue(self.action), tuple(sorted(self.champs))


def vue(adresse: str) -> str:
    """The name of the view that answers, whatever is in the address; the address itself where nothing of ours does."""
    try:
        return resolve(re.split("[?#]", adresse)[0]).view_name
    except Resolver404:
        return adresse


def _plausible(genre: str, a: dict[str, str]) -> str:
    """What somebody would type where an answer is required: without it every form would refuse everything."""
    if a.get("inputmode") in ("numeric", "decimal") or genre == "number":
        return a.get("min") or "2"
    dits = {"date": a.get("min") or a.get("max") or "2026-10-01", "time": "09:00", "email": "zoe@exemple.test"}
    return dits.get(genre, "Zoé")


class _Lecteur(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.trouves, self.ici = page, [], None
        self.zone = self.liste = None
        self.exigee = False

    def handle_starttag(self, balise: str, attributs: list) -> None:
        a = {n: v or "" for n, v in attributs}
        if balise == "form":
            poste = a.get("method", "").lower() == "post"
            self.ici = Formulaire(self.page, a.get("action") or self.page) if poste else None
        elif self.ici is None or not a.get("name"):
            neuve = balise == "option" and self.liste and self.ici is not None
            # The option chosen, else the first: where an answer is required, the first that says something.
            if neuve and ("selected" in a or self.exigee and not self.ici.champs[self.liste]):
                self.ici.champs[self.liste] = a.get("value", "")
        elif balise == "input":
            self._saisie(a)
        elif balise == "textarea":
            self.zone, self.exigee = a["name"], "required" in a
            self.ici.champs[self.zone] = ""
            self.ici.textes.add(self.zone)
        elif balise == "select":
            self.liste, self.exigee = a["name"], "required" in a
            self.ici.champs.setdefault(self.liste, "")

    def _saisie(self, a: dict[str, str]) -> None:
        genre = a.get("type", "").lower()
        if genre in ("radio", "checkbox"):
            if "checked" in a or "required" in a and not self.ici.champs.get(a["name"]):
                self.ici.champs[a["name"]] = a.get("value", "on")
            elif genre == "radio":
                self.ici.champs.setdefault(a["name"], "")
            else:
                self.ici.decochees.add(a["name"])
        elif a["name"] != "csrfmiddlewaretoken":
            self.ici.champs[a["name"]] = a.get("value", "") or ("required" in a and _plausible(genre, a)) or ""
            if genre in TYPES_DE_TEXTE:
                self.ici.textes.add(a["name"])

    def handle_data(self, texte: str) -> None:
        if self.zone and self.ici is not None:
            self.ici.champs[self.zone] += texte

    def handle_endtag(self, balise: str) -> None:
        if balise == "form" and self.ici is not None:
            self.trouves.append(self.ici)
            self.ici = None
        elif balise == "textarea":
            if self.exigee and self.ici is not None and not self.ici.champs[self.zone].strip():
                self.ici.champs[self.zone] = _plausible("", {})
            self.zone = None
        elif balise == "select":
            self.liste = None


def lire(page: str, html: str) -> list[Formulaire]:
    """The POST forms of a page."""
    lecteur = _Lecteur(page)
    lecteur.feed(html)
    return lecteur.trouves


_LIEN = re.compile(r'href="([^"#]+)')


PAR_VUE = 12
"""How many pages of one view are opened: dossiers of every state are among the first."""


def decouvrir(scene: Scene, qui: str, *, departs: list[str]) -> list[Formulaire]:
    """Every different form that this person meets, following links from these pages until there is none to follow."""
    client: Client = scene.client(qui)
    file, vues, formes = deque(departs), set(), {}
    ouvertes: Counter[str] = Counter()
    while file:
        adresse = file.popleft()
        if adresse in vues or adresse.startswith("/static/") or ouvertes[vue(adresse)] >= PAR_VUE:
            continue
        vues.add(adresse)
        ouvertes[vue(adresse)] += 1
        with sans_lendemain():
            reponse = essayer(client, "GET", adresse)
        if "html" not in reponse.get("Content-Type", ""):
            continue
        html = reponse.content.decode()
        for formulaire in lire(adresse, html):
            if formulaire.action not in SANS:
                formes.setdefault(formulaire.cle, formulaire)
        file += [unescape(li).split("?")[0] for li in _LIEN.findall(html) if li[:1] == "/"]
    return list(formes.values())
