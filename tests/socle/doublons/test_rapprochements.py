"""The same youth, met twice by people who do not know of each other."""

import pytest
from django.db import DatabaseError, connection, transaction

from socle.acces.portee import sans_mur_python
from socle.doublons.ecritures import RECHERCHES_PAR_JOUR, DejaRepondu, chercher, demander, ecarter, repondre
from socle.doublons.lectures import demandes_recues, du_dossier
from socle.doublons.models import Rapprochement, Reponse
from tests.monde import MAINTENANT, agir


@pytest.fixture
def deux(monde):
    """Nadia's dossier and Sacha's: the same birth date, names that sound alike."""
    ici = monde.dossier(monde.nadia, identite={"prenom": "Idriss", "nom": "Marchais"})
    la = monde.dossier(monde.sacha, identite={"prenom": "Idris", "nom": ""})
    return ici, la


def signaler(monde, dossier) -> Rapprochement:
    with agir(monde.nadia) as acteur:
        chercher(acteur=acteur, dossier_id=dossier.pk, maintenant=MAINTENANT)
        return du_dossier(dossier.pk).get()


def test_the_signal_says_neither_who_nor_where(monde, deux):
    signal = signaler(monde, deux[0])
    with agir(monde.nadia), sans_mur_python(), connection.cursor() as curseur:
        with pytest.raises(DatabaseError), transaction.atomic():
            curseur.execute("SELECT autre_id FROM doublons_rapprochement")
        assert du_dossier(deux[0].pk).get() == signal
        with pytest.raises(DatabaseError), transaction.atomic():
            curseur.execute("SELECT * FROM doublons_rapprochementevent")
    with agir(monde.sacha), sans_mur_python():
        assert not du_dossier(deux[0].pk).exists()
        assert demandes_recues() == []


@pytest.mark.parametrize("identite", [{"date_naissance": None}, {"prenom": "Chloé", "nom": ""}])
def test_without_the_exact_birth_date_or_a_like_name_nothing_is_said(monde, deux, identite):
    autre = monde.dossier(monde.nadia, identite=identite)
    with agir(monde.nadia) as acteur:
        assert chercher(acteur=acteur, dossier_id=autre.pk, maintenant=MAINTENANT) == 0


def test_a_second_search_says_nothing_more(monde, deux):
    signaler(monde, deux[0])
    with agir(monde.nadia) as acteur:
        assert chercher(acteur=acteur, dossier_id=deux[0].pk, maintenant=MAINTENANT) == 0


def test_one_does_not_search_for_the_dossier_of_another(monde, deux):
    with agir(monde.sacha) as acteur, pytest.raises(DatabaseError), transaction.atomic():
        chercher(acteur=acteur, dossier_id=deux[0].pk, maintenant=MAINTENANT)


def test_guessing_birth_dates_meets_a_quota(monde, deux):
    with agir(monde.nadia) as acteur:
        for _ in range(RECHERCHES_PAR_JOUR):
            chercher(acteur=acteur, dossier_id=deux[0].pk, maintenant=MAINTENANT)
        Rapprochement.objects.update(message="")
        neuf = monde.dossier(monde.nadia, identite={"prenom": "Idriss"})
    with agir(monde.nadia) as acteur:
        assert chercher(acteur=acteur, dossier_id=neuf.pk, maintenant=MAINTENANT) == 0


def test_accepting_shows_who_declining_shows_nobody(monde, deux):
    for reponse, nom in ((Reponse.ACCEPTEE, "Sacha"), (Reponse.DECLINEE, None)):
        ici = monde.dossier(monde.nadia, identite={"prenom": "Idriss", "nom": ""})
        signal = signaler(monde, ici)
        with agir(monde.nadia) as acteur:
            demander(acteur=acteur, rapprochement=signal, message="On peut se parler ?", maintenant=MAINTENANT)
        with agir(monde.sacha):
            demande = next(d for d in demandes_recues() if d.id == signal.pk)
            assert (demande.qui, demande.message) == ("Nadia Ferrand", "On peut se parler ?")
            repondre(rapprochement_id=signal.pk, reponse=reponse, maintenant=MAINTENANT)
            with pytest.raises(DejaRepondu):
                repondre(rapprochement_id=signal.pk, reponse=Reponse.ACCEPTEE, maintenant=MAINTENANT)
        with agir(monde.nadia):
            lu = du_dossier(ici.pk).get()
            assert lu.reponse == reponse
            assert (lu.repondu_par.compte.prenom if lu.repondu_par else None) == nom


def test_nobody_answers_for_another(monde, deux):
    signal = signaler(monde, deux[0])
    with agir(monde.nadia) as acteur:
        demander(acteur=acteur, rapprochement=signal, message="", maintenant=MAINTENANT)
        with pytest.raises(DejaRepondu):
            repondre(rapprochement_id=signal.pk, reponse=Reponse.ACCEPTEE, maintenant=MAINTENANT)
    with agir(monde.lena), pytest.raises(DejaRepondu):
        repondre(rapprochement_id=signal.pk, reponse=Reponse.ACCEPTEE, maintenant=MAINTENANT)


def test_a_signal_set_aside_does_not_come_back(monde, deux):
    signal = signaler(monde, deux[0])
    with agir(monde.nadia) as acteur:
        ecarter(rapprochement=signal, maintenant=MAINTENANT)
        assert not du_dossier(deux[0].pk).exists()
        assert chercher(acteur=acteur, dossier_id=deux[0].pk, maintenant=MAINTENANT) == 0
