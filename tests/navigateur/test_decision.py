"""What a decision of the commission costs a thumb, on the side that proposes it and on the one that signs it."""

import re
from dataclasses import dataclass

import pytest
from django.db import transaction
from playwright.sync_api import Page

from socle.acteurs.models import Appartenance
from tests.monde import LE
from tests.navigateur.doigt import Mesurer
from tests.navigateur.service import TELEPHONE, Service
from tests.parcours.commission.scene import JEUDI, presenter, presenter_refuse

MOTIF = "Il dort dehors et vient chaque jour."


@dataclass(frozen=True)
class Cote:
    """One side of the table: who it is, and the name of its side in a sentence."""

    qui: Appartenance
    nom: str


@pytest.fixture
def cotes(service: Service) -> tuple[Cote, Cote]:
    """The Monday before the séance: the porteur's side, then the mission locale's."""
    service.au(LE.isoformat(), "12:00")
    return Cote(service.monde.nadia, "porteur"), Cote(service.monde.karim, "mission locale")


def _telephone(service: Service, cote: Cote, adresse: str) -> Page:
    page = service.page(cote.qui, TELEPHONE, has_touch=True, is_mobile=True)
    page.goto(adresse)
    return page


def _proposer(service: Service, mesurer: Mesurer, cote: Cote, prenom: str, motif: str = "") -> None:
    """From the agenda: open the situation, choose, say why when it departs from the verdict, propose and sign."""
    page = _telephone(service, cote, f"/commission/{service.monde.val_dore.pk}/{JEUDI}/")
    quoi = f"décision proposée et signée, {cote.nom}{', contre le verdict' if motif else ''}"
    with mesurer(page, quoi, 4 if motif else 3) as doigt:
        doigt.toucher(page.get_by_role("link", name=re.compile(prenom)).first)
        doigt.voir(page.get_by_role("heading", level=1, name=re.compile(prenom)))
        doigt.toucher(page.get_by_label("Entrée en parcours"))
        if motif:
            doigt.ecrire("Pourquoi cette décision", motif)
        doigt.toucher(page.get_by_role("button", name="Proposer et signer"))
        doigt.voir(page.get_by_text("Elle attend maintenant l’autre côté"))
    service.examiner(page)


def _signer(service: Service, mesurer: Mesurer, cote: Cote, prenom: str) -> None:
    """From « À faire »: open what waits for a signature, sign it."""
    page = _telephone(service, cote, "/")
    with mesurer(page, f"décision relue et signée, {cote.nom}", 2) as doigt:
        doigt.toucher(page.get_by_role("link", name=re.compile(f"Relire et signer.*{prenom}")).first)
        doigt.voir(page.get_by_role("heading", level=1, name=re.compile(prenom)))
        doigt.toucher(page.get_by_role("button", name="Signer la décision"))
        doigt.voir(page.get_by_text("elle est en vigueur"))
    service.examiner(page)


def test_a_decision_takes_three_taps_to_propose_and_two_to_sign(service, cotes, mesurer):
    porteur, mission_locale = cotes
    with transaction.atomic():
        for prenom in ("Emma", "Lina"):
            presenter(service.monde, identite={"prenom": prenom})
    for prenom, propose, signe in (("Emma", porteur, mission_locale), ("Lina", mission_locale, porteur)):
        _proposer(service, mesurer, propose, prenom)
        _signer(service, mesurer, signe, prenom)


def test_to_depart_from_the_verdict_costs_its_reason(service, cotes, mesurer):
    porteur, mission_locale = cotes
    with transaction.atomic():
        presenter_refuse(service.monde, identite={"prenom": "Fatou"})
    _proposer(service, mesurer, porteur, "Fatou", MOTIF)
    _signer(service, mesurer, mission_locale, "Fatou")
