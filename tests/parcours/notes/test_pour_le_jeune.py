"""What the youth may read: what was marked, among what the reader reads; on the page, and on paper."""

import re

import pytest

from parcours.notes.models import Note
from parcours.plan import ecritures_diagnostic
from tests.acces import pdf
from tests.monde import MAINTENANT, agir
from tests.parcours.commission.pages import texte
from tests.parcours.notes.scene import amender, noter
from tests.parcours.plan.scene import DES_DENTS, partage, prevoir, viser
from tests.parcours.plan.test_pages import _compter
from tests.parcours.sortie.scene import dire

pytestmark = pytest.mark.usefixtures("lundi")
AU_PLUS = 13


def ici(dossier) -> str:
    return f"/dossiers/{dossier.pk}/pour-le-jeune/"


def feuille(monde, qui: str, dossier, **choix) -> str:
    reponse = monde.client(monde.gens[qui]).get(f"{ici(dossier)}feuille/", choix)
    assert reponse.status_code == 200 and reponse["Content-Type"] == "application/pdf"
    return pdf.mots(reponse.content)


def dire_ensemble(par, dossier, dit: str, domaine: str = "emploi") -> None:
    with agir(par) as acteur:
        ecritures_diagnostic.ecrire(
            acteur=acteur, dossier_id=dossier.pk, domaine=domaine, volet="forces", texte=dit, version=0,
            maintenant=MAINTENANT,
        )  # fmt: skip


def test_it_gathers_what_was_marked_and_nothing_else(monde):
    dossier = partage(monde)
    toit = viser(monde.nadia, dossier)
    prevoir(monde.nadia, toit, "Appeler le bailleur")
    prevoir(monde.nadia, toit, "Chercher une annonce", "jeune")
    dire_ensemble(monde.nadia, dossier, "Il cuisine très bien.")
    noter(monde.nadia, dossier, "Bravo pour ta visite.", jeune=True)
    noter(monde.nadia, dossier, "À revoir entre nous.")
    retiree = noter(monde.nadia, dossier, "Une erreur.", jeune=True)
    monde.client(monde.nadia).post(f"/dossiers/{dossier.pk}/notes/{retiree.pk}/retirer/")
    page, papier = texte(monde.client(monde.nadia).get(ici(dossier))), feuille(monde, "nadia", dossier)
    for mot in ("Avoir un toit à moi", "Appeler le bailleur", "Il cuisine très bien.", "Bravo pour ta visite."):
        assert mot in page and mot in papier, mot
    for mot in ("À revoir entre nous.", "Une erreur."):
        assert mot not in page and mot not in papier, mot
    assert "faire corriger ce qui est faux" in page and "faire corriger" in papier
    assert "Idriss" not in papier and "Marchais" not in papier


def test_each_structure_shows_what_it_reads_itself(monde):
    dossier = partage(monde)
    noter(monde.nadia, dossier, "Du Fil, pour lui.", jeune=True)
    noter(monde.nadia, dossier, "Du Fil, pour tous.", audience="les_deux", jeune=True)
    noter(monde.karim, dossier, "De la mission locale.", jeune=True)
    for qui, lues in (("nadia", {"lui", "tous"}), ("karim", {"tous", "locale"})):
        page = texte(monde.client(monde.gens[qui]).get(ici(dossier)))
        assert {m for m in ("lui", "tous", "locale") if f"{m}." in page} == lues, qui
        assert {m for m in ("lui", "tous", "locale") if f"{m}." in feuille(monde, qui, dossier)} == lues, qui
    monde.accord(monde.nadia, dossier, elements=["dossier"])
    assert "Du Fil, pour tous." not in texte(monde.client(monde.karim).get(ici(dossier)))


def test_unmarked_it_is_gone_at_the_next_request(monde):
    dossier = partage(monde)
    note = noter(monde.nadia, dossier, "Bravo.", jeune=True)
    assert "Bravo." in texte(monde.client(monde.nadia).get(ici(dossier)))
    amender(monde.nadia, note, montre_au_jeune=False)
    assert "Bravo." not in texte(monde.client(monde.nadia).get(ici(dossier)))


def test_health_and_justice_are_on_paper_only_when_ticked(monde):
    dossier = partage(monde)
    nadia = monde.client(monde.nadia)
    assert "sensible" not in nadia.get(ici(dossier)).content.decode()
    viser(monde.nadia, dossier, DES_DENTS)
    dire_ensemble(monde.nadia, dossier, "Dort bien.", "sante")
    noter(monde.nadia, dossier, "Jugement bientôt.", domaine="justice", jeune=True)
    page = nadia.get(ici(dossier))
    assert 'name="sensible"' in page.content.decode()
    sans, avec = feuille(monde, "nadia", dossier), feuille(monde, "nadia", dossier, sensible="oui")
    for mot in ("Soigner ses dents", "Dort bien.", "Jugement bientôt."):
        assert mot in texte(page) and mot in avec and mot not in sans, mot


def test_nothing_yet_is_said(monde):
    dossier = partage(monde)
    noter(monde.nadia, dossier, "Entre nous.")
    assert "Rien ne lui est encore montré" in texte(monde.client(monde.nadia).get(ici(dossier)))
    assert "Je peux demander pourquoi" in feuille(monde, "nadia", dossier)


def test_it_is_told_to_the_youth_that_it_was_opened_and_still_read_after_the_exit(monde):
    dossier = partage(monde)
    noter(monde.nadia, dossier, "Bravo.", audience="les_deux", jeune=True)
    assert "Bravo." in texte(monde.client(monde.karim).get(ici(dossier)))
    assert "Bravo." in feuille(monde, "karim", dossier)
    recu = texte(monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/accords/recu/"))
    assert "ce que vous pouvez lire" in recu and "ce que vous pouvez lire, en PDF" in recu
    dire(monde.nadia, dossier)
    assert "Bravo." in texte(monde.client(monde.nadia).get(ici(dossier)))
    assert "Bravo." in feuille(monde, "nadia", dossier)


def test_an_ordinary_sheet_holds_on_one_page_and_a_long_one_is_numbered(monde):
    dossier = partage(monde)
    toit = viser(monde.nadia, dossier)
    for rang in range(3):
        prevoir(monde.nadia, toit, f"Appeler le bailleur {rang}")
        noter(monde.nadia, dossier, "Bravo pour ta visite de jeudi. " * 4, jeune=True)
    contenu = monde.client(monde.nadia).get(f"{ici(dossier)}feuille/").content
    assert len(re.findall(rb"/Type\s*/Page\b", contenu)) == 1
    for _ in range(30):
        noter(monde.nadia, dossier, "Bravo pour ta visite de jeudi. " * 20, jeune=True)
    contenu = monde.client(monde.nadia).get(f"{ici(dossier)}feuille/").content
    assert len(re.findall(rb"/Type\s*/Page\b", contenu)) > 1
    assert "plus anciennes" in texte(monde.client(monde.nadia).get(ici(dossier)))


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_the_page_costs_the_same_at_5_and_at_200_notes(monde, qui):
    dossier = partage(monde)
    client = monde.client(monde.gens[qui])
    toit = viser(monde.nadia, dossier)
    prevoir(monde.nadia, toit)
    dire_ensemble(monde.nadia, dossier, "Il cuisine très bien.")
    noter(monde.nadia, dossier, audience="les_deux", jeune=True)
    pages = [ici(dossier), f"{ici(dossier)}feuille/"]
    avant = [_compter(client, page) for page in pages]
    for rang in range(12):
        prevoir(monde.nadia, toit, f"Action {rang}")
    for domaine in ("logement", "budget", "famille"):
        dire_ensemble(monde.nadia, dossier, "Oui.", domaine)
    with agir(monde.nadia):
        Note.objects.bulk_create(
            Note(
                dossier=dossier, structure=monde.le_fil, audience="les_deux", domaine="logement", texte=f"Note {i}",
                ecrit_par=monde.nadia, ecrit_le=MAINTENANT, montre_au_jeune=True,
            )
            for i in range(200)
        )  # fmt: skip
    assert [_compter(client, page) for page in pages] == avant
    assert max(avant) <= AU_PLUS, avant
