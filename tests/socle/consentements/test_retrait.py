"""A withdrawal acts at the next request, everywhere; whoever was writing gets their text back, and nothing else."""

import inspect
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse
from procrastinate.contrib.django import app

from socle.consentements.ecritures import retirer
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.plan.scene import prevoir, viser
from tests.socle.consentements.comparer import sans_jeton

TEXTE = "Il veut un toit, et un travail de nuit."


@pytest.fixture
def scene(monde):
    """The plan is open to Karim, who is writing in it."""
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, identite={"prenom": "Zzyzx"})
    return dossier, monde.accord(monde.nadia, dossier, elements=["dossier", "plan", "coordonnees"])


def _ecrire(monde, qui, dossier_id):
    saisi = {"id": uuid4(), "domaine": "logement", "titre": TEXTE, "mots": ""}
    return monde.client(monde.gens[qui]).post(reverse("ajouter_objectif", args=[dossier_id]), saisi)


def _fermer(monde, accord):
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)


@pytest.mark.parametrize("comment", ["retrait", "fin", "reduit"])
def test_the_text_of_an_open_form_comes_back_with_nothing_of_the_dossier(monde, scene, comment):
    dossier, accord = scene
    if comment == "retrait":
        _fermer(monde, accord)
    elif comment == "reduit":
        monde.accord(monde.nadia, dossier, elements=["dossier"])
    else:
        monde.accord(monde.nadia, dossier, jusqu_a=LE - timedelta(days=400), le=LE - timedelta(days=500))
    reponse = _ecrire(monde, "karim", dossier.pk)
    page = reponse.content.decode()
    assert reponse.status_code == 404
    assert TEXTE in page
    assert "Rien n’a été enregistré." in page
    assert "Zzyzx" not in page
    assert str(dossier.pk) not in page


def test_whoever_never_held_it_gets_the_answer_of_an_id_that_does_not_exist(monde, scene):
    dossier, _ = scene
    for qui in ("sacha", "lena", "maya"):
        ici, nulle_part = (_ecrire(monde, qui, pk) for pk in (dossier.pk, uuid4()))
        assert ici.status_code == nulle_part.status_code == 404
        assert TEXTE not in ici.content.decode()
        assert sans_jeton(ici) == sans_jeton(nulle_part)


def test_every_page_and_document_is_closed_at_the_next_request(monde, scene):
    dossier, accord = scene
    viser(monde.nadia, dossier)
    prevoir(monde.karim, viser(monde.karim, dossier))
    karim = monde.client(monde.karim)
    pages = [
        reverse(nom, args=[dossier.pk])
        for nom in ("dossier", "plan", "plan_imprime", "interlocuteurs", "carte_interlocuteurs", "accords")
    ]
    assert {karim.get(page).status_code for page in pages} == {200}
    _fermer(monde, accord)
    assert {karim.get(page).status_code for page in pages} == {404}


def test_no_mail_and_no_job_carries_a_dossier(db):
    """Nothing waits that would have to be checked again when it leaves: a task or a mail that did would fail here."""
    notres = [t for t in app.tasks.values() if t.func.__module__.split(".")[0] in ("socle", "parcours", "web")]
    # `courrier`: a mail, by its id; `mandat`: a territory whose law changed; `timestamp`: the hour of a periodic task.
    assert {p for t in notres for p in inspect.signature(t.func).parameters} == {"courrier", "mandat", "timestamp"}
    champs = apps.get_model("courrier", "Courrier")._meta.get_fields()
    assert not [f for f in champs if f.is_relation or "dossier" in f.name]
