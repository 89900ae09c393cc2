"""Proposing and signing: each act, and each refusal. Everything runs as the web role."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from parcours.commission import ecritures
from parcours.commission.lectures import jalons
from parcours.commission.models import Decision, Signature, Suite
from parcours.eligibilite.ecritures import ContactDit, noter_contact
from regles.decision import Quoi
from socle.dossier.models import Dossier, Etape
from socle.dossier.versions import Conflit
from tests.monde import LE, MAINTENANT, agir, embaucher
from tests.parcours.commission.scene import (
    JEUDI,
    RIEN,
    decider,
    pre_cej,
    presenter,
    presenter_refuse,
    proposer,
    signer,
    verifier,
    vu,
)


def etape(monde, dossier) -> str:
    with agir(monde.nadia):
        return Dossier.objects.get(pk=dossier.pk).etape


def signatures(monde, decision) -> list[str]:
    with agir(monde.nadia):
        return sorted(Signature.objects.filter(decision=decision, retiree_le=None).values_list("cote", flat=True))


def test_two_signatures_put_the_decision_in_force(monde):
    dossier = presenter(monde)
    decision = proposer(monde.nadia, dossier)
    assert etape(monde, dossier) == Etape.COMMISSION
    signer(monde.nadia, decision)
    with agir(monde.nadia):
        assert Decision.objects.get().signee_le is None
    signer(monde.karim, decision)
    with agir(monde.karim):
        assert Decision.objects.get().signee_le == MAINTENANT
        assert jalons(dossier.pk) == {"proposee": False, "issue": "entree"}
    assert etape(monde, dossier) == Etape.REMOBILISATION


def test_the_decision_keeps_that_day_and_no_sign(monde):
    dossier = presenter(monde, signes=["suivi_pjj"])
    with agir(monde.karim):
        garde = proposer(monde.karim, dossier).jugement
    assert garde["le"] == JEUDI.isoformat()
    assert garde["reponse"] == "favorable"
    assert {c["code"]: c["etat"] for c in garde["criteres"]}["RUPTURE"] == "rempli"
    assert garde["faits"]["signes"] is None
    assert garde["faits"]["signes_notes"] is True
    assert garde["empreinte"]
    assert "carence_en_mois" in garde["valeurs"]
    assert "suivi_pjj" not in str(garde)


def test_departing_from_the_verdict_asks_why(monde):
    dossier = presenter_refuse(monde)
    with pytest.raises(ecritures.MotifManquant):
        proposer(monde.nadia, dossier)
    with pytest.raises(ecritures.MotifManquant):
        proposer(monde.nadia, dossier, motif="  \n ")
    decision = decider(monde, dossier, motif="Il vient chaque jour.")
    assert (decision.jugement["reponse"], decision.issue) == ("defavorable", "entree")
    assert etape(monde, dossier) == Etape.REMOBILISATION


def test_a_favorable_youth_sent_elsewhere_asks_why_an_ajournement_does_not(monde):
    ailleurs = {"issue": "reorientation", "vers": "E2C de Brévigny", "pourquoi_ailleurs": "Il veut un diplôme."}
    with pytest.raises(ecritures.MotifManquant):
        proposer(monde.nadia, presenter(monde), **ailleurs)
    decision = proposer(
        monde.nadia, presenter(monde), issue="ajournement", manque="Sa carte d’identité", apporte_par="porteur"
    )
    assert decision.signee_le is None


def test_nobody_signs_for_both(monde):
    """A two-hat professional signs for one: the other hat is refused in a sentence, and by the database."""
    dossier = presenter(monde)
    deuxieme = embaucher("", "", monde.val_dore, "conseiller", compte=monde.nadia.compte)
    decision = proposer(monde.nadia, dossier)
    signer(monde.nadia, decision)
    with pytest.raises(ecritures.DejaSignePourLAutre):
        signer(deuxieme, decision)
    with agir(deuxieme) as acteur, pytest.raises(DatabaseError), transaction.atomic():
        _signature(decision, "mission_locale", acteur).save(force_insert=True)
    assert signatures(monde, decision) == ["porteur"]


def _signature(decision, cote, acteur, **autres) -> Signature:
    champs = {"par_id": acteur.appartenance_id, "compte_id": acteur.compte_id, "empreinte": decision.empreinte}
    return Signature(decision=decision, dossier_id=decision.dossier_id, cote=cote, le=MAINTENANT, **champs | autres)


def test_the_database_refuses_a_signature_for_somebody_else(monde):
    decision = proposer(monde.nadia, presenter(monde))
    pour_karim = {"par_id": monde.karim.pk, "compte_id": monde.karim.compte_id}
    for cote, autres in (("mission_locale", {}), ("porteur", pour_karim), ("mission_locale", pour_karim)):
        with agir(monde.nadia) as acteur, pytest.raises(DatabaseError), transaction.atomic():
            _signature(decision, cote, acteur, **autres).save(force_insert=True)
    assert signatures(monde, decision) == []


def test_nobody_signs_without_the_right(monde):
    simple = embaucher("Zoé", "Lamy", monde.val_dore, "conseiller", decide=False)
    decision = proposer(monde.nadia, presenter(monde))
    with pytest.raises(ecritures.PasDuDossier):
        signer(simple, decision)
    with agir(simple) as acteur, pytest.raises(DatabaseError), transaction.atomic():
        _signature(decision, "mission_locale", acteur).save(force_insert=True)
    with agir(simple) as acteur, pytest.raises(ecritures.PasDuDossier):
        ecritures.proposer(
            acteur=acteur, decision_id=uuid4(), version=1, dossier_id=decision.dossier_id, seance_le=JEUDI, texte=RIEN,
            vu="", le=LE, maintenant=MAINTENANT,
        )  # fmt: skip


def test_a_stranger_cannot_even_find_the_decision(monde):
    decision = proposer(monde.nadia, presenter(monde))
    with agir(monde.lena) as acteur, pytest.raises(Dossier.DoesNotExist):
        ecritures.signer(acteur=acteur, decision=decision, lue=decision.empreinte, le=LE, maintenant=MAINTENANT)


def test_a_text_changed_in_between_is_not_signed(monde):
    dossier = presenter(monde)
    decision = proposer(monde.nadia, dossier)
    lue = decision.empreinte
    proposer(monde.nadia, dossier, decision_id=decision.pk, appreciation="Il est prêt.")
    with pytest.raises(ecritures.TexteChange) as refus:
        signer(monde.karim, decision, lue=lue)
    assert refus.value.actuelle.appreciation == "Il est prêt."
    assert signatures(monde, decision) == []


def test_changing_a_word_withdraws_the_signatures_and_nothing_else_does(monde):
    dossier = presenter(monde)
    decision = proposer(monde.nadia, dossier, appreciation="Prêt.")
    signer(monde.nadia, decision)
    encore = proposer(monde.karim, dossier, decision_id=decision.pk, appreciation="Prêt.")
    assert (encore.version, signatures(monde, decision)) == (1, ["porteur"])
    change = proposer(monde.karim, dossier, decision_id=decision.pk, appreciation="Prêt !")
    assert (change.version, signatures(monde, decision)) == (2, [])
    assert change.empreinte != decision.empreinte


def test_the_second_to_write_is_told(monde):
    dossier = presenter(monde)
    decision = proposer(monde.nadia, dossier)
    proposer(monde.karim, dossier, decision_id=decision.pk, appreciation="De Karim.")
    with pytest.raises(Conflit) as conflit:
        proposer(monde.nadia, dossier, decision_id=decision.pk, appreciation="De Nadia.")
    assert conflit.value.actuel.appreciation == "De Karim."


def test_one_proposal_at_a_time(monde):
    dossier = presenter(monde)
    proposer(monde.nadia, dossier)
    with pytest.raises(Conflit):
        proposer(monde.karim, dossier, appreciation="La mienne.")
    with agir(monde.nadia):
        assert Decision.objects.count() == 1


def test_facts_that_moved_ask_to_propose_again(monde):
    inscrit = {"inscrit_mission_locale": True, "inscrit_mission_locale_le": date(2025, 1, 6)}
    dossier = presenter(monde, situation=inscrit)
    verifier(monde, dossier, contact_le=None)
    with agir(monde.nadia):
        lu = vu(dossier)
    decision = proposer(monde.nadia, dossier)
    signer(monde.nadia, decision)
    with agir(monde.karim) as acteur:
        noter_contact(
            acteur=acteur, dossier_id=dossier.pk, dit=ContactDit(uuid4(), LE, "appel", True, True, False, ""),
            qui_le_dit="mission_locale", le=LE, maintenant=MAINTENANT,
        )  # fmt: skip
    with pytest.raises(ecritures.VerdictChange):
        signer(monde.karim, decision)
    with pytest.raises(ecritures.VerdictChange):
        proposer(monde.nadia, dossier, decision_id=decision.pk, appreciation="Même ainsi.", vu_=lu)
    encore = proposer(monde.nadia, dossier, decision_id=decision.pk, motif="Même ainsi.")
    assert encore.jugement["reponse"] == "defavorable"
    assert signatures(monde, decision) == []
    signer(monde.nadia, encore)
    signer(monde.karim, encore)
    assert etape(monde, dossier) == Etape.REMOBILISATION


def test_a_signature_given_the_next_day_is_the_same_judgement(monde):
    dossier = presenter(monde)
    decision = proposer(monde.nadia, dossier, seance_le=JEUDI)
    lendemain = JEUDI + timedelta(days=1)
    signer(monde.nadia, decision, le=lendemain)
    assert signer(monde.karim, decision, le=lendemain).signee_le is not None


def test_a_signature_is_taken_back_before_the_other_side_signs(monde):
    decision = proposer(monde.nadia, presenter(monde))
    signer(monde.nadia, decision)
    with agir(monde.nadia) as acteur:
        ecritures.retirer_sa_signature(acteur=acteur, decision=decision, maintenant=MAINTENANT)
    assert signatures(monde, decision) == []
    signer(monde.nadia, decision)
    signer(monde.karim, decision)
    with agir(monde.nadia) as acteur, pytest.raises(ecritures.DejaSignee):
        ecritures.retirer_sa_signature(acteur=acteur, decision=decision, maintenant=MAINTENANT)


def test_a_proposal_is_taken_back(monde):
    dossier = presenter(monde)
    decision = proposer(monde.nadia, dossier)
    signer(monde.karim, decision)
    with agir(monde.nadia) as acteur:
        ecritures.retirer_la_proposition(acteur=acteur, decision=decision, maintenant=MAINTENANT)
        ecritures.retirer_la_proposition(acteur=acteur, decision=decision, maintenant=MAINTENANT)
    assert (etape(monde, dossier), signatures(monde, decision)) == (Etape.ELIGIBILITE, [])
    with pytest.raises(ecritures.TexteChange):
        signer(monde.nadia, decision)
    autre = decider(monde, dossier)
    with agir(monde.nadia) as acteur, pytest.raises(ecritures.DejaSignee):
        ecritures.retirer_la_proposition(acteur=acteur, decision=autre, maintenant=MAINTENANT)


@pytest.mark.parametrize(
    "changement",
    [
        {"motif": "réécrit"}, {"issue": "entree"}, {"signee_le": None}, {"jugement": {}}, {"version": 9},
        {"seance_le": LE}, {"empreinte": "x"}, {"retiree_le": MAINTENANT}, {"remplacee_le": MAINTENANT, "motif": "x"},
    ],
)  # fmt: skip
def test_a_signed_decision_never_changes(monde, changement):
    decision = decider(monde, presenter(monde), issue="ajournement", manque="Une pièce", apporte_par="porteur")
    if changement == {"issue": "entree"}:
        changement = {"issue": "entree", "manque": "", "apporte_par": ""}
    with agir(monde.karim), pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(**changement)


def test_a_signed_decision_keeps_its_signatures_and_is_never_deleted(monde):
    decision = decider(monde, presenter(monde))
    for sql in (
        "UPDATE commission_signature SET retiree_le = now() WHERE decision_id = %s",
        "DELETE FROM commission_signature WHERE decision_id = %s",
        "DELETE FROM commission_decision WHERE id = %s",
        "TRUNCATE commission_decision CASCADE; SELECT %s",
    ):
        with agir(monde.karim), connection.cursor() as curseur, pytest.raises(DatabaseError), transaction.atomic():
            curseur.execute(sql, [decision.pk])


def test_the_database_wants_two_signatures_of_one_text(monde):
    decision = proposer(monde.nadia, presenter(monde))
    signer(monde.nadia, decision)
    for champs in ({"signee_le": MAINTENANT}, {"signee_le": MAINTENANT, "version": F("version") + 1}):
        with agir(monde.nadia), pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**champs)
    with agir(monde.karim) as acteur, pytest.raises(DatabaseError), transaction.atomic():
        _signature(decision, "mission_locale", acteur, empreinte="autre texte").save(force_insert=True)
    with agir(monde.karim) as acteur, pytest.raises(DatabaseError), transaction.atomic():
        _signature(decision, "mission_locale", acteur).save(force_insert=True)
        Decision.objects.filter(pk=decision.pk).update(empreinte="autre texte")
        Decision.objects.filter(pk=decision.pk).update(signee_le=MAINTENANT)


def test_a_later_decision_replaces_the_one_in_force(monde):
    dossier = presenter_refuse(monde)
    premiere = decider(monde, dossier, **pre_cej(monde))
    assert etape(monde, dossier) == Etape.PRE_CEJ
    plus_tard = {"le": JEUDI + timedelta(days=7), "maintenant": MAINTENANT + timedelta(days=10)}
    deuxieme = decider(monde, dossier, motif="Il est prêt.", seance_le=JEUDI + timedelta(days=7), **plus_tard)
    with agir(monde.nadia):
        lues = {d.pk: (d.signee_le, d.remplacee_le) for d in Decision.objects.all()}
        assert lues[premiere.pk] == (MAINTENANT, plus_tard["maintenant"])
        assert lues[deuxieme.pk] == (plus_tard["maintenant"], None)
        assert jalons(dossier.pk)["issue"] == "entree"
    assert etape(monde, dossier) == Etape.REMOBILISATION


def test_a_double_click_is_one_act(monde):
    dossier = presenter(monde)
    une = uuid4()
    assert proposer(monde.nadia, dossier, decision_id=une).pk == proposer(monde.nadia, dossier, decision_id=une).pk
    with agir(monde.nadia):
        decision = Decision.objects.get()
    for par in (monde.nadia, monde.nadia, monde.karim, monde.karim):
        signer(par, decision)
    with agir(monde.nadia):
        assert Signature.objects.count() == 2
        assert Suite.objects.count() == 2


def test_the_owner_of_a_plan_works_for_one_of_the_two_sides(monde):
    dossier = presenter_refuse(monde)
    with pytest.raises(ecritures.ResponsableInconnu):
        proposer(monde.nadia, dossier, **pre_cej(monde) | {"responsable_id": monde.lena.pk})


def test_what_is_missing_of_an_issue_is_refused_by_the_database(monde):
    dossier = presenter_refuse(monde)
    for issue in ("pre_cej", "reorientation", "ajournement"):
        with pytest.raises(DatabaseError), transaction.atomic():
            proposer(monde.nadia, dossier, issue=issue)


def demandees(monde, par) -> list[tuple]:
    with agir(par):
        return sorted(Suite.objects.filter(caduque_le=None).values_list("quoi", "cote", "avant_le", "precision"))


def test_what_follows_each_decision(monde):
    decider(monde, presenter(monde))
    assert demandees(monde, monde.karim) == [
        ("annoncer", "porteur", None, ""),
        ("reporter_imilo", "mission_locale", None, ""),
    ]


def test_a_pre_cej_asks_its_owner_and_a_check_before_the_door(monde):
    dossier = presenter_refuse(monde)
    decider(monde, dossier, **pre_cej(monde) | {"responsable_id": monde.karim.pk})
    assert demandees(monde, monde.nadia) == [
        ("tenir_plan", "mission_locale", date(2027, 3, 1), "Un café chaque mardi.")
    ]
    with agir(monde.nadia):
        assert Dossier.objects.get().a_reverifier_depuis == date(2027, 2, 22)
        assert Suite.objects.get().pour_id == monde.karim.pk


def test_an_ajournement_asks_whoever_brings_it(monde):
    decider(monde, presenter(monde), issue="ajournement", manque="La carte d’identité", apporte_par="mission_locale")
    assert demandees(monde, monde.nadia) == [("apporter", "mission_locale", None, "La carte d’identité")]
    with agir(monde.nadia):
        assert Dossier.objects.get().a_reverifier_depuis == JEUDI + timedelta(days=1)


def test_done_and_undone_by_ones_own_side_only(monde):
    dossier = presenter(monde)
    decider(monde, dossier)
    with agir(monde.karim) as acteur:
        arguments = {"acteur": acteur, "dossier": dossier, "maintenant": MAINTENANT}
        assert not ecritures.dire_faite(quoi=Quoi.ANNONCER, faite=True, **arguments)
        assert ecritures.dire_faite(quoi=Quoi.REPORTER_IMILO, faite=True, **arguments)
        assert Suite.objects.get(quoi="reporter_imilo").faite_par_id == monde.karim.pk
        assert ecritures.dire_faite(quoi=Quoi.REPORTER_IMILO, faite=True, **arguments)
        assert ecritures.dire_faite(quoi=Quoi.REPORTER_IMILO, faite=False, **arguments)
        assert Suite.objects.get(quoi="reporter_imilo").faite_le is None


def test_what_a_replaced_decision_asked_is_no_longer_asked(monde):
    dossier = presenter_refuse(monde)
    decider(monde, dossier, **pre_cej(monde))
    decider(monde, dossier, motif="Il est prêt.")
    assert [quoi for quoi, *_ in demandees(monde, monde.nadia)] == ["annoncer", "reporter_imilo"]
