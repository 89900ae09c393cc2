"""The card that a youth keeps: one page, nothing of the dossier."""

import re

import pytest
import time_machine

from parcours.interlocuteurs import lectures
from parcours.interlocuteurs.carte import donnees
from parcours.interlocuteurs.equipe import TOUS, equipe
from tests.acces import pdf
from tests.monde import LE, agir
from tests.parcours.interlocuteurs.test_pages import FOYER, dossier, nommer

__all__ = ["dossier"]


@pytest.fixture(autouse=True)
def le_jour():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


def carte(monde, qui, dossier, **choix):
    reponse = monde.client(monde.gens[qui]).get(f"/dossiers/{dossier.pk}/equipe/carte/", choix)
    assert reponse.status_code == 200 and reponse["Content-Type"] == "application/pdf"
    return reponse.content


def test_it_says_who_and_how_to_reach_them_and_nothing_of_the_youth(monde, dossier):
    nommer(monde, "nadia", dossier)
    dit = pdf.mots(carte(monde, "nadia", dossier))
    for mot in ("Nadia Ferrand", "Karim Vasseur", "Anouk Bizien", "112", "115"):
        assert mot in dit, mot
    for mot in ("Idriss", "Marchais", "CEJ", "rupture", "dossier", "éloign"):
        assert mot not in dit, mot
    with agir(monde.nadia) as acteur:
        lu = lectures.dossiers().get(pk=dossier.pk)
        lue = equipe(lectures.faits(lu, le=LE), acteur=acteur, revele=TOUS)
    foyer = donnees(lue, choisis=None, le=LE)["gens"][-1]
    assert (foyer["telephone"], foyer["quand"]) == (FOYER["telephone"], "Le matin.")


def test_health_and_justice_are_on_it_only_when_ticked(monde, dossier):
    nommer(monde, "nadia", dossier, sorte="sante", audience="structure", nom="Docteure Le Bris")
    assert "Le Bris" not in pdf.mots(carte(monde, "nadia", dossier))
    page = monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/equipe/").content.decode()
    cle = re.search(r'value="(partenaire-[0-9a-f-]+)">', page).group(1)
    choisie = pdf.mots(carte(monde, "nadia", dossier, choix="1", avec=[cle]))
    assert "Le Bris" in choisie and "Karim" not in choisie
    # The other side does not know of her: asking for her by her key gives nobody.
    assert "Le Bris" not in pdf.mots(carte(monde, "karim", dossier, choix="1", avec=[cle]))


@pytest.mark.parametrize("partenaires", [0, 3, 6])
def test_it_holds_on_one_page(monde, dossier, partenaires):
    for rang in range(partenaires):
        nommer(monde, "nadia", dossier, nom=f"Personne {rang}", pour_quoi="Sa chambre. " * 6)
    assert len(re.findall(rb"/Type\s*/Page\b", carte(monde, "nadia", dossier))) == 1
