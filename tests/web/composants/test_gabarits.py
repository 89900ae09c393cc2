"""Every template of the project: it compiles, respects the CSP, protects its forms, sets its French."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template

from web.composants import icones

RACINE = Path(__file__).resolve().parents[3]
COMMENTAIRE = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)
BALISE = re.compile(r"<script.*?</script>|\{%.*?%\}|\{\{.*?\}\}|<[^>{]*(?:\{[%{].*?[%}]\}[^>{]*)*>", re.DOTALL)
INTERDITS = {
    "style en ligne": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "gestionnaire en ligne": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "lien javascript": re.compile(r"javascript:", re.IGNORECASE),
    "hx-on ou hx-vals calculé": re.compile(r"hx-on|hx-vals=['\"]js:|hx-vars", re.IGNORECASE),
    "script en ligne": re.compile(r"<script(?![^>]*(?:\ssrc=|type=\"application/json\"))", re.IGNORECASE),
}


def dossiers():
    yield RACINE / "web" / "templates"
    for application in apps.get_app_configs():
        dossier = Path(application.path) / "templates"
        if dossier.is_dir() and RACINE in dossier.parents and ".venv" not in dossier.parts:
            yield dossier


GABARITS = sorted((d, f) for d in dossiers() for f in d.rglob("*") if f.suffix in (".html", ".txt"))
PAGES = [(d, f) for d, f in GABARITS if f.suffix == ".html"]
NOS_PAGES = [(d, f) for d, f in PAGES if "web/templates" in str(f) or "web/composants" in str(f)]


def nom(cas):
    return str(cas[1].relative_to(RACINE))


def texte(fichier):
    return COMMENTAIRE.sub("", fichier.read_text(encoding="utf-8"))


def test_les_gabarits_sont_trouves():
    assert len(GABARITS) > 80


@pytest.mark.parametrize("cas", GABARITS, ids=nom)
def test_un_gabarit_compile(cas):
    dossier, fichier = cas
    assert get_template(str(fichier.relative_to(dossier)))


@pytest.mark.parametrize("cas", PAGES, ids=nom)
def test_un_gabarit_respecte_la_csp(cas):
    contenu = texte(cas[1])
    assert [interdit for interdit, motif in INTERDITS.items() if motif.search(contenu)] == []


@pytest.mark.parametrize("cas", PAGES, ids=nom)
def test_un_formulaire_post_porte_son_jeton(cas):
    formulaires = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", texte(cas[1]), re.DOTALL | re.IGNORECASE)
    assert [f[:80] for f in formulaires if "csrf" not in f] == []


@pytest.mark.parametrize("cas", PAGES, ids=nom)
def test_une_icone_nommee_existe(cas):
    noms = set(re.findall(r"\{%-? *icone \"([^\"]+)\"", texte(cas[1])))
    assert {n for n in noms if not (icones.DOSSIER / f"{n}.svg").is_file()} == set()


@pytest.mark.parametrize("cas", NOS_PAGES, ids=nom)
def test_une_phrase_a_ses_espaces_insecables(cas):
    phrases = BALISE.sub("", texte(cas[1]))
    assert re.findall(r".{0,30} [:;?!»].{0,10}|.{0,10}« .{0,30}", phrases) == []
