"""The next dates on a dossier's page: late first, none that rests on what is not known, and no statement more."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.commission.ecritures_seances import deplacer
from parcours.contrat.ecritures_suite import interrompre
from parcours.sortie.lectures import avec_temps, reperes, reperes_lus
from regles.echeances import Attend, Code
from regles.noyau.temps import anniversaire
from socle.acces import patron
from socle.dossier.models import Dossier
from socle.droit.lectures import baremes
from tests.monde import LE, MAINTENANT, PARIS, agir
from tests.parcours.commission.scene import JEUDI, convoquer, decider, pre_cej, presenter, proposer
from tests.parcours.contrat.scene import FIN, en_contrat, entrer, ouvrir, preparer, prolonger, rompre, signer
from tests.parcours.remobilisation.scene import noter_pacea
from tests.parcours.sortie.scene import dire
from web.dossier.echeances import ProchainesDates, echeancier, prochaines_dates
from web.dossier.lectures import requete


def _lire(appartenance, dossier, *, le=LE):
    with agir(appartenance, le=le) as acteur:
        (lu,) = patron.lire(requete, acteur, cle=dossier.pk)
        return {e.code: e for e in echeancier(lu, le=le, baremes=baremes()).echeances}


def _carte(appartenance, dossier, *, le=LE) -> ProchainesDates:
    with agir(appartenance, le=le) as acteur:
        (lu,) = patron.lire(requete, acteur, cle=dossier.pk)
        return prochaines_dates(lu, le=le, baremes=baremes())


def _temps(appartenance, dossier, *, le) -> tuple[date | None, date | None]:
    with agir(appartenance, le=le) as acteur:
        (lu,) = patron.lire(requete, acteur, cle=dossier.pk)
        lus = reperes_lus(lu, le=le)
        # Said by PostgreSQL, for the page of the sortie, it is the same.
        assert lus == reperes(avec_temps(Dossier.objects).get(pk=dossier.pk), le=le)
    return lus.contrat_le, lus.contrat_fini_le


def test_a_contract_gives_its_end_as_it_stands(monde):
    convoquer(monde)
    dossier = entrer(monde)
    contrat = en_contrat(monde, dossier)
    dues = _lire(monde.karim, dossier)
    assert dues[Code.FIN_CONTRAT].le == FIN
    prolonger(monde.karim, contrat, jusqu_au=FIN + timedelta(days=60))
    dues = _lire(monde.nadia, dossier)
    assert dues[Code.FIN_CONTRAT].le == FIN + timedelta(days=60)
    rompre(monde.karim, contrat)
    dues = _lire(monde.nadia, dossier)
    assert Code.FIN_CONTRAT not in dues
    assert dues[Code.NOUVEAU_CEJ].le == date(2027, 5, 23)


def test_the_time_in_contract_runs_to_its_last_day_or_its_rupture(monde):
    convoquer(monde)
    dossier = entrer(monde)
    contrat = en_contrat(monde, dossier)
    assert _temps(monde.nadia, dossier, le=FIN) == (LE, None)
    assert _temps(monde.nadia, dossier, le=FIN + timedelta(days=1)) == (LE, FIN)
    rompu_le = LE + timedelta(days=20)
    rompre(monde.karim, contrat, le=rompu_le)
    assert _temps(monde.nadia, dossier, le=rompu_le) == (LE, rompu_le)


def test_what_follows_the_contract_is_late_once_it_ended_and_said_so(monde):
    convoquer(monde)
    dossier = entrer(monde)
    en_contrat(monde, dossier)
    apres = FIN + timedelta(days=3)
    carte = _carte(monde.nadia, dossier, le=apres)
    assert [d.quoi for d in carte.en_retard] == ["Dire ce qui suit le contrat"]
    assert carte.d_abord[0].en_retard
    with time_machine.travel(datetime(apres.year, apres.month, apres.day, 11, tzinfo=PARIS)):
        page = monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/").content.decode()
    ou = page.index("Les prochaines dates")
    assert ou < page.index("En retard", ou) < page.index("Dire ce qui suit le contrat", ou)


def test_papers_that_nobody_notes_are_a_remark_never_a_reproach(monde):
    convoquer(monde)
    dossier = entrer(monde)
    en_contrat(monde, dossier)
    assert "Papiers pour l’allocation" in [d.quoi for d in _carte(monde.nadia, dossier).d_abord]
    carte = _carte(monde.nadia, dossier, le=LE + timedelta(days=120))
    assert "Papiers pour l’allocation" not in [d.quoi for d in (*carte.d_abord, *carte.plus_tard)]
    assert any("ne note pas encore" in r for r in carte.remarques)


def test_a_pre_cej_gives_its_last_day_and_a_proposal_its_seance(monde):
    convoquer(monde)
    dossier = presenter(monde)
    decision = proposer(monde.nadia, dossier)
    assert _lire(monde.karim, dossier)[Code.COMMISSION].le == decision.seance_le
    autre = presenter(monde, identite={"prenom": "Lina"})
    decider(monde, autre, motif="il préfère attendre", **pre_cej(monde))
    assert _lire(monde.karim, autre)[Code.FIN_PRE_CEJ].le == date(2027, 3, 1)


def test_a_youth_on_the_agenda_reads_the_next_seance_of_the_mission_locale(monde):
    seul = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    dossier = presenter(monde, identite={"prenom": "Lina"})
    assert Code.COMMISSION not in _lire(monde.nadia, dossier)
    convoquer(monde)
    for le, seance in ((LE, JEUDI), (JEUDI, JEUDI), (JEUDI + timedelta(days=1), JEUDI + timedelta(weeks=1))):
        for qui in (monde.nadia, monde.karim):
            assert _lire(qui, dossier, le=le)[Code.COMMISSION].le == seance
    assert Code.COMMISSION not in _lire(monde.nadia, seul)
    with agir(monde.ines) as acteur:
        deplacer(
            acteur=acteur, prevue_le=JEUDI, tenue_le=JEUDI + timedelta(days=1), heure=time(14), lieu="", motif="",
            maintenant=MAINTENANT,
        )  # fmt: skip
    assert _lire(monde.karim, dossier)[Code.COMMISSION].le == JEUDI + timedelta(days=1)


def test_put_off_it_waits_for_the_seance_after(monde):
    convoquer(monde)
    dossier = presenter(monde)
    decider(monde, dossier, issue="ajournement", manque="un papier", apporte_par="porteur")
    assert _lire(monde.nadia, dossier)[Code.COMMISSION].le == JEUDI + timedelta(weeks=1)


def test_the_signatures_that_miss_and_the_end_of_an_interruption_are_dates(monde):
    convoquer(monde)
    dossier = entrer(monde)
    contrat = preparer(monde.karim, dossier, referent_id=monde.karim.pk)
    due = _lire(monde.nadia, dossier)[Code.SIGNATURES]
    assert (due.le, due.attend) == (LE, Attend.LES_DEUX)
    signer(monde.nadia, contrat, "jeune")
    signer(monde.karim, contrat, "mission_locale")
    due = _lire(monde.karim, dossier)[Code.SIGNATURES]
    assert due.attend is Attend.PORTEUR and "celle de l’association" in due.phrase
    signer(monde.nadia, contrat, "porteur")
    assert Code.SIGNATURES not in _lire(monde.nadia, dossier)
    ouvrir(monde.karim, contrat)
    with agir(monde.karim) as acteur:
        interrompre(
            acteur=acteur, contrat=contrat, interruption_id=uuid4(), du=LE, au=LE + timedelta(days=9), motif="emploi",
            maintenant=MAINTENANT,
        )  # fmt: skip
    assert _lire(monde.nadia, dossier)[Code.REPRISE].le == LE + timedelta(days=10)


def test_two_years_are_counted_from_the_last_contact_that_is_noted(monde):
    avant = LE - timedelta(days=200)
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, le=avant)
    assert _lire(monde.nadia, dossier)[Code.CONSERVATION].le == anniversaire(avant, 2)
    monde.accord(monde.nadia, dossier)
    assert _lire(monde.nadia, dossier)[Code.CONSERVATION].le == anniversaire(LE, 2)


def test_a_youth_who_left_waits_for_nothing_but_the_end_of_the_record(monde):
    dossier = presenter(monde)
    dire(monde.nadia, dossier)
    assert set(_lire(monde.nadia, dossier)) == {Code.CONSERVATION}


def test_nothing_is_shown_when_there_is_nothing():
    assert not ProchainesDates((), (), (), ())


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_the_dates_cost_no_statement(monde, qui):
    convoquer(monde)
    dossier = presenter(monde)
    client, comptes = monde.client(monde.gens[qui]), []

    def compter() -> None:
        adresse = f"/dossiers/{dossier.pk}/"
        assert client.get(adresse).status_code == 200
        with CaptureQueriesContext(connection) as requetes:
            assert b"Les prochaines dates" in client.get(adresse).content
        comptes.append(len(requetes))

    compter()
    decider(monde, dossier)
    noter_pacea(monde, dossier)
    compter()
    en_contrat(monde, dossier)
    compter()
    assert len(set(comptes)) == 1, comptes
