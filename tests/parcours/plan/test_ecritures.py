"""Writing the plan from both sides: nothing is lost, whoever saves second."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from parcours.plan import ecritures
from parcours.plan.lectures import plan_de
from parcours.plan.models import Action, Commentaire, Objectif
from socle.dossier.versions import Conflit
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.plan.scene import (
    DES_DENTS,
    UN_TOIT,
    avancer,
    changer,
    partage,
    prevoir,
    retirer,
    viser,
)


def relire(monde, objet):
    with agir(monde.nadia):
        return type(objet).objects.get(pk=objet.pk)


def test_both_sides_write_the_same_plan(monde):
    dossier = partage(monde)
    toit = viser(monde.nadia, dossier)
    prevoir(monde.karim, toit, "Demander le FSL", "mission_locale", avant_le=date(2026, 12, 4), heures="1.5")
    prevoir(monde.nadia, toit, "Visiter la résidence", "partenaire", partenaire="Le SIAO", heures="2")
    with agir(monde.karim):
        plan = plan_de(dossier, le=LE)
    assert [a.action.titre for a in plan.actions] == ["Demander le FSL", "Visiter la résidence"]
    assert plan.total_d_heures == Decimal("3.50")
    assert plan.heures == [("Le SIAO", Decimal("2.00")), ("Mission locale du Val-Doré", Decimal("1.50"))]


def test_what_was_changed_meanwhile_is_told_and_nothing_is_written(monde):
    action = prevoir(monde.nadia, viser(monde.nadia, partage(monde)))
    assert changer(monde.karim, action, titre="Appeler les deux bailleurs")
    with pytest.raises(Conflit) as conflit:
        changer(monde.nadia, action, titre="Écrire au bailleur")
    assert conflit.value.actuel.titre == "Appeler les deux bailleurs"
    assert relire(monde, action).titre == "Appeler les deux bailleurs"


def test_two_people_who_touch_different_things_both_keep_theirs(monde):
    action = prevoir(monde.nadia, viser(monde.nadia, partage(monde)))
    changer(monde.karim, action, avant_le=date(2026, 12, 4))
    changer(monde.nadia, action, titre="Écrire au bailleur")
    avancer(monde.karim, action, "en_cours")
    lue = relire(monde, action)
    assert (lue.titre, lue.avant_le, lue.etat, lue.version) == ("Écrire au bailleur", date(2026, 12, 4), "en_cours", 4)


def test_the_same_text_twice_is_no_conflict(monde):
    action = prevoir(monde.nadia, viser(monde.nadia, partage(monde)))
    assert changer(monde.karim, action, titre="Écrire au bailleur")
    assert not changer(monde.nadia, action, titre="Écrire au bailleur")


def test_an_edit_of_what_was_taken_back_is_told_then_puts_it_back(monde):
    action = prevoir(monde.nadia, viser(monde.nadia, partage(monde)))
    retirer(monde.karim, action)
    with pytest.raises(Conflit) as conflit:
        changer(monde.nadia, action, titre="Écrire au bailleur")
    assert conflit.value.actuel.retire_le == MAINTENANT
    changer(monde.nadia, action, version=2, titre="Écrire au bailleur")
    lue = relire(monde, action)
    assert (lue.titre, lue.retire_le) == ("Écrire au bailleur", None)


def test_what_was_edited_since_is_not_taken_back(monde):
    objectif = viser(monde.nadia, partage(monde))
    action = prevoir(monde.nadia, objectif)
    changer(monde.karim, action, titre="Appeler les deux bailleurs")
    with pytest.raises(Conflit):
        retirer(monde.nadia, action)
    assert relire(monde, action).retire_le is None
    retirer(monde.nadia, action, version=2)
    with agir(monde.karim) as acteur:
        ecritures.remettre(acteur=acteur, objet=action, maintenant=MAINTENANT)
    assert relire(monde, action).retire_le is None


def test_nothing_hangs_from_what_was_taken_back(monde):
    toit = viser(monde.nadia, partage(monde))
    retirer(monde.karim, toit)
    with pytest.raises(ecritures.ObjectifRetire):
        prevoir(monde.nadia, toit)


def test_a_form_sent_twice_writes_once_and_says_when_it_says_something_else(monde):
    dossier, un, deux = partage(monde), uuid4(), uuid4()
    toit = viser(monde.nadia, dossier, id=un)
    assert viser(monde.nadia, dossier, id=un).pk == toit.pk
    with pytest.raises(Conflit):
        viser(monde.nadia, dossier, replace(UN_TOIT, titre="Une chambre"), id=un)
    prevoir(monde.nadia, toit, id=deux)
    prevoir(monde.nadia, toit, id=deux)
    with pytest.raises(Conflit):
        prevoir(monde.nadia, toit, "Autre chose", id=deux)
    with agir(monde.nadia):
        assert (Objectif.objects.count(), Action.objects.count()) == (1, 1)


def placer(par, objet, **ou):
    with agir(par) as acteur:
        return ecritures.placer(acteur=acteur, objet=objet, maintenant=MAINTENANT, **ou)


def ordre(monde, dossier):
    with agir(monde.nadia):
        return [a.action.titre for a in plan_de(dossier, le=LE).actions]


def test_a_move_says_past_whom_so_that_twice_is_once(monde):
    dossier = partage(monde)
    toit = viser(monde.nadia, dossier)
    a, b, c = (prevoir(monde.nadia, toit, titre) for titre in "ABC")
    assert placer(monde.karim, c, avant=b.pk)
    assert placer(monde.nadia, c, avant=b.pk)
    assert ordre(monde, dossier) == ["A", "C", "B"]
    placer(monde.nadia, a, apres=b.pk)
    assert ordre(monde, dossier) == ["C", "B", "A"]
    assert not placer(monde.nadia, a, avant=uuid4())


def test_a_move_and_an_edit_do_not_meet(monde):
    dossier = partage(monde)
    toit = viser(monde.nadia, dossier)
    a, b = (prevoir(monde.nadia, toit, titre) for titre in "AB")
    placer(monde.karim, b, avant=a.pk)
    assert changer(monde.nadia, b, titre="B, mieux dit")
    assert ordre(monde, dossier) == ["B, mieux dit", "A"]


def test_health_stays_with_who_writes_it(monde):
    dossier = partage(monde)
    dents = viser(monde.karim, dossier, DES_DENTS)
    prevoir(monde.karim, dents, "Prendre rendez-vous", "jeune", avant_le=LE)
    for par, vus in ((monde.karim, ["Prendre rendez-vous"]), (monde.nadia, [])):
        with agir(par):
            assert [a.action.titre for a in plan_de(dossier, le=LE).actions] == vus


def test_an_objective_does_not_change_readers_by_an_edit(monde):
    toit = viser(monde.nadia, partage(monde))
    with agir(monde.karim) as acteur, pytest.raises(ecritures.AutreSecret):
        ecritures.modifier_objectif(
            acteur=acteur, objectif=toit, version=1, dit=replace(UN_TOIT, domaine="sante"), maintenant=MAINTENANT
        )


def test_a_mission_locale_of_before_reads_and_writes_no_more(monde):
    dossier = partage(monde)
    toit = viser(monde.nadia, dossier)
    monde.accord(monde.nadia, dossier, avec=monde.haute_rive)
    with pytest.raises(ecritures.PasSonCote):
        prevoir(monde.lena, toit)


def test_a_comment_sent_again_with_other_words_is_another_comment(monde):
    action = prevoir(monde.nadia, viser(monde.nadia, partage(monde)))
    meme = uuid4()
    for texte in ("Il a appelé.", "Il a appelé.", "Il rappelle mardi."):
        with agir(monde.karim) as acteur:
            ecritures.commenter(acteur=acteur, commentaire_id=meme, action=action, texte=texte, maintenant=MAINTENANT)
    with agir(monde.nadia) as acteur:
        dits = list(Commentaire.objects.select_related("ecrit_par").order_by("texte"))
        assert [d.texte for d in dits] == ["Il a appelé.", "Il rappelle mardi."]
        with pytest.raises(ecritures.PasSonCote):
            ecritures.retirer_commentaire(acteur=acteur, commentaire=dits[0], maintenant=MAINTENANT)
