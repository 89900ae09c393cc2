"""Two people at the same instant, on a real copy of the database: one wins, the other keeps their text."""

import re
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection, transaction

from parcours.commission.models import Decision, Signature, Suite
from tests.monde import agir, planter
from tests.parcours.commission.pages import formulaire
from tests.parcours.commission.scene import JEUDI, convoquer, presenter, proposer


@pytest.fixture
def course(base_jetable, django_db_blocker) -> Iterator[SimpleNamespace]:
    """A youth on Thursday's agenda, committed; sessions open; the day frozen for every thread."""
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00", tick=True):
        with transaction.atomic():
            monde = planter()
            convoquer(monde)
            dossier = presenter(monde)
            clients = {nom: monde.client(monde.gens[nom]) for nom in ("nadia", "bilal", "karim", "ines")}
        url = f"/commission/{monde.val_dore.pk}/{JEUDI}/{dossier.pk}/"
        yield SimpleNamespace(monde=monde, dossier=dossier, clients=clients, url=url)


def ensemble(*actes: Callable) -> list:
    """Run these at once, each on its own connection; return what they answered, in order."""
    depart, reponses = threading.Barrier(len(actes)), [None] * len(actes)

    def courir(rang: int, acte: Callable) -> None:
        try:
            depart.wait(10)
            reponses[rang] = acte()
        finally:
            connection.close()

    fils = [threading.Thread(target=courir, args=(rang, acte)) for rang, acte in enumerate(actes)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join(60)
    assert None not in reponses
    return reponses


def lire(course, modele, **filtres) -> list:
    with transaction.atomic(), agir(course.monde.nadia):
        return list(modele.objects.filter(**filtres))


def test_two_propose_at_once_one_wins_the_other_keeps_their_text(course):
    pages = {n: formulaire(course.clients[n].get(course.url).content.decode()) for n in ("nadia", "karim")}

    def envoyer(nom):
        champs = pages[nom] | {"issue": "entree", "appreciation": f"Le texte de {nom}."}
        return lambda: course.clients[nom].post(f"{course.url}proposer/", champs)

    reponses = dict(zip(("nadia", "karim"), ensemble(envoyer("nadia"), envoyer("karim")), strict=True))
    assert sorted(r.status_code for r in reponses.values()) == [302, 409]
    perdant = next(nom for nom, r in reponses.items() if r.status_code == 409)
    gagnant = {"nadia": "karim", "karim": "nadia"}[perdant]
    page = re.sub(r"<[^>]+>", "", reponses[perdant].content.decode())
    assert f"Le texte de {perdant}." in page
    assert f"Le texte de {gagnant}." in page
    assert [d.appreciation for d in lire(course, Decision)] == [f"Le texte de {gagnant}."]


def test_a_double_click_proposes_and_signs_once(course):
    champs = formulaire(course.clients["nadia"].get(course.url).content.decode()) | {"issue": "entree", "signer": "oui"}
    autre = course.monde.client(course.monde.nadia)
    deux = (course.clients["nadia"], autre)
    reponses = ensemble(*(lambda c=c: c.post(f"{course.url}proposer/", champs) for c in deux))
    assert [r.status_code for r in reponses] == [302, 302]
    assert len(lire(course, Decision)) == len(lire(course, Signature)) == 1


def test_both_sides_sign_at_once_and_it_is_in_force_once(course):
    with transaction.atomic():
        decision = proposer(course.monde.nadia, course.dossier)
    envoi = {"decision": decision.pk, "empreinte": decision.empreinte}
    gens = ("nadia", "karim", "ines", "bilal")
    reponses = ensemble(*(lambda n=n: course.clients[n].post(f"{course.url}signer/", envoi) for n in gens))
    assert {r.status_code for r in reponses} == {302}
    assert sorted(s.cote for s in lire(course, Signature)) == ["mission_locale", "porteur"]
    assert lire(course, Decision)[0].signee_le is not None
    assert len(lire(course, Suite)) == 2


def test_signing_and_changing_a_word_at_once_never_signs_what_was_not_read(course):
    with transaction.atomic():
        decision = proposer(course.monde.nadia, course.dossier)
    champs = formulaire(course.clients["nadia"].get(course.url).content.decode())
    reponses = ensemble(
        lambda: course.clients["nadia"].post(
            f"{course.url}proposer/", champs | {"issue": "entree", "appreciation": "Un mot de plus."}
        ),
        lambda: course.clients["karim"].post(
            f"{course.url}signer/", {"decision": decision.pk, "empreinte": decision.empreinte}
        ),
    )
    assert [r.status_code for r in reponses] == [302, 302]
    ecrite = lire(course, Decision)[0]
    assert ecrite.appreciation == "Un mot de plus."
    assert lire(course, Signature, retiree_le=None) == []
    assert ecrite.signee_le is None
