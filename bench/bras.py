"""The two arms of each measure: the page as it is served, and its floor."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import connection, connections
from django.http import HttpResponse
from django.template import Context
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment

from bench import planchers
from bench.bases import Base, connexion
from socle.acteurs.models import Compte

AUTHENTIFIER = "allauth.account.auth_backends.AuthenticationBackend"
GABARITS = {"liste": "jeunes/jeunes.html", "recherche": "jeunes/recherche.html", "dossier": "dossier/dossier.html"}
SQL = {"liste": planchers.LISTE, "recherche": planchers.RECHERCHE, "dossier": planchers.DOSSIER}


@dataclass
class Bras:
    """One page seen by one viewer in one database."""

    page: str
    base: Base
    vus: int
    requetes: int = 0
    pid: int = 0
    pid_plancher: int = 0
    nous: Callable[[], object] = field(default=lambda: None)
    plancher: Callable[[], object] = field(default=lambda: None)


def ouvrir(page: str, base: Base, vus: int) -> Bras:
    """Make both arms ready: the viewer logged in, both connections open, the constant context kept."""
    bras = Bras(page, base, vus)
    django = connection.copy()
    django.settings_dict["NAME"] = base.nom
    connections["default"] = django
    client = Client()
    client.force_login(Compte.objects.get(pk=base.compte(vus)), backend=AUTHENTIFIER)
    dehors = connexion(base.nom)
    valeurs = {"structure": base.structure(vus), "dossier": _un_dossier(dehors, base.structure(vus))}
    demander = _demande(page, client, valeurs)

    def servir() -> HttpResponse:
        connections["default"] = django
        return demander()

    constante = _contexte(servir)
    with CaptureQueriesContext(django) as capture:
        servir()
        bras.requetes = len(capture)
    gabarit = get_template(GABARITS[page]).template

    def plancher() -> str:
        dehors.execute(SQL[page], valeurs).fetchall()
        return gabarit.render(Context(constante))

    assert len(plancher()) == len(servir().content.decode()), "the floor must render the same page"
    bras.nous, bras.plancher = servir, plancher
    bras.pid, bras.pid_plancher = django.connection.info.backend_pid, dehors.info.backend_pid
    return bras


def _demande(page: str, client: Client, valeurs: dict[str, Any]) -> Callable[[], HttpResponse]:
    demandes: dict[str, Callable[[], HttpResponse]] = {
        "liste": lambda: client.get("/jeunes/"),
        "recherche": lambda: client.post("/jeunes/recherche/", {"q": "helene"}),
        "dossier": lambda: client.get(f"/dossiers/{valeurs['dossier']}/"),
    }
    return demandes[page]


def _un_dossier(dehors: psycopg.Connection[Any], structure: int) -> Any:
    return dehors.execute(
        "SELECT id FROM dossier_dossier WHERE porteur_id = %s AND etape = 'eligibilite' ORDER BY maj_le DESC LIMIT 1",
        [structure],
    ).fetchone()[0]


def _contexte(servir: Callable[[], HttpResponse]) -> dict[str, Any]:
    """The whole context of the page, read once and kept."""
    setup_test_environment()
    try:
        reponse = servir()
        assert reponse.status_code == 200, reponse.status_code
        return reponse.context[0].flatten()
    finally:
        teardown_test_environment()
