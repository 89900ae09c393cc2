"""A youth who left and came back keeps the six months of R5131-16, and the CEJ that excludes an allocation."""

from datetime import date

import pytest
import time_machine

from parcours.contrat.ecritures import Incomplet
from parcours.remobilisation.cej import cejs_de
from parcours.sortie.models import Retour
from regles.contrat import Manque
from tests.acces.scene import sortir
from tests.monde import MAINTENANT, agir
from tests.parcours.contrat.scene import en_contrat, entrer, ouvrir, preparer, signer_a_trois
from tests.parcours.contrat.test_pages import texte, url

FINI = {"debut_le": date(2026, 3, 1), "fin_prevue_le": date(2026, 10, 31)}


@pytest.fixture(autouse=True)
def lundi():
    with time_machine.travel("2026-11-23 10:00+01:00", tick=False):
        yield


@pytest.fixture
def nouveau(monde):
    """A second dossier, entered, tied to the first, whose contract ended three weeks ago."""
    ancien = entrer(monde)
    en_contrat(monde, ancien, **FINI)
    with agir(monde.nadia) as acteur:
        sortir(acteur, ancien.pk)
    dossier = entrer(monde, identite={"date_naissance": date(2006, 3, 3)})
    with agir(monde.nadia):
        Retour(dossier=dossier, ancien=ancien, par=monde.nadia, le=MAINTENANT).save(force_insert=True)
    return dossier


def test_a_new_contract_too_soon_asks_for_the_circumstances(monde, nouveau):
    contrat = preparer(monde.karim, nouveau, referent_id=monde.karim.pk)
    signer_a_trois(monde, contrat)
    with pytest.raises(Incomplet) as incomplet:
        ouvrir(monde.karim, contrat)
    assert incomplet.value.manques == (Manque.CIRCONSTANCES,)
    assert "Les circonstances d’un nouveau contrat si tôt" in texte(monde.client(monde.karim).get(url(nouveau)))


def test_the_pages_say_from_when(monde, nouveau):
    client = monde.client(monde.karim)
    assert "À partir du 30 avril 2027, ou plus tôt" in texte(client.get(url(nouveau)))
    assert "Le contrat précédent finit le 31 octobre 2026" in texte(client.get(url(nouveau, "preparer/")))


def test_the_cej_of_before_is_known_to_who_sees_it(monde, nouveau):
    with agir(monde.nadia):
        assert [(c.debut_le, c.dernier_jour) for c in cejs_de(nouveau.pk)] == [tuple(FINI.values())]
