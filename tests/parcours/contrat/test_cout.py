"""What the pages of a contract cost in statements: the same whatever it went through, for both sides."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.contrat.ecritures_suite import interrompre
from regles.contrat import Regime
from tests.monde import LE, MAINTENANT, agir, identifiant
from tests.parcours.contrat.scene import en_contrat, entrer, preparer, prolonger, rompre, signer_a_trois
from tests.parcours.contrat.test_changements import heures, nommer

DOSSIER_AU_PLUS, CONTRAT_AU_PLUS = 8, 10


@pytest.fixture(autouse=True)
def lundi():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


def _compter(client, adresse) -> int:
    client.get(adresse)
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(adresse).status_code == 200
    return len(requetes)


def _vivre(monde, dossier) -> None:
    """All that may happen: a contract prolonged, interrupted, broken, and the next one prepared and signed."""
    contrat = en_contrat(monde, dossier, debut_le=LE - timedelta(days=300), fin_prevue_le=LE + timedelta(days=10))
    prolonger(monde.karim, contrat, jusqu_au=LE + timedelta(days=40))
    for rang in range(4):
        du = LE - timedelta(days=200 - 20 * rang)
        with agir(monde.karim) as acteur:
            interrompre(
                acteur=acteur, contrat=contrat, interruption_id=identifiant(), du=du, au=du + timedelta(days=5),
                motif="emploi", maintenant=MAINTENANT,
            )  # fmt: skip
    vu = contrat.pk
    for rang, qui in enumerate((monde.ines, monde.karim, monde.ines)):
        nommee = nommer(monde, contrat, qui, du=LE - timedelta(days=20 - rang), vu=vu)
        vu = nommee.pk
    heures(monde, contrat, None, Regime.PARENT_SEUL, du=LE - timedelta(days=9))
    rompre(monde.karim, contrat, rompu_le=LE - timedelta(days=3))
    signer_a_trois(monde, preparer(monde.karim, dossier, regime="empechement", heures=None))


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_a_contract_adds_no_statement_to_the_dossier_and_few_to_its_own_page(monde, qui):
    rien, plein = entrer(monde), entrer(monde, identite={"prenom": "Lina"})
    _vivre(monde, plein)
    client = monde.client(monde.gens[qui])
    sans, avec = ([_compter(client, f"/dossiers/{d.pk}/{s}") for s in ("", "contrat/")] for d in (rien, plein))
    assert sans[0] == avec[0] <= DOSSIER_AU_PLUS, (sans, avec)
    assert sans[1] == avec[1] <= CONTRAT_AU_PLUS, (sans, avec)


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_what_waits_costs_the_same_whatever_waits(monde, qui):
    client = monde.client(monde.gens[qui])
    entrer(monde)
    au_debut = _compter(client, "/")
    for rang in range(4):
        dossier = entrer(monde, identite={"prenom": f"Jeune {rang}"})
        if rang:
            contrat = preparer(monde.karim, dossier)
        if rang > 1:
            signer_a_trois(monde, contrat)
    assert _compter(client, "/") == au_debut
