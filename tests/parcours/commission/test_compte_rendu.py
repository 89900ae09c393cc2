"""The minutes: what each side may see, and nothing else."""

from datetime import date

import pytest
import time_machine
from django.db import connection

from parcours.commission.agenda import ordre_du_jour
from parcours.commission.calendrier import seance_ou_404
from parcours.commission.compte_rendu import donnees
from socle.consentements.ecritures import retirer
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.scene import (
    JEUDI,
    convoquer,
    decider,
    pre_cej,
    presenter,
    presenter_refuse,
    proposer,
    signer,
)


@pytest.fixture
def seance(monde):
    convoquer(monde)
    return monde


def imprimer(monde, par) -> dict:
    with agir(par) as acteur:
        seance_ = seance_ou_404(acteur, monde.val_dore.pk, JEUDI)
        return donnees(seance_, ordre_du_jour(seance_, le=LE), acteur=acteur, maintenant=MAINTENANT)


def test_it_says_who_decided_what_why_and_when(seance):
    decider(seance, presenter_refuse(seance), motif="Il vient chaque jour.")
    dit = imprimer(seance, seance.karim)
    assert dit["titre"] == "Commission d’entrée du 26 novembre 2026"
    par_qui = "Imprimé par Karim Vasseur (Mission locale du Val-Doré), le 23 novembre 2026 à 10 h"
    assert dit["imprime"].startswith(par_qui)
    (situation,) = dit["groupes"][0]["situations"]
    assert situation["titre"] == "1. Idriss M."
    assert situation["decision"] == "Entrée en parcours"
    assert {"nom": "Verdict", "valeur": "défavorable, jugé au 26 novembre 2026"} in situation["paires"]
    assert {"nom": "Pourquoi", "valeur": "Il vient chaque jour."} in situation["paires"]
    assert situation["signatures"] == [
        "Nadia Ferrand, pour le porteur, le 23 novembre 2026 à 10 h",
        "Karim Vasseur, pour la mission locale, le 23 novembre 2026 à 10 h",
    ]
    assert "Marchais" not in str(dit), "no family name"
    assert dit["avis"] == []


def test_it_keeps_what_was_decided_that_day_even_replaced(seance):
    dossier = presenter_refuse(seance)
    decider(seance, dossier, **pre_cej(seance))
    decider(seance, dossier, motif="Il est prêt.", seance_le=date(2026, 12, 3))
    with agir(seance.karim) as acteur:
        seance_ = seance_ou_404(acteur, seance.val_dore.pk, JEUDI)
        agenda = ordre_du_jour(seance_, le=date(2026, 12, 4))
        dit = donnees(seance_, agenda, acteur=acteur, maintenant=MAINTENANT)
    (situation,) = dit["groupes"][0]["situations"]
    assert situation["decision"] == "Pré-CEJ-JR"
    assert situation["etat"].startswith("remplacée depuis")
    assert {"nom": "Qui s’en occupe", "valeur": "Nadia Ferrand"} in situation["paires"]


def test_it_is_a_draft_until_both_have_signed(seance):
    decision = proposer(seance.nadia, presenter(seance))
    signer(seance.nadia, decision)
    dit = imprimer(seance, seance.nadia)
    assert dit["avis"][0].startswith("Brouillon")
    assert dit["groupes"][0]["situations"][0]["etat"] == "proposée, pas encore signée des deux côtés"


def test_each_hat_gets_what_it_may_see(seance):
    """The accord is withdrawn after the decision: the porteur keeps the minutes, the mission locale sees nobody."""
    dossier = presenter(seance)
    decider(seance, dossier)
    with agir(seance.nadia) as acteur:
        retirer(acteur=acteur, accord=dossier.accords.get(), maintenant=MAINTENANT)
    assert "Idriss M." in str(imprimer(seance, seance.nadia))
    with agir(seance.karim) as acteur:
        seance_ = seance_ou_404(acteur, seance.val_dore.pk, JEUDI)
        assert ordre_du_jour(seance_, le=LE).situations == ()


@time_machine.travel("2026-11-23 11:00+01:00", tick=False)
def test_reading_it_is_journalled(seance):
    dossier = presenter(seance)
    decider(seance, dossier)
    reponse = seance.client(seance.karim).get(f"/commission/{seance.val_dore.pk}/{JEUDI}/compte-rendu/")
    assert reponse["Cache-Control"] == "no-store"
    assert "Idriss" not in reponse["Content-Disposition"]
    with agir(seance.nadia), connection.cursor() as curseur:
        curseur.execute("SELECT vue, prenom FROM lectures_du_dossier(%s, 5)", [dossier.pk])
        assert curseur.fetchone() == ("compte_rendu", "Karim")
