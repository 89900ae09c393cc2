"""Under which programme a dossier is opened, and how a wrong one is corrected."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine

from parcours.commission.ecritures import VerdictChange
from parcours.eligibilite.models import VerdictGarde
from parcours.reperage.ecritures import ProgrammeADire
from regles.programmes import libelle, programmes
from socle.dossier.ecritures import ProgrammeSansConvention, modifier_identite
from socle.dossier.models import Dossier, Situation
from socle.partenariats.conventions import programmes_de
from socle.partenariats.models import Convention
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.scene import decider, presenter, proposer, signer
from tests.parcours.o2r import CEJ, INSCRIT, O2R, convention, juger, motifs, texte


@pytest.fixture(autouse=True)
def lundi():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


def test_the_programme_is_the_one_that_the_porteur_carries_that_day(monde):
    assert programmes_de(monde.le_fil.pk, le=LE) == (CEJ,)
    ancienne = convention(monde.le_fil, CEJ, du=date(2024, 1, 1), au=date(2025, 12, 31))
    assert programmes_de(monde.le_fil.pk, le=LE) == (CEJ,)
    convention(monde.le_fil)
    assert programmes_de(monde.le_fil.pk, le=LE) == (O2R,)
    assert programmes_de(monde.le_fil.pk, le=date(2025, 6, 1)) == (CEJ,)
    Convention.objects.filter(pk=ancienne.pk).update(au=LE)
    assert programmes_de(monde.le_fil.pk, le=LE) == (CEJ, O2R)
    # All over: the last one, whose verdicts say so.
    assert programmes_de(monde.le_fil.pk, le=date(2028, 1, 1)) == (O2R,)
    assert programmes_de(monde.les_amarres.pk, le=LE) == (CEJ,)


def test_one_programme_is_not_asked_and_is_said(monde):
    convention(monde.le_fil)
    nadia = monde.client(monde.nadia)
    page = texte(nadia, "/reperer/")
    assert "Programme : O2R jeunes" in page
    assert "Dans quel programme" not in page
    # What the O2R does not read is not asked, and what it alone reads is.
    assert "son accompagnement lui convient" in page
    assert "Argent qui rentre" not in page
    dossier = monde.dossier(monde.nadia)
    assert dossier.programme == O2R
    assert "O2R jeunes" in texte(nadia, f"/dossiers/{dossier.pk}/")


def test_several_are_asked_and_nobody_chooses_in_silence(monde):
    convention(monde.le_fil)
    convention(monde.le_fil, CEJ)
    nadia, dossier_id = monde.client(monde.nadia), uuid4()
    assert "Dans quel programme" in texte(nadia, "/reperer/")
    champs = {"dossier_id": dossier_id, "prenom": "Idriss", "repere_le": "2026-11-23"}
    assert nadia.post("/reperer/", champs).status_code == 200
    assert nadia.post("/reperer/", champs | {"programme": "essai"}).status_code == 200
    with agir(monde.nadia):
        assert not Dossier.objects.exists()
    assert nadia.post("/reperer/", champs | {"programme": O2R}).status_code == 302
    with agir(monde.nadia):
        assert Dossier.objects.get(pk=dossier_id).programme == O2R
    with pytest.raises(ProgrammeADire):
        monde.dossier(monde.nadia)
    with pytest.raises(ProgrammeSansConvention):
        monde.dossier(monde.sacha, programme=O2R)


def test_a_third_programme_is_a_folder_and_nothing_else():
    """No list of programmes in the columns: the folders are what the forms and the écritures read."""
    for modele in (Dossier, Convention):
        assert not modele._meta.get_field("programme").choices
    assert max(map(len, programmes())) <= Dossier._meta.get_field("programme").max_length


def corriger(monde, dossier, programme, *, version=1, qui=None):
    client = monde.client(qui or monde.nadia)
    return client.post(f"/dossiers/{dossier.pk}/programme/", {"version": version, "programme": programme})


@pytest.fixture
def deux_programmes(monde):
    convention(monde.le_fil)
    convention(monde.le_fil, CEJ)


@pytest.mark.usefixtures("deux_programmes")
def test_a_programme_chosen_wrongly_is_corrected_and_the_verdict_with_it(monde):
    dossier = presenter(monde, programme=CEJ, situation=INSCRIT | {"etudiant": False, "ressources": "aucune"})
    page = texte(monde.client(monde.nadia), f"/dossiers/{dossier.pk}/")
    assert "Corriger le programme" in page
    assert "Corriger le programme" not in texte(monde.client(monde.karim), f"/dossiers/{dossier.pk}/")
    assert f"Ouvert en {libelle(CEJ)}" in texte(monde.client(monde.nadia), f"/dossiers/{dossier.pk}/programme/")
    with agir(monde.nadia):
        avant = Situation.objects.filter(pk=dossier.pk).values().get()
    assert corriger(monde, dossier, O2R).status_code == 302
    with agir(monde.nadia):
        assert Dossier.objects.get(pk=dossier.pk).programme == O2R
        assert Situation.objects.filter(pk=dossier.pk).values().get() == avant
        gardes = list(VerdictGarde.objects.filter(dossier=dossier).order_by("pk"))
    assert [g.jugement["faits"]["programme"] for g in gardes[-2:]] == [CEJ, O2R]
    assert motifs(juger(monde, dossier))["ELOIGNEMENT_O2R"] == "HISTORIQUE_A_VERIFIER"
    # And back: what the O2R does not read was kept.
    assert corriger(monde, dossier, CEJ, version=2).status_code == 302
    assert "ELOIGNEMENT_O2R" not in motifs(juger(monde, dossier))


@pytest.mark.usefixtures("deux_programmes")
def test_a_programme_is_corrected_by_its_porteur_among_its_own_until_something_is_signed(monde):
    dossier = presenter(monde, programme=CEJ)
    for qui, statut in ((monde.karim, 403), (monde.sacha, 404)):
        assert corriger(monde, dossier, O2R, qui=qui).status_code == statut
    assert corriger(monde, dossier, "essai").status_code == 200
    Convention.objects.filter(porteur=monde.le_fil, programme=O2R).update(au=date(2026, 11, 22))
    assert corriger(monde, dossier, O2R).status_code == 200
    Convention.objects.filter(porteur=monde.le_fil, programme=O2R).update(au=date(2027, 12, 31))
    decider(monde, dossier)
    nadia = monde.client(monde.nadia)
    assert "Corriger le programme" not in texte(nadia, f"/dossiers/{dossier.pk}/")
    assert nadia.get(f"/dossiers/{dossier.pk}/programme/").status_code == 404
    reponse = nadia.post(f"/dossiers/{dossier.pk}/programme/", {"version": 1, "programme": O2R}, follow=True)
    assert "ne se corrige plus" in reponse.content.decode()
    with agir(monde.nadia):
        assert Dossier.objects.get(pk=dossier.pk).programme == CEJ


@pytest.mark.usefixtures("deux_programmes")
def test_two_people_who_correct_at_once_both_read_what_the_other_wrote(monde):
    dossier = presenter(monde, programme=CEJ)
    with agir(monde.nadia):
        lu = Dossier.objects.get(pk=dossier.pk)
        modifier_identite(dossier=lu, version=lu.version, maintenant=MAINTENANT, prenom="Ali")
    conflit = corriger(monde, dossier, O2R, version=lu.version - 1)
    assert conflit.status_code == 409
    assert "O2R jeunes" in conflit.content.decode()
    assert corriger(monde, dossier, O2R, version=lu.version).status_code == 302


@pytest.mark.usefixtures("deux_programmes")
def test_what_was_proposed_under_the_wrong_programme_is_not_signed(monde):
    dossier = presenter(monde, programme=CEJ)
    proposee = proposer(monde.nadia, dossier)
    assert corriger(monde, dossier, O2R).status_code == 302
    with pytest.raises(VerdictChange):
        signer(monde.nadia, proposee)
