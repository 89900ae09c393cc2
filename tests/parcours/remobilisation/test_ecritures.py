"""Writing the remobilisation: double posts, refusals, undo, the youth's agreement, and what is kept."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from parcours.remobilisation import ecritures, ecritures_pacea
from parcours.remobilisation import ecritures_allocation as allocations
from parcours.remobilisation.lectures import du_dossier
from parcours.remobilisation.models import DemandeAllocation, Diagnostic, LectureDuPlafond, ParcoursPacea
from socle.consentements.ecritures import SANS_PREUVE, retirer
from socle.consentements.models import Accord
from socle.dossier.models import Dossier, Etape
from socle.dossier.versions import Conflit
from tests.monde import LE, MAINTENANT, agir, embaucher
from tests.parcours.commission.scene import presenter
from tests.parcours.remobilisation.scene import (
    AVANT,
    CE_MOIS,
    CONNU,
    demander,
    demander_diagnostic,
    entrer,
    noter_pacea,
    proposer,
    repondre,
    tenir,
)


def test_a_diagnosis_from_the_request_to_its_follow_up(monde):
    dossier = entrer(monde)
    diagnostic = demander_diagnostic(monde, dossier)
    proposer(monde, diagnostic, LE)
    tenir(monde, diagnostic)
    with agir(monde.nadia):
        lu = Diagnostic.objects.get()
    assert (lu.tenu_le, lu.mene_par_id, lu.suite, lu.version) == (LE, monde.karim.pk, "pacea", 3)


def test_asking_twice_is_one_act_and_two_requests_are_refused(monde):
    dossier, id = entrer(monde), uuid4()
    assert demander_diagnostic(monde, dossier, id=id).pk == demander_diagnostic(monde, dossier, id=id).pk
    with pytest.raises(ecritures.DiagnosticDejaDemande):
        demander_diagnostic(monde, dossier)


def test_nothing_is_asked_before_the_entry(monde):
    dossier = presenter(monde)
    with pytest.raises(ecritures.PasEnRemobilisation):
        demander_diagnostic(monde, dossier)
    with pytest.raises(ecritures.PasEnRemobilisation):
        noter_pacea(monde, dossier)
    with pytest.raises(ecritures.PasEnRemobilisation):
        demander(monde, dossier)


def test_a_day_proposed_by_two_people_is_told(monde):
    diagnostic = demander_diagnostic(monde, entrer(monde))
    proposer(monde, diagnostic, LE + timedelta(days=1))
    proposer(monde, diagnostic, LE + timedelta(days=1))  # the same day, twice: one act
    with pytest.raises(Conflit):
        proposer(monde, diagnostic, LE + timedelta(days=2))


def test_a_diagnosis_in_the_future_or_held_by_a_stranger_is_refused(monde):
    diagnostic = demander_diagnostic(monde, entrer(monde))
    suite = {
        "diagnostic": diagnostic,
        "version": 1,
        "suite": "pacea",
        "pourquoi": "",
        "le": LE,
        "maintenant": MAINTENANT,
    }
    with agir(monde.karim) as acteur:
        with pytest.raises(ecritures.DansLeFutur):
            ecritures.dire_tenu(acteur=acteur, tenu_le=LE + timedelta(days=1), mene_par_id=monde.karim.pk, **suite)
        with pytest.raises(ecritures.PersonneInconnue):
            ecritures.dire_tenu(acteur=acteur, tenu_le=LE, mene_par_id=monde.sacha.pk, **suite)


def test_a_request_taken_back_may_come_back_unless_another_was_made(monde):
    dossier = entrer(monde)
    premier = demander_diagnostic(monde, dossier)
    with agir(monde.nadia) as acteur:
        ecritures.retirer_diagnostic(acteur=acteur, diagnostic=premier, maintenant=MAINTENANT)
        ecritures.remettre_diagnostic(acteur=acteur, diagnostic=premier, maintenant=MAINTENANT)
        ecritures.retirer_diagnostic(acteur=acteur, diagnostic=premier, maintenant=MAINTENANT)
    demander_diagnostic(monde, dossier)
    with agir(monde.nadia) as acteur, pytest.raises(ecritures.DiagnosticDejaDemande):
        ecritures.remettre_diagnostic(acteur=acteur, diagnostic=premier, maintenant=MAINTENANT)


def test_one_pacea_at_a_time_said_by_the_rule_and_by_postgresql(monde):
    dossier = entrer(monde)
    premier = noter_pacea(monde, dossier)
    assert noter_pacea(monde, dossier, id=premier.pk).pk == premier.pk
    with pytest.raises(ecritures_pacea.PaceaDejaOuvert):
        noter_pacea(monde, dossier, signe_le=LE)
    with agir(monde.karim) as acteur, pytest.raises(IntegrityError), transaction.atomic():
        ParcoursPacea(
            dossier=dossier, mission_locale=monde.val_dore, signe_le=LE, fin_prevue_le=LE,
            note_par_id=acteur.appartenance_id, note_le=MAINTENANT,
        ).save(force_insert=True)  # fmt: skip
    with agir(monde.karim) as acteur:
        suite = {"acteur": acteur, "pacea": premier, "maintenant": MAINTENANT}
        ecritures_pacea.finir_pacea(
            version=1, fini_le=LE - timedelta(days=1), fin="terme", fin_precision="", le=LE, **suite
        )
    noter_pacea(monde, dossier, signe_le=LE)
    with agir(monde.karim) as acteur, pytest.raises(ecritures_pacea.PaceaDejaOuvert):
        ecritures_pacea.reprendre_pacea(acteur=acteur, pacea=premier, maintenant=MAINTENANT)


@pytest.mark.parametrize(
    ("naissance", "fin", "dernier"),
    [
        (date(2006, 3, 2), date(2028, 10, 24), date(2028, 10, 23)),
        (date(2001, 1, 10), date(2027, 1, 10), date(2027, 1, 9)),
    ],
)
def test_a_pacea_ends_within_24_months_and_before_26(monde, naissance, fin, dernier):
    dossier = entrer(monde, identite={"date_naissance": naissance})
    with pytest.raises(ecritures_pacea.FinTropTardive) as refus:
        noter_pacea(monde, dossier, signe_le=date(2026, 10, 24), fin=fin)
    assert refus.value.dernier == dernier
    noter_pacea(monde, dossier, signe_le=date(2026, 10, 24), fin=dernier)


def test_the_first_request_widens_the_accord_in_the_words_read_and_never_silently(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier)
    with pytest.raises(allocations.AccordManquant):
        demander(monde, dossier, recueil="")
    with agir(monde.karim):
        assert not DemandeAllocation.objects.exists()
    demander(monde, dossier)
    with agir(monde.karim):
        assert DemandeAllocation.objects.get().montant == Decimal("300")
        accord = Accord.objects.get(retire_le=None)
        assert Accord.objects.filter(retire_le__isnull=False).count() == 1
    assert sorted(accord.elements) == ["argent", "dossier", "plan"]
    assert "ce que vous gagnez dans le mois, l’aide d’argent demandée pour vous" in accord.texte
    # Open now: the next request asks nothing more, from either side.
    demander(monde, dossier, recueil="", mois=date(2026, 12, 1))
    demander(monde, dossier, par=monde.karim, recueil="", mois=date(2026, 10, 1))
    with agir(monde.nadia):
        assert Accord.objects.filter(retire_le=None).get().pk == accord.pk
        assert set(DemandeAllocation.objects.values_list("cote", flat=True)) == {"porteur", "mission_locale"}


def test_the_widened_accord_keeps_its_last_day_and_its_other_elements(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier, elements=["dossier", "coordonnees"], jusqu_a=date(2027, 6, 30))
    with agir(monde.nadia):
        Dossier.objects.filter(pk=dossier.pk).update(etape=Etape.REMOBILISATION)
    with agir(monde.nadia) as acteur:
        objet = Dossier.objects.get(pk=dossier.pk)
        allocations._avec_l_accord(acteur, objet, uuid4(), "oral", SANS_PREUVE, MAINTENANT)
        accord = Accord.objects.get(retire_le=None)
    assert (sorted(accord.elements), accord.jusqu_a) == (["argent", "coordonnees", "dossier"], date(2027, 6, 30))


def test_once_the_accord_is_withdrawn_nobody_is_left_to_ask(monde):
    dossier = entrer(monde)
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=Accord.objects.get(retire_le=None), maintenant=MAINTENANT)
    with pytest.raises(allocations.PartageArrete):
        demander(monde, dossier)


def test_a_double_click_is_one_request_and_one_accord(monde):
    dossier, id = entrer(monde), uuid4()
    assert demander(monde, dossier, id=id).pk == demander(monde, dossier, id=id).pk
    with agir(monde.nadia):
        assert DemandeAllocation.objects.count() == 1
        assert Accord.objects.count() == 2


def test_to_grant_what_the_texts_hold_impossible_one_says_why(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier, signe_le=date(2026, 2, 15))
    demande = demander(monde, dossier, mois=CONNU, montant="600")
    with pytest.raises(allocations.EcartNonDit):
        repondre(monde, demande, accorde="600")
    repondue = repondre(monde, demande, accorde="600", pourquoi="Décidé avec la direction.")
    assert (repondue.jugement["reponse"], repondue.accorde) == ("defavorable", Decimal("600"))
    assert {c["motif"] for c in repondue.jugement["criteres"]} >= {"MOIS_DEPASSE", "EN_PACEA"}


def test_granted_for_less_the_texts_are_asked_about_what_is_granted(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier, signe_le=date(2026, 2, 15))
    demande = demander(monde, dossier, mois=CONNU, montant="600")
    assert repondre(monde, demande, accorde="561.68").jugement["reponse"] == "favorable"
    suivante = demander(monde, dossier, mois=CONNU, montant="1")
    with pytest.raises(allocations.EcartNonDit):
        repondre(monde, suivante, accorde="1")


def test_an_amount_nobody_knows_blocks_nobody(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier)
    demande = demander(monde, dossier, montant="5000")
    assert repondre(monde, demande, accorde="5000").jugement["reponse"] == "a_preciser"


def test_answered_then_changed_then_sent_then_frozen(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier)
    demande = demander(monde, dossier)
    repondre(monde, demande)
    repondre(monde, demande)  # twice the same: one act
    with pytest.raises(Conflit):
        repondre(monde, demande, "refusee", accorde=None, pourquoi="Un emploi commence.")
    repondre(monde, demande, "refusee", accorde=None, pourquoi="Un emploi commence.", version=2)
    with agir(monde.karim) as acteur:
        assert allocations.transmettre(acteur=acteur, demande=demande, le=LE, maintenant=MAINTENANT) is False
    repondre(monde, demande, version=3)
    with agir(monde.karim) as acteur:
        assert allocations.transmettre(acteur=acteur, demande=demande, le=LE, maintenant=MAINTENANT)
        with pytest.raises(allocations.DejaTransmise):
            allocations.reprendre_reponse(acteur=acteur, demande=demande, maintenant=MAINTENANT)
    with pytest.raises(allocations.DejaTransmise):
        repondre(monde, demande, accorde="200", version=5)
    with agir(monde.karim) as acteur:
        allocations.transmettre(acteur=acteur, demande=demande, le=None, maintenant=MAINTENANT)
        allocations.reprendre_reponse(acteur=acteur, demande=demande, maintenant=MAINTENANT)
        lue = DemandeAllocation.objects.get()
    assert (lue.reponse, lue.accorde, lue.jugement) == ("", None, None)


def test_to_complete_goes_back_to_whoever_asked_and_returns(monde):
    dossier = entrer(monde)
    noter_pacea(monde, dossier)
    demande = demander(monde, dossier, revenus=None)
    repondre(monde, demande, "a_completer", accorde=None, pourquoi="Combien a-t-il gagné ?")
    dite = allocations.Dite(CE_MOIS, Decimal("300"), Decimal("120.50"), ["manger"], "")
    with agir(monde.karim) as acteur, pytest.raises(ecritures.PasSonCote):
        allocations.modifier(acteur=acteur, demande=demande, version=2, dite=dite, maintenant=MAINTENANT)
    with agir(monde.nadia) as acteur:
        allocations.modifier(acteur=acteur, demande=demande, version=2, dite=dite, maintenant=MAINTENANT)
        allocations.modifier(acteur=acteur, demande=demande, version=2, dite=dite, maintenant=MAINTENANT)
        lue = DemandeAllocation.objects.get()
    assert (lue.reponse, lue.revenus, lue.pourquoi) == ("", Decimal("120.50"), "Combien a-t-il gagné ?")
    repondre(monde, demande, version=lue.version)
    with agir(monde.nadia) as acteur, pytest.raises(allocations.DejaRepondue):
        allocations.retirer(acteur=acteur, demande=demande, retiree=True, maintenant=MAINTENANT)


def test_a_mission_locale_says_how_it_counts_a_year(monde):
    dossier = entrer(monde)
    with agir(monde.karim) as acteur:
        allocations.lire_le_plafond(acteur=acteur, fenetre="civile", le=AVANT, maintenant=MAINTENANT)
        allocations.lire_le_plafond(acteur=acteur, fenetre="glissante", le=LE, maintenant=MAINTENANT)
        allocations.lire_le_plafond(acteur=acteur, fenetre="civile", le=LE, maintenant=MAINTENANT)
        assert LectureDuPlafond.objects.count() == 2
        assert du_dossier(dossier.pk, acteur)[1].fenetre == "civile"
    with agir(monde.nadia) as acteur, pytest.raises(allocations.PasSonPlafond):
        allocations.lire_le_plafond(acteur=acteur, fenetre="civile", le=LE, maintenant=MAINTENANT)
    stagiaire = embaucher("Théo", "Lebrun", monde.val_dore, "conseiller", decide=False)
    with agir(stagiaire) as acteur, pytest.raises(allocations.PasSonPlafond):
        allocations.lire_le_plafond(acteur=acteur, fenetre="civile", le=LE, maintenant=MAINTENANT)
