"""Two people at the same instant, on a real copy of the database: one contract, opened once, and nothing lost."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction

from parcours.contrat.models import Contrat, Signature
from parcours.contrat.models_changements import DureeHebdomadaire
from tests.monde import agir, planter
from tests.parcours.commission.test_courses import ensemble
from tests.parcours.contrat.scene import en_contrat, entrer, preparer, signer_a_trois
from tests.parcours.contrat.test_changements import saisie as changer
from tests.parcours.contrat.test_pages import saisie, url


@pytest.fixture
def course(base_jetable, django_db_blocker) -> Iterator[SimpleNamespace]:
    """A youth who entered, committed; sessions open; the day frozen for every thread."""
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00", tick=True):
        with transaction.atomic():
            monde = planter()
            dossier = entrer(monde)
            clients = {nom: monde.client(monde.gens[nom]) for nom in ("nadia", "karim", "ines")}
        yield SimpleNamespace(monde=monde, dossier=dossier, clients=clients)


def lire(course, modele, **filtres) -> list:
    with transaction.atomic(), agir(course.monde.nadia):
        return list(modele.objects.filter(**filtres))


def test_two_open_at_once_and_it_is_open_once(course):
    with transaction.atomic():
        contrat = preparer(course.monde.karim, course.dossier, referent_id=course.monde.karim.pk)
        signer_a_trois(course.monde, contrat)
    envoi = {"version": 1, "en_qualite_de": "delegataire"}
    qui = ("karim", "ines")
    reponses = ensemble(*(lambda n=n: course.clients[n].post(url(course.dossier, "ouvrir/"), envoi) for n in qui))
    assert {r.status_code for r in reponses} == {302}
    ouverts = lire(course, Contrat, ouvert_le__isnull=False)
    assert [(c.pk, c.version) for c in ouverts] == [(contrat.pk, 2)]


def test_two_prepare_at_once_one_wins_the_other_keeps_their_text(course):
    pages = {n: saisie(course.clients[n], course.dossier) for n in ("nadia", "karim")}
    heures = {"nadia": "16", "karim": "18"}
    reponses = ensemble(
        *(
            lambda n=n: course.clients[n].post(url(course.dossier, "preparer/"), pages[n] | {"heures": heures[n]})
            for n in pages
        )
    )
    assert sorted(r.status_code for r in reponses) == [302, 409]
    perdant, page = next((n, r) for n, r in zip(pages, reponses, strict=True) if r.status_code == 409)
    assert f'value="{heures[perdant]}"' in page.content.decode()
    (seul,) = lire(course, Contrat)
    assert str(seul.heures) != heures[perdant]


def test_a_double_click_prepares_once(course):
    champs = saisie(course.clients["nadia"], course.dossier)
    deux = (course.clients["nadia"], course.monde.client(course.monde.nadia))
    reponses = ensemble(*(lambda c=c: c.post(url(course.dossier, "preparer/"), champs) for c in deux))
    assert [r.status_code for r in reponses] == [302, 302]
    assert len(lire(course, Contrat)) == 1


def test_both_sides_note_the_youth_s_signature_at_once_and_it_is_there_once(course):
    with transaction.atomic():
        preparer(course.monde.karim, course.dossier)
    envoi = {"signee_le": "2026-11-23"}
    qui = ("nadia", "karim", "ines")
    ici = url(course.dossier, "signatures/jeune/")
    reponses = ensemble(*(lambda n=n: course.clients[n].post(ici, envoi) for n in qui))
    assert {r.status_code for r in reponses} == {302}
    assert [s.partie for s in lire(course, Signature)] == ["jeune"]


def test_opening_and_correcting_at_once_never_opens_what_was_not_read(course):
    with transaction.atomic():
        contrat = preparer(course.monde.karim, course.dossier, referent_id=course.monde.karim.pk)
        signer_a_trois(course.monde, contrat)
    champs = saisie(course.clients["nadia"], course.dossier, heures="19", referent_id=course.monde.karim.pk)
    ensemble(
        lambda: course.clients["nadia"].post(url(course.dossier, "preparer/"), champs),
        lambda: course.clients["karim"].post(
            url(course.dossier, "ouvrir/"), {"version": 1, "en_qualite_de": "delegataire"}
        ),
    )
    # Whoever came first: corrected and not open, or open as it was signed.
    (ecrit,) = lire(course, Contrat)
    assert (ecrit.heures, ecrit.ouvert_le is None) in {(19, True), (15, False)}


def test_two_prolong_at_once_and_no_end_is_lost(course):
    with transaction.atomic():
        contrat = en_contrat(course.monde, course.dossier)
    formulaires = {}
    for qui in ("karim", "ines"):
        page = course.clients[qui].get(url(course.dossier, "prolonger/")).content.decode()
        formulaires[qui] = page.split('name="id" value="')[1].split('"')[0]
    jour = (contrat.fin_le + timedelta(days=60)).isoformat()
    envoi = {"nature": "motivee", "jusqu_au": jour, "motif": "Il emménage."}
    reponses = ensemble(
        *(
            lambda n=n: course.clients[n].post(url(course.dossier, "prolonger/"), envoi | {"id": formulaires[n]})
            for n in formulaires
        )
    )
    # The second asks for an end that is already there: told beside the field.
    assert sorted(r.status_code for r in reponses) == [200, 302]
    (ecrit,) = lire(course, Contrat)
    assert ecrit.fin_le.isoformat() == jour


def test_two_change_the_hours_of_one_day_at_once_and_a_double_click_says_it_once(course):
    with transaction.atomic():
        en_contrat(course.monde, course.dossier)
    ici, dites = url(course.dossier, "heures/"), {"karim": "12", "ines": "8"}
    pages = {
        n: changer(course.clients[n], course.dossier, "heures", regime="reduite", heures=h) for n, h in dites.items()
    }
    reponses = ensemble(*(lambda n=n: course.clients[n].post(ici, pages[n]) for n in pages))
    assert sorted(r.status_code for r in reponses) == [302, 409]
    assert len(lire(course, DureeHebdomadaire)) == 1
    envoi = changer(course.clients["karim"], course.dossier, "heures", regime="reduite", heures="5", du="2026-12-14")
    deux = (course.clients["karim"], course.monde.client(course.monde.karim))
    assert [r.status_code for r in ensemble(*(lambda c=c: c.post(ici, envoi) for c in deux))] == [302, 302]
    assert len(lire(course, DureeHebdomadaire, heures=5)) == 1
