"""The page « Autour du jeune »: what the acts say, what was noted, and who reads it."""

from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.interlocuteurs.models import Partenaire
from socle.dossier.ecritures import confier
from tests.monde import MAINTENANT, agir
from web.dossier.lectures import lectures_du_dossier

FOYER = {
    "sorte": "hebergement", "organisation": "Foyer des Tilleuls", "nom": "Anouk Bizien", "fonction": "éducatrice",
    "pour_quoi": "Sa chambre, et les papiers du foyer.", "telephone": "01 99 00 00 77", "joignable": "le matin",
    "courriel": "", "depuis": "2026-10-01", "audience": "les_deux",
}  # fmt: skip


@pytest.fixture(autouse=True)
def le_jour():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


@pytest.fixture
def dossier(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    with agir(monde.karim) as acteur:
        confier(acteur=acteur, dossier=dossier, appartenance_id=monde.karim.pk, maintenant=MAINTENANT)
    return dossier


def page(monde, qui, dossier):
    return monde.client(monde.gens[qui]).get(f"/dossiers/{dossier.pk}/equipe/")


def nommer(monde, qui, dossier, **champs):
    return monde.client(monde.gens[qui]).post(
        f"/dossiers/{dossier.pk}/equipe/partenaires/", {"id": uuid4(), **FOYER, **champs}, follow=True
    )


def test_both_sides_see_whom_the_acts_name(monde, dossier):
    for qui in ("nadia", "karim"):
        dit = page(monde, qui, dossier).content.decode()
        assert "Nadia Ferrand" in dit and "Karim Vasseur" in dit
        assert "depuis le 23 novembre 2026" in dit.replace("\N{NO-BREAK SPACE}", " ")


def test_a_number_is_shown_on_a_click_that_the_journal_keeps(monde, dossier):
    adresse = monde.karim.compte.email
    assert adresse not in page(monde, "nadia", dossier).content.decode()
    client = monde.client(monde.nadia)
    montre = client.post(f"/dossiers/{dossier.pk}/equipe/membre-{monde.karim.pk}/joindre/")
    assert montre.status_code == 200 and f"mailto:{adresse}" in montre.content.decode()
    with agir(monde.nadia):
        assert [ligne["vue"] for ligne in lectures_du_dossier(dossier.pk)].count("joindre") == 1
    # Somebody who is not around this youth is not reached from here.
    autre = client.post(f"/dossiers/{dossier.pk}/equipe/membre-{monde.lena.pk}/joindre/")
    assert autre.status_code == 404


def test_a_partner_is_named_without_opening_anything(monde, dossier):
    dite = nommer(monde, "nadia", dossier).content.decode()
    assert "Anouk Bizien" in dite and "ne lui est pas ouvert" in dite
    assert FOYER["telephone"] not in dite
    with agir(monde.nadia):
        note = Partenaire.objects.get()
    montre = monde.client(monde.karim).post(f"/dossiers/{dossier.pk}/equipe/partenaire-{note.pk}/joindre/")
    assert FOYER["telephone"] in montre.content.decode()


@pytest.mark.parametrize("sorte", ["sante", "justice"])
def test_health_and_justice_stay_with_who_noted_them(monde, dossier, sorte):
    refus = nommer(monde, "nadia", dossier, sorte=sorte)
    assert "aucun accord du jeune" in refus.content.decode()
    nommer(monde, "nadia", dossier, sorte=sorte, audience="structure")
    assert "Anouk Bizien" in page(monde, "bilal", dossier).content.decode()
    assert "Anouk Bizien" not in page(monde, "karim", dossier).content.decode()
    with agir(monde.nadia):
        note = Partenaire.objects.get()
    cle = f"/dossiers/{dossier.pk}/equipe/partenaire-{note.pk}/joindre/"
    assert monde.client(monde.karim).post(cle).status_code == 404


def test_only_who_noted_changes_it(monde, dossier):
    nommer(monde, "nadia", dossier)
    with agir(monde.nadia):
        note = Partenaire.objects.get()
    un = f"/dossiers/{dossier.pk}/equipe/partenaires/{note.pk}/"
    assert monde.client(monde.karim).get(un).status_code == 404
    assert monde.client(monde.karim).post(f"{un}retirer/").status_code == 404
    dit = monde.client(monde.bilal).post(un, {**FOYER, "version": 1, "fonction": "cheffe de service"}, follow=True)
    assert "cheffe de service" in dit.content.decode()
    conflit = monde.client(monde.nadia).post(un, {**FOYER, "version": 1, "fonction": "veilleuse"})
    assert conflit.status_code == 409
    assert "veilleuse" in conflit.content.decode() and "cheffe de service" in conflit.content.decode()


def test_who_left_stays_written_and_may_come_back(monde, dossier):
    nommer(monde, "nadia", dossier)
    with agir(monde.nadia):
        note = Partenaire.objects.get()
    un, client = f"/dossiers/{dossier.pk}/equipe/partenaires/{note.pk}/", monde.client(monde.nadia)
    avant = client.post(f"{un}parti/", {"parti_le": "2026-09-01"})
    assert avant.status_code == 200 and 'aria-invalid="true"' in avant.content.decode()
    parti = client.post(f"{un}parti/", {"parti_le": "2026-11-20"}, follow=True).content.decode()
    assert "Avant (1)" in parti
    trop_tard = client.post(un, {**FOYER, "version": 1, "depuis": "2026-11-22"})
    assert "est partie avant ce jour" in trop_tard.content.decode()
    revenu = client.post(f"{un}encore-la/", follow=True).content.decode()
    assert "Avant (" not in revenu and "Anouk Bizien" in revenu
    assert (
        "Anouk Bizien"
        not in client.post(f"{un}retirer/", follow=True).content.decode().split("<main")[1].split("<ul")[1]
    )


def test_without_an_accord_the_mission_locale_is_not_in_the_team(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    dit = page(monde, "nadia", dossier).content.decode()
    assert "ne voit pas ce dossier" in dit
    assert page(monde, "karim", dossier).status_code == 404


def test_who_handed_over_is_said_with_what_they_still_see(monde, dossier):
    with agir(monde.nadia) as acteur:
        confier(acteur=acteur, dossier=dossier, appartenance_id=monde.bilal.pk, maintenant=MAINTENANT)
    dit = page(monde, "karim", dossier).content.decode()
    assert "Avant (1)" in dit and "Voit encore ce dossier" in dit


def test_as_many_queries_with_twenty_partners_as_with_none(monde, dossier):
    client, couts = monde.client(monde.nadia), []
    client.get("/")
    for rang in range(-1, 20):
        if rang >= 0:
            nommer(monde, "nadia", dossier, nom=f"Personne {rang}")
        if rang in (-1, 19):
            with CaptureQueriesContext(connection) as requetes:
                client.get(f"/dossiers/{dossier.pk}/equipe/")
            couts.append(len(requetes))
    assert couts[0] == couts[1] <= 10
