"""When the commission sits: its day, the séances moved, cancelled, added."""

import pytest
import time_machine
from django.db import DatabaseError, transaction

from parcours.commission.models import Rendezvous, SeanceDeplacee
from tests.monde import agir
from tests.parcours.commission.pages import texte
from tests.parcours.commission.scene import (
    JEUDI,
    decider,
    presenter,
)

pytestmark = pytest.mark.usefixtures("lundi")


def test_the_mission_locale_sets_its_day_the_porteur_is_told(monde):
    ines, nadia = monde.client(monde.ines), monde.client(monde.nadia)
    assert "Quand se tient votre commission ?" in texte(ines.get("/commission/"))
    assert "La mission locale n’a pas encore fixé le jour" in texte(nadia.get("/commission/"))
    envoi = {"premiere_le": JEUDI, "heure": "09:30", "toutes_les": "2", "lieu": "au Fil"}
    assert nadia.get("/commission/rendezvous/").status_code == 403
    assert nadia.post("/commission/rendezvous/", envoi).status_code == 403
    assert not Rendezvous.objects.exists()
    for _ in range(2):
        assert "Le rendez-vous est fixé" in texte(ines.post("/commission/rendezvous/", envoi, follow=True))
    assert Rendezvous.objects.count() == 1
    page = texte(nadia.get("/commission/"))
    assert "Jeudi 26 novembre" in page
    assert "Jeudi 10 décembre" in page
    assert "Jeudi 3 décembre" not in page


def test_the_database_lets_only_the_mission_locale_write_its_calendar(monde, jeudi):
    for intrus in (monde.nadia, monde.lena):
        with agir(intrus):
            assert Rendezvous.objects.update(lieu="ailleurs") == 0
            with pytest.raises(DatabaseError), transaction.atomic():
                Rendezvous.objects.create(mission_locale=monde.val_dore, premiere_le=JEUDI, heure="10:00")


def test_a_new_day_from_a_day_on_leaves_the_seances_held(monde, jeudi):
    decider(monde, presenter(monde))
    with time_machine.travel("2026-11-30 11:00+01:00", tick=False):
        ines = monde.client(monde.ines)
        ines.post("/commission/rendezvous/", {"premiere_le": "2026-12-08", "heure": "14:00", "toutes_les": "1"})
        page = texte(ines.get("/commission/"))
        assert "Jeudi 3 décembre" in page
        assert "Mardi 8 décembre" in page
        assert "Jeudi 10 décembre" not in page
        assert "26 novembre 2026" in page, "the séance held keeps its minutes"
        assert ines.get(jeudi).status_code == 200


def test_one_seance_is_moved_cancelled_put_back_or_added(monde, jeudi):
    presenter(monde)
    ines = monde.client(monde.ines)
    vendredi = f"/commission/{monde.val_dore.pk}/2026-11-27/"
    ines.post(f"{jeudi}deplacer/", {"tenue_le": "2026-11-27", "heure": "14:00", "lieu": "", "motif": "Grève"})
    assert ines.get(jeudi).status_code == 404
    assert "Déplacée du 26 novembre 2026" in texte(ines.get(vendredi))
    assert "Idriss" in texte(ines.get(vendredi))
    ines.post(f"{vendredi}annuler/", {"motif": "Neige"})
    assert ines.get(vendredi).status_code == 404
    page = texte(ines.get("/commission/"))
    assert "annulée : Neige" in page
    deplacement = SeanceDeplacee.objects.get(retiree_le=None)
    assert monde.client(monde.lena).post(f"/commission/remettre/{deplacement.pk}/").status_code == 404
    ines.post(f"/commission/remettre/{deplacement.pk}/")
    assert ines.get(jeudi).status_code == 200
    pris = ines.post("/commission/exceptionnelle/", {"tenue_le": str(JEUDI), "heure": "14:00"})
    assert "La commission se tient déjà ce jour-là." in texte(pris)
    ines.post("/commission/exceptionnelle/", {"tenue_le": "2026-11-24", "heure": "14:00"})
    assert "Séance exceptionnelle" in texte(ines.get("/commission/"))
    assert monde.client(monde.nadia).get(f"{jeudi}deplacer/").status_code == 403
    passe = ines.post("/commission/exceptionnelle/", {"tenue_le": "2026-11-01", "heure": "14:00"})
    assert "Choisissez un jour à venir" in texte(passe)
