"""The O2R jeunes lived in the application: opened under a convention, judged by it, decided, ended as its law says."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parcours.commission.ecritures import IssueHorsProgramme
from parcours.eligibilite.lectures import faits_attendus
from parcours.eligibilite.models import VerdictGarde, Verification
from parcours.eligibilite.reevaluation import ouvrir, reevaluer_avec
from regles.rejeu import rejouer
from regles.textes import nationaux
from socle.dossier.models import Dossier, Situation
from socle.droit.lectures import baremes
from socle.partenariats.models import Convention
from tests.monde import LE, agir
from tests.parcours.commission.scene import convoquer, decider, pre_cej, presenter, verifier
from tests.parcours.o2r import CEJ, INSCRIT, convention, dire_adapte, juger, motifs, texte, verifier_adapte


@pytest.fixture(autouse=True)
def lundi():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


def test_the_ages_of_the_convention_judge(monde):
    convention(monde.le_fil)
    assert motifs(juger(monde, monde.dossier(monde.nadia)))["AGE"] == "AGE_CONVENTION_CONVIENT"
    vieux = monde.dossier(monde.nadia, identite={"date_naissance": date(1998, 1, 1)})
    assert motifs(juger(monde, vieux))["AGE"] == "AGE_CONVENTION_DEPASSE"
    assert juger(monde, vieux).reponse == "defavorable"


def test_a_convention_that_is_over_is_said_and_decides_nothing(monde):
    en_cours = convention(monde.le_fil)
    dossier = presenter(monde)
    Convention.objects.filter(pk=en_cours.pk).update(au=date(2026, 11, 22))
    verdict = juger(monde, dossier)
    assert (verdict.reponse, motifs(verdict)["AGE"]) == ("a_preciser", "CONVENTION_FINIE")
    for qui in (monde.nadia, monde.karim):
        page = texte(monde.client(qui), f"/dossiers/{dossier.pk}/")
        assert "s’est achevée le 22 novembre 2026" in page
    # Judged on a day when it ran, it still judges.
    assert juger(monde, dossier, le=date(2026, 11, 22)).reponse == "favorable"
    # Renewed: no word of it any more.
    convention(monde.le_fil, du=date(2026, 11, 23), au=date(2028, 1, 1))
    assert juger(monde, dossier).reponse == "favorable"


def test_what_is_kept_replays_whatever_became_of_the_convention(monde):
    en_cours = convention(monde.le_fil)
    dossier = presenter(monde)
    with agir(monde.nadia):
        garde = VerdictGarde.objects.filter(dossier=dossier).latest("pk").jugement
    assert garde["faits"]["convention"] == {"age_minimum": 16, "age_maximum": 25, "fin_le": "2027-12-31"}
    assert "signes_notes" not in {cle for cle, dit in garde["faits"].items() if dit is not None}
    Convention.objects.filter(pk=en_cours.pk).update(age_maximum=18)
    assert rejouer(garde, baremes()).meme_reponse
    assert juger(monde, dossier).reponse == "defavorable"


def test_a_territory_is_judged_again_as_the_pages_judge(monde):
    convention(monde.le_fil)
    presenter(monde)
    presenter(monde, identite={"date_naissance": date(1998, 1, 1)})
    dire_adapte(monde, presenter(monde, situation=INSCRIT), False)
    presenter(monde, situation=INSCRIT)
    with agir(monde.odile):
        mandat = ouvrir(LE, ["35"], garde=False, avant=[], apres=[])
    bilan = reevaluer_avec(nationaux(), nationaux(), mandat=mandat, le=LE, garder=False, maintenant=timezone.now())
    assert bilan.comptes == {
        ("35", "favorable", "favorable"): 2,
        ("35", "defavorable", "defavorable"): 1,
        ("35", "a_preciser", "a_preciser"): 1,
    }


def test_the_support_is_said_by_somebody_on_a_day(monde):
    convention(monde.le_fil)
    dossier = presenter(monde, situation=INSCRIT)
    assert motifs(juger(monde, dossier))["ELOIGNEMENT_O2R"] == "HISTORIQUE_A_VERIFIER"
    nadia = monde.client(monde.nadia)
    with agir(monde.nadia):
        version = Situation.objects.get(pk=dossier.pk).version
    champs = {"version": version, "inscrit_mission_locale": "oui", "accompagnement_adapte": "non"}
    refus = nadia.post(f"/dossiers/{dossier.pk}/situation/", champs)
    assert "Dites de qui vient cette réponse" in refus.content.decode()
    nadia.post(f"/dossiers/{dossier.pk}/situation/", champs | {"accompagnement_d_apres": "jeune"})
    assert motifs(juger(monde, dossier))["ELOIGNEMENT_O2R"] == "SANS_ACCOMPAGNEMENT_ADAPTE"
    for qui in (monde.nadia, monde.karim):
        assert "ne lui convient pas, d’après le jeune (dit le 23 novembre 2026)" in texte(
            monde.client(qui), f"/dossiers/{dossier.pk}/"
        )
        explique = texte(monde.client(qui), f"/dossiers/{dossier.pk}/verdict/")
        assert re.search(r"Son accompagnement lui convient non, d’après le jeune .* Nadia Ferrand", explique)
    # Another word in the same form: the day stays that of the answer.
    with time_machine.travel("2026-11-25 11:00+01:00", tick=False):
        suite = champs | {"version": version + 1, "accompagnement_d_apres": "jeune", "inscrit_demandeur_emploi": "non"}
        monde.client(monde.nadia).post(f"/dossiers/{dossier.pk}/situation/", suite)
    with agir(monde.nadia):
        lue = Situation.objects.get(pk=dossier.pk)
    assert (lue.inscrit_demandeur_emploi, lue.accompagnement_dit_le) == (False, LE)


def test_two_sides_that_disagree_are_both_read_and_nobody_wins(monde):
    convention(monde.le_fil)
    dossier = presenter(monde, situation=INSCRIT)
    verifier(monde, dossier, contact_le=date(2026, 10, 1))
    assert motifs(juger(monde, dossier))["ELOIGNEMENT_O2R"] == "ACCOMPAGNEMENT_A_APPRECIER"
    verifier_adapte(monde, dossier, "oui")
    verdict = juger(monde, dossier)
    assert (verdict.reponse, motifs(verdict)["ELOIGNEMENT_O2R"]) == ("defavorable", "DEJA_SUIVI")
    dire_adapte(monde, dossier, False)
    assert motifs(juger(monde, dossier))["ELOIGNEMENT_O2R"] == "ACCOMPAGNEMENT_A_APPRECIER"
    page = texte(monde.client(monde.karim), f"/dossiers/{dossier.pk}/verdict/")
    assert page.count("Son accompagnement lui convient") == 2
    assert "Karim Vasseur" in page


def test_the_cej_jr_is_not_asked_about_the_support(monde):
    dossier = presenter(monde, situation=INSCRIT)
    assert dossier.programme == CEJ
    for qui, url in ((monde.nadia, "situation/"), (monde.karim, "historique/")):
        assert "convient" not in texte(monde.client(qui), f"/dossiers/{dossier.pk}/{url}")
    verifier_adapte(monde, dossier, "oui")
    with agir(monde.karim):
        assert Verification.objects.get().accompagnement_adapte is None


def test_what_the_o2r_does_not_read_is_not_awaited(monde):
    convention(monde.le_fil)
    rien = {"etudiant": None, "en_formation": None, "en_emploi": None, "ressources": ""}
    complet = presenter(monde, situation=rien, signes=[])
    manque = presenter(monde, situation=rien | INSCRIT, signes=[])
    with agir(monde.nadia):
        assert list(faits_attendus(Dossier.objects.all())) == [Dossier(pk=manque.pk)]
    assert juger(monde, complet).reponse == "favorable"


def test_there_is_no_pre_cej_outside_the_cej(monde):
    convention(monde.le_fil)
    convoquer(monde)
    dossier = presenter(monde)
    page = texte(monde.client(monde.nadia), f"/commission/{monde.val_dore.pk}/2026-11-26/{dossier.pk}/")
    assert "Ce que la commission décide" in page
    assert "Programme O2R jeunes" in page
    assert "Son accompagnement lui convient pas encore dit" in page
    assert "Ressources" not in page
    assert "pré-CEJ" not in page.replace("Pré", "pré")
    with pytest.raises(IssueHorsProgramme):
        decider(monde, dossier, **pre_cej(monde))


def test_queries_do_not_grow_with_conventions(monde):
    dossier = presenter(monde)
    nadia = monde.client(monde.nadia)
    url = f"/dossiers/{dossier.pk}/"
    nadia.get(url)
    with CaptureQueriesContext(connection) as avant:
        nadia.get(url)
    for annee in range(2020, 2027):
        convention(monde.le_fil, CEJ, du=date(annee, 1, 1), au=date(annee, 12, 31))
    with CaptureQueriesContext(connection) as apres:
        nadia.get(url)
    assert len(avant) == len(apres)
