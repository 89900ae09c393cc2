"""The shared diagnosis: one text, two hands, and what stays with one structure."""

import pytest

from parcours.plan import ecritures_diagnostic
from parcours.plan.models import TexteDuDiagnostic
from socle.dossier.versions import Conflit
from tests.monde import MAINTENANT, agir
from tests.parcours.commission.pages import texte
from tests.parcours.plan.scene import partage
from tests.parcours.plan.test_pages import AU_PLUS, _compter
from tests.parcours.remobilisation.test_pages import caches, envoyer
from tests.parcours.sortie.scene import dire

pytestmark = pytest.mark.usefixtures("lundi")


def ecrire(par, dossier, mots, *, version=0, domaine="logement", volet="besoins"):
    with agir(par) as acteur:
        return ecritures_diagnostic.ecrire(
            acteur=acteur, dossier_id=dossier.pk, domaine=domaine, volet=volet, texte=mots, version=version,
            maintenant=MAINTENANT,
        )  # fmt: skip


def textes(par):
    with agir(par):
        return {(t.domaine, t.texte, t.version) for t in TexteDuDiagnostic.objects.all()}


def test_both_sides_write_the_same_text_and_the_second_is_told(monde):
    dossier = partage(monde)
    assert ecrire(monde.nadia, dossier, "Il dort dehors.")
    with pytest.raises(Conflit) as conflit:
        ecrire(monde.karim, dossier, "Il est hébergé.")
    assert conflit.value.actuel.texte == "Il dort dehors."
    assert not ecrire(monde.karim, dossier, "Il dort dehors.")
    assert ecrire(monde.karim, dossier, "Il est hébergé par un ami.", version=1)
    with pytest.raises(Conflit):
        ecrire(monde.nadia, dossier, "", version=1)
    assert textes(monde.nadia) == {("logement", "Il est hébergé par un ami.", 2)}


def test_nothing_is_written_of_nothing(monde):
    dossier = partage(monde)
    assert not ecrire(monde.nadia, dossier, "")
    assert textes(monde.nadia) == set()


@pytest.mark.parametrize("domaine", ["sante", "justice"])
def test_of_health_and_justice_each_structure_has_its_own(monde, domaine):
    dossier = partage(monde)
    ecrire(monde.nadia, dossier, "Vu par le porteur.", domaine=domaine)
    assert ecrire(monde.karim, dossier, "Vu par la mission locale.", domaine=domaine)
    assert textes(monde.bilal) == {(domaine, "Vu par le porteur.", 1)}
    assert textes(monde.ines) == {(domaine, "Vu par la mission locale.", 1)}
    page = texte(monde.client(monde.karim).get(f"/dossiers/{dossier.pk}/plan/diagnostic/"))
    assert "Vu par la mission locale." in page and "Vu par le porteur." not in page
    assert "Lu par : Mission locale du Val-Doré (votre structure) seulement." in page


def test_the_story_on_screen(monde):
    dossier = partage(monde)
    nadia, karim, url = monde.client(monde.nadia), monde.client(monde.karim), f"/dossiers/{dossier.pk}/plan/diagnostic/"
    assert "Rien n’est encore écrit" in texte(nadia.get(url))
    ici = f"{url}logement/souhaits/"
    assert "Lu par : Le Fil d’Ormelle (votre structure) et Mission locale du Val-Doré." in texte(nadia.get(ici))
    assert 'value="les_deux" checked' in nadia.get(ici).content.decode()
    assert 'value="structure" checked' in nadia.get(f"{url}sante/souhaits/").content.decode()
    assert "ne le lira pas : Idriss n’a pas dit oui pour sa santé." in texte(nadia.get(f"{url}sante/souhaits/"))
    ouvert = caches(karim.get(ici).content.decode())
    page = texte(envoyer(nadia, ici, texte="Une chambre à moi.", lecteurs="les_deux"))
    assert "C’est noté dans le diagnostic : logement." in page and "Une chambre à moi." in page
    reponse = karim.post(ici, ouvert | {"texte": "Un studio."})
    assert reponse.status_code == 409
    page = texte(reponse)
    assert "Nadia Ferrand a modifié ce texte" in page and "Une chambre à moi." in page and "Un studio." in page
    page = karim.post(ici, caches(reponse.content.decode()) | {"texte": "Une chambre ou un studio."}, follow=True)
    assert "Une chambre ou un studio." in texte(page)
    for faux in ("logement/rien/", "rien/besoins/"):
        assert nadia.get(f"{url}{faux}").status_code == 404


def test_it_is_read_after_an_exit_and_costs_the_same_whatever_is_written(monde):
    dossier = partage(monde)
    client, url = monde.client(monde.nadia), f"/dossiers/{dossier.pk}/plan/diagnostic/"
    ecrire(monde.nadia, dossier, "Un.")
    avant = _compter(client, url)
    for domaine in ("emploi", "sante", "budget", "mobilite"):
        for volet in ("forces", "besoins", "essais", "souhaits"):
            ecrire(monde.nadia, dossier, "Encore.", domaine=domaine, volet=volet)
    assert _compter(client, url) == avant <= AU_PLUS
    dire(monde.nadia, dossier)
    page = texte(client.get(url))
    assert "Encore." in page and "Modifier" not in page
    assert client.get(f"{url}logement/besoins/").status_code == 409


def test_the_author_keeps_a_text_apart_then_shares_it_and_the_other_side_never_does(monde):
    dossier = partage(monde)
    ecrire(monde.nadia, dossier, "Il dort dehors.")
    nadia, karim, url = monde.client(monde.nadia), monde.client(monde.karim), f"/dossiers/{dossier.pk}/plan/diagnostic/"
    ici = f"{url}logement/besoins/"
    assert 'name="lecteurs"' not in karim.get(ici).content.decode()
    assert "Lu par : Le Fil d’Ormelle et Mission locale du Val-Doré (votre structure)." in texte(karim.get(ici))
    envoyer(nadia, ici, texte="Il dort dehors.", lecteurs="structure")
    assert "Il dort dehors." not in texte(karim.get(url))
    assert "Lu par : Le Fil d’Ormelle (votre structure) seulement." in texte(nadia.get(url))
    # The mission locale begins its own, which the porteur reads beside.
    envoyer(karim, ici, texte="Il est hébergé.", lecteurs="les_deux")
    page = texte(nadia.get(url))
    assert "Il dort dehors." in page and "Il est hébergé." in page
    envoyer(nadia, ici, texte="Il dort dehors.", lecteurs="les_deux")
    assert "Il dort dehors." in texte(karim.get(url))


def test_a_need_of_health_opens_by_the_yes_and_closes_by_the_no_both_ways(monde):
    dossier = partage(monde)
    for par, mots in ((monde.nadia, "Vu d’un côté."), (monde.karim, "Vu de l’autre.")):
        with agir(par) as acteur:
            ecritures_diagnostic.ecrire(
                acteur=acteur, dossier_id=dossier.pk, domaine="sante", volet="besoins", texte=mots, version=0,
                maintenant=MAINTENANT, audience="les_deux", pour_id=None,
            )  # fmt: skip
    url = f"/dossiers/{dossier.pk}/plan/diagnostic/"
    for elements, ouvert in ((["plan"], False), (["plan", "sante"], True), (["plan"], False)):
        monde.accord(monde.nadia, dossier, elements=["dossier", *elements])
        pages = {q: texte(monde.client(monde.gens[q]).get(url)) for q in ("nadia", "karim")}
        assert ("Vu de l’autre." in pages["nadia"], "Vu d’un côté." in pages["karim"]) == (ouvert, ouvert)
        assert "Vu d’un côté." in pages["nadia"] and "Vu de l’autre." in pages["karim"]
