"""The law that is applied: national values and acts, one fingerprint, the same for every process at once."""

import json
import os
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from parcours.commission.ecritures_seances import fixer_rendezvous
from parcours.commission.jugement import jugement, verdict_du
from parcours.eligibilite.ecritures import ContactDit, verifier_historique
from parcours.eligibilite.lectures import avec_faits, verdicts
from regles.noyau.bareme import Effet
from regles.noyau.verdict import Etat, Reponse, Verdict
from regles.textes import depuis_fichier, nationaux
from socle.dossier.models import Dossier
from socle.droit import ecritures
from socle.droit.lectures import baremes, baremes_connus, exporter
from tests.monde import LE, MAINTENANT, PARIS, agir, planter
from tests.socle.droit.conftest import signer

PREMIER = date(2026, 12, 1)


def _valeur(le: date, departement: str | None = "35") -> int:
    return baremes().au("cej-jr", le, departement)["carence_en_mois"]


def test_without_acts_it_is_the_national_law(monde):
    assert baremes().empreinte == nationaux().empreinte
    assert exporter() == []


def test_one_fingerprint_covers_both(monde):
    avant = baremes().empreinte
    acte = signer(monde.odile)
    signee = baremes().empreinte
    with agir(monde.odile) as acteur:
        ecritures.finir(acteur=acteur, acte=acte, dernier_jour=PREMIER, le=LE, maintenant=MAINTENANT)
    assert len({avant, signee, baremes().empreinte}) == 3
    assert baremes().parametres == nationaux().parametres


def test_an_act_applies_from_its_first_day_to_its_last_in_its_territory(monde):
    signer(monde.odile, au=date(2027, 1, 31))
    assert [_valeur(d) for d in (date(2026, 11, 30), PREMIER, date(2027, 1, 31), date(2027, 2, 1))] == [5, 3, 3, 5]
    assert _valeur(PREMIER, "56") == _valeur(PREMIER, None) == 5


def test_the_departement_says_more_than_its_region(monde, regine):
    signer(regine, valeur="4")
    signer(monde.odile, valeur="2")
    assert [_valeur(PREMIER, d) for d in ("35", "56", "75")] == [2, 4, 5]


def test_what_is_exported_is_what_the_rules_read(monde, regine):
    signer(monde.odile, citation="Trois mois suffisent.", au=date(2027, 1, 31))
    signer(monde.odile, effet=Effet.DISPENSER.value, cible="ELOIGNEMENT", public="sorti_ase", valeur="")
    signer(regine, effet=Effet.LEVER.value, cible="RESSOURCES", valeur="")
    sortie = StringIO()
    call_command("derogations", stdout=sortie)
    lu = depuis_fichier(sortie.getvalue(), ou="essai")
    assert lu.empreinte == baremes().empreinte
    assert len(lu.derogations) == 3
    # Signed at the same instant, they come in any order.
    (remplace,) = (ligne for ligne in json.loads(sortie.getvalue())["derogations"] if "code" in ligne)
    assert remplace == {
        "departement": "35", "programme": "cej-jr", "du": "2026-12-01", "au": "2027-01-31", "effet": "remplacer",
        "acte": {"titre": "Arrêté d’essai n° 1", "date": "2026-11-20", "citation": "Trois mois suffisent."},
        "code": "carence_en_mois", "valeur": 3,
    }  # fmt: skip


def _vu_il_y_a_quatre_mois(monde) -> Dossier:
    """Registered, last seen on 25 July: five months end on Christmas day, three ended in October."""
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, situation={"inscrit_mission_locale": True})
    monde.accord(monde.nadia, dossier)
    vu = ContactDit(uuid4(), date(2026, 7, 25), "entretien", True, True, False, "")
    with agir(monde.karim) as acteur:
        verifier_historique(
            acteur=acteur, verification_id=uuid4(), dossier=dossier, inscrit=True, inscrit_le=None, veille_le=None,
            remarque="", contacts=[vu], le=LE, maintenant=MAINTENANT,
        )  # fmt: skip
    return dossier


def _verdict(monde, dossier: Dossier, le: date) -> Verdict:
    with agir(monde.nadia, le=le):
        return next(iter(verdicts(list(avec_faits(Dossier.objects.filter(pk=dossier.pk))), le=le).values()))


def test_a_verdict_moves_on_the_first_day_of_an_act_and_cites_it(monde):
    dossier = _vu_il_y_a_quatre_mois(monde)
    signer(monde.odile)
    veille, jour = (_verdict(monde, dossier, le) for le in (PREMIER - timedelta(days=1), PREMIER))
    assert (veille.reponse, jour.reponse) == (Reponse.DEFAVORABLE, Reponse.FAVORABLE)
    assert veille.critere("ELOIGNEMENT").etat is Etat.NON_REMPLI
    assert "Arrêté d’essai" not in veille.critere("ELOIGNEMENT").source
    assert jour.critere("ELOIGNEMENT").source.startswith("Arrêté d’essai n° 1")


@pytest.mark.parametrize("adresse", ["/dossiers/{}/", "/commission/{ml}/2026-12-03/{}/"])
def test_the_pages_move_with_it(monde, adresse):
    """The day before the first day, and the first day: nobody does anything in between."""
    dossier = _vu_il_y_a_quatre_mois(monde)
    with agir(monde.karim) as acteur:
        fixer_rendezvous(
            acteur=acteur, premiere_le=date(2026, 11, 26), heure=time(9, 30), toutes_les=1, lieu="", jusqu_a=None,
            maintenant=MAINTENANT,
        )  # fmt: skip
    signer(monde.odile, du=date(2026, 12, 3))
    pages = {}
    for jour in (2, 3):
        with time_machine.travel(datetime(2026, 12, jour, 10, 0, tzinfo=PARIS), tick=False):
            reponse = monde.client(monde.nadia).get(adresse.format(dossier.pk, ml=monde.val_dore.pk))
            assert reponse.status_code == 200
            pages[jour] = reponse.content.decode()
    assert "Arrêté d’essai n° 1" in pages[3] and "Verdict favorable" in pages[3]
    # The page of a séance already judges its own day.
    assert ("Arrêté d’essai n° 1" in pages[2]) is adresse.startswith("/commission")


def test_an_act_of_another_territory_changes_nothing_to_what_people_sign(monde, rolande):
    dossier = _vu_il_y_a_quatre_mois(monde)

    def constat() -> str:
        with agir(monde.nadia):
            lu = avec_faits(Dossier.objects.filter(pk=dossier.pk)).get()
            return jugement(lu, verdict_du(lu, le=PREMIER))["constat"]

    avant = constat()
    signer(rolande)
    assert constat() == avant
    signer(monde.odile)
    assert constat() != avant


def test_the_law_as_it_was_known(monde):
    """An act signed today for last year changes last year's verdicts; not what one could know of it then."""
    avant = datetime(2026, 11, 23, 9, 0, tzinfo=PARIS)
    acte = signer(monde.odile, du=date(2025, 1, 1))
    assert baremes_connus(avant).empreinte == nationaux().empreinte
    assert baremes_connus(MAINTENANT).empreinte == baremes().empreinte
    plus_tard = MAINTENANT + timedelta(hours=1)
    with agir(monde.odile) as acteur:
        ecritures.finir(acteur=acteur, acte=acte, dernier_jour=LE, le=LE, maintenant=plus_tard)
    assert baremes_connus(MAINTENANT).au("cej-jr", date(2026, 12, 25), "35")["carence_en_mois"] == 3
    assert baremes().au("cej-jr", date(2026, 12, 25), "35")["carence_en_mois"] == 5


def test_it_costs_one_statement_once_read(monde):
    signer(monde.odile)
    baremes()
    with CaptureQueriesContext(connection) as capture:
        baremes()
        baremes().au("cej-jr", PREMIER, "35")
    assert [q["sql"] for q in capture.captured_queries] == ["SELECT numero FROM droit_edition"] * 2


def test_what_is_undone_leaves_nothing_behind(monde):
    """A signature that fails at the end of its transaction is read inside it, and by nobody after."""
    avant = baremes().empreinte
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        signer(monde.odile, valeur="1")
        assert baremes().empreinte != avant
        raise ZeroDivisionError
    assert baremes().empreinte == avant
    signer(monde.odile, valeur="2")
    assert _valeur(PREMIER) == 2


AUTRE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from socle.droit.lectures import baremes
for _ in sys.stdin:
    print(baremes().empreinte, flush=True)
"""


def test_another_process_applies_a_new_act_at_once(base_jetable, django_db_blocker):
    """Two real processes on one database: what one signs, the other reads at its next page."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            monde = planter()
        with subprocess.Popen(
            [sys.executable, "-c", AUTRE, base_jetable], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ,
        ) as autre:  # fmt: skip

            def demander() -> str:
                autre.stdin.write("\n")
                autre.stdin.flush()
                return autre.stdout.readline().strip()

            assert demander() == demander() == nationaux().empreinte
            with transaction.atomic():
                acte = signer(monde.odile)
            signee = demander()
            assert signee == baremes().empreinte != nationaux().empreinte
            with transaction.atomic(), agir(monde.odile) as acteur:
                ecritures.finir(acteur=acteur, acte=acte, dernier_jour=LE, le=LE, maintenant=MAINTENANT)
            assert demander() == baremes().empreinte == nationaux().empreinte
            autre.stdin.close()
