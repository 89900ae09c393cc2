"""Writing a contract: who may, in what order, and what is refused by name."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from parcours.contrat import ecritures, ecritures_suite
from parcours.contrat.models import Contrat, Dispense, Interruption, Signature
from regles.contrat import Manque
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.scene import presenter
from tests.parcours.contrat.scene import (
    DEBUT,
    FIN,
    en_contrat,
    entrer,
    ouvrir,
    preparer,
    prolonger,
    relu,
    rompre,
    signer,
    signer_a_trois,
)

DEMAIN = LE + timedelta(days=1)


def etape(monde, dossier):
    with agir(monde.nadia):
        return Dossier.objects.get(pk=dossier.pk).etape


def test_a_contract_is_prepared_after_the_entry_only(monde):
    dossier = presenter(monde)
    with pytest.raises(ecritures.PasEncoreEntre):
        preparer(monde.nadia, dossier)


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_either_side_prepares_and_twice_is_once(monde, qui):
    dossier, ident = entrer(monde), uuid4()
    for _ in range(2):
        preparer(monde.gens[qui], dossier, contrat_id=ident)
    with agir(monde.nadia):
        assert [(c.pk, c.version, c.fin_le) for c in Contrat.objects.all()] == [(ident, 1, FIN)]
    assert etape(monde, dossier) == "remobilisation"


def test_it_opens_with_three_signatures_by_the_mission_locale(monde):
    dossier = entrer(monde)
    contrat = preparer(monde.nadia, dossier)
    with pytest.raises(ecritures.Incomplet) as refus:
        ouvrir(monde.karim, contrat)
    assert refus.value.manques == (
        Manque.SIGNATURE_JEUNE, Manque.SIGNATURE_PORTEUR, Manque.SIGNATURE_MISSION_LOCALE, Manque.REFERENT,
    )  # fmt: skip
    contrat = preparer(monde.nadia, dossier, contrat_id=contrat.pk, referent_id=monde.karim.pk)
    signer_a_trois(monde, contrat)
    with pytest.raises(ecritures.PasDuContrat):
        ouvrir(monde.nadia, contrat, version=2)
    ouvert = ouvrir(monde.karim, contrat, version=2)
    assert (ouvert.ouvert_par_id, ouvert.en_qualite_de) == (monde.karim.pk, "delegataire")
    assert etape(monde, dossier) == "contrat"
    assert ouvrir(monde.ines, contrat, version=2).ouvert_par_id == monde.karim.pk


def test_nobody_notes_the_other_side_s_signature_nor_tomorrow_s(monde):
    contrat = preparer(monde.nadia, entrer(monde))
    with pytest.raises(ecritures.PasDuContrat):
        signer(monde.nadia, contrat, "mission_locale")
    with pytest.raises(ecritures.PasDuContrat):
        signer(monde.karim, contrat, "porteur")
    with pytest.raises(ecritures.SignatureHorsDuTemps):
        signer(monde.karim, contrat, "jeune", signee_le=DEMAIN)
    assert signer(monde.karim, contrat, "jeune") is True
    assert signer(monde.nadia, contrat, "jeune") is False


def test_correcting_what_the_paper_says_withdraws_the_signatures(monde):
    dossier = entrer(monde)
    contrat = preparer(monde.nadia, dossier)
    signer_a_trois(monde, contrat)
    preparer(monde.karim, dossier, contrat_id=contrat.pk, reference="CEJ-12", referent_id=monde.karim.pk)
    with agir(monde.nadia):
        assert Signature.objects.filter(retiree_le=None).count() == 3
    preparer(monde.karim, dossier, contrat_id=contrat.pk, version=2, heures=18)
    with agir(monde.nadia):
        assert Signature.objects.filter(retiree_le=None).count() == 0
    signer(monde.nadia, contrat, "jeune")


def test_the_second_to_save_is_told(monde):
    dossier = entrer(monde)
    contrat = preparer(monde.nadia, dossier)
    preparer(monde.karim, dossier, contrat_id=contrat.pk, heures=18)
    with pytest.raises(Conflit) as conflit:
        preparer(monde.nadia, dossier, contrat_id=contrat.pk, heures=16)
    assert conflit.value.actuel.heures == 18
    with pytest.raises(Conflit):
        preparer(monde.nadia, dossier, heures=16)


def test_what_was_read_is_what_opens(monde):
    dossier = entrer(monde)
    contrat = preparer(monde.karim, dossier, referent_id=monde.karim.pk)
    preparer(monde.nadia, dossier, contrat_id=contrat.pk, referent_id=monde.ines.pk)
    signer_a_trois(monde, contrat)
    with pytest.raises(Conflit):
        ouvrir(monde.karim, contrat, version=1)


@pytest.mark.parametrize(
    ("ecarts", "champ"),
    [
        ({"fin_prevue_le": FIN + timedelta(days=1)}, "fin_prevue_le"),
        ({"fin_prevue_le": DEBUT - timedelta(days=1)}, "fin_prevue_le"),
        ({"heures": 14}, "heures"),
        ({"heures": 21}, "heures"),
        ({"heures": None}, "heures"),
        ({"regime": "reduite", "heures": 15}, "heures"),
        ({"regime": "reduite", "heures": 0}, "heures"),
        ({"regime": "empechement", "heures": 5}, "heures"),
    ],
)
def test_what_the_texts_do_not_admit_is_refused(monde, ecarts, champ):
    with pytest.raises(ecritures.TermesHorsDesTextes) as refus:
        preparer(monde.nadia, entrer(monde), **ecarts)
    assert refus.value.champ == champ


def test_the_referent_works_for_the_mission_locale(monde):
    with pytest.raises(ecritures.ReferentInconnu):
        preparer(monde.nadia, entrer(monde), referent_id=monde.nadia.pk)


def test_the_ground_of_no_hours_is_kept_apart_and_follows_the_hours(monde):
    dossier = entrer(monde)
    contrat = preparer(monde.nadia, dossier, regime="empechement", heures=None)
    with agir(monde.nadia):
        assert [d.motif for d in Dispense.objects.filter(retiree_le=None)] == ["empechement"]
    preparer(monde.nadia, dossier, contrat_id=contrat.pk, regime="parent_seul", heures=None)
    with agir(monde.karim):
        assert [d.motif for d in Dispense.objects.filter(retiree_le=None)] == ["parent_seul"]
    preparer(monde.nadia, dossier, contrat_id=contrat.pk, version=2, regime="reduite", heures=6)
    with agir(monde.nadia):
        assert not Dispense.objects.filter(retiree_le=None).exists()


def test_a_new_contract_within_six_months_says_why(monde):
    dossier = entrer(monde)
    contrat = en_contrat(monde, dossier, debut_le=LE - timedelta(days=200), fin_prevue_le=LE - timedelta(days=10))
    suivant = preparer(monde.karim, dossier, referent_id=monde.karim.pk)
    signer_a_trois(monde, suivant)
    with pytest.raises(ecritures.Incomplet) as refus:
        ouvrir(monde.karim, suivant)
    assert refus.value.manques == (Manque.CIRCONSTANCES,)
    preparer(
        monde.karim, dossier, contrat_id=suivant.pk, referent_id=monde.karim.pk, circonstances="Engagements tenus."
    )
    assert ouvrir(monde.karim, suivant, version=2).ouvert_le == MAINTENANT
    assert relu(monde, contrat).fin_le == LE - timedelta(days=10)


def test_two_contracts_never_share_a_day(monde):
    dossier = entrer(monde)
    contrat = en_contrat(monde, dossier)
    with pytest.raises(ecritures.Chevauche) as refus:
        preparer(monde.karim, dossier, debut_le=FIN, fin_prevue_le=FIN)
    assert refus.value.fini_le == contrat.fin_le == FIN


def test_giving_up_leaves_room_for_another(monde):
    dossier = entrer(monde)
    contrat = preparer(monde.nadia, dossier)
    with agir(monde.karim) as acteur:
        ecritures.abandonner(acteur=acteur, contrat=contrat, maintenant=MAINTENANT)
    with pytest.raises(ecritures.DejaOuvert):
        signer(monde.nadia, contrat, "jeune")
    with pytest.raises(ecritures.DejaOuvert):
        preparer(monde.nadia, dossier, contrat_id=contrat.pk)
    assert preparer(monde.nadia, dossier).pk != contrat.pk


def test_a_prolongation_is_motivated_bounded_and_taken_back(monde):
    contrat = en_contrat(monde)
    with pytest.raises(ecritures_suite.TropTard) as refus:
        prolonger(monde.karim, contrat, jusqu_au=date(2028, 5, 23))
    assert refus.value.jusqu_au == date(2028, 5, 22)
    with pytest.raises(ecritures_suite.PasDuContrat):
        prolonger(monde.nadia, contrat)
    with pytest.raises(ecritures_suite.Termine):
        prolonger(monde.karim, contrat, le=FIN + timedelta(days=1))
    ident = uuid4()
    for _ in range(2):
        prolonger(monde.karim, contrat, prolongation_id=ident, jusqu_au=date(2028, 5, 22))
    assert (relu(monde, contrat).fin_le, relu(monde, contrat).fin_prevue_le) == (date(2028, 5, 22), FIN)
    with agir(monde.karim) as acteur:
        annuler = {"acteur": acteur, "contrat": contrat, "le": LE, "maintenant": MAINTENANT}
        assert ecritures_suite.annuler_la_prolongation(**annuler) is True
        assert ecritures_suite.annuler_la_prolongation(**annuler) is False
    assert relu(monde, contrat).fin_le == FIN


def test_another_path_begun_before_the_end_goes_beyond_eighteen_months(monde):
    contrat = en_contrat(monde)
    prolonger(monde.karim, contrat, nature="autre_parcours", jusqu_au=None, parcours_fini_le=date(2028, 6, 15))
    assert relu(monde, contrat).fin_le == date(2028, 8, 31)


def interrompre(monde, contrat, du, au=None):
    with agir(monde.karim) as acteur:
        return ecritures_suite.interrompre(
            acteur=acteur, contrat=contrat, interruption_id=uuid4(), du=du, au=au, motif="emploi", maintenant=MAINTENANT
        )


def test_an_interruption_stays_inside_the_contract_and_ends(monde):
    contrat = en_contrat(monde, debut_le=LE - timedelta(days=30), fin_prevue_le=FIN - timedelta(days=30))
    with pytest.raises(ecritures_suite.HorsDuContrat):
        interrompre(monde, contrat, LE - timedelta(days=31))
    interrompre(monde, contrat, LE - timedelta(days=20), LE - timedelta(days=15))
    interrompre(monde, contrat, LE - timedelta(days=5))
    with pytest.raises(ecritures_suite.DejaInterrompu):
        interrompre(monde, contrat, LE)
    with agir(monde.karim) as acteur:
        qui = {"acteur": acteur, "contrat": contrat, "maintenant": MAINTENANT}
        with pytest.raises(ecritures_suite.HorsDuContrat):
            ecritures_suite.reprendre(au=DEMAIN, le=LE, **qui)
        assert ecritures_suite.reprendre(au=LE, le=LE, **qui) is True
        assert ecritures_suite.reprendre(au=LE, le=LE, **qui) is False
        assert ecritures_suite.annuler_l_interruption(**qui) is True
        assert Interruption.objects.filter(retiree_le=None).count() == 1


def test_a_rupture_ends_it_and_may_be_taken_back(monde):
    dossier = entrer(monde)
    contrat = en_contrat(monde, dossier)
    with pytest.raises(ecritures_suite.PasDuContrat):
        rompre(monde.nadia, contrat)
    with pytest.raises(ecritures_suite.HorsDuContrat):
        rompre(monde.karim, contrat, rompu_le=DEMAIN)
    rompre(monde.karim, contrat)
    assert (relu(monde, contrat).fin_le, etape(monde, dossier)) == (LE, "remobilisation")
    with pytest.raises(ecritures_suite.Termine):
        rompre(monde.karim, contrat)
    with agir(monde.karim) as acteur:
        assert ecritures_suite.annuler_la_rupture(acteur=acteur, contrat=contrat, maintenant=MAINTENANT) is True
    assert (relu(monde, contrat).fin_le, etape(monde, dossier)) == (FIN, "contrat")


def test_a_rupture_is_not_taken_back_over_another_contract(monde):
    dossier = entrer(monde)
    contrat = en_contrat(monde, dossier, le=LE)
    rompre(monde.karim, contrat)
    demain = {"debut_le": DEMAIN, "fin_prevue_le": FIN, "circonstances": "Il revient, il a tenu parole."}
    en_contrat(monde, dossier, le=DEMAIN, **demain)
    with agir(monde.karim) as acteur, pytest.raises(ecritures.Chevauche):
        ecritures_suite.annuler_la_rupture(acteur=acteur, contrat=contrat, maintenant=MAINTENANT)


def test_the_step_follows_the_last_contract(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier, debut_le=LE - timedelta(days=200), fin_prevue_le=LE - timedelta(days=10))
    assert etape(monde, dossier) == "contrat"
    suivant = en_contrat(monde, dossier, circonstances="Il a tenu parole.")
    rompre(monde.karim, suivant)
    assert etape(monde, dossier) == "remobilisation"
