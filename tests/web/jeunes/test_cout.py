"""What a page costs in statements does not depend on how many youths there are: everything counted, as the web role."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.parcours.o2r import convention
from tests.web.jeunes.foule import peupler

AU_PLUS = 10


def _compter(demander) -> list[str]:
    demander()
    with CaptureQueriesContext(connection) as capture:
        reponse = demander()
    assert reponse.status_code == 200
    return [q["sql"] for q in capture.captured_queries]


@pytest.fixture(params=["nadia", "karim"])
def qui(request) -> str:
    return request.param


def _foule(monde, nombre: int) -> list:
    return peupler(monde.nadia, nombre, mission_locale_id=monde.val_dore.pk)


@pytest.mark.parametrize("vue", ["liste", "filtres", "programme", "recherche", "dossier"])
def test_a_page_costs_the_same_number_of_statements_at_50_and_500(monde, qui, vue):
    for programme in ("cej-jr", "o2r-jeunes"):
        convention(monde.le_fil, programme)
    client = monde.client(monde.gens[qui])
    demandes = {
        "liste": lambda: client.get("/jeunes/"),
        "filtres": lambda: client.get("/jeunes/?etape=eligibilite&tri=prenom"),
        "programme": lambda: client.get("/jeunes/?programme=cej-jr"),
        "recherche": lambda: client.post("/jeunes/recherche/", {"q": "jeune"}),
        "dossier": lambda: client.get(f"/dossiers/{ids[0]}/"),
    }
    vide = _compter(demandes[vue]) if vue != "dossier" else []
    ids = _foule(monde, 50)
    a_50 = _compter(demandes[vue])
    ids += _foule(monde, 450)
    a_500 = _compter(demandes[vue])
    assert len(a_50) == len(a_500) <= AU_PLUS, a_500
    # With nobody to show, no reading is journalled: one statement less.
    assert vue == "dossier" or len(vide) == len(a_50) - 1
