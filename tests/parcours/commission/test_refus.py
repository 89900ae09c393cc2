"""What a page of the commission refuses, in a sentence: races, verdicts that moved, forged fields."""

import re

import pytest

from parcours.commission.models import Decision, Signature
from tests.monde import agir, embaucher
from tests.parcours.commission.pages import envoyer, formulaire, signature, texte
from tests.parcours.commission.scene import (
    decider,
    presenter,
    presenter_refuse,
    proposer,
    signer,
)

pytestmark = pytest.mark.usefixtures("lundi")


def test_two_hats_one_signature(monde, jeudi):
    dossier = presenter(monde)
    deuxieme = embaucher("", "", monde.val_dore, "conseiller", compte=monde.nadia.compte)
    url = f"{jeudi}{dossier.pk}/"
    envoyer(monde.client(monde.nadia), url, issue="entree", signer="oui")
    autre = monde.client(deuxieme)
    page = autre.get(url).content.decode()
    assert "Vous avez signé pour l’autre côté" in page
    assert 'name="signer" value="mission_locale"' not in page
    assert "Vous avez signé pour l’autre côté avec votre autre casquette" in texte(signature(autre, url))


def test_the_loser_of_a_race_keeps_their_text_and_sees_both(monde, jeudi):
    dossier = presenter(monde)
    url = f"{jeudi}{dossier.pk}/"
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    ouverte = formulaire(nadia.get(url).content.decode())
    envoyer(karim, url, issue="entree", appreciation="Le texte de Karim.", signer="oui")
    conflit = nadia.post(
        f"{url}proposer/", ouverte | {"issue": "ajournement", "manque": "Une pièce", "apporte_par": "porteur",
                                      "appreciation": "Le texte de Nadia."},
    )  # fmt: skip
    assert conflit.status_code == 409
    page = texte(conflit)
    assert "Karim Vasseur a modifié cette décision" in page
    for dit in ("Nadia", "Karim", "Une pièce", "Entrée en parcours", "Ajournement"):
        assert dit in page
    html = conflit.content.decode()
    caches = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    caches.pop("csrfmiddlewaretoken", None)

    nadia.post(f"{url}proposer/", caches | {"garder": "autre", "appreciation": "x"})
    with agir(monde.nadia):
        assert Decision.objects.get().appreciation == "Le texte de Karim."
    nadia.post(f"{url}proposer/", caches | {"garder": "mien", "appreciation": "x"})
    with agir(monde.nadia):
        decision = Decision.objects.get()
        assert (decision.issue, decision.appreciation) == ("ajournement", "Le texte de Nadia.")
        assert not Signature.objects.filter(retiree_le=None).exists()


def test_a_verdict_that_moved_is_shown_and_the_text_kept(monde, jeudi):
    dossier = presenter(monde)
    url = f"{jeudi}{dossier.pk}/"
    nadia = monde.client(monde.nadia)
    ouverte = formulaire(nadia.get(url).content.decode())
    with agir(monde.nadia):
        dossier.situation.en_emploi = True
        dossier.situation.save()
    refus = nadia.post(f"{url}proposer/", ouverte | {"issue": "entree", "motif": "Mon texte reste."})
    assert refus.status_code == 409
    assert "Les faits ont changé" in texte(refus)
    assert "Mon texte reste." in refus.content.decode()
    nouvelle = formulaire(refus.content.decode())
    nadia.post(f"{url}proposer/", nouvelle | {"issue": "entree", "motif": "Mon texte reste."})
    with agir(monde.nadia):
        assert Decision.objects.get().jugement["reponse"] == "a_preciser"


def test_a_proposal_outdated_by_the_facts_says_so_and_is_not_signed(monde, jeudi):
    dossier = presenter(monde)
    url = f"{jeudi}{dossier.pk}/"
    envoyer(monde.client(monde.nadia), url, issue="entree", signer="oui")
    with agir(monde.nadia):
        dossier.situation.etudiant = True
        dossier.situation.save()
    karim = monde.client(monde.karim)
    assert "Le verdict a changé depuis cette proposition" in texte(karim.get(url))
    assert "Les faits ont changé depuis la proposition" in texte(signature(karim, url))
    with agir(monde.nadia):
        assert Decision.objects.get().signee_le is None


ATTAQUES = ["🧑🏽‍🚀", "é" * 10_000, "مرحبا بكم", "<script>alert(1)</script>", "{{ 7*7 }} #set page()", "a\nb"]


@pytest.mark.parametrize("valeur", ATTAQUES)
def test_any_text_is_kept_and_shown_as_typed(monde, jeudi, valeur):
    dossier = presenter(monde)
    url = f"{jeudi}{dossier.pk}/"
    nadia = monde.client(monde.nadia)
    page = envoyer(nadia, url, issue="entree", appreciation=valeur, signer="oui").content.decode()
    with agir(monde.nadia):
        assert Decision.objects.get().appreciation.replace("\r\n", "\n") == valeur
    assert "<script>alert" not in page
    assert nadia.get(f"{jeudi}compte-rendu/").content[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"appreciation": "a\x00b"}, "caractère"),
        ({"appreciation": "é" * 10_001}, "10000"),
        ({"issue": "autre"}, "Sélectionnez un choix valide"),
        ({"issue": ""}, "Choisissez une décision"),
        ({"issue": "pre_cej"}, "Dites ce qui se passe d’ici là."),
        ({"issue": "pre_cej", "fin_le": "2026-11-26"}, "Choisissez un jour après la séance"),
        ({"issue": "pre_cej", "fin_le": "9999-12-31"}, "Choisissez un jour après la séance"),
        ({"issue": "pre_cej", "responsable": "999999"}, "Sélectionnez un choix valide"),
        ({"issue": "reorientation", "vers": ""}, "Dites vers quel dispositif."),
        ({"issue": "ajournement"}, "Choisissez qui l’apporte."),
    ],
)
def test_what_is_refused_is_said_beside_the_field(monde, jeudi, champs, phrase):
    url = f"{jeudi}{presenter_refuse(monde).pk}/"
    reponse = envoyer(monde.client(monde.nadia), url, **{"issue": "entree", "motif": "m"} | champs)
    assert reponse.status_code == 200
    assert phrase in texte(reponse).replace("\u202f", "").replace("10 000", "10000")
    with agir(monde.nadia):
        assert not Decision.objects.exists()


@pytest.mark.parametrize("cache", ["decision_id", "version", "vu"])
def test_a_forged_hidden_field_is_never_a_500(monde, jeudi, cache):
    url = f"{jeudi}{presenter(monde).pk}/"
    reponse = envoyer(monde.client(monde.nadia), url, issue="entree", **{cache: "x" * 70})
    assert reponse.status_code in (200, 404, 409)
    with agir(monde.nadia):
        assert not Decision.objects.exists()


def test_the_id_of_somebody_elses_decision_is_as_if_it_did_not_exist(monde, jeudi):
    ailleurs = proposer(monde.sacha, presenter(monde, par=monde.sacha, a=monde.haute_rive))
    url = f"{jeudi}{presenter(monde).pk}/"
    nadia = monde.client(monde.nadia)
    assert envoyer(nadia, url, issue="entree", decision_id=ailleurs.pk).status_code == 404
    envoi = {"decision": ailleurs.pk, "empreinte": ailleurs.empreinte}
    assert nadia.post(f"{url}signer/", envoi).status_code == 404


def test_a_proposal_is_taken_back_after_a_question(monde, jeudi):
    dossier = presenter(monde)
    url = f"{jeudi}{dossier.pk}/"
    decision = proposer(monde.nadia, dossier)
    signer(monde.karim, decision)
    nadia = monde.client(monde.nadia)
    assert "Retirer la proposition pour Idriss M. ?" in texte(nadia.get(f"{url}retirer/"))
    page = texte(nadia.post(f"{url}retirer/", {"decision": decision.pk}, follow=True))
    assert "La proposition pour Idriss M. est retirée." in page
    assert "Proposer et signer" in page


def test_done_leaves_the_list_and_may_be_undone(monde, jeudi):
    dossier = presenter(monde)
    decider(monde, dossier)
    karim = monde.client(monde.karim)
    page = karim.post(f"/commission/suites/{dossier.pk}/reporter_imilo/faite/", follow=True)
    assert "Reporter l’entrée" not in texte(page)
    annuler = re.search(r'action="(/commission/suites/[^"]*a-refaire/)"', page.content.decode())[1]
    assert "Reporter l’entrée" in texte(karim.post(annuler, follow=True))
    for quoi in ("annoncer", "inconnu"):
        assert karim.post(f"/commission/suites/{dossier.pk}/{quoi}/faite/").status_code == 404
