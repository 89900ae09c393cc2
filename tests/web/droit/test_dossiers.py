"""Before a signature, how many dossiers would move; after it, how many moved. Never a name, never a small count."""

import asyncio
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app

from parcours.commission.models import Decision
from parcours.eligibilite import reevaluation
from parcours.eligibilite.models import Reevaluation, VerdictGarde
from socle.droit.models import Derogation
from tests.monde import LE, Monde, agir, planter
from tests.parcours.commission.scene import decider, pre_cej, presenter, presenter_refuse
from tests.socle.droit.conftest import signer
from tests.web.droit.test_actes import SAISIR, corps
from tests.web.droit.test_regles import lire, texte
from tests.web.jeunes.foule import peupler
from web.composants.dates import avec_annee

UN_MOIS = {"valeur": "1", "du": LE.isoformat()}
DEFAVORABLE, FAVORABLE = "defavorable", "favorable"
REFUS = {"contact_le": date(2026, 9, 1)}


def relire(monde: Monde, adresse: str = SAISIR, **ecarts: Any) -> str:
    """What Odile reads before she signs."""
    reponse = monde.client(monde.odile).post(adresse, corps(**UN_MOIS | ecarts, etape="relire"))
    assert reponse.status_code == 200
    return reponse.content.decode()


def territoire(monde: Monde, *, refuses: int, admis: int) -> None:
    """Youths whom the act would let in, and youths who are in already; all have names that must not be seen."""
    for rang in range(refuses):
        presenter_refuse(monde, **REFUS, identite={"prenom": f"Zoltanor{rang}", "nom": "Zoltanide"})
    for _ in range(admis):
        presenter(monde, identite={"prenom": "Zoltanette", "nom": "Zoltanide"})


def travailler() -> None:
    """The worker does what waits, as in production: another connection, the web role, no hat."""

    async def une_fois() -> None:
        async with app.open_async():
            await app.run_worker_async(
                wait=False, install_signal_handlers=False, listen_notify=False, queues=["reevaluation"]
            )

    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(une_fois())


def test_the_page_says_how_many_would_move_and_nobody_s_name(monde):
    territoire(monde, refuses=6, admis=5)
    page = relire(monde)
    lue = texte(page)
    assert "Défavorable devient Favorable 5 à 9 10 à 14 dossiers jugés au 23 novembre 2026" in lue
    assert "Zoltan" not in page
    assert not Derogation.objects.exists()
    with agir(monde.odile):
        demande = Reevaluation.objects.get()
    assert (demande.demandee_par, demande.garde, demande.acte_id) == (monde.odile, False, None)
    assert demande.comptes == {"total": 10, "passages": [[DEFAVORABLE, FAVORABLE, 5]], "departements": 1}


@pytest.mark.parametrize("refuses", [0, 3, 4])
def test_a_few_and_nobody_read_the_same_and_no_verdict_is_named(monde, refuses):
    territoire(monde, refuses=refuses, admis=5)
    page = relire(monde)
    lue = texte(page)
    assert "Aucun changement de verdict ne concernerait 5 dossiers ou plus, au 23 novembre 2026." in lue
    assert "5 à 9 dossiers jugés" in lue
    assert "devient Favorable" not in lue and "Zoltan" not in page
    with agir(monde.odile):
        assert Reevaluation.objects.get().comptes == {"total": 5, "passages": [], "departements": 1}


def test_the_day_judged_is_the_first_of_the_act_or_today(monde):
    assert "au 1er décembre 2026" in texte(relire(monde, du="2026-12-01")).partition("pour les dossiers")[2]
    assert "au 23 novembre 2026" in texte(relire(monde, du="2026-01-01")).partition("pour les dossiers")[2]


def test_an_act_replaced_or_ended_is_measured_against_the_law_with_it(monde):
    territoire(monde, refuses=6, admis=0)
    acte = signer(monde.odile, **UN_MOIS | {"du": LE})
    neuf = relire(monde, f"/regles/actes/{acte.pk}/remplacer/", valeur="4")
    assert "Favorable devient Défavorable 5 à 9" in texte(neuf)
    fin = monde.client(monde.odile).post(f"/regles/actes/{acte.pk}/fin/", {"dernier_jour": "2026-11-22"})
    assert "Favorable devient Défavorable 5 à 9" in texte(fin.content.decode())
    assert "Zoltan" not in neuf + fin.content.decode()
    acte.refresh_from_db()
    assert acte.terminee_le is None


def test_other_territories_are_neither_counted_nor_open(monde, rolande):
    territoire(monde, refuses=6, admis=0)
    acte = signer(monde.odile, du=LE)
    client = monde.client(rolande)
    ailleurs = client.post(SAISIR, corps(**UN_MOIS, etape="relire")).content.decode()
    assert "Moins de 5 dossiers à juger, ou aucun," in texte(ailleurs)
    for geste in ("fin", "remplacer"):
        assert client.post(f"/regles/actes/{acte.pk}/{geste}/", corps(etape="relire")).status_code == 404
    assert monde.client(monde.karim).post(SAISIR, corps(etape="relire")).status_code == 403


def test_no_day_draft_or_territory_tells_the_few_that_another_left_out(monde, regine):
    """Five, then four more the next day; a draft that moves three of them more; the région of the same département."""
    territoire(monde, refuses=5, admis=0)
    premiere = texte(relire(monde))
    assert "Défavorable devient Favorable 5 à 9" in premiere
    territoire(monde, refuses=4, admis=0)
    assert "Défavorable devient Favorable 5 à 9" in texte(relire(monde))
    for _ in range(3):
        presenter_refuse(monde, contact_le=date(2026, 11, 1))
    assert "Défavorable devient Favorable 5 à 9" in texte(relire(monde))
    assert "Défavorable devient Favorable 10 à 14" in texte(relire(monde, valeur="0"))
    lue = texte(monde.client(regine).post(SAISIR, corps(**UN_MOIS, etape="relire")).content.decode())
    assert "Défavorable devient Favorable 5 à 21 10 à 26 dossiers jugés" in lue
    assert "la somme des tranches de ses 4 départements" in lue


def test_so_many_measures_a_day_and_the_signature_stays_open(monde, monkeypatch):
    monkeypatch.setattr(reevaluation, "MESURES_PAR_JOUR", 2)
    for _ in range(2):
        assert "Aucun changement de verdict" in texte(relire(monde))
    assert "le plus qu’elle puisse" in texte(relire(monde))
    odile = monde.client(monde.odile)
    assert odile.post(SAISIR, corps(**UN_MOIS, etape="signer")).status_code == 302


def test_a_large_territory_is_counted_after(monde, monkeypatch):
    monkeypatch.setattr(reevaluation, "LOT", 2)
    monkeypatch.setattr(reevaluation, "LOTS_EN_PAGE", 2)
    territoire(monde, refuses=5, admis=0)
    lue = texte(relire(monde))
    assert "les compter ici serait trop long" in lue and "devient Favorable" not in lue


def test_queries_do_not_grow_with_the_dossiers(monde):
    couts = []
    for nombre in (3, 200):
        peupler(monde.nadia, nombre)
        odile = monde.client(monde.odile)
        with CaptureQueriesContext(connection) as requetes:
            odile.post(SAISIR, corps(**UN_MOIS, etape="relire"))
        couts.append(len(requetes))
    assert couts[0] == couts[1]


def test_signed_then_judged_again_by_the_worker_and_no_decision_moves(base_jetable):
    with transaction.atomic():
        monde = planter()
        territoire(monde, refuses=5, admis=0)
        decision = decider(monde, presenter_refuse(monde, **REFUS), **pre_cej(monde, fin_le=date(2027, 2, 1)))
        signee = _decision(monde, decision)
        odile, envoi = monde.client(monde.odile), corps(**UN_MOIS)
    page = odile.post(SAISIR, envoi | {"etape": "signer"})["Location"]
    odile.post(SAISIR, envoi | {"etape": "signer"})
    # PostgreSQL says when it was asked: on the day that the test runs.
    with connection.cursor() as curseur:
        curseur.execute("SELECT (now() AT TIME ZONE 'Europe/Paris')::date")
        jour = avec_annee(curseur.fetchone()[0]).replace("\N{NO-BREAK SPACE}", " ")
    assert f"Réévaluation demandée le {jour}, en cours." in lire(odile, page)
    travailler()
    lue = lire(odile, page)
    assert "Chaque verdict qui change est gardé dans son dossier." in lue
    assert "Défavorable devient Favorable 5 à 9" in lue and "Zoltan" not in lue
    assert "Favorable" not in lire(monde.client(None), page)
    # One signature, one re-evaluation.
    with transaction.atomic(), agir(monde.odile):
        assert Reevaluation.objects.count() == 1
    assert _reevalues(monde) == [FAVORABLE] * 6
    assert _decision(monde, decision) == signee


def test_what_is_to_come_is_counted_and_kept_for_nobody(base_jetable):
    with transaction.atomic():
        monde = planter()
        territoire(monde, refuses=6, admis=0)
        odile = monde.client(monde.odile)
    page = odile.post(SAISIR, corps(valeur="1", du="2026-12-01", etape="signer"))["Location"]
    travailler()
    lue = lire(odile, page)
    assert "pour le 1er décembre 2026. Jusque-là, les verdicts ne bougent pas." in lue
    assert "Défavorable devient Favorable 5 à 9" in lue
    assert _reevalues(monde) == []


def _decision(monde: Monde, decision: Decision) -> dict[str, Any]:
    with transaction.atomic(), agir(monde.nadia):
        return Decision.objects.values().get(pk=decision.pk)


def _reevalues(monde: Monde) -> list[str]:
    with transaction.atomic(), agir(monde.nadia):
        return list(VerdictGarde.objects.filter(pourquoi="reevaluation").values_list("reponse", flat=True))


def test_an_end_and_a_replacement_are_judged_again_too(monde):
    acte = signer(monde.odile, du=LE)
    odile = monde.client(monde.odile)
    envoi = corps(**UN_MOIS | {"id": str(uuid4())}, etape="signer")
    assert odile.post(f"/regles/actes/{acte.pk}/remplacer/", envoi).status_code == 302
    neuf = Derogation.objects.get(pk=envoi["id"])
    odile.post(f"/regles/actes/{neuf.pk}/fin/", {"dernier_jour": "2026-11-22", "etape": "signer"})
    with agir(monde.odile):
        demandes = list(Reevaluation.objects.filter(acte=neuf))
    demandes.sort(key=lambda d: -len(d.apres))
    assert [(d.le, d.garde, len(d.avant), len(d.apres)) for d in demandes] == [(LE, True, 1, 1), (LE, True, 1, 0)]
