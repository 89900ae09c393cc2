"""A CEJ excludes the allocation while it runs and for the months it touched; over, a PACEA may follow it (L5131-5)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from parcours.contrat.ecritures_suite import interrompre
from parcours.remobilisation import ecritures_allocation as allocations
from parcours.remobilisation.avis import avis_de
from parcours.remobilisation.ecritures import PasEnRemobilisation
from parcours.remobilisation.ecritures_pacea import FinTropTardive
from socle.dossier.models import Etape
from socle.droit.ecritures import ActeDit, signer
from tests.acces.scene import sortir
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.pages import texte
from tests.parcours.contrat.scene import en_contrat, rompre
from tests.parcours.remobilisation.scene import (
    demander,
    demander_diagnostic,
    entrer,
    noter_pacea,
)

pytestmark = pytest.mark.usefixtures("lundi")
AVANT = {"debut_le": LE - timedelta(days=90), "fin_prevue_le": LE + timedelta(days=90)}
FINI = {"debut_le": date(2026, 3, 1), "fin_prevue_le": date(2026, 10, 31)}


def _critere(monde, demande):
    with agir(monde.karim):
        return avis_de(demande.dossier, demande, montant=demande.montant, le=LE).critere("CEJ").motif.code


def test_no_request_while_a_cej_runs(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier, **AVANT)
    with pytest.raises(allocations.CejSigne):
        demander(monde, dossier)
    with pytest.raises(PasEnRemobilisation):
        noter_pacea(monde, dossier)
    assert "Un CEJ est signé" in texte(monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/remobilisation/"))


def test_held_for_a_time_it_runs_still(monde):
    dossier = entrer(monde)
    contrat = en_contrat(monde, dossier, **AVANT)
    with agir(monde.karim) as acteur:
        interrompre(
            acteur=acteur, contrat=contrat, interruption_id=uuid4(), du=LE - timedelta(days=5), au=None,
            motif="emploi", maintenant=MAINTENANT,
        )  # fmt: skip
    with pytest.raises(allocations.CejSigne):
        demander(monde, dossier)


def test_over_a_pacea_follows_it_though_the_dossier_still_stands_at_the_contract(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier, **FINI)
    with agir(monde.nadia):
        dossier.refresh_from_db()
        assert dossier.etape == Etape.CONTRAT
    noter_pacea(monde, dossier, signe_le=date(2026, 11, 2))
    assert _critere(monde, demander(monde, dossier)) == "CEJ_FINI"
    page = texte(monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/remobilisation/"))
    assert "Un CEJ est signé" not in page
    assert "Le PACEA est ouvert" in page


def test_broken_this_month_is_still_a_month_in_cej(monde):
    dossier = entrer(monde)
    contrat = en_contrat(monde, dossier, **AVANT)
    rompre(monde.karim, contrat, rompu_le=LE - timedelta(days=3))
    assert demander_diagnostic(monde, dossier).tenu_le is None
    assert _critere(monde, demander(monde, dossier)) == "CEJ_CE_MOIS"


def test_who_left_in_contract_is_not_said_to_have_signed_none(monde):
    dossier = entrer(monde)
    demande = demander(monde, dossier)
    en_contrat(monde, dossier, **AVANT)
    with agir(monde.nadia) as acteur:
        sortir(acteur, dossier.pk)
    assert _critere(monde, demande) == "CEJ_SIGNE"


def test_the_acts_of_the_territory_bound_a_pacea_and_are_cited(monde):
    dossier = entrer(monde)
    dit = ActeDit(
        programme="pacea", effet="remplacer", cible="duree_maximale_en_mois", valeur="18", du=date(2026, 11, 1),
        au=None, titre="Arrêté d’essai sur le PACEA", date=date(2026, 10, 15),
    )  # fmt: skip
    with agir(monde.odile) as acteur:
        signer(acteur=acteur, acte_id=uuid4(), dit=dit, maintenant=MAINTENANT)
    client, url = monde.client(monde.karim), f"/dossiers/{dossier.pk}/remobilisation/pacea/noter/"
    assert "18 mois au plus" in texte(client.get(url))
    champs = {"id": uuid4(), "version": 1, "signe_le": "2026-11-20"}
    page = texte(client.post(url, champs | {"fin_prevue_le": "2028-05-20"}))
    assert "Entre la signature et le 19 mai 2028" in page
    assert "Arrêté d’essai sur le PACEA" in page
    with pytest.raises(FinTropTardive):
        noter_pacea(monde, dossier, signe_le=LE - timedelta(days=3), fin=date(2028, 5, 20))
    # Signed before the act, it is judged by the text of that day.
    noter_pacea(monde, dossier, signe_le=date(2026, 10, 31), fin=date(2028, 10, 30))
