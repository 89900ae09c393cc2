"""PostgreSQL alone holds what the écritures promise: written around them, the walls still stand."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from parcours.contrat.models import Contrat, Dispense, Interruption, Prolongation, Signature
from socle.acces.portee import sans_mur_python
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.contrat.scene import DEBUT, FIN, en_contrat, entrer, preparer, signer, signer_a_trois
from tests.socle.partage.scene import dire_oui


def refuse(ecrire, erreur=DatabaseError):
    with pytest.raises(erreur), transaction.atomic():
        ecrire()


def brut(dossier, qui, **ecarts):
    """A row written around the écritures."""
    champs = {
        "id": uuid4(), "dossier_id": dossier.pk, "mission_locale_id": dossier.mission_locale_id, "debut_le": DEBUT,
        "fin_prevue_le": FIN, "fin_le": FIN, "heures": 15, "prepare_par_id": qui.pk, "prepare_le": MAINTENANT,
        "maj_par_id": qui.pk, "maj_le": MAINTENANT, **ecarts,
    }  # fmt: skip
    return Contrat(**champs).save(force_insert=True)


@pytest.mark.parametrize("qui", ["sacha", "lena"])
def test_a_stranger_sees_and_writes_nothing(monde, qui):
    dossier = entrer(monde)
    en_contrat(monde, dossier)
    with agir(monde.gens[qui]), sans_mur_python():
        for modele in (Contrat, Signature, Dispense, Prolongation, Interruption):
            assert modele.objects.count() == 0
        refuse(lambda: brut(dossier, monde.gens[qui]))
        assert Contrat.objects.update(reference="x") == 0


def test_a_contract_is_not_born_open_nor_for_another_mission_locale(monde):
    dossier = entrer(monde)
    with agir(monde.karim):
        refuse(lambda: brut(dossier, monde.karim, mission_locale_id=monde.haute_rive.pk))
        refuse(lambda: brut(dossier, monde.nadia))
        refuse(lambda: brut(dossier, monde.karim, fin_le=FIN + timedelta(days=90)))
        ouvert = {"ouvert_le": MAINTENANT, "ouvert_par_id": monde.karim.pk, "en_qualite_de": "delegataire"}
        refuse(lambda: brut(dossier, monde.karim, referent_id=monde.karim.pk, **ouvert))
        brut(dossier, monde.karim)
        refuse(lambda: brut(dossier, monde.karim), IntegrityError)


def ouverture(qui):
    return {"ouvert_le": MAINTENANT, "ouvert_par_id": qui.pk, "en_qualite_de": "delegataire"}


def test_postgresql_counts_the_three_signatures(monde):
    contrat = preparer(monde.karim, entrer(monde), referent_id=monde.karim.pk)
    signer(monde.nadia, contrat, "jeune")
    signer(monde.nadia, contrat, "porteur")
    with agir(monde.karim):
        refuse(lambda: Contrat.objects.filter(pk=contrat.pk).update(**ouverture(monde.karim)))
    signer(monde.karim, contrat, "mission_locale")
    with agir(monde.nadia):
        refuse(lambda: Contrat.objects.filter(pk=contrat.pk).update(**ouverture(monde.nadia)))
    with agir(monde.karim):
        refuse(lambda: Contrat.objects.filter(pk=contrat.pk).update(**ouverture(monde.ines)))
        assert Contrat.objects.filter(pk=contrat.pk).update(**ouverture(monde.karim)) == 1


def test_a_side_writes_its_own_signature_under_its_own_name(monde):
    contrat = preparer(monde.karim, entrer(monde))

    def signature(partie, par):
        return Signature(
            id=uuid4(), contrat=contrat, dossier_id=contrat.dossier_id, partie=partie, signee_le=LE, par_id=par.pk,
            note_le=MAINTENANT,
        ).save(force_insert=True)  # fmt: skip

    with agir(monde.nadia):
        refuse(lambda: signature("mission_locale", monde.nadia))
        refuse(lambda: signature("porteur", monde.bilal))
        signature("porteur", monde.nadia)
        refuse(lambda: signature("porteur", monde.nadia), IntegrityError)
        refuse(lambda: Signature.objects.update(signee_le=LE - timedelta(days=3)))


def test_an_open_contract_keeps_its_words_and_its_signatures(monde):
    contrat = en_contrat(monde)
    ici = Contrat.objects
    with agir(monde.karim):
        for ecart in ({"debut_le": LE}, {"heures": 1}, {"fin_prevue_le": LE}, {"reference": "x"}, {"ouvert_le": None}):
            valeur = {n: v + timedelta(days=1) if hasattr(v, "day") else v for n, v in ecart.items()}
            refuse(lambda v=valeur: ici.filter(pk=contrat.pk).update(**v))
        refuse(lambda: Signature.objects.update(retiree_le=MAINTENANT))
    with agir(monde.nadia):
        refuse(lambda: ici.filter(pk=contrat.pk).update(fin_le=LE))


def test_two_open_contracts_never_share_a_day(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier)
    with agir(monde.karim):
        brut(dossier, monde.karim, debut_le=FIN, fin_prevue_le=FIN, fin_le=FIN, referent_id=monde.karim.pk)
        second = Contrat.objects.get(ouvert_le=None)
    signer_a_trois(monde, second)
    with agir(monde.karim):
        refuse(lambda: Contrat.objects.filter(pk=second.pk).update(**ouverture(monde.karim)), IntegrityError)


def test_what_happens_to_an_open_contract_is_the_mission_locale_s(monde):
    contrat = en_contrat(monde)

    def prolongation(par):
        return Prolongation(
            id=uuid4(), contrat=contrat, dossier_id=contrat.dossier_id, nature="motivee", fin_d_avant=FIN, motif="x",
            jusqu_au=FIN + timedelta(days=1), par_id=par.pk, note_le=MAINTENANT,
        ).save(force_insert=True)  # fmt: skip

    def interruption(par):
        return Interruption(
            id=uuid4(), contrat=contrat, dossier_id=contrat.dossier_id, du=LE, motif="emploi", par_id=par.pk,
            note_le=MAINTENANT,
        ).save(force_insert=True)  # fmt: skip

    with agir(monde.nadia):
        refuse(lambda: prolongation(monde.nadia))
        refuse(lambda: interruption(monde.nadia))
    with agir(monde.karim):
        prolongation(monde.karim)
        interruption(monde.karim)
        refuse(lambda: interruption(monde.karim), IntegrityError)
        refuse(lambda: Prolongation.objects.update(motif="autre chose"))
        refuse(lambda: Interruption.objects.update(motif="formation"))
    with agir(monde.nadia):
        refuse(lambda: Interruption.objects.update(retiree_le=MAINTENANT))


def test_a_mission_locale_that_only_reads_does_not_learn_why_there_are_no_hours(monde):
    """The youth moved, in a dossier of before: the accord with the first mission locale still runs, the contract is not
    its own.
    """
    dossier = entrer(monde)
    with agir(monde.nadia):
        Dossier.objects.filter(pk=dossier.pk).update(mission_locale_id=monde.haute_rive.pk)
    dire_oui(monde, dossier, monde.haute_rive, ["dossier", "plan"])
    with agir(monde.nadia):
        dossier = Dossier.objects.get(pk=dossier.pk)
    preparer(monde.lena, dossier, regime="empechement", heures=None)
    with agir(monde.lena):
        assert Dispense.objects.count() == 1
    with agir(monde.karim), sans_mur_python():
        assert [c.heures for c in Contrat.objects.all()] == [None]
        assert Dispense.objects.count() == 0
        refuse(lambda: Contrat.objects.update(reference="x"))
    page = monde.client(monde.karim).get(f"/dossiers/{dossier.pk}/contrat/").content.decode()
    assert "Durée adaptée" in page
    assert "handicap ou invalidité, sans dire" not in page
