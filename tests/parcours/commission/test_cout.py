"""What a page of the commission costs in statements: the same for both sides, whatever the number of youths."""

import re
from dataclasses import dataclass, field
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from socle.partenariats.models import Partenariat
from tests.monde import Monde
from tests.parcours.commission.foule import proposer_a_tous, signer_tout
from tests.parcours.commission.scene import decider, pre_cej, presenter, presenter_refuse
from tests.web.jeunes.foule import peupler

pytestmark = pytest.mark.usefixtures("lundi")

AU_PLUS = 10
QUI = pytest.mark.parametrize("qui", ["nadia", "karim"])


def _compter(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(url).status_code == 200, url
    return len(requetes)


@dataclass
class Foule:
    """Youths on the agenda of two porteurs: a third decided, a third waiting for a signature, a third for a decision.

    Each list holds the ids of Le Fil's, which both sides see.
    """

    monde: Monde
    decidees: list = field(default_factory=list)
    a_signer: list = field(default_factory=list)
    libres: list = field(default_factory=list)
    ailleurs: int = 0

    def ajouter(self, nombre: int) -> None:
        """`nombre` more at Le Fil and a tenth of it at the other porteur, all shared with the mission locale."""
        for par, combien in ((self.monde.nadia, nombre), (self.monde.sacha, nombre // 10)):
            ids = peupler(par, combien, mission_locale_id=self.monde.val_dore.pk)
            tiers = combien // 3
            decisions = proposer_a_tous(par, ids[: 2 * tiers])
            signer_tout(self.monde.karim, decisions[:tiers])
            if par is self.monde.nadia:
                self.decidees += ids[:tiers]
                self.a_signer += ids[tiers : 2 * tiers]
                self.libres += ids[2 * tiers :]
            else:
                self.ailleurs += combien

    def vues_par(self, qui: str) -> int:
        """How many situations that hat finds on the agenda: the mission locale sees both porteurs'."""
        siennes = len(self.decidees) + len(self.a_signer) + len(self.libres)
        return siennes + self.ailleurs if qui == "karim" else siennes


@pytest.fixture
def foule(monde) -> Foule:
    Partenariat.objects.create(porteur=monde.les_amarres, mission_locale=monde.val_dore, depuis=date(2023, 1, 1))
    return Foule(monde)


def _client(foule: Foule, qui: str) -> Client:
    return foule.monde.client(foule.monde.gens[qui])


def _couter(qui: str, jeudi: str, foule: Foule) -> dict[str, int]:
    """The statements of each page, by name, before the séance and once it is past."""
    client = _client(foule, qui)
    adresses = {"séances": "/commission/", "ordre du jour": jeudi, "compte rendu": f"{jeudi}compte-rendu/"}
    if foule.libres:
        adresses |= {
            "à décider": f"{jeudi}{foule.libres[0]}/",
            "projetée": f"{jeudi}{foule.libres[0]}/?ecran=projete",
            "à signer": f"{jeudi}{foule.a_signer[0]}/",
            "décidée": f"{jeudi}{foule.decidees[0]}/",
            "retirer la proposition": f"{jeudi}{foule.a_signer[0]}/retirer/",
        }
    couts = {nom: _compter(client, url) for nom, url in adresses.items()}
    with time_machine.travel("2026-12-01 11:00+01:00", tick=False):
        # The session of the Monday has ended.
        client = _client(foule, qui)
        passees = {"séances, ensuite": "/commission/"} | ({"séance passée": jeudi} if foule.decidees else {})
        return couts | {nom: _compter(client, url) for nom, url in passees.items()}


def _inscrites(qui: str, jeudi: str, foule: Foule) -> int:
    return len(re.findall('class="ligne-situation"', _client(foule, qui).get(jeudi).content.decode()))


@QUI
def test_every_page_costs_the_same_at_0_50_and_500(jeudi, foule, qui):
    a_0 = _couter(qui, jeudi, foule)
    foule.ajouter(50)
    assert _inscrites(qui, jeudi, foule) == foule.vues_par(qui)
    a_50 = _couter(qui, jeudi, foule)
    foule.ajouter(450)
    assert _inscrites(qui, jeudi, foule) == foule.vues_par(qui) == (550 if qui == "karim" else 500)
    a_500 = _couter(qui, jeudi, foule)
    assert a_50 == a_500
    assert max(a_500.values()) <= AU_PLUS, a_500
    # With nobody to show, no reading is journalled, or no sign is asked for: one statement less.
    assert a_0 == {nom: a_50[nom] - 1 for nom in a_0}


@QUI
def test_what_a_decision_adds_to_a_page_costs_no_statement(monde, jeudi, qui):
    client = monde.client(monde.gens[qui])
    premier = presenter_refuse(monde)
    decider(monde, premier, **pre_cej(monde, fin_le=date(2027, 3, 1)))
    pages = ["/commission/", jeudi, f"{jeudi}{premier.pk}/", f"{jeudi}compte-rendu/"]
    au_debut = [_compter(client, page) for page in pages]
    for rang in range(6):
        dossier = presenter(monde, identite={"prenom": f"Jeune {rang}"})
        if rang % 2:
            decider(monde, dossier)
    assert [_compter(client, page) for page in pages] == au_debut
    assert max(au_debut) <= AU_PLUS
