"""Once the contract is open, its référent and its hours change from a day on; the signed and the earlier ones stay."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction

from parcours.contrat.changements import dire_la_duree
from parcours.contrat.ecritures import PasDuContrat, ReferentInconnu, TermesHorsDesTextes
from parcours.contrat.ecritures_changements import (
    AvantLeDernier,
    annuler_le_changement,
    changer_les_heures,
    designer,
)
from parcours.contrat.ecritures_suite import HorsDuContrat, Termine
from parcours.contrat.models import Contrat, Dispense
from parcours.contrat.models_changements import Designation, DureeHebdomadaire
from parcours.contrat.presentation import avec_contrats, contrats_dits
from regles.contrat import Regime
from socle.acces.portee import sans_mur_python
from socle.dossier.models import Dossier
from socle.dossier.versions import Conflit
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.contrat.scene import FIN, en_contrat, entrer, rompre
from tests.parcours.contrat.test_pages import texte, url

DANS_UN_MOIS = LE + timedelta(days=30)


@pytest.fixture(autouse=True)
def lundi():
    with time_machine.travel("2026-11-23 10:00+01:00", tick=False):
        yield


def changement(contrat, *, du=LE, vu=None, id=None):
    return {"id": id or uuid4(), "du": du, "vu": vu or contrat.pk}


def nommer(monde, contrat, qui, *, par=None, le=LE, **dits):
    with agir(par or monde.karim, le=le) as acteur:
        return designer(
            acteur=acteur, contrat=contrat, changement=changement(contrat, **dits), referent_id=qui.pk, le=le,
            maintenant=MAINTENANT,
        )  # fmt: skip


def heures(monde, contrat, combien, regime=Regime.REDUITE, *, par=None, le=LE, **dits):
    with agir(par or monde.karim, le=le) as acteur:
        return changer_les_heures(
            acteur=acteur, contrat=contrat, changement=changement(contrat, **dits), regime=regime, heures=combien,
            le=le, maintenant=MAINTENANT,
        )  # fmt: skip


def dit_au(monde, contrat, le):
    with agir(monde.nadia):
        dossier = avec_contrats(Dossier.objects.filter(pk=contrat.dossier_id)).get()
        (lu,) = contrats_dits(dossier.lus_contrats, le=le)
    return lu


def test_each_value_holds_from_its_day_and_what_was_signed_stays(monde):
    contrat = en_contrat(monde)
    nommer(monde, contrat, monde.ines, du=DANS_UN_MOIS)
    heures(monde, contrat, 10)
    avant, apres = dit_au(monde, contrat, LE), dit_au(monde, contrat, DANS_UN_MOIS)
    assert (avant.referent, avant.heures) == ("Karim Vasseur", 10)
    assert (apres.referent, apres.referent_id) == ("Inès Tabet", monde.ines.pk)
    assert [(c.quoi, c.du, c.avant, c.dernier) for c in apres.changements] == [
        ("heures", LE, dire_la_duree(15), True),
        ("referent", DANS_UN_MOIS, "Karim Vasseur", True),
    ]
    with agir(monde.karim):
        signe = Contrat.objects.get()
        assert (signe.referent_id, signe.heures) == (monde.karim.pk, 15)
    # Beyond its last day, a contract is said as it ended.
    assert dit_au(monde, contrat, FIN + timedelta(days=400)).referent == "Inès Tabet"
    assert dit_au(monde, contrat, LE - timedelta(days=400)).referent == "Karim Vasseur"


def test_twice_is_one_act_and_the_same_changes_nothing(monde):
    contrat, ident = en_contrat(monde), uuid4()
    assert nommer(monde, contrat, monde.ines, id=ident).pk == nommer(monde, contrat, monde.ines, id=ident).pk == ident
    assert nommer(monde, contrat, monde.ines, vu=ident, du=DANS_UN_MOIS) is None
    assert heures(monde, contrat, 15, Regime.ORDINAIRE) is None
    with agir(monde.karim):
        assert (Designation.objects.count(), DureeHebdomadaire.objects.count()) == (1, 0)


def test_who_changed_it_meanwhile_is_told_to_the_second(monde):
    contrat = en_contrat(monde)
    premiere = nommer(monde, contrat, monde.ines)
    with pytest.raises(Conflit) as conflit:
        nommer(monde, contrat, monde.karim, du=DANS_UN_MOIS)
    assert conflit.value.actuel == premiere
    nommer(monde, contrat, monde.karim, du=DANS_UN_MOIS, vu=premiere.pk)


def test_the_same_day_said_anew_replaces_and_an_earlier_one_is_refused(monde):
    contrat = en_contrat(monde)
    note = heures(monde, contrat, 10, du=DANS_UN_MOIS)
    with pytest.raises(AvantLeDernier):
        heures(monde, contrat, 5, vu=note.pk)
    heures(monde, contrat, 5, du=DANS_UN_MOIS, vu=note.pk)
    assert [c.dit for c in dit_au(monde, contrat, LE).changements] == [dire_la_duree(5)]
    with agir(monde.karim):
        assert DureeHebdomadaire.objects.filter(retiree_le__isnull=False).count() == 1


@pytest.mark.parametrize("du", [LE - timedelta(days=1), FIN + timedelta(days=1)])
def test_a_change_is_of_a_day_of_the_contract(monde, du):
    contrat = en_contrat(monde)
    with pytest.raises(HorsDuContrat):
        nommer(monde, contrat, monde.ines, du=du)


def test_only_the_mission_locale_that_holds_it_and_decides(monde):
    contrat = en_contrat(monde)
    with pytest.raises(PasDuContrat):
        nommer(monde, contrat, monde.ines, par=monde.nadia)
    with pytest.raises(ReferentInconnu):
        nommer(monde, contrat, monde.nadia)
    with pytest.raises(ReferentInconnu):
        nommer(monde, contrat, monde.lena)


def test_a_broken_or_finished_contract_does_not_change(monde):
    contrat = en_contrat(monde)
    with pytest.raises(Termine):
        heures(monde, contrat, 10, le=FIN + timedelta(days=1), du=FIN)
    nommer(monde, contrat, monde.ines)
    rompre(monde.karim, contrat)
    with pytest.raises(Termine):
        heures(monde, contrat, 10)
    with pytest.raises(Termine), agir(monde.karim) as acteur:
        annuler_le_changement(Designation, acteur=acteur, contrat=contrat, maintenant=MAINTENANT)


@pytest.mark.parametrize(
    ("combien", "regime"),
    [
        (21, Regime.ORDINAIRE),
        (14, Regime.ORDINAIRE),
        (15, Regime.REDUITE),
        (None, Regime.REDUITE),
        (10, Regime.PARENT_SEUL),
    ],
)
def test_the_hours_are_those_of_the_texts(monde, combien, regime):
    contrat = en_contrat(monde)
    with pytest.raises(TermesHorsDesTextes):
        heures(monde, contrat, combien, regime)


def test_the_ground_stays_apart_and_goes_with_its_change(monde):
    contrat = en_contrat(monde)
    note = heures(monde, contrat, None, Regime.PARENT_SEUL)
    with agir(monde.nadia):
        assert [(d.duree_id, d.motif) for d in Dispense.objects.filter(retiree_le=None)] == [(note.pk, "parent_seul")]
    autre = heures(monde, contrat, None, Regime.EMPECHEMENT, du=DANS_UN_MOIS, vu=note.pk)
    with agir(monde.karim) as acteur:
        assert annuler_le_changement(DureeHebdomadaire, acteur=acteur, contrat=contrat, maintenant=MAINTENANT)
        assert [d.duree_id for d in Dispense.objects.filter(retiree_le=None)] == [note.pk] != [autre.pk]
        assert annuler_le_changement(DureeHebdomadaire, acteur=acteur, contrat=contrat, maintenant=MAINTENANT)
        assert not annuler_le_changement(DureeHebdomadaire, acteur=acteur, contrat=contrat, maintenant=MAINTENANT)
        assert not Dispense.objects.filter(retiree_le=None).exists()
    assert dit_au(monde, contrat, LE).heures == 15


def test_postgresql_alone_holds_it(monde):
    contrat = en_contrat(monde)

    def brut(modele, par, du=LE, **champs):
        ligne = modele(
            id=uuid4(),
            contrat=contrat,
            dossier_id=contrat.dossier_id,
            du=du,
            par_id=par.pk,
            note_le=MAINTENANT,
            **champs,
        )
        with transaction.atomic():
            ligne.save(force_insert=True)

    def refuse(*args, **kwargs):
        with pytest.raises(DatabaseError):
            brut(*args, **kwargs)

    with agir(monde.karim), sans_mur_python():
        for du in (LE - timedelta(days=1), FIN + timedelta(days=1)):
            refuse(DureeHebdomadaire, monde.karim, du, heures=10)
        refuse(DureeHebdomadaire, monde.karim, heures=0)
        refuse(DureeHebdomadaire, monde.karim, heures=36)
        refuse(DureeHebdomadaire, monde.ines, heures=10)
        refuse(Designation, monde.karim, referent_id=monde.nadia.pk)
        brut(DureeHebdomadaire, monde.karim, heures=10)
        refuse(DureeHebdomadaire, monde.karim, heures=11)
        brut(Designation, monde.karim, referent_id=monde.ines.pk)
        for ecart in ({"heures": 5}, {"du": DANS_UN_MOIS}):
            with pytest.raises(DatabaseError), transaction.atomic():
                DureeHebdomadaire.objects.update(**ecart)
        with pytest.raises(DatabaseError), transaction.atomic():
            Contrat.objects.update(referent_id=monde.ines.pk)
    with agir(monde.nadia), sans_mur_python():
        refuse(DureeHebdomadaire, monde.nadia, DANS_UN_MOIS, heures=10)
        with pytest.raises(DatabaseError), transaction.atomic():
            DureeHebdomadaire.objects.update(retiree_le=MAINTENANT)
    for etranger in (monde.sacha, monde.lena):
        with agir(etranger), sans_mur_python():
            assert (Designation.objects.count(), DureeHebdomadaire.objects.count()) == (0, 0)


def test_postgresql_holds_the_ground_as_firmly_as_the_hours(monde):
    contrat = en_contrat(monde)
    note = heures(monde, contrat, None, Regime.EMPECHEMENT)

    def ajouter(par, duree_id):
        Dispense(
            id=uuid4(), contrat=contrat, duree_id=duree_id, dossier_id=contrat.dossier_id, motif="parent_seul",
            par_id=par.pk, note_le=MAINTENANT,
        ).save(force_insert=True)  # fmt: skip

    def refuse(geste):
        with pytest.raises(DatabaseError), transaction.atomic():
            geste()

    with agir(monde.nadia), sans_mur_python():
        refuse(lambda: Dispense.objects.update(retiree_le=MAINTENANT))
        refuse(lambda: ajouter(monde.nadia, None))
    with agir(monde.karim), sans_mur_python():
        refuse(lambda: Dispense.objects.update(motif="parent_seul"))
        refuse(lambda: ajouter(monde.karim, None))
        refuse(lambda: ajouter(monde.karim, uuid4()))
        assert Dispense.objects.filter(duree_id=note.pk, motif="empechement", retiree_le=None).count() == 1
        Dispense.objects.update(retiree_le=MAINTENANT)
        refuse(lambda: Dispense.objects.update(retiree_le=None))


# The pages


def champs(page):
    return dict(re.findall(r'name="(id|vu)" value="([^"]+)"', page))


def saisie(client, dossier, quoi, **dits):
    return champs(client.get(url(dossier, f"{quoi}/")).content.decode()) | {"du": "2026-11-23"} | dits


def test_from_the_page_the_referent_changes_and_is_put_back(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier)
    karim, nadia = monde.client(monde.karim), monde.client(monde.nadia)
    envoi = saisie(karim, dossier, "referent", referent_id=monde.ines.pk)
    page = texte(karim.post(url(dossier, "referent/"), envoi, follow=True))
    assert "Le référent unique change à partir du 23 novembre 2026" in page
    assert "Référent unique : Inès Tabet À partir du 23 novembre 2026. Avant : Karim Vasseur. Noté par Karim" in page
    assert "Référent unique Inès Tabet" in page
    assert "Référent unique : Inès Tabet" in texte(nadia.get(f"/dossiers/{dossier.pk}/"))
    assert "Noté par erreur" not in texte(nadia.get(url(dossier)))
    assert "est annulé" in texte(karim.post(url(dossier, "referent/annuler/"), follow=True))
    assert "Référent unique : Karim Vasseur" in texte(nadia.get(f"/dossiers/{dossier.pk}/"))
    assert "rien à changer" in texte(karim.post(url(dossier, "referent/annuler/"), follow=True))


def test_from_the_page_the_hours_change_with_their_ground(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier)
    karim, nadia = monde.client(monde.karim), monde.client(monde.nadia)
    assert "De 15 à 20 heures" in texte(karim.get(url(dossier, "heures/")))
    trop = saisie(karim, dossier, "heures", regime="reduite", heures="15")
    assert "Choisissez entre 1 et 14 heures" in texte(karim.post(url(dossier, "heures/"), trop))
    dehors = saisie(karim, dossier, "heures", regime="reduite", heures="8", du="2026-11-22")
    assert "entre le 23 novembre 2026 et le 22 novembre 2027" in texte(karim.post(url(dossier, "heures/"), dehors))
    envoi = saisie(karim, dossier, "heures", regime="parent_seul")
    page = texte(karim.post(url(dossier, "heures/"), envoi, follow=True))
    assert "pas d’heures fixées À partir du 23 novembre 2026. Avant : 15 heures par semaine" in page
    assert "parent seul d’un enfant" in page
    carte = texte(nadia.get(f"/dossiers/{dossier.pk}/"))
    assert "Durée adaptée" in carte
    assert "parent seul" not in carte


def test_a_double_click_takes_back_one_change_alone(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier)
    karim = monde.client(monde.karim)
    for du, combien in (("2026-11-23", "12"), ("2026-12-14", "8")):
        karim.post(url(dossier, "heures/"), saisie(karim, dossier, "heures", regime="reduite", heures=combien, du=du))
    (bouton,) = set(re.findall(r'action="([^"]*heures/annuler/\?lu=[^"]*)"', karim.get(url(dossier)).content.decode()))
    assert "est annulé" in texte(karim.post(bouton, follow=True))
    assert "rien à changer" in texte(karim.post(bouton, follow=True))
    with agir(monde.karim):
        assert [d.heures for d in DureeHebdomadaire.objects.filter(retiree_le=None)] == [12]


def test_both_changes_are_shown_to_the_second_and_saved_knowingly(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier)
    karim, ines = monde.client(monde.karim), monde.client(monde.ines)
    la_sienne = saisie(ines, dossier, "heures", regime="reduite", heures="8")
    karim.post(url(dossier, "heures/"), saisie(karim, dossier, "heures", regime="reduite", heures="12"))
    reponse = ines.post(url(dossier, "heures/"), la_sienne)
    assert reponse.status_code == 409
    assert "Enregistré entre-temps : combien d’heures 12" in texte(reponse)
    page = reponse.content.decode()
    assert 'value="8"' in page
    assert "8 heures par semaine" in texte(ines.post(url(dossier, "heures/"), la_sienne | champs(page), follow=True))


def test_the_porteur_has_no_button_and_no_page(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier)
    client = monde.client(monde.nadia)
    assert "Changer" not in texte(client.get(url(dossier)))
    for suite in ("referent/", "heures/"):
        assert client.get(url(dossier, suite)).status_code == 404
        assert client.post(url(dossier, f"{suite}annuler/")).status_code == 404


def test_a_change_before_a_later_one_says_which(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier)
    client = monde.client(monde.karim)
    client.post(
        url(dossier, "heures/"), saisie(client, dossier, "heures", regime="reduite", heures="8", du="2027-01-04")
    )
    trop_tot = saisie(client, dossier, "heures", regime="reduite", heures="5")
    page = texte(client.post(url(dossier, "heures/"), trop_tot))
    assert "Un changement est noté à partir du 4 janvier 2027 : annulez-le d’abord" in page
