"""« Jeunes » as people use it: filters in the URL, pages by key, and nobody who should not be there."""

import pytest

from tests.monde import agir
from tests.parcours.o2r import convention
from tests.web.jeunes.foule import peupler
from web.dossier.lectures import lectures_du_dossier


def _page(monde, qui, adresse="/jeunes/", **entetes):
    reponse = monde.client(qui).get(adresse, **entetes)
    assert reponse.status_code == 200
    return reponse.content.decode()


def test_the_list_shows_first_names_initials_ages_and_what_is_awaited(monde):
    monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    page = _page(monde, monde.nadia)
    assert "Idriss M." in page
    assert "Marchais" not in page
    assert "20\u00a0ans" in page
    assert "Demander son accord" in page
    assert "Nadia Ferrand" in page


def test_nobody_yet_is_said_to_each_side(monde):
    assert "Une rencontre notée ouvre un dossier" in _page(monde, monde.nadia)
    assert "dès qu’il est d’accord" in _page(monde, monde.karim)


def test_a_stranger_with_a_dossier_of_their_own_sees_that_one_only(monde):
    monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.dossier(monde.sacha, mission_locale=monde.haute_rive, identite={"prenom": "Chloé", "nom": ""})
    page = _page(monde, monde.sacha)
    assert "Chloé" in page
    assert "Idriss" not in page
    assert "Idriss" not in _page(monde, monde.karim)


def test_once_agreed_the_mission_locale_is_asked_for_the_history(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, situation={"inscrit_mission_locale": True})
    monde.accord(monde.nadia, dossier)
    page = _page(monde, monde.karim)
    assert "Idriss M." in page
    assert "La mission locale doit" in page or "historique" in page
    assert "Idriss M." in _page(monde, monde.karim, "/jeunes/?attend=historique")
    assert "Idriss M." in _page(monde, monde.nadia, "/jeunes/?attend=historique")
    assert "Aucun jeune avec ces filtres" in _page(monde, monde.nadia, "/jeunes/?attend=accord")


@pytest.mark.parametrize(
    ("adresse", "attendus"),
    [
        ("?suivi=moi", {"Awa"}),
        ("?etape=reperage", {"Awa", "Bryan"}),
        ("?etape=eligibilite", {"Chloe"}),
        ("?attend=accord", {"Awa", "Bryan"}),
        ("?attend=faits", {"Chloe"}),
        ("?attend=porte", set()),
        ("?attend=decision", set()),
        ("?suivi=moi&etape=eligibilite", set()),
    ],
)
def test_filters_narrow(monde, adresse, attendus):
    monde.dossier(monde.nadia, identite={"prenom": "Awa"})
    monde.dossier(monde.bilal, identite={"prenom": "Bryan"})
    chloe = monde.dossier(
        monde.bilal, mission_locale=monde.val_dore, identite={"prenom": "Chloe"}, situation={"etudiant": None}
    )
    monde.accord(monde.bilal, chloe)
    page = _page(monde, monde.nadia, f"/jeunes/{adresse}")
    assert {p for p in ("Awa", "Bryan", "Chloe") if p in page} == attendus


def test_a_structure_with_several_programmes_filters_by_programme(monde):
    convention(monde.le_fil)
    monde.dossier(monde.nadia, identite={"prenom": "Awa"})
    assert 'name="programme"' not in _page(monde, monde.nadia)
    convention(monde.le_fil, "cej-jr")
    monde.dossier(monde.nadia, identite={"prenom": "Bryan"}, programme="cej-jr")
    assert 'name="programme"' in _page(monde, monde.nadia)
    for adresse, attendus in (
        ("", {"Awa", "Bryan"}), ("?programme=o2r-jeunes", {"Awa"}), ("?programme=cej-jr&suivi=moi", {"Bryan"}),
        ("?programme=cej-jr&etape=contrat", set()),
    ):  # fmt: skip
        page = _page(monde, monde.nadia, f"/jeunes/{adresse}")
        assert {p for p in ("Awa", "Bryan") if p in page} == attendus, adresse
    # Who carries no convention of several programmes is not asked, and is told when the address asks.
    for qui in (monde.sacha, monde.karim):
        assert 'name="programme"' not in _page(monde, qui)
        assert "ne porte pas ce programme" in _page(monde, qui, "/jeunes/?programme=o2r-jeunes")


@pytest.mark.parametrize("champ", ["etape", "suivi", "attend", "programme", "tri"])
def test_a_value_nobody_knows_is_told_beside_its_field(monde, champ):
    monde.dossier(monde.nadia)
    page = _page(monde, monde.nadia, f"/jeunes/?{champ}=zzz%00<script>")
    assert f'id="e-{champ}"' in page
    assert "choisissez dans la liste" in page
    assert "<script>" not in page.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("adresse", ["?apres=zzz", "?avant=1", "?avec=99", "?inconnu=1", "?avec=٣"])
def test_a_key_a_partner_or_a_filter_nobody_knows_is_told(monde, adresse):
    monde.dossier(monde.nadia)
    page = _page(monde, monde.nadia, f"/jeunes/{adresse}")
    assert 'role="alert"' in page or 'id="e-avec"' in page
    assert "Idriss" in page


def _lire_tout(client, adresse):
    """Follow « Page suivante » to the end, then come back; return the names met each way."""
    vus, pages = [], []
    while adresse:
        assert len(pages) < 10
        reponse = client.get(f"/jeunes/{adresse}")
        pages.append([j.nom for j in reponse.context["lignes"]])
        vus += pages[-1]
        precedente, adresse = reponse.context["precedente"], reponse.context["suivante"]
    retour = [pages[-1]]
    while precedente:
        reponse = client.get(f"/jeunes/{precedente}")
        retour.insert(0, [j.nom for j in reponse.context["lignes"]])
        precedente = reponse.context["precedente"]
    assert retour == pages
    return vus


@pytest.mark.parametrize("tri", ["", "-maj", "maj", "prenom", "-prenom", "rencontre", "-rencontre"])
def test_pages_follow_one_another_in_both_directions(monde, tri):
    peupler(monde.nadia, 60)
    vus = _lire_tout(monde.client(monde.nadia), f"?tri={tri}")
    assert len(set(vus)) == len(vus) == 60
    if "prenom" in tri:
        assert vus == sorted(vus, reverse=tri.startswith("-"))


def test_the_url_of_a_page_holds_the_key_and_nothing_personal(monde):
    peupler(monde.nadia, 30)
    suivante = monde.client(monde.nadia).get("/jeunes/?tri=prenom&suivi=moi").context["suivante"]
    assert suivante.startswith("?suivi=moi&tri=prenom&apres=")
    assert "Jeune" not in suivante


def test_a_key_that_is_no_longer_open_leads_back_to_the_start(monde):
    monde.dossier(monde.nadia)
    etranger = monde.dossier(monde.sacha)
    assert "Revenir au début" in _page(monde, monde.nadia, f"/jeunes/?apres={etranger.pk}")


def test_a_member_limited_to_their_own_sees_what_they_are_given(monde):
    monde.dossier(monde.nadia)
    assert "Idriss" not in _page(monde, monde.maya)


def test_who_sees_no_dossier_has_no_list(monde):
    assert monde.client(monde.odile).get("/jeunes/").status_code == 403
    assert monde.client(None).get("/jeunes/").status_code == 302


def test_the_list_filters_in_place_and_says_that_it_depends_on_the_header(monde):
    monde.dossier(monde.nadia)
    reponse = monde.client(monde.nadia).get("/jeunes/?suivi=moi", headers={"HX-Request": "true"})
    page = reponse.content.decode()
    assert "<html" not in page
    assert "Idriss" in page
    assert "HX-Request" in reponse["Vary"]


def test_the_page_is_one_line_of_the_journal_with_the_ids_shown(monde):
    ids = {monde.dossier(monde.nadia).pk for _ in range(3)}
    monde.client(monde.nadia).get("/jeunes/")
    with agir(monde.nadia):
        lignes = [lecture for pk in ids for lecture in lectures_du_dossier(pk)]
    assert [(ligne["vue"], ligne["prenom"]) for ligne in lignes] == [("jeunes", "Nadia")] * 3
    assert len({ligne["le"] for ligne in lignes}) == 1
