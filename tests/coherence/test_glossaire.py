"""One name from the law to the column to the page: what the code calls something is in the glossary.

Every app, every model, every list of choices and of answers is there; each value of a list too, by name or in the
line of its list. And what the glossary says is still in the code.
"""

import enum
import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.utils.module_loading import import_string

import regles

GLOSSAIRE = Path(__file__).resolve().parents[2] / "GLOSSAIRE.md"
NOS_ETAGES = ("demo", "parcours", "socle", "web")


def lignes() -> list[list[str]]:
    """The cells of each line of the tables: word, meaning, source, where."""
    tableaux = [ligne for ligne in GLOSSAIRE.read_text(encoding="utf-8").splitlines() if ligne.startswith("|")]
    cellules = [[c.strip() for c in ligne.strip("|").split("|")] for ligne in tableaux]
    return [c for c in cellules if c[0] != "mot" and not set(c[0]) <= {"-"}]


def codes(texte: str) -> list[str]:
    return re.findall(r"`([^`]+)`", texte)


LIGNES = lignes()
OU = {chemin for ligne in LIGNES for chemin in codes(ligne[-1])}


def nos_apps() -> list:
    return [app for app in apps.get_app_configs() if app.name.split(".")[0] in NOS_ETAGES]


def nos_modeles() -> list[str]:
    # pghistory makes an event model for each model it tracks: same word, same line.
    return [
        f"{modele.__module__}.{modele.__name__}"
        for app in nos_apps()
        for modele in app.get_models()
        if not hasattr(modele, "pgh_tracked_model")
    ]


def nos_listes() -> Iterator[type[enum.Enum]]:
    """The choices of our models, and the enumerations of the rules."""
    modules = [import_module(f"{app.name}.models") for app in nos_apps() if app.models_module]
    modules += [import_module(m.name) for m in pkgutil.walk_packages(regles.__path__, "regles.")]
    for module in modules:
        for _, classe in inspect.getmembers(module, inspect.isclass):
            if issubclass(classe, enum.Enum) and classe.__module__ == module.__name__:
                yield classe


def chemin(classe: type) -> str:
    return f"{classe.__module__}.{classe.__name__}"


def dite_avec_sa_liste(classe: type[enum.Enum], valeur: str) -> bool:
    """Whether the value stands in the line of its list, or of a list that holds the same values."""
    semblables = {chemin(c) for c in nos_listes() if {m.value for m in c} == {m.value for m in classe}}
    return any(valeur in codes(ligne[1]) for ligne in LIGNES if semblables & set(codes(ligne[-1])))


def dite_par_son_nom(classe: type[enum.Enum], valeur: str) -> bool:
    """Whether a line leads to a member of that value, of this list or of one that holds the same values."""
    semblables = [c for c in nos_listes() if {m.value for m in c} == {m.value for m in classe}]
    return any(f"{chemin(c)}.{c(valeur).name}" in OU for c in semblables)


@pytest.mark.parametrize("app", [app.name for app in nos_apps()])
def test_every_app_is_in_the_glossary(app):
    assert app in OU


@pytest.mark.parametrize("modele", nos_modeles())
def test_every_model_is_in_the_glossary(modele):
    assert modele in OU


@pytest.mark.parametrize("classe", list(nos_listes()), ids=chemin)
def test_every_list_and_each_of_its_values_is_in_the_glossary(classe):
    assert chemin(classe) in OU
    assert [
        membre.value
        for membre in classe
        if not dite_avec_sa_liste(classe, membre.value) and not dite_par_son_nom(classe, membre.value)
    ] == []


@pytest.mark.parametrize("chemin", sorted(OU))
def test_what_the_glossary_names_exists(chemin):
    racine, *reste = chemin.split(".")
    objet = import_module(racine)
    for rang, nom in enumerate(reste, start=1):
        if not hasattr(objet, nom):
            import_module(".".join((racine, *reste[:rang])))
        objet = getattr(objet, nom)


def test_a_word_has_one_line():
    mots = [ligne[0] for ligne in LIGNES]
    assert sorted(mots) == sorted(set(mots))
    assert all(len(ligne) == 4 and all(ligne) for ligne in LIGNES)


def test_lists_are_really_found():
    assert issubclass(import_string("socle.acteurs.models.Metier"), models.TextChoices)
    assert import_string("socle.acteurs.models.Metier") in set(nos_listes())
    assert "socle.dossier.models.Dossier" in nos_modeles()
