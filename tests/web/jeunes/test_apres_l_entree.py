"""« Attendu » for who entered: one answer to « what now? », the same for both sides but for the money kept from one."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.commission.ecritures import dire_faite
from parcours.remobilisation.ecritures_allocation import transmettre
from regles.decision import Quoi
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.pages import texte
from tests.parcours.contrat.scene import en_contrat, preparer, rompre, signer, signer_a_trois
from tests.parcours.remobilisation.scene import (
    demander,
    demander_diagnostic,
    entrer,
    noter_pacea,
    proposer,
    repondre,
    tenir,
)

DIAGNOSTIC_PARTAGE = "Préparer le contrat, après le diagnostic partagé Nadia Ferrand"
pytestmark = pytest.mark.usefixtures("lundi")


@pytest.fixture
def lundi():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


@pytest.fixture
def dossier(monde):
    """Entered, what the entry asked of each side done."""
    ouvert = entrer(monde)
    for qui, quoi in ((monde.nadia, Quoi.ANNONCER), (monde.karim, Quoi.REPORTER_IMILO)):
        with agir(qui) as acteur:
            dire_faite(acteur=acteur, dossier=ouvert, quoi=quoi, faite=True, maintenant=MAINTENANT)
    return ouvert


def liste(monde, qui="nadia"):
    return texte(monde.client(monde.gens[qui]).get("/jeunes/"))


def test_with_nothing_asked_the_next_step_is_named(monde, dossier):
    assert DIAGNOSTIC_PARTAGE in liste(monde)
    assert DIAGNOSTIC_PARTAGE in liste(monde, "karim")


def test_the_diagnosis_in_its_turns(monde, dossier):
    diagnostic = demander_diagnostic(monde, dossier)
    assert "Proposer un jour pour le diagnostic" in liste(monde)
    proposer(monde, diagnostic, LE + timedelta(days=3))
    assert "Préparer le jeune au diagnostic" in liste(monde)
    proposer(monde, diagnostic, LE, version=2)
    assert "Dire si le diagnostic a eu lieu" in liste(monde)
    tenir(monde, diagnostic, version=3)
    assert "Noter le PACEA, une fois signé" in liste(monde)
    noter_pacea(monde, dossier, signe_le=LE)
    assert DIAGNOSTIC_PARTAGE in liste(monde)


def test_a_pacea_near_its_end(monde, dossier):
    noter_pacea(monde, dossier, fin=LE + timedelta(days=20))
    assert "Dire comment le PACEA se termine" in liste(monde)


def test_the_money_for_whom_may_read_it(monde, dossier):
    noter_pacea(monde, dossier)
    demande = demander(monde, dossier)
    assert "Répondre à la demande d’allocation" in liste(monde, "karim")
    repondre(monde, demande, "a_completer", accorde=None, pourquoi="un papier")
    assert "Compléter la demande d’allocation Nadia Ferrand" in liste(monde)
    repondre(monde, demande, version=2)
    assert "Transmettre l’allocation à l’ASP" in liste(monde)
    with agir(monde.karim) as acteur:
        transmettre(acteur=acteur, demande=demande, le=LE, maintenant=MAINTENANT)
    assert DIAGNOSTIC_PARTAGE in liste(monde)


def test_the_contract_from_its_signatures_to_its_end(monde, dossier):
    contrat = preparer(monde.karim, dossier, referent_id=monde.karim.pk)
    assert "Signer le contrat Le jeune" in liste(monde)
    signer(monde.nadia, contrat, "jeune")
    assert "Signer le contrat Nadia Ferrand" in liste(monde)
    signer(monde.nadia, contrat, "porteur")
    signer(monde.karim, contrat, "mission_locale")
    assert "Ouvrir le contrat, signé des trois" in liste(monde)


@pytest.mark.parametrize(
    ("reste", "dit"),
    [
        (200, "Accompagner, le contrat est en cours"),
        (30, "Préparer la fin du contrat"),
        (-1, "Dire ce qui suit le contrat"),
    ],
)
def test_an_open_contract_says_where_its_end_is(monde, dossier, reste, dit):
    en_contrat(monde, dossier, debut_le=LE - timedelta(days=90), fin_prevue_le=LE + timedelta(days=reste))
    assert dit in liste(monde)
    assert dit in liste(monde, "karim")


def test_broken_it_is_to_be_prepared_anew(monde, dossier):
    contrat = en_contrat(monde, dossier, debut_le=LE - timedelta(days=90), fin_prevue_le=LE + timedelta(days=9))
    rompre(monde.karim, contrat)
    assert DIAGNOSTIC_PARTAGE in liste(monde)


def test_whatever_each_waits_for_the_list_costs_the_same(monde, dossier):
    client = monde.client(monde.nadia)

    def compter():
        client.get("/jeunes/")
        with CaptureQueriesContext(connection) as requetes:
            client.get("/jeunes/")
        return len(requetes)

    au_debut = compter()
    demander_diagnostic(monde, dossier)
    for rang in range(3):
        autre = entrer(monde, identite={"prenom": f"Jeune {rang}"})
        noter_pacea(monde, autre)
        demander(monde, autre)
        signer_a_trois(monde, preparer(monde.karim, autre))
    assert compter() == au_debut


def test_what_presses_comes_before_what_the_entry_left_to_do(monde):
    ouvert = entrer(monde)
    page = liste(monde)
    assert any(dit in page for dit in ("Annoncer son entrée", "Reporter l’entrée dans I-Milo"))
    demander_diagnostic(monde, ouvert)
    assert "Proposer un jour pour le diagnostic" in liste(monde)


def test_in_contract_the_entry_and_the_diagnosis_are_behind(monde):
    ouvert = entrer(monde)
    demander_diagnostic(monde, ouvert)
    en_contrat(monde, ouvert)
    assert "Accompagner, le contrat est en cours" in liste(monde)
