"""The O2R jeunes lived in the application: opened under a convention, judged by it, decided, ended as its law says."""

import re
from datetime import date
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parcours.commission.ecritures import IssueHorsProgramme, VerdictChange
from parcours.eligibilite.lectures import avec_faits, faits_attendus, verdicts
from parcours.eligibilite.models import VerdictGarde, Verification
from parcours.eligibilite.reevaluation import ouvrir, reevaluer_avec
from parcours.remobilisation.ecritures_duree import retirer_prolongation
from parcours.remobilisation.models import ProlongationDuParcours
from parcours.reperage.ecritures import ProgrammeADire
from regles.programmes import libelle, programmes
from regles.rejeu import rejouer
from regles.textes import nationaux
from socle.dossier.ecritures import ProgrammeSansConvention, modifier_identite, modifier_situation
from socle.dossier.models import Dossier, Situation
from socle.droit.lectures import baremes
from socle.partenariats.conventions import programmes_de
from socle.partenariats.models import Convention
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.scene import convoquer, decider, pre_cej, presenter, proposer, signer, verifier

CEJ, O2R = "cej-jr", "o2r-jeunes"
INSCRIT = {"inscrit_mission_locale": True, "inscrit_mission_locale_le": date(2025, 1, 6)}


@pytest.fixture(autouse=True)
def lundi():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


def convention(structure, programme=O2R, *, du=date(2026, 1, 1), au=date(2027, 12, 31), ages=(16, 25)) -> Convention:
    return Convention.objects.create(
        porteur=structure, programme=programme, reference="x", du=du, au=au, jeunes=40, age_minimum=ages[0],
        age_maximum=ages[1],
    )  # fmt: skip


def texte(client, url: str) -> str:
    reponse = client.get(url)
    assert reponse.status_code == 200, url
    page = re.sub(r"<[^>]+>", " ", unescape(reponse.content.decode()))
    return re.sub(r"\s+", " ", page.replace("\u00a0", " "))


def juger(monde, dossier, *, le=LE):
    with agir(monde.nadia, le=le):
        return verdicts(list(avec_faits(Dossier.objects.filter(pk=dossier.pk))), le=le)[dossier.pk]


def motifs(verdict) -> dict[str, str]:
    return {c.code: c.motif.code for c in verdict.criteres}


def dire_adapte(monde, dossier, adapte, d_apres="jeune"):
    with agir(monde.nadia):
        situation = Situation.objects.get(pk=dossier.pk)
        modifier_situation(
            situation=situation, version=situation.version, maintenant=MAINTENANT, accompagnement_adapte=adapte,
            accompagnement_d_apres=d_apres,
        )  # fmt: skip


def verifier_adapte(monde, dossier, adapte):
    """Karim answers on a page, as people do."""
    reponse = monde.client(monde.karim).post(
        f"/dossiers/{dossier.pk}/historique/",
        {"id": uuid4(), "inscrit": "oui", "inscrit_le": "2025-01-06", "accompagnement_adapte": adapte,
         **{f"contact{n}-id": uuid4() for n in range(3)}},
    )  # fmt: skip
    assert reponse.status_code == 302, reponse.content.decode()[:2000]


# --- Under which programme


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


# --- The convention in the verdict


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


# --- Whether the support suits


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


# --- The commission, and what follows


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


def entrer(monde) -> Dossier:
    """A youth who entered the parcours on 23 November 2026."""
    convention(monde.le_fil, au=date(2026, 12, 31))
    dossier = presenter(monde)
    decider(monde, dossier)
    return dossier


def prolonger(monde, qui, dossier, jusqu_au: str):
    return monde.client(qui).post(
        f"/dossiers/{dossier.pk}/remobilisation/prolonger/",
        {"id": uuid4(), "jusqu_au": jusqu_au, "motif": "Il avance."},
    )


def test_a_parcours_lasts_nine_months_and_twelve_at_most(monde):
    dossier = entrer(monde)
    url = f"/dossiers/{dossier.pk}/"
    page = texte(monde.client(monde.karim), url)
    assert re.search("Jusqu’au 22 août 2027. Entré le 23 nov[a-z.]* 2026 : 9 mois, 12 au plus", page)
    # No contract is a step of it, and none is announced.
    assert "Co-accompagnement" not in page
    assert "Préparer le contrat" not in page
    assert "Ce parcours ne passe pas par un contrat" in page
    trop = prolonger(monde, monde.karim, dossier, "2027-11-23")
    assert "au plus tard le 22 novembre 2027" in trop.content.decode().replace("\u00a0", " ")
    assert prolonger(monde, monde.karim, dossier, "2027-08-22").status_code == 200
    assert prolonger(monde, monde.karim, dossier, "2027-11-22").status_code == 302
    page = texte(monde.client(monde.nadia), url)
    assert "Prolongé jusqu’au 22 nov" in page
    assert "Par Karim Vasseur" in page
    # Nothing further, and the convention's end stopped nothing.
    with time_machine.travel("2027-11-23 11:00+01:00", tick=False):
        page = texte(monde.client(monde.nadia), url)
        assert "Le parcours s’est terminé le 22 nov" in page
        assert "Le parcours déjà commencé n’en est pas arrêté" in page
        assert "Prolonger le parcours" not in page


def test_only_the_two_sides_extend_and_what_is_written_stays(monde):
    dossier = entrer(monde)
    for intrus in (monde.sacha, monde.lena):
        assert prolonger(monde, intrus, dossier, "2027-10-01").status_code == 404
    assert prolonger(monde, monde.nadia, dossier, "2027-10-01").status_code == 302
    with agir(monde.karim), pytest.raises(DatabaseError), transaction.atomic():
        ProlongationDuParcours.objects.update(jusqu_au=date(2028, 1, 1))
    with agir(monde.karim) as acteur:
        mienne = ProlongationDuParcours.objects.get()
        retirer_prolongation(acteur=acteur, prolongation=mienne, maintenant=MAINTENANT)
    assert "Prolongé jusqu’au" not in texte(monde.client(monde.nadia), f"/dossiers/{dossier.pk}/")


def test_a_cej_jr_has_no_length_to_extend(monde):
    dossier = presenter(monde)
    decider(monde, dossier)
    assert monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/remobilisation/prolonger/").status_code == 404
    page = texte(monde.client(monde.nadia), f"/dossiers/{dossier.pk}/")
    assert "La durée du parcours" not in page
    assert "Préparer le contrat" in page


def test_a_parcours_that_ends_is_left_as_any_other(monde):
    dossier = entrer(monde)
    with time_machine.travel("2027-08-23 11:00+02:00", tick=False):
        nadia = monde.client(monde.nadia)
        assert "Il peut encore être prolongé" in texte(nadia, f"/dossiers/{dossier.pk}/")
        champs = {"id": uuid4(), "le": "2027-08-22", "motif": "emploi_durable"}
        assert nadia.post(f"/dossiers/{dossier.pk}/sortie/", champs).status_code == 302
        page = texte(nadia, f"/dossiers/{dossier.pk}/")
    with agir(monde.nadia):
        assert Dossier.objects.get(pk=dossier.pk).etape == "sorti"
    assert "Prolonger" not in page
