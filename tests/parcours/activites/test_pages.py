"""The week of a youth and the week of them all: what each side reads, what is kept, and what it costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.activites.models import Activite, MotsDActivite
from tests.acces.gestes import sortir
from tests.monde import agir
from tests.parcours.activites.scene import declarer, jour
from tests.parcours.commission.pages import texte
from tests.parcours.plan.scene import partage
from tests.parcours.remobilisation.test_pages import caches

pytestmark = pytest.mark.usefixtures("lundi")
DITE = {
    "jour": "2026-11-23", "nature": "logement", "heures": "1,5", "etat": "faite", "cadre": "porteur",
    "titre": "Visite d’un foyer", "lecteurs": "les_deux",
}  # fmt: skip


def ici(dossier) -> str:
    return f"/dossiers/{dossier.pk}/semaine/"


def test_an_activity_typed_is_in_the_week_of_both_sides(monde):
    dossier = partage(monde)
    nadia = monde.client(monde.nadia)
    formulaire = caches(nadia.get(f"{ici(dossier)}ecrire/").content.decode()) | DITE
    for _ in range(2):
        page = texte(nadia.post(f"{ici(dossier)}ecrire/", formulaire, follow=True))
        assert "L’activité est notée." in page
    assert "1 h 30 déclarées, dont 0 h validées" in page
    assert "Visite d’un foyer" in texte(monde.client(monde.karim).get(f"{ici(dossier)}?semaine=2026-W48"))
    with agir(monde.nadia):
        assert Activite.objects.count() == 1


def test_of_health_the_hours_are_read_and_the_words_are_not(monde):
    dossier = partage(monde)
    declarer(monde.nadia, dossier, nature="sante", minutes=120, titre="Rendez-vous au CMP", commentaire="Il va mieux.")
    karim = monde.client(monde.karim)
    page = texte(karim.get(ici(dossier)))
    assert "2 h déclarées" in page and "Santé" in page
    assert "CMP" not in page and "Il va mieux." not in page
    monde.accord(monde.nadia, dossier, elements=["dossier", "plan", "sante"])
    assert "Rendez-vous au CMP" in texte(karim.get(ici(dossier)))
    monde.accord(monde.nadia, dossier, elements=["dossier"])
    assert karim.get(ici(dossier)).status_code == 404


def test_health_asks_again_who_will_read(monde):
    dossier = partage(monde)
    nadia, url = monde.client(monde.nadia), f"{ici(dossier)}ecrire/"
    reponse = nadia.post(url, caches(nadia.get(url).content.decode()) | DITE | {"nature": "sante"})
    assert reponse.status_code == 200 and "Vous avez choisi « Santé »" in texte(reponse)
    with agir(monde.nadia):
        assert not Activite.objects.exists()


def test_the_second_to_save_sees_both_and_loses_nothing(monde):
    dossier = partage(monde)
    activite = declarer(monde.nadia, dossier, titre="Visite")
    url = f"{ici(dossier)}{activite.pk}/"
    nadia, bilal = monde.client(monde.nadia), monde.client(monde.bilal)
    lue = caches(bilal.get(url).content.decode())
    nadia.post(url, caches(nadia.get(url).content.decode()) | DITE | {"titre": "Visite à deux"})
    reponse = bilal.post(url, lue | DITE | {"titre": "Visite manquée", "etat": "absence_justifiee"})
    assert reponse.status_code == 409
    page = texte(reponse)
    assert "Nadia Ferrand a modifié cette activité" in page and "Absence justifiée" in page
    assert "Visite à deux" in page and 'value="Visite manquée"' in reponse.content.decode()
    assert "Visite à deux" in texte(nadia.get(ici(dossier)))


def test_cancelled_then_undone(monde):
    dossier = partage(monde)
    activite = declarer(monde.nadia, dossier, titre="Visite")
    nadia = monde.client(monde.nadia)
    page = nadia.post(f"{ici(dossier)}{activite.pk}/annuler/", {"version": 1}, follow=True)
    assert "elle ne compte plus" in texte(page) and "Aucune heure déclarée" in texte(page)
    retour = re.search(r'action="(/dossiers/[^"]*/remettre/)"', page.content.decode())
    assert retour is not None
    assert "1 h déclarées" in texte(nadia.post(retour[1], follow=True))
    assert monde.client(monde.karim).post(f"{ici(dossier)}{activite.pk}/annuler/", {"version": 3}).status_code == 404


def test_the_week_before_is_planned_again_once(monde):
    dossier = partage(monde)
    declarer(monde.nadia, dossier, jour=jour(18), titre="Cuisine", commentaire="Il a ri.")
    nadia = monde.client(monde.nadia)
    page = texte(nadia.post(f"{ici(dossier)}repeter/?semaine=2026-W48", follow=True))
    assert "1 activité prévue comme la semaine d’avant" in page and "Cuisine" in page and "Il a ri." not in page
    assert "Rien à répéter" in texte(nadia.post(f"{ici(dossier)}repeter/?semaine=2026-W48", follow=True))
    with agir(monde.nadia):
        assert sorted(Activite.objects.values_list("jour", "etat")) == [(jour(18), "faite"), (jour(25), "prevue")]
        assert MotsDActivite.objects.count() == 2


def test_a_moment_declared_by_both_sides_is_shown(monde):
    dossier = partage(monde)
    declarer(monde.nadia, dossier)
    assert "deux fois" not in texte(monde.client(monde.nadia).get(ici(dossier)))
    declarer(monde.karim, dossier, cadre="mission_locale")
    assert "La même activité, deux fois ?" in texte(monde.client(monde.nadia).get(ici(dossier)))


@pytest.mark.parametrize("semaine", ["2025-W53", "demain", "2026-W60"])
def test_what_is_no_week_is_not_found(monde, semaine):
    dossier = partage(monde)
    assert monde.client(monde.nadia).get(f"{ici(dossier)}?semaine={semaine}").status_code == 404
    assert monde.client(monde.nadia).get(f"/semaine/?semaine={semaine}").status_code == 404


def test_the_grid_is_typed_saved_and_read_again(monde):
    jeunes = [partage(monde) for _ in range(2)]
    nadia = monde.client(monde.nadia)
    typees = {f"h-{d.pk}.emploi": "3,5" for d in jeunes} | {f"h-{jeunes[0].pk}.sante": "2"}
    page = nadia.post("/semaine/?semaine=2026-W47", typees, follow=True)
    assert "La semaine 47 est enregistrée." in texte(page) and "5 h 30" in texte(page)
    # Left as they are, nothing is written; emptied, nothing counts any more.
    lue = caches(page.content.decode())
    assert "Rien à changer." in texte(nadia.post("/semaine/?semaine=2026-W47", lue | typees, follow=True))
    videe = nadia.post("/semaine/?semaine=2026-W47", lue | typees | {f"h-{jeunes[0].pk}.sante": ""}, follow=True)
    assert "5 h 30" not in texte(videe)


def test_a_word_in_the_grid_keeps_the_rest(monde):
    dossier = partage(monde)
    typees = {f"h-{dossier.pk}.emploi": "trois", f"h-{dossier.pk}.logement": "2", f"h-{dossier.pk}.sante": "90"}
    page = texte(monde.client(monde.nadia).post("/semaine/?semaine=2026-W47", typees))
    assert "Écrivez un nombre d’heures" in page and "Pas plus de 60 h" in page
    with agir(monde.nadia):
        assert list(Activite.objects.values_list("nature", "minutes")) == [("logement", 120)]


def test_two_who_type_the_same_cell(monde):
    dossier = partage(monde)
    nom = f"h-{dossier.pk}.emploi"
    nadia, bilal = monde.client(monde.nadia), monde.client(monde.bilal)
    nadia.post("/semaine/", {nom: "3"})
    # The same number said twice is one; another is asked.
    assert bilal.post("/semaine/", {nom: "3"}).status_code == 302
    page = bilal.post("/semaine/", {nom: "4"})
    assert page.status_code == 409 and "Nadia Ferrand a noté 3\u00a0h" in page.content.decode()
    assert bilal.post("/semaine/", caches(page.content.decode()) | {nom: "4"}).status_code == 302
    with agir(monde.nadia):
        assert list(Activite.objects.values_list("minutes", "version")) == [(240, 2)]


def test_a_stranger_writes_nothing_in_the_grid(monde):
    dossier = partage(monde)
    for qui in (monde.sacha, monde.lena):
        assert monde.client(qui).post("/semaine/", {f"h-{dossier.pk}.emploi": "3"}).status_code == 404
    with agir(monde.nadia):
        assert not Activite.objects.exists()


def test_the_grid_of_a_youth_who_left_is_closed(monde):
    dossier = partage(monde)
    with agir(monde.nadia) as acteur:
        sortir(acteur, dossier.pk)
    nadia = monde.client(monde.nadia)
    assert nadia.post("/semaine/", {f"h-{dossier.pk}.emploi": "3"}).status_code == 404
    assert nadia.post("/semaine/?semaine=2026-W47", {}).status_code == 302


def _compter(client, methode: str, url: str, *args) -> int:
    with CaptureQueriesContext(connection) as requetes:
        assert getattr(client, methode)(url, *args).status_code in (200, 302)
    return len([r for r in requetes if not r["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_seven_lines_cost_ten_queries_whatever_their_number(monde):
    jeunes = [partage(monde) for _ in range(7)]
    nadia = monde.client(monde.nadia)
    nadia.get("/semaine/")
    une = _compter(nadia, "post", "/semaine/", {f"h-{jeunes[0].pk}.emploi": "3"})
    sept = _compter(nadia, "post", "/semaine/", {f"h-{d.pk}.sante": "3" for d in jeunes})
    assert une == sept <= 10
    assert _compter(nadia, "get", "/semaine/") <= 12


def test_a_week_costs_the_same_whatever_is_in_it(monde):
    dossier = partage(monde)
    declarer(monde.nadia, dossier, titre="Un")
    nadia = monde.client(monde.nadia)
    nadia.get(ici(dossier))
    avant = _compter(nadia, "get", ici(dossier))
    for rang in range(6):
        declarer(monde.nadia, dossier, titre=f"Encore {rang}", jour=jour(24))
    assert _compter(nadia, "get", ici(dossier)) == avant <= 16


def test_the_squares_of_a_grid_share_one_hatching(monde):
    for _ in range(2):
        declarer(monde.nadia, partage(monde))
    page = monde.client(monde.nadia).get("/semaine/").content.decode()
    assert page.count('class="heures"') == 2 and page.count('id="hachures"') == 1
