"""An act that anybody may write down, and two pilotes: the one of the département, and a stranger who has their own."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from regles.noyau.bareme import Effet
from socle.acteurs.models import Appartenance, Structure
from socle.droit import ecritures
from socle.droit.ecritures import ActeDit
from socle.droit.models import Derogation
from tests.monde import LE, MAINTENANT, Monde, agir, embaucher


def dit(**ecarts: Any) -> ActeDit:
    """Three months instead of five, from a week after the day of the tests."""
    champs = {
        "programme": "cej-jr", "effet": Effet.REMPLACER.value, "cible": "carence_en_mois", "valeur": "3",
        "du": date(2026, 12, 1), "au": None, "titre": "Arrêté d’essai n° 1", "date": date(2026, 11, 20),
    }  # fmt: skip
    return ActeDit(**{**champs, **ecarts})


def signer(par: Appartenance, *, le: date = LE, **ecarts: Any) -> Derogation:
    """Sign an act under this hat."""
    with agir(par, le=le) as acteur:
        return ecritures.signer(acteur=acteur, acte_id=uuid4(), dit=dit(**ecarts), maintenant=MAINTENANT)


@pytest.fixture
def rolande(monde: Monde) -> Appartenance:
    """The pilote of another département."""
    ailleurs = Structure.objects.create(nature="pilote", nom="DDETS d’à côté", departement="56")
    return embaucher("Rolande", "Quéré", ailleurs, "charge_de_mission", portee="aucune", decide=False)


@pytest.fixture
def regine(monde: Monde) -> Appartenance:
    """The pilote of the région of both."""
    dreets = Structure.objects.create(nature="pilote", nom="DREETS", region="53")
    return embaucher("Régine", "Abalain", dreets, "charge_de_mission", portee="aucune", decide=False)
