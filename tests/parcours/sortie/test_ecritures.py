"""Saying a sortie, contesting it, taking it back: what is refused, and what twice means."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from parcours.sortie import ecritures, retours
from parcours.sortie.lectures import a_faire
from parcours.sortie.models import Avis, Relais, Retour
from socle.consentements import ecritures as consentements
from socle.consentements.models import Accord
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.scene import convoquer, decider, proposer
from tests.parcours.sortie.scene import (
    AVANT,
    RELAIS,
    TEXTE,
    annuler,
    corriger,
    dire,
    donner_avis,
    etape,
    maintenir,
    partager,
)
from web.accueil.lectures import a_faire as tout_a_faire


def _codes(par) -> list[str]:
    with agir(par) as acteur:
        return [ligne["code"] for requete in a_faire(acteur) for ligne in requete]


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_either_side_says_it_and_the_other_is_told(monde, qui):
    dossier = partager(monde)
    sortie = dire(monde.gens[qui], dossier)
    assert etape(monde, dossier) == "sorti"
    assert (sortie.cote, sortie.etape_quittee) == ("porteur" if qui == "nadia" else "mission_locale", "eligibilite")
    autre = "karim" if qui == "nadia" else "nadia"
    assert _codes(monde.gens[autre]) == ["lire_sortie"]
    assert _codes(monde.gens[qui]) == []


def test_saying_it_twice_is_once_and_a_second_one_is_refused(monde):
    dossier = partager(monde)
    sortie = dire(monde.nadia, dossier)
    assert dire(monde.nadia, dossier, sortie_id=sortie.pk).pk == sortie.pk
    with pytest.raises(ecritures.DejaDite) as refus:
        dire(monde.karim, dossier, motif="demenagement")
    assert refus.value.actuelle.pk == sortie.pk


@pytest.mark.parametrize("ecart", [timedelta(days=1), -timedelta(days=41)])
def test_one_leaves_on_a_day_that_has_come_after_the_meeting(monde, ecart):
    dossier = partager(monde)
    with pytest.raises(ecritures.DateImpossible), agir(monde.nadia) as acteur:
        ecritures.dire(
            acteur=acteur, sortie_id=uuid4(), dossier_id=dossier.pk, texte=TEXTE | {"le": LE + ecart}, relais=None,
            le=LE, maintenant=MAINTENANT,
        )  # fmt: skip


def test_a_sortie_taken_back_returns_the_dossier_to_its_step_and_may_be_said_again(monde):
    convoquer(monde)
    dossier = partager(monde)
    decider(monde, dossier)
    sortie = dire(monde.nadia, dossier)
    assert sortie.etape_quittee == "remobilisation"
    annuler(monde.nadia, sortie)
    assert etape(monde, dossier) == "remobilisation"
    with pytest.raises(ecritures.PlusEnVigueur):
        annuler(monde.nadia, sortie)
    # The browser's back button sends the first form again: it does not leave once more.
    with pytest.raises(ecritures.PlusEnVigueur):
        dire(monde.nadia, dossier, sortie_id=sortie.pk)
    dire(monde.karim, dossier)
    assert etape(monde, dossier) == "sorti"


def test_the_side_that_said_it_corrects_it_and_the_other_reads_it_again(monde):
    sortie = dire(monde.nadia, partager(monde))
    donner_avis(monde.karim, sortie)
    assert _codes(monde.karim) == []
    corriger(monde.nadia, sortie, vers="Scierie du Port")
    assert _codes(monde.karim) == ["lire_sortie"]
    # The same words again change nothing, from whatever version.
    corriger(monde.nadia, sortie, vers="Scierie du Port", version=1)
    with pytest.raises(Conflit):
        corriger(monde.bilal, sortie, vers="Ailleurs", version=1)
    with pytest.raises(ecritures.PasDuCote):
        corriger(monde.karim, sortie, vers="Ailleurs", version=2)


def test_a_contest_asks_for_an_answer_and_maintaining_gives_it(monde):
    sortie = dire(monde.nadia, partager(monde))
    avis = donner_avis(monde.karim, sortie, "Il était là lundi.")
    assert donner_avis(monde.karim, sortie, "Il était là lundi.").pk == avis.pk
    assert (_codes(monde.karim), _codes(monde.nadia)) == ([], ["sortie_contestee"])
    assert maintenir(monde.nadia, sortie) is True
    assert _codes(monde.nadia) == []
    assert maintenir(monde.nadia, sortie) is False


def test_one_may_stop_contesting(monde):
    sortie = dire(monde.nadia, partager(monde))
    donner_avis(monde.karim, sortie, "Il était là lundi.")
    donner_avis(monde.karim, sortie)
    assert _codes(monde.nadia) == []
    with agir(monde.nadia):
        assert Avis.objects.filter(sortie=sortie).count() == 2


@pytest.mark.parametrize("geste", [donner_avis, maintenir, annuler])
def test_each_gesture_is_for_its_side(monde, geste):
    sortie = dire(monde.nadia, partager(monde))
    donner_avis(monde.karim, sortie, "Il était là lundi.")
    with pytest.raises(ecritures.PasDuCote):
        geste(monde.nadia if geste is donner_avis else monde.karim, sortie, "Je le dis.")


def test_what_was_not_read_is_not_answered(monde):
    sortie = dire(monde.nadia, partager(monde))
    corriger(monde.nadia, sortie, vers="Scierie du Port")
    with pytest.raises(Conflit):
        donner_avis(monde.karim, sortie, version=1)


def test_the_porteur_takes_back_what_a_mission_locale_said_once_it_sees_no_more(monde):
    dossier = partager(monde)
    sortie = dire(monde.karim, dossier)
    with pytest.raises(ecritures.PasDuCote):
        annuler(monde.nadia, sortie)
    with agir(monde.nadia) as acteur:
        accord = Accord.objects.get(dossier=dossier, retire_le=None)
        consentements.retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)
    assert etape(monde, dossier) == "sorti"
    annuler(monde.nadia, sortie)
    assert etape(monde, dossier) == "eligibilite"


def test_nothing_else_is_asked_any_more_for_who_left(monde):
    """Each step's « À faire », whatever it asked the day before."""
    convoquer(monde)
    decide, propose = partager(monde), partager(monde, situation={"etudiant": None, "inscrit_mission_locale": True})
    decider(monde, decide)
    proposer(monde.nadia, propose, issue="ajournement", manque="un papier", apporte_par="porteur")
    demande = monde.dossier(monde.nadia, le=AVANT)
    fini = monde.dossier(monde.nadia, mission_locale=monde.val_dore, le=AVANT)
    monde.accord(monde.nadia, fini, le=AVANT, jusqu_a=LE - timedelta(days=1))

    def _ce_qui_attend(qui) -> set[str]:
        with agir(qui) as acteur:
            return {t.titre for t in tout_a_faire(acteur)}

    assert len(_ce_qui_attend(monde.nadia)) >= 4
    assert len(_ce_qui_attend(monde.karim)) >= 2
    for dossier in (decide, propose, demande, fini):
        dire(monde.nadia, dossier)
    assert _ce_qui_attend(monde.nadia) == set()
    assert _ce_qui_attend(monde.karim) == {"Lire la sortie d’Idriss M."}


def test_whom_to_turn_to_follows_the_accord(monde):
    fermee, ouverte = partager(monde), partager(monde, elements=["dossier", "coordonnees"])
    for dossier in (fermee, ouverte):
        dire(monde.nadia, dossier, relais=RELAIS)
    with agir(monde.karim):
        assert list(Relais.objects.values_list("dossier_id", flat=True)) == [ouverte.pk]
    with pytest.raises(ecritures.RelaisHorsDePortee), transaction.atomic():
        dire(monde.karim, partager(monde), relais=RELAIS)


def _revenir(par, ancien, dossier_id=None, **suite):
    with agir(par) as acteur:
        return retours.revenir(
            acteur=acteur, ancien=ancien, dossier_id=dossier_id or uuid4(), repere_le=LE,
            identite={"prenom": "Idriss", "nom": "Marchais"}, lieu="", demande="",
            mission_locale_id=suite.get("mission_locale_id"), le=LE, maintenant=MAINTENANT,
        )  # fmt: skip


def test_who_comes_back_has_a_new_dossier_tied_to_the_old_one_which_stays_closed(monde):
    ancien = partager(monde)
    with pytest.raises(retours.PasSorti), transaction.atomic():
        _revenir(monde.nadia, ancien)
    dire(monde.nadia, ancien)
    avant = _vu(monde, ancien)
    nouveau = _revenir(monde.bilal, ancien, mission_locale_id=monde.val_dore.pk)
    assert _revenir(monde.bilal, ancien, nouveau.pk).pk == nouveau.pk
    with pytest.raises(retours.DejaRevenu) as refus:
        _revenir(monde.nadia, ancien)
    assert refus.value.dossier_id == nouveau.pk
    assert _vu(monde, ancien) == avant
    assert etape(monde, nouveau) == "reperage"
    with agir(monde.nadia):
        assert not Accord.objects.filter(dossier=nouveau).exists()


def _vu(monde, dossier):
    with agir(monde.nadia):
        return Dossier.objects.filter(pk=dossier.pk).values().get()


def test_nobody_comes_back_from_death(monde):
    ancien = partager(monde)
    dire(monde.nadia, ancien, motif="deces")
    with pytest.raises(retours.PasSorti):
        _revenir(monde.nadia, ancien)


def test_who_sees_one_dossier_only_never_learns_of_the_other(monde):
    ancien = partager(monde)
    dire(monde.nadia, ancien)
    nouveau = _revenir(monde.nadia, ancien, mission_locale_id=monde.val_dore.pk)
    for qui, attendu in ((monde.nadia, 1), (monde.karim, 0), (monde.sacha, 0), (monde.lena, 0)):
        with agir(qui):
            assert Retour.objects.count() == attendu, qui
            assert _en_sql("SELECT count(*) FROM sortie_retour") == attendu, qui
            assert _en_sql("SELECT count(*) FROM sortie_retourevent") == attendu, qui
    with agir(monde.nadia):
        nouveau = Dossier.objects.get(pk=nouveau.pk)
    monde.accord(monde.nadia, nouveau)
    with agir(monde.karim):
        assert _en_sql("SELECT count(*) FROM sortie_retour") == 1
        assert Retour.objects.get().ancien_id == ancien.pk


def _en_sql(requete: str, *valeurs):
    with connection.cursor() as curseur:
        curseur.execute(requete, valeurs)
        return curseur.fetchone()[0] if curseur.description else curseur.rowcount


def _refuse(requete: str, *valeurs) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        _en_sql(requete, *valeurs)


def test_postgresql_holds_one_sortie_in_force_whatever_the_code_does(monde):
    dossier = partager(monde)
    sortie = dire(monde.nadia, dossier)
    copie = """INSERT INTO sortie_sortie SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid())
        || %s)).* FROM sortie_sortie s WHERE s.id = %s"""
    with agir(monde.nadia):
        _refuse(copie, "{}", sortie.pk)
    annuler(monde.nadia, sortie)
    with agir(monde.nadia):
        assert _en_sql(copie, '{"annulee_le": null, "annulee_par_id": null, "annulation": ""}', sortie.pk) == 1


@pytest.mark.parametrize(
    ("qui", "change"),
    [
        ("karim", "vers = 'ailleurs'"),
        ("karim", "annulee_le = now(), annulee_par_id = 1, annulation = 'non'"),
        ("nadia", "cote = 'mission_locale'"),
        ("nadia", "dossier_id = gen_random_uuid()"),
        ("nadia", "dite_le = now()"),
        ("nadia", "motif = 'prison'"),
        ("nadia", "motif = 'autre', precision = ''"),
        ("nadia", "motif = 'autre_dispositif', vers = ''"),
        ("nadia", "accompagnement = false, accompagnement_par = 'quelqu’un'"),
        ("nadia", "annulee_le = now(), annulee_par_id = par_id"),
    ],
)
def test_postgresql_refuses_what_a_sortie_is_not(monde, qui, change):
    sortie = dire(monde.nadia, partager(monde))
    with agir(monde.gens[qui]):
        _refuse(f"UPDATE sortie_sortie SET {change} WHERE id = %s", sortie.pk)


def test_a_stranger_writes_nothing_about_it(monde):
    dossier = partager(monde)
    sortie = dire(monde.nadia, dossier)
    for qui in (monde.sacha, monde.lena, monde.maya, monde.paul):
        with agir(qui):
            assert _en_sql("SELECT count(*) FROM sortie_sortie") == 0
            assert _en_sql("UPDATE sortie_sortie SET vers = 'x' WHERE id = %s", sortie.pk) == 0
            _refuse(
                "INSERT INTO sortie_retour (dossier_id, ancien_id, par_id, le) VALUES (%s, %s, %s, now())",
                uuid4(), dossier.pk, qui.pk,
            )  # fmt: skip
            with pytest.raises(Dossier.DoesNotExist):
                dire(qui, dossier)


def test_a_signature_of_the_other_side_cannot_be_forged(monde):
    """Nobody writes an opinion, or a sortie, for a side that is not theirs."""
    dossier = partager(monde)
    sortie = dire(monde.nadia, dossier)
    avis = (
        "INSERT INTO sortie_avis (id, sortie_id, dossier_id, cote, par_id, le, version_lue, conteste, texte, maintien) "
        "VALUES (gen_random_uuid(), %s, %s, %s, %s, now(), %s, false, '', '')"
    )
    with agir(monde.nadia):
        _refuse(avis, sortie.pk, dossier.pk, "mission_locale", monde.nadia.pk, 1)
        _refuse(avis, sortie.pk, dossier.pk, "porteur", monde.nadia.pk, 1)
    with agir(monde.karim):
        _refuse(avis, sortie.pk, dossier.pk, "mission_locale", monde.ines.pk, 1)
        _refuse(avis, sortie.pk, dossier.pk, "mission_locale", monde.karim.pk, 2)
        assert _en_sql(avis, sortie.pk, dossier.pk, "mission_locale", monde.karim.pk, 1) == 1
        _refuse(
            "UPDATE sortie_avis SET maintenue_le = now(), maintenue_par_id = %s, maintien = 'x' WHERE sortie_id = %s",
            monde.karim.pk, sortie.pk,
        )  # fmt: skip
