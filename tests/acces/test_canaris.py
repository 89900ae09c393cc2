"""Every actor opens every page they can find or guess; no word of a dossier reaches somebody not entitled to it."""

import logging
import re
from html import unescape

from django.db import connection
from django.urls import NoReverseMatch, reverse

from tests.acces import pdf, table
from tests.acces.canaris import semer
from tests.acces.scene import ACTEURS, Scene, essayer, sans_lendemain
from tests.acces.seme import CHAMPS, Seme

_LIEN = re.compile(r'(?:href|action|hx-get)="([^"#]+)')
PAGES_AU_PLUS = 2_400
# The dossiers that these two were shown once.
LES_SIENS = {"tania": "kanr", "eloi": "kane"}
ARRETS = ("/compte/", "/static/")


class Recolte:
    """What one actor was shown, page by page."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}

    def ajouter(self, adresse: str, reponse) -> str:
        """Keep what an answer says, headers and decoded documents included; returns its HTML."""
        brut = reponse.content
        texte = pdf.mots(brut) if brut[:5] == b"%PDF-" else unescape(brut.decode("utf-8", "replace"))
        entetes = "\n".join(f"{nom}: {valeur}" for nom, valeur in reponse.items())
        self.pages[adresse] = f"{reponse.status_code}\n{entetes}\n{texte}"
        return texte if "html" in reponse.get("Content-Type", "") else ""


def _devinees(semes: list[Seme], methode: str, qui: str) -> list[str]:
    """Every address that this actor may have an answer from, with the ids of these dossiers.

    Where the hat has no right at all the matrix has seen that nothing but a refusal comes back.
    """
    devinees, matrice = set(), table.lire()
    for nom, parametres in table.adresses().items():
        if matrice[nom, methode].get(qui, "405") in ("405", "403", "connexion"):
            continue
        for seme in semes:
            try:
                devinees.add(reverse(nom, kwargs={p: seme.arguments[p] for p in parametres}))
            except (KeyError, NoReverseMatch):
                continue
    return sorted(a for a in devinees if not a.startswith(ARRETS))


def _explorer(scene: Scene, qui: str, semes: list[Seme]) -> Recolte:
    """Follow every link from the home page, open every address one could forge, send every form empty, search."""
    recolte, client = Recolte(), scene.client(qui)
    a_lui = [s for s in semes if s.marque in ("kana", "kanb", LES_SIENS.get(qui))]
    file, vues = ["/", *_devinees(a_lui, "GET", qui)], set()
    while file and len(vues) < PAGES_AU_PLUS:
        adresse = file.pop(0)
        if adresse in vues or adresse.startswith(ARRETS):
            continue
        vues.add(adresse)
        with sans_lendemain():
            html = recolte.ajouter(f"GET {adresse}", essayer(client, "GET", adresse))
        # Filters and pages of the list show the same rows in another order.
        file += [unescape(li).split("?")[0] for li in _LIEN.findall(html) if li[:1] == "/"]
    assert len(vues) < PAGES_AU_PLUS, f"{qui} : l’exploration ne finit pas"
    for adresse in _devinees(a_lui, "POST", qui):
        with sans_lendemain():
            recolte.ajouter(f"POST {adresse}", essayer(client, "POST", adresse))
    for seme in semes:
        # Half a word: what comes back was found, not repeated.
        with sans_lendemain():
            demi = seme.mot("dossier.prenom")[:-3]
            recolte.ajouter(f"POST recherche {seme.marque}", essayer(client, "POST", "/jeunes/recherche/", {"q": demi}))
    return recolte


def _partis() -> str:
    """What is in the outbox and in the jobs."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT coalesce(string_agg(c::text, ' '), '') FROM courrier_courrier c")
        courriers = curseur.fetchone()[0]
        curseur.execute("SELECT coalesce(string_agg(j::text, ' '), '') FROM procrastinate_jobs j")
        return courriers + curseur.fetchone()[0]


def test_no_word_of_a_dossier_reaches_somebody_not_entitled_to_it(scene, capsys, caplog):
    caplog.set_level(logging.DEBUG)
    semes = semer(scene)
    recoltes = {qui: _explorer(scene, qui, semes) for qui in ACTEURS}
    fuites, muets = [], []
    for seme in semes:
        for champ in CHAMPS:
            droits = seme.lecteurs(champ)
            for qui, recolte in recoltes.items():
                ou = [p for p, texte in recolte.pages.items() if any(f in texte for f in seme.formes(champ))]
                if ou and qui not in seme.tolere(champ):
                    fuites.append((qui, champ, seme.marque, ou[:3]))
                if not ou and qui in droits:
                    muets.append((qui, champ, seme.marque))
    pages = sum(len(r.pages) for r in recoltes.values())
    mots = len(semes) * len(CHAMPS)
    with capsys.disabled():
        print(f"\ncanaris : {mots} mots × {len(ACTEURS)} acteurs × {pages} pages, {len(fuites)} fuites")
    assert fuites == []
    # A canary that nobody entitled ever reads proves nothing about the others.
    assert muets == [], muets
    formes = [f for s in semes for c in CHAMPS for f in s.formes(c)]
    ailleurs = _partis() + "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))
    assert [f for f in formes if f in ailleurs] == []
