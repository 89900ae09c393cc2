"""What one side proposes for a youth holds once the other said yes; a no is said with its reason; nothing is edited."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parcours.qui_fait_quoi import ecritures
from parcours.qui_fait_quoi.models import Ajustement
from tests.acces import pdf
from tests.monde import MAINTENANT, agir
from tests.parcours.qui_fait_quoi.test_ajustements import TILLEULS, ajuster, dossier, ligne, lire
from tests.socle.repartition.test_repartition import DEUX, ML, PORTEUR

__all__ = ["dossier"]
pytestmark = pytest.mark.django_db
PLUS_TARD = MAINTENANT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def le_jour():
    """The day of the cast."""
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


def repondre(par, ajustement, pourquoi=""):
    with agir(par) as acteur:
        fait = {"acteur": acteur, "ajustement": ajustement, "maintenant": MAINTENANT}
        if pourquoi:
            ecritures.refuser(pourquoi=pourquoi, **fait)
        else:
            ecritures.accepter(**fait)


def test_what_was_accepted_holds_while_something_else_is_proposed(monde, dossier):
    premier = ajuster(monde.nadia, dossier, reponse=TILLEULS)
    assert (ligne(monde.karim, dossier).convenue, ligne(monde.karim, dossier).propose) == (PORTEUR, premier)
    repondre(monde.karim, premier)
    # Said twice, it is said once.
    repondre(monde.karim, premier)
    une = ligne(monde.nadia, dossier)
    assert (une.convenue, une.propose, une.accepte.accepte_par) == (TILLEULS, None, monde.karim)
    second = ajuster(monde.karim, dossier, reponse=DEUX, vu=premier.pk, maintenant=PLUS_TARD)
    une = ligne(monde.nadia, dossier)
    assert (une.convenue, une.reponse) == (TILLEULS, DEUX)
    repondre(monde.nadia, second, "nous n’avons plus de place")
    une = ligne(monde.karim, dossier)
    assert (une.convenue, une.propose, une.refuse.refus) == (TILLEULS, None, "nous n’avons plus de place")
    # Back to what the partenariat says is itself proposed, and agreed.
    retour = ajuster(monde.nadia, dossier, reponse=PORTEUR, vu=premier.pk, maintenant=PLUS_TARD + timedelta(hours=1))
    assert ligne(monde.karim, dossier).convenue == TILLEULS
    repondre(monde.karim, retour)
    une = ligne(monde.karim, dossier)
    assert (une.convenue, une.accepte, une.differe) == (PORTEUR, retour, False)


def test_one_answers_the_other_side_and_once(monde, dossier):
    fait = ajuster(monde.nadia, dossier)
    with pytest.raises(ecritures.PropreProposition):
        repondre(monde.bilal, fait)
    with pytest.raises(ecritures.PasSonCote):
        repondre(monde.sacha, fait)
    repondre(monde.karim, fait)
    with pytest.raises(ecritures.DejaRepondu):
        repondre(monde.karim, fait, "finalement non")
    with agir(monde.nadia) as acteur, pytest.raises(ecritures.DejaRepondu):
        ecritures.annuler(acteur=acteur, ajustement=fait, maintenant=MAINTENANT)


@pytest.mark.parametrize("champs", [{"accepte_le": MAINTENANT}, {"refus": "non", "retire_le": MAINTENANT}])
def test_postgresql_too_refuses_that_one_answers_oneself(monde, dossier, champs):
    fait = ajuster(monde.nadia, dossier)
    qui = "retire_par" if "refus" in champs else "accepte_par"
    with agir(monde.nadia), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Ajustement.objects.filter(pk=fait.pk).update(**champs, **{qui: monde.nadia})
    with agir(monde.karim):
        assert Ajustement.objects.filter(pk=fait.pk).update(**champs, **{qui: monde.karim}) == 1


def test_postgresql_too_refuses_that_an_answer_changes(monde, dossier):
    fait = ajuster(monde.nadia, dossier)
    repondre(monde.karim, fait)
    with agir(monde.karim), pytest.raises(DatabaseError, match="une fois"), transaction.atomic():
        Ajustement.objects.filter(pk=fait.pk).update(accepte_par=None, accepte_le=None)


def test_from_a_faire_to_yes_or_not_so(monde, dossier):
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    fait = ajuster(monde.nadia, dossier, reponse=TILLEULS)
    ici = reverse("qui_fait_quoi", args=[dossier.pk])
    accueil = lire(karim, "/")
    assert "Dire oui ou non : qui fait quoi" in accueil and ici + "?voir=ajustees" in accueil
    assert "Dire oui ou non" not in lire(nadia, "/")
    oui, non = (reverse(nom, args=[dossier.pk, fait.pk]) for nom in ("accepter_ajustement", "refuser_ajustement"))
    assert oui in lire(karim, ici) and oui not in lire(nadia, ici) and non not in lire(nadia, ici)
    assert nadia.post(oui).status_code == 404
    assert "Dites pourquoi" in karim.post(non, {"pourquoi": ""}).content.decode()
    karim.post(non, {"pourquoi": "Pas de place avant janvier"})
    vue = lire(nadia, ici)
    assert "dit Karim Vasseur (Mission locale du Val-Doré)" in vue and "Pas de place avant janvier" in vue
    assert "Dire oui ou non" not in lire(karim, "/")
    assert "n’attend plus" in karim.post(oui, follow=True).content.decode()

    fait = ajuster(monde.nadia, dossier, reponse=ML)
    karim.post(reverse("accepter_ajustement", args=[dossier.pk, fait.pk]))
    vue = lire(nadia, ici)
    assert "accepté par Karim Vasseur (Mission locale du Val-Doré) le 23 novembre 2026" in vue
    imprime = nadia.get(reverse("imprimer_qui_fait_quoi", args=[dossier.pk])).content
    mots = pdf.mots(imprime).replace("\u00a0", " ")
    assert "(proposé" not in mots and "En gras : convenu pour ce jeune" in mots


def test_answers_cost_no_query_more(monde, dossier):
    karim = monde.client(monde.karim)
    adresse = reverse("qui_fait_quoi", args=[dossier.pk])

    def requetes():
        karim.get(adresse)
        with CaptureQueriesContext(connection) as lues:
            assert karim.get(adresse).status_code == 200
        return len(lues)

    ajuster(monde.nadia, dossier)
    avant = requetes()
    for code in ("rythme", "se_deplacer", "budget_du_mois"):
        repondre(monde.karim, ajuster(monde.nadia, dossier, code))
    for code in ("projet", "immersion"):
        repondre(monde.karim, ajuster(monde.nadia, dossier, code), "pas nous")
    assert requetes() == avant <= 10
