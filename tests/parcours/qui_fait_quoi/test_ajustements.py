"""For one youth: the sheet starts from what is agreed, either side adjusts it, nothing is lost nor edited."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parcours.qui_fait_quoi import ecritures
from parcours.qui_fait_quoi.lectures import fiche
from parcours.qui_fait_quoi.models import Ajustement
from socle.consentements.ecritures import retirer
from socle.dossier.domaines import SENSIBLES
from socle.dossier.models import Dossier
from socle.partenariats.models import Partenariat
from socle.repartition.ecritures import ajouter_tache
from socle.repartition.lignes import Reponse
from socle.repartition.referentiel import referentiel
from tests.acces import pdf
from tests.monde import LE, MAINTENANT, agir
from tests.socle.repartition.test_repartition import DEUX, LIBRES, ML, PORTEUR, convenir, dire, proposer

pytestmark = pytest.mark.django_db
TILLEULS = Reponse("partenaire", "la résidence des Tilleuls")


@pytest.fixture(autouse=True)
def le_jour():
    """The day of the cast."""
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


@pytest.fixture
def dossier(monde):
    """A dossier of two structures that agreed: the porteur takes everything that is free."""
    lien = Partenariat.objects.get(porteur=monde.le_fil)
    dire(monde.nadia, lien, PORTEUR)
    convenir(monde.karim, proposer(monde.nadia, lien))
    ouvert = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, ouvert)
    return ouvert


def ajuster(par, dossier, tache="logement_stable", reponse=DEUX, *, vu=None, le=LE, maintenant=MAINTENANT):
    with agir(par, le=le) as acteur:
        return ecritures.ajuster(
            acteur=acteur, ajustement_id=uuid4(), dossier=dossier, tache=tache, reponse=reponse, vu=vu, le=le,
            maintenant=maintenant,
        )  # fmt: skip


def ligne(par, dossier, tache="logement_stable", *, le=LE):
    with agir(par, le=le):
        return fiche(dossier, le=le).ligne(tache)


def test_it_starts_from_what_is_agreed_and_says_what_departs_from_it(monde, dossier):
    assert (ligne(monde.karim, dossier).reponse, ligne(monde.karim, dossier).differe) == (PORTEUR, False)
    ajuster(monde.karim, dossier, reponse=TILLEULS)
    une = ligne(monde.nadia, dossier)
    assert (une.reponse, une.modele, une.differe) == (TILLEULS, PORTEUR, True)
    assert une.ajustement.par == monde.karim
    # As the partenariat says: nothing departs from it any more, and history keeps what did.
    assert ajuster(monde.nadia, dossier, reponse=PORTEUR, vu=une.ajustement.pk) is None
    assert not ligne(monde.nadia, dossier).differe
    with agir(monde.nadia):
        assert Ajustement.objects.get().retire_par == monde.nadia
        evenements = apps.get_model("qui_fait_quoi", "AjustementEvent").objects
        assert list(evenements.values_list("pgh_label", flat=True).order_by("pgh_id")) == ["insert", "update"]


def test_nothing_agreed_everything_is_for_nobody_but_what_a_text_gives(monde):
    seul = monde.dossier(monde.nadia)
    with agir(monde.nadia):
        lue = fiche(seul, le=LE)
    assert lue.version is None and len(lue.lignes) == len(referentiel())
    assert {li.reponse.qui for li in lue.lignes if not li.tache.reserve} == {"personne"}
    assert lue.ligne("ouvrir_le_contrat").reponse == ML
    ajuster(monde.nadia, seul)
    assert ligne(monde.nadia, seul).reponse == DEUX


def test_a_version_that_drops_a_task_keeps_what_was_written_for_the_youth(monde, dossier):
    with agir(monde.nadia):
        Ajustement(
            id=uuid4(), dossier=dossier, tache=str(uuid4()), phase="suites", domaine="autre", qui="porteur",
            intitule="Tenir le jardin", par=monde.nadia, note_le=MAINTENANT,
        ).save(force_insert=True)  # fmt: skip
        lue = fiche(dossier, le=LE)
    assert "Tenir le jardin" in [li.tache.intitule for li in lue.ajustees]


def test_somebody_changed_it_in_between(monde, dossier):
    premier = ajuster(monde.nadia, dossier)
    with pytest.raises(ecritures.AjusteEntreTemps) as refus:
        ajuster(monde.karim, dossier, reponse=TILLEULS)
    assert refus.value.ligne.ajustement == premier
    # What is asked is already there: no conflict.
    assert ajuster(monde.karim, dossier) == premier
    with agir(monde.nadia) as acteur:
        ecritures.annuler(acteur=acteur, ajustement=premier, maintenant=MAINTENANT)
    with pytest.raises(ecritures.AjusteEntreTemps):
        ajuster(monde.karim, dossier, reponse=TILLEULS, vu=premier.pk)


def test_neither_a_text_nor_health_nor_justice_is_adjusted(monde, dossier):
    sensibles = [t.code for t in referentiel() if t.domaine in SENSIBLES]
    assert len(sensibles) >= 3
    for code in (*sensibles, "ouvrir_le_contrat", "inconnue"):
        with pytest.raises(ecritures.NeSAjustePas):
            ajuster(monde.nadia, dossier, code)
    with agir(monde.nadia), pytest.raises(DatabaseError, match="ajustement_ni_sante_ni_justice"), transaction.atomic():
        Ajustement.objects.create(
            dossier=dossier, tache="premiers_soins", phase="suites", domaine="sante", intitule="x", qui="porteur",
            par=monde.nadia, note_le=MAINTENANT,
        )  # fmt: skip


def test_strangers_and_those_the_youth_no_longer_agrees_to_see_nothing(monde, dossier):
    fait = ajuster(monde.nadia, dossier, reponse=TILLEULS)
    for dehors in (monde.sacha, monde.lena, monde.odile, monde.maya):
        with agir(dehors):
            assert not Ajustement.objects.exists()
        with pytest.raises((ecritures.PasSonCote, Dossier.DoesNotExist)):
            ajuster(dehors, dossier)
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=dossier.accords.get(), maintenant=MAINTENANT)
    with agir(monde.karim):
        assert not Ajustement.objects.exists()
        assert Ajustement.objects.filter(pk=fait.pk).update(retire_le=MAINTENANT) == 0


@pytest.mark.parametrize(
    "ecart", [{"qui": "porteur", "partenaire": ""}, {"intitule": "autre"}, {"note_le": MAINTENANT + timedelta(days=1)}]
)
def test_nothing_written_is_edited(monde, dossier, ecart):
    fait = ajuster(monde.nadia, dossier, reponse=TILLEULS)
    with agir(monde.nadia), pytest.raises(DatabaseError), transaction.atomic():
        Ajustement.objects.filter(pk=fait.pk).update(**ecart)


def test_it_holds_while_they_work_together(monde, dossier):
    Partenariat.objects.filter(porteur=monde.le_fil).update(jusqu_a=LE)
    assert ligne(monde.nadia, dossier).modele == PORTEUR
    assert ligne(monde.nadia, dossier, le=LE + timedelta(days=1)).modele == Reponse("personne")


def lire(client, adresse):
    return client.get(adresse).content.decode().replace("\u00a0", " ")


def test_the_pages_from_the_dossier_to_the_printed_sheet(monde, dossier):
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    adresse = reverse("qui_fait_quoi", args=[dossier.pk])
    assert adresse in lire(nadia, reverse("dossier", args=[dossier.pk]))
    changer = reverse("ajuster_tache", args=[dossier.pk]) + "?tache=logement_stable"
    assert "Dites quel partenaire" in karim.post(changer, {"id": uuid4(), "qui": "partenaire"}).content.decode()
    dit = {"id": uuid4(), "qui": "partenaire", "partenaire": TILLEULS.partenaire}
    page = karim.post(changer, dit, follow=True).content.decode().replace("\u00a0", " ")
    assert "C’est proposé" in page and "Annuler" in page
    vue = lire(nadia, adresse + "?voir=ajustees")
    assert "Proposé par Karim Vasseur (Mission locale du Val-Doré) le 23 novembre 2026. Convenu : le porteur" in vue
    assert vue.count("la résidence des Tilleuls") == 1 and "Chercher un emploi" not in vue
    conflit = nadia.post(changer, {"id": uuid4(), "qui": "les_deux"})
    assert conflit.status_code == 409
    texte = conflit.content.decode().replace("\u00a0", " ")
    assert "la résidence des Tilleuls, par Karim Vasseur" in texte and f'name="vu" value="{dit["id"]}"' in texte
    imprime = nadia.get(reverse("imprimer_qui_fait_quoi", args=[dossier.pk])).content
    assert (
        f"(proposé : {TILLEULS.partenaire})" in pdf.mots(imprime).replace("\u00a0", " ")
        and b"/StructTreeRoot" in imprime
    )
    nadia.post(reverse("annuler_ajustement", args=[dossier.pk, dit["id"]]))
    vue = lire(karim, adresse)
    assert "Rien n’est ajusté" in vue
    # What was written before stays readable.
    assert "Ajusté avant (1)" in vue and "remplacé ou retiré par Nadia Ferrand" in vue
    ailleurs = reverse("ajuster_tache", args=[dossier.pk])
    assert nadia.get(ailleurs + "?tache=premiers_soins").status_code == 404
    assert nadia.get(ailleurs).url == adresse


def test_one_page_even_with_many_tasks(monde, dossier):
    lien = Partenariat.objects.get(porteur=monde.le_fil)
    with agir(monde.nadia) as acteur:
        for rang in range(10):
            ajouter_tache(
                acteur=acteur, tache_id=uuid4(), partenariat=lien, phase="accompagnement", domaine="autre",
                intitule=f"Une tâche de plus, assez longue pour tenir sur deux lignes, numéro {rang}",
                maintenant=MAINTENANT,
            )  # fmt: skip
    long = Reponse("partenaire", "un partenaire au nom plutôt long")
    dire(monde.karim, lien, **dict.fromkeys(LIBRES[:15], long), version=1)
    convenir(monde.nadia, proposer(monde.karim, lien))
    imprime = monde.client(monde.nadia).get(reverse("imprimer_qui_fait_quoi", args=[dossier.pk])).content
    assert "/Count 1" in pdf.mots(imprime)


def test_the_number_of_statements_is_small_and_constant(monde, dossier):
    def requetes(nom):
        client = monde.client(monde.karim)
        client.get(reverse(nom, args=[dossier.pk]))
        with CaptureQueriesContext(connection) as lues:
            assert client.get(reverse(nom, args=[dossier.pk])).status_code == 200
        return len(lues)

    avant = [requetes("qui_fait_quoi"), requetes("imprimer_qui_fait_quoi")]
    ajustables = [t.code for t in referentiel() if not t.reserve and t.domaine not in SENSIBLES]
    for code in ajustables:
        ajuster(monde.nadia, dossier, code)
    apres = [requetes("qui_fait_quoi"), requetes("imprimer_qui_fait_quoi")]
    assert apres == avant and max(apres) <= 10, (avant, apres)


def test_an_accord_that_does_not_speak_of_the_plan_shows_what_is_agreed_and_no_more(monde, dossier):
    autre = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, autre, elements=["dossier"])
    ajuster(monde.nadia, autre, reponse=TILLEULS)
    ici = reverse("qui_fait_quoi", args=[autre.pk])
    karim = monde.client(monde.karim)
    page = karim.get(ici).content.decode()
    assert "résidence des Tilleuls" not in page and "ajuster/" not in page
    assert karim.get(reverse("ajuster_tache", args=[autre.pk]) + "?tache=logement_stable").status_code == 404
    assert "résidence des Tilleuls" in monde.client(monde.nadia).get(ici).content.decode()
