"""The pages of the notes: what is said before saving, what each side reads, and what they cost."""

import re

import pytest

from parcours.notes.models import Note
from tests.monde import MAINTENANT, agir
from tests.parcours.commission.pages import texte
from tests.parcours.notes.scene import amender, noter
from tests.parcours.plan.scene import partage
from tests.parcours.plan.test_pages import _compter
from tests.parcours.remobilisation.test_pages import caches, envoyer
from tests.parcours.sortie.scene import dire

pytestmark = pytest.mark.usefixtures("lundi")
AU_PLUS = 10
POUR_LES_DEUX = {"lecteurs": "les_deux", "texte": "Il dort mal.", "domaine": "logement"}


def ici(dossier) -> str:
    return f"/dossiers/{dossier.pk}/notes/"


def test_it_is_said_who_will_read_before_it_is_saved(monde):
    dossier = partage(monde)
    page = texte(monde.client(monde.nadia).get(f"{ici(dossier)}ecrire/"))
    assert "Lu par : Le Fil d’Ormelle (votre structure) seulement." in page
    assert "Lu par : Le Fil d’Ormelle (votre structure) et Mission locale du Val-Doré." in page
    assert "Rien sur sa santé ni sur la justice : Idriss n’a pas dit oui pour cela." in page
    page = monde.client(monde.nadia).get(f"{ici(dossier)}ecrire/").content.decode()
    assert 'value="structure" checked' in page


def test_health_asks_again_who_will_read_for_health(monde):
    dossier = partage(monde)
    nadia, url = monde.client(monde.nadia), f"{ici(dossier)}ecrire/"
    dit = POUR_LES_DEUX | {"domaine": "sante"}
    reponse = nadia.post(url, caches(nadia.get(url).content.decode()) | dit)
    page = reponse.content.decode()
    assert reponse.status_code == 200 and "Vous avez choisi « Santé »" in texte(reponse)
    assert 'value="structure" checked' in page and "Il dort mal." in page
    assert "Mission locale du Val-Doré ne le lira pas : Idriss n’a pas dit oui pour sa santé." in texte(reponse)
    with agir(monde.nadia):
        assert not Note.objects.exists()
    assert "Votre note est écrite." in texte(nadia.post(url, caches(page) | dit, follow=True))
    assert "Il dort mal." not in texte(monde.client(monde.karim).get(ici(dossier)))


def test_the_yes_opens_and_the_no_closes_at_the_next_request(monde):
    dossier = partage(monde)
    note = noter(monde.nadia, dossier, "Il voit un psychologue.", domaine="sante", audience="les_deux")
    karim = monde.client(monde.karim)
    for elements, lue in ((["dossier", "plan"], False), (["dossier", "plan", "sante"], True), (["dossier"], False)):
        monde.accord(monde.nadia, dossier, elements=elements)
        assert ("Il voit un psychologue." in texte(karim.get(ici(dossier)))) is lue
    assert karim.get(f"{ici(dossier)}{note.pk}/").status_code == 404


def test_each_side_reads_and_only_the_writer_amends(monde):
    dossier = partage(monde)
    note = noter(monde.nadia, dossier, audience="les_deux", jeune=True)
    noter(monde.karim, dossier, "Pour nous.")
    pages = {q: texte(monde.client(monde.gens[q]).get(ici(dossier))) for q in ("nadia", "bilal", "karim", "ines")}
    assert "Reprendre" in pages["nadia"] and "Changer qui la lit" in pages["bilal"]
    assert "Pour nous." in pages["ines"] and "Pour nous." not in pages["nadia"]
    assert "Il dort chez un ami." in pages["karim"] and "Idriss le voit." in pages["karim"]
    url = f"{ici(dossier)}{note.pk}/"
    bilal = monde.client(monde.bilal)
    assert 'name="texte"' not in bilal.get(url).content.decode()
    assert "à jour" in texte(envoyer(bilal, url, lecteurs="structure", texte="Autre chose."))
    assert "chez un ami" not in texte(monde.client(monde.karim).get(ici(dossier)))
    assert "Il dort chez un ami." in texte(monde.client(monde.nadia).get(ici(dossier)))
    page = texte(envoyer(monde.client(monde.nadia), url, lecteurs="structure", texte="Il a un studio."))
    assert "Il a un studio." in page
    assert "Il dort chez un ami." in texte(monde.client(monde.nadia).get(url))


def test_two_tabs_lose_nothing(monde):
    dossier = partage(monde)
    nadia, url = monde.client(monde.nadia), f"{ici(dossier)}ecrire/"
    ouvert = caches(nadia.get(url).content.decode())
    nadia.post(url, ouvert | POUR_LES_DEUX)
    assert nadia.post(url, ouvert | POUR_LES_DEUX).status_code == 302
    reponse = nadia.post(url, ouvert | POUR_LES_DEUX | {"texte": "Il dort bien."})
    assert reponse.status_code == 409
    assert "Il dort bien." in texte(reponse) and "Il dort mal." in texte(reponse)
    with agir(monde.nadia):
        note = Note.objects.get()
    ouvert = caches(nadia.get(f"{ici(dossier)}{note.pk}/").content.decode())
    amender(monde.nadia, note, texte="Il dort peu.")
    reponse = nadia.post(f"{ici(dossier)}{note.pk}/", ouvert | POUR_LES_DEUX)
    assert reponse.status_code == 409 and "Il dort peu." in texte(reponse)
    suite = nadia.post(f"{ici(dossier)}{note.pk}/", caches(reponse.content.decode()) | POUR_LES_DEUX, follow=True)
    assert "La note est à jour." in texte(suite)


def test_taken_back_and_put_back(monde):
    dossier = partage(monde)
    note = noter(monde.nadia, dossier, audience="les_deux")
    nadia = monde.client(monde.nadia)
    assert "chez un ami" not in texte(nadia.post(f"{ici(dossier)}{note.pk}/retirer/", follow=True))
    assert "chez un ami" in texte(nadia.post(f"{ici(dossier)}{note.pk}/remettre/", follow=True))
    assert monde.client(monde.karim).post(f"{ici(dossier)}{note.pk}/retirer/").status_code == 404


def test_by_domain_and_page_by_page(monde):
    dossier = partage(monde)
    for rang in range(25):
        noter(monde.nadia, dossier, f"Note {rang:02d}.", domaine="emploi" if rang % 2 else "sante")
    nadia, url, lues = monde.client(monde.nadia), ici(dossier), []
    while url:
        page = nadia.get(url).content.decode()
        lues += re.findall(r"Note \d\d", page)
        suite = page.split('">Notes plus anciennes')[0].rsplit('href="', 1)[1] if "plus anciennes" in page else ""
        url = suite.replace("&amp;", "&")
    assert len(lues) == len(set(lues)) == 25
    page = texte(nadia.get(f"{ici(dossier)}?domaine=emploi"))
    assert {int(n) % 2 for n in re.findall(r"Note (\d\d)", page)} == {1}


def test_after_the_exit_notes_are_read_and_no_longer_written(monde):
    dossier = partage(monde)
    noter(monde.nadia, dossier)
    dire(monde.nadia, dossier)
    client = monde.client(monde.nadia)
    page = texte(client.get(ici(dossier)))
    assert "chez un ami" in page and "Écrire une note" not in page
    assert client.get(f"{ici(dossier)}ecrire/").status_code == 409


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_the_page_costs_the_same_at_12_and_at_500_notes(monde, qui):
    dossier = partage(monde)
    client = monde.client(monde.gens[qui])
    for _ in range(12):
        note = noter(monde.nadia, dossier, audience="les_deux")
    pages = [ici(dossier), f"{ici(dossier)}?domaine=logement&avant={note.pk}", f"/dossiers/{dossier.pk}/"]
    avant = [_compter(client, page) for page in pages]
    with agir(monde.nadia):
        Note.objects.bulk_create(
            Note(
                dossier=dossier, structure=monde.le_fil, audience="les_deux", domaine="logement", texte=f"Note {i}",
                ecrit_par=monde.nadia, ecrit_le=MAINTENANT,
            )
            for i in range(488)
        )  # fmt: skip
    assert [_compter(client, page) for page in pages] == avant
    assert max(avant) <= AU_PLUS, avant
