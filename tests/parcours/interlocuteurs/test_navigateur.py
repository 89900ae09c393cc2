"""The team of a youth in a browser: nothing that axe finds, a number asked for on a phone, a partner by keyboard."""

from collections.abc import Iterator
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction

from parcours.interlocuteurs.ecritures import nommer
from parcours.interlocuteurs.ecritures_relais import prevoir
from socle.dossier.ecritures import confier
from socle.presences.ecritures import dire_presence, noter_absence
from tests.monde import LE, MAINTENANT, agir, planter
from tests.parcours.commission.test_navigateur import _jusqu_a, _ouvrir, _violations
from tests.serveur import naviguer

LARGEURS = (390, 1280)


def _equipe(monde) -> SimpleNamespace:
    """A whole team: an absence with a stand-in, partners of both kinds, a handing over whose day has come."""
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    ici = {"dossier": dossier, "maintenant": MAINTENANT}
    with agir(monde.karim) as acteur:
        confier(acteur=acteur, appartenance_id=monde.karim.pk, **ici)
        dire_presence(acteur=acteur, version=0, telephone="01 99 00 00 21", joignable="le matin")
        noter_absence(
            acteur=acteur, absence_id=uuid4(), du=LE, au=LE, remplacant_id=monde.ines.pk, maintenant=MAINTENANT
        )
    dit = {"organisation": "Foyer des Tilleuls", "nom": "Anouk Bizien", "telephone": "01 99 00 00 77", "depuis": LE}
    with agir(monde.nadia) as acteur:
        note = nommer(
            acteur=acteur, partenaire_id=uuid4(), dit={**dit, "sorte": "sante", "audience": "structure"}, **ici
        )
    with agir(monde.nadia, le=LE.replace(day=1)) as acteur:
        prevoir(acteur=acteur, relais_id=uuid4(), appartenance_id=monde.bilal.pk, du=LE, **ici)
    return SimpleNamespace(dossier=dossier, note=note)


@pytest.fixture
def scene(base_jetable, django_db_blocker, settings) -> Iterator[SimpleNamespace]:
    """A real server on a copy of the database, and somebody's browser on demand."""
    settings.DOUBLE_FACTEUR_OBLIGATOIRE = False
    with django_db_blocker.unblock(), time_machine.travel("2026-11-23 11:00+01:00"):
        with transaction.atomic():
            monde = planter()
            lieux = _equipe(monde)
            biscuits = {nom: monde.client(monde.gens[nom]).cookies["sessionid"].value for nom in ("nadia", "karim")}
        with naviguer() as (racine, navigateur):
            yield SimpleNamespace(
                racine=racine, lieux=lieux, monde=monde, equipe=f"{racine}/dossiers/{lieux.dossier.pk}/equipe/",
                ouvrir=lambda nom, largeur=1280: _ouvrir(navigateur, racine, biscuits[nom], largeur),
            )  # fmt: skip


def test_axe_finds_nothing_and_nothing_overflows(scene):
    un = f"{scene.equipe}partenaires/{scene.lieux.note.pk}/"
    pages = {
        "nadia": [
            *(scene.equipe, f"{scene.equipe}partenaires/", un, f"{un}parti/"),
            *(f"{scene.racine}/compte/presence/", f"{scene.racine}/compte/moi/"),
            f"{scene.racine}/dossiers/{scene.lieux.dossier.pk}/confier/",
        ],
        "karim": [scene.equipe, f"{scene.racine}/compte/presence/"],
    }
    for qui, adresses in pages.items():
        for largeur in LARGEURS:
            page = scene.ouvrir(qui, largeur)
            for adresse in adresses:
                assert page.goto(adresse).status == 200, adresse
                assert _violations(page) == [], adresse
                assert page.evaluate("document.documentElement.scrollWidth") <= largeur, adresse


def test_on_a_phone_a_number_is_asked_for_and_the_page_stays_at_that_person(scene):
    page = scene.ouvrir("nadia", 390)
    page.goto(scene.equipe)
    karim = page.locator(f"#membre-{scene.monde.karim.pk}")
    assert "Appelez Inès Tabet" in karim.inner_text()
    assert page.locator("a[href^='tel:']").count() == 0
    karim.get_by_role("button", name="Téléphone").click()
    page.wait_for_url(f"**/joindre/#membre-{scene.monde.karim.pk}")
    assert karim.locator("a[href='tel:0199000021']").is_visible()
    assert page.locator("a[href^='tel:']").count() == 1
    assert _violations(page) == []


def test_a_partner_is_named_by_keyboard_alone(scene):
    page = scene.ouvrir("nadia")
    page.goto(f"{scene.equipe}partenaires/")
    _jusqu_a(page, "[name=sorte]")
    page.keyboard.type("Log")
    _jusqu_a(page, "[name=organisation]")
    page.keyboard.type("L’Abri des Quais")
    _jusqu_a(page, "button.btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url(scene.equipe)
    assert "Le dossier ne lui est pas ouvert" in page.inner_text("body")
    # The narrowest audience is the one nobody chose.
    autre = scene.ouvrir("karim")
    autre.goto(scene.equipe)
    assert "L’Abri des Quais" not in autre.inner_text("body")
