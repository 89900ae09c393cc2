"""Noting that one was held: by either side, between the first meeting and today; taken back, never edited."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction

from parcours.suivi import ecritures
from parcours.suivi.models import RendezvousTenu
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.scene import convoquer
from tests.parcours.contrat.scene import entrer
from tests.parcours.suivi.test_a_faire import tenir


@pytest.fixture
def dossier(monde):
    convoquer(monde)
    return entrer(monde)


@pytest.fixture(autouse=True)
def le_jour():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


@pytest.mark.parametrize("qui", ["nadia", "bilal", "karim"])
def test_either_side_notes_it_and_the_page_says_so(monde, dossier, qui):
    client, adresse = monde.client(monde.gens[qui]), f"/dossiers/{dossier.pk}/rendez-vous/bilan/"
    assert "Aucun n’est noté" in client.get(adresse).content.decode()
    page = client.post(adresse, {"id": uuid4(), "tenu_le": LE.isoformat()}, follow=True).content.decode()
    assert "C’est noté" in page
    page = client.get(adresse).content.decode()
    assert monde.gens[qui].compte.nom_complet in page
    with agir(monde.gens[qui]):
        tenu = RendezvousTenu.objects.get()
    page = client.post(f"/dossiers/{dossier.pk}/rendez-vous/tenus/{tenu.pk}/retirer/", follow=True).content.decode()
    assert "C’est retiré" in page and "Aucun n’est noté" in page


@pytest.mark.parametrize("jour", ["", "hier", "2026-11-24", "2020-01-01"])
def test_a_day_that_cannot_be_is_refused_beside_the_field(monde, dossier, jour):
    page = monde.client(monde.nadia).post(
        f"/dossiers/{dossier.pk}/rendez-vous/bilan/", {"id": uuid4(), "tenu_le": jour}
    )
    assert page.status_code == 200 and 'aria-invalid="true"' in page.content.decode()
    with agir(monde.nadia):
        assert not RendezvousTenu.objects.exists()


def test_said_by_both_sides_it_is_there_once(monde, dossier):
    assert tenir(monde.nadia, dossier) == tenir(monde.karim, dossier)
    with agir(monde.nadia):
        assert RendezvousTenu.objects.count() == 1


def test_no_other_side_notes_and_nothing_is_edited(monde, dossier):
    tenu = tenir(monde.nadia, dossier)
    with agir(monde.sacha) as acteur:
        assert not RendezvousTenu.objects.exists()
        with pytest.raises(ecritures.PasSonCote):
            ecritures.retirer(acteur=acteur, tenu=tenu, maintenant=MAINTENANT)
        with pytest.raises(ecritures.PasSonCote):
            ecritures.noter(
                acteur=acteur, tenu_id=uuid4(), dossier=dossier, quoi="bilan", tenu_le=LE, le=LE, maintenant=MAINTENANT
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            RendezvousTenu(
                dossier_id=dossier.pk, quoi="bilan", tenu_le=LE, par=monde.sacha, note_le=MAINTENANT
            ).save(force_insert=True)  # fmt: skip
    with agir(monde.nadia), pytest.raises(DatabaseError), transaction.atomic():
        RendezvousTenu.objects.filter(pk=tenu.pk).update(tenu_le=LE - timedelta(days=3))


def test_who_only_reads_the_dossier_takes_nothing_back(monde, dossier):
    """A former mission locale, say: its accord runs, the dossier is no longer its own."""
    tenu = tenir(monde.nadia, dossier)
    monde.accord(monde.nadia, dossier, avec=monde.haute_rive)
    with agir(monde.lena):
        assert RendezvousTenu.objects.get() == tenu
        assert RendezvousTenu.objects.filter(pk=tenu.pk).update(retire_le=MAINTENANT) == 0


def test_an_unknown_kind_does_not_exist(monde, dossier):
    assert monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/rendez-vous/autre/").status_code == 404
