"""The pages where a porteur and a mission locale say, compare, propose and agree on who does what."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from socle.partenariats.models import Partenariat
from socle.repartition import ecritures
from socle.repartition.lectures import versions_de
from socle.repartition.models import Croyance, Phase, Repartition
from socle.repartition.referentiel import referentiel
from tests.acces import pdf
from tests.monde import MAINTENANT, agir
from tests.socle.repartition.test_repartition import DEUX, LIBRES, ML, PORTEUR, convenir, dire, proposer

pytestmark = pytest.mark.django_db
REPERAGE = [t.code for t in referentiel() if t.phase == "reperage"]


@pytest.fixture
def lien(monde):
    return Partenariat.objects.get(porteur=monde.le_fil)


@pytest.fixture(autouse=True)
def le_jour():
    """The day of the cast."""
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


def lire(client, adresse):
    return client.get(adresse).content.decode().replace("\u00a0", " ")


def corps(codes=REPERAGE, *, version=0, qui="porteur", **ecarts):
    """What the form of a phase sends: every task answered alike, but for `ecarts`."""
    dit = {f"qui_{c}": qui for c in codes} | {f"partenaire_{c}": "" for c in codes}
    return dit | {f"version_{c}": version for c in codes} | ecarts


def test_from_what_each_believes_to_the_printed_page(monde, lien):
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    page, dire_ = reverse("repartition", args=[lien.pk]), reverse("dire_repartition", args=[lien.pk, "reperage"])
    assert "Rien n’est convenu entre vous" in lire(nadia, page)
    reponse = nadia.post(dire_, corps() | {"continuer": "1"})
    assert reponse.url == reverse("dire_repartition", args=[lien.pk, "entree"])
    # The mission locale does not read the answer before it gave its own.
    assert "Vous lirez sa réponse quand vous aurez dit la vôtre" in lire(karim, page)
    accueil = lire(karim, "/")
    assert (
        "Le Fil d’Ormelle a commencé" in accueil and reverse("dire_repartition", args=[lien.pk, "reperage"]) in accueil
    )
    assert "a commencé" not in lire(nadia, "/")
    partenaire = {"qui_aller_vers": "partenaire", "partenaire_aller_vers": "le CAARUD"}
    karim.post(dire_, corps(**partenaire))
    assert "a commencé" not in lire(karim, "/")
    vue = lire(nadia, page + "?voir=differe")
    assert vue.count("<dt>Eux</dt>") == 1 and "le CAARUD" in vue and "Demander l’accord" not in vue
    assert "Aucune tâche ici" in lire(nadia, page + "?voir=differe&domaine=sante")

    proposition = lire(karim, reverse("proposer_repartition", args=[lien.pk]))
    envoi = dict(re.findall(r'name="(id|lue)" value="([^"]+)"', proposition))
    karim.post(reverse("proposer_repartition", args=[lien.pk]), envoi)
    assert "Convenir de qui fait quoi" in lire(nadia, "/")
    version = reverse("lire_repartition", args=[envoi["id"]])
    assert "Vous disiez : le porteur" in lire(nadia, version) and "Sur 1 tâche" in lire(nadia, version)
    nadia.post(reverse("convenir_repartition", args=[envoi["id"]]))
    for client in (nadia, karim):
        assert "Version 1" in lire(client, page) and "<dt>Eux</dt>" not in lire(client, page)
    assert "Convenir de qui fait quoi" not in lire(nadia, "/")
    imprime = karim.get(reverse("imprimer_repartition", args=[envoi["id"]]))
    assert imprime["Content-Type"] == "application/pdf"
    imprimes = pdf.mots(imprime.content).replace("\u00a0", " ")
    assert ", convenue le" in imprimes and "le CAARUD" in imprimes


def test_what_a_text_gives_to_a_side_is_shown_with_its_text_and_has_no_field(monde, lien):
    nadia = monde.client(monde.nadia)
    page = lire(nadia, reverse("repartition", args=[lien.pk]) + "?domaine=droits")
    assert "Ouvrir le contrat" in page and "article R5131-15" in page and "cela ne se répartit pas" in page
    adresse = reverse("dire_repartition", args=[lien.pk, "contrat"])
    assert "qui_ouvrir_le_contrat" not in lire(nadia, adresse)
    codes = [t.code for t in referentiel() if t.phase == "contrat" and not t.reserve]
    nadia.post(adresse, corps([*codes, "ouvrir_le_contrat"]))
    with agir(monde.nadia):
        assert not Croyance.objects.filter(tache="ouvrir_le_contrat").exists()


def test_two_colleagues_answer_at_once_and_nothing_is_lost(monde, lien):
    adresse = reverse("dire_repartition", args=[lien.pk, "reperage"])
    monde.client(monde.nadia).post(adresse, corps(qui="les_deux"))
    reponse = monde.client(monde.bilal).post(
        adresse, corps(qui_aller_vers="partenaire", partenaire_aller_vers="la maraude")
    )
    page = reponse.content.decode().replace("\u00a0", " ")
    assert reponse.status_code == 409
    assert "Enregistré entre-temps par Nadia Ferrand" in page and 'value="la maraude"' in page
    versions = dict(re.findall(r'name="(version_\w+)" value="(\d+)"', page))
    assert set(versions.values()) == {"1"}
    with agir(monde.nadia):
        assert set(Croyance.objects.values_list("qui", flat=True)) == {"les_deux"}
    reponse = monde.client(monde.bilal).post(
        adresse, corps(qui_aller_vers="partenaire", partenaire_aller_vers="la maraude") | versions
    )
    assert reponse.status_code == 302
    with agir(monde.nadia):
        assert Croyance.objects.get(tache="aller_vers").partenaire == "la maraude"


@pytest.mark.parametrize(
    ("ecarts", "erreur"),
    [
        ({"qui_aller_vers": "partenaire"}, "Dites quel partenaire"),
        ({"qui_aller_vers": "partenaire", "partenaire_aller_vers": "x" * 81}, "Faites plus court"),
        ({"qui_aller_vers": "partenaire", "partenaire_aller_vers": "1 85 05 78 006 084 91"}, "sécurité sociale"),
        ({"qui_aller_vers": "personne_d_autre"}, "Choisissez une des réponses"),
    ],
)
def test_an_error_is_told_and_nothing_is_saved(monde, lien, ecarts, erreur):
    adresse = reverse("dire_repartition", args=[lien.pk, "reperage"])
    page = monde.client(monde.nadia).post(adresse, corps(**ecarts)).content.decode()
    assert erreur in page
    with agir(monde.nadia):
        assert not Croyance.objects.exists()


def test_proposing_what_a_colleague_just_changed_is_read_again(monde, lien):
    dire(monde.nadia, lien, PORTEUR)
    nadia, adresse = monde.client(monde.nadia), reverse("proposer_repartition", args=[lien.pk])
    envoi = dict(re.findall(r'name="(id|lue)" value="([^"]+)"', nadia.get(adresse).content.decode()))
    dire(monde.bilal, lien, hebergement=DEUX, version=1)
    reponse = nadia.post(adresse, envoi)
    assert reponse.status_code == 409 and "vient de changer une réponse" in reponse.content.decode()
    with agir(monde.nadia):
        assert not Repartition.objects.exists()
    assert nadia.post(adresse, {"id": "n’importe", "lue": ""}).status_code == 404


def test_the_writer_with_a_hat_on_the_other_side_is_told_to_let_somebody_else_answer(monde, lien):
    dire(monde.nadia, lien, PORTEUR)
    version = proposer(monde.nadia, lien)
    for qui, dit in ((monde.bilal, "c’est à l’autre de répondre"), (monde.nadia, "c’est à l’autre de répondre")):
        page = monde.client(qui).post(reverse("convenir_repartition", args=[version.pk]), follow=True)
        assert dit in page.content.decode()
    convenir(monde.karim, version)
    page = monde.client(monde.nadia).post(reverse("ecarter_repartition", args=[version.pk]), follow=True)
    assert "Quelqu’un vient d’y répondre" in page.content.decode()


def test_old_versions_stay_readable(monde, lien):
    dire(monde.nadia, lien, PORTEUR)
    premiere = convenir(monde.karim, proposer(monde.nadia, lien))
    dire(monde.nadia, lien, projet=ML, version=1)
    convenir(monde.karim, proposer(monde.nadia, lien))
    karim = monde.client(monde.karim)
    assert "Avant (1)" in lire(karim, reverse("repartition", args=[lien.pk]))
    page = lire(karim, reverse("lire_repartition", args=[premiere.pk]))
    assert "<h1>Version 1</h1>" in page and "remplacée le 23 novembre 2026" in page


def test_a_task_of_their_own_is_added_then_taken_away(monde, lien):
    nadia, adresse = monde.client(monde.nadia), reverse("ajouter_tache", args=[lien.pk])
    assert "Écrivez la tâche" in nadia.post(adresse, {"id": uuid4()}).content.decode()
    tache_id = uuid4()
    dit = {"id": tache_id, "intitule": "Tenir le jardin", "phase": "suites", "domaine": "confiance"}
    assert nadia.post(adresse, dit).url == reverse("dire_repartition", args=[lien.pk, "suites"])
    for qui in (monde.nadia, monde.karim):
        assert "Tenir le jardin" in lire(monde.client(qui), reverse("repartition", args=[lien.pk]))
    monde.client(monde.karim).post(reverse("retirer_tache", args=[tache_id]))
    assert "Tenir le jardin" not in lire(nadia, reverse("repartition", args=[lien.pk]))


def test_an_id_that_is_another_partenariat_s_is_not_found(monde, lien):
    ailleurs = Partenariat.objects.get(porteur=monde.les_amarres)
    dire(monde.sacha, ailleurs, PORTEUR)
    prise = proposer(monde.sacha, ailleurs).pk
    with agir(monde.sacha) as acteur:
        tache = ecritures.ajouter_tache(
            acteur=acteur, tache_id=uuid4(), partenariat=ailleurs, phase="suites", domaine="autre",
            intitule="Un goûter", maintenant=MAINTENANT,
        )  # fmt: skip
    dire(monde.nadia, lien, PORTEUR)
    nadia, adresse = monde.client(monde.nadia), reverse("proposer_repartition", args=[lien.pk])
    lue = re.search(r'name="lue" value="(\w+)"', nadia.get(adresse).content.decode())[1]
    assert nadia.post(adresse, {"id": prise, "lue": lue}).status_code == 404
    dit = {"id": tache.pk, "intitule": "Tenir le jardin", "phase": "suites", "domaine": "confiance"}
    assert nadia.post(reverse("ajouter_tache", args=[lien.pk]), dit).status_code == 404


def test_the_number_of_statements_depends_on_nothing(monde, lien):
    def requetes(nom, *args):
        client = monde.client(monde.nadia)
        client.get(reverse(nom, args=args))
        with CaptureQueriesContext(connection) as lues:
            assert client.get(reverse(nom, args=args)).status_code == 200
        return len(lues)

    def toutes():
        return [
            requetes("repartition", lien.pk), requetes("dire_repartition", lien.pk, "accompagnement"),
            requetes("proposer_repartition", lien.pk),
        ]  # fmt: skip

    dire(monde.nadia, lien, PORTEUR)
    dire(monde.karim, lien, ML)
    convenir(monde.karim, proposer(monde.nadia, lien))
    une = toutes()
    for version in range(1, 6):
        dire(monde.nadia, lien, projet=ML if version % 2 else DEUX, rythme=DEUX if version % 2 else ML, version=version)
        convenir(monde.karim, proposer(monde.nadia, lien))
    with agir(monde.nadia):
        versions = versions_de(lien)
    assert len(versions.toutes) == 6
    assert toutes() == une
    # Those of the hat, of the session and of the navigation included.
    assert max(*une, requetes("lire_repartition", versions.en_vigueur.pk)) <= 10


def test_every_phase_has_its_form(monde, lien):
    nadia = monde.client(monde.nadia)
    vues = "".join(lire(nadia, reverse("dire_repartition", args=[lien.pk, phase])) for phase in Phase.values)
    assert [c for c in LIBRES if f'name="qui_{c}"' not in vues] == []
    assert nadia.get(reverse("repartition", args=[lien.pk]) + "dire/jamais/").status_code == 404


def test_a_task_worded_anew_is_read_so_by_the_other_side_then_by_all(monde, lien):
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    dire_ = reverse("dire_repartition", args=[lien.pk, "reperage"])
    sans_qui = nadia.post(dire_, corps([], formule_aller_vers="Faire le tour des squats"))
    assert "Dites aussi qui s’en charge" in sans_qui.content.decode()
    nadia.post(dire_, corps(formule_aller_vers="Faire le tour des squats", qui_premiere_urgence="sans_objet"))
    assert "Faire le tour des squats" in lire(nadia, dire_)
    karim.post(dire_, corps())
    vue = lire(karim, reverse("repartition", args=[lien.pk]) + "?voir=differe")
    assert "dite « Faire le tour des squats »" in vue and "Ne nous concerne pas" in vue
    version = proposer(monde.nadia, lien)
    lue = lire(karim, reverse("lire_repartition", args=[version.pk]))
    assert "<b>Faire le tour des squats</b>" in lue and "Ne nous concerne pas" in lue
    imprime = karim.get(reverse("imprimer_repartition", args=[version.pk])).content
    assert "Faire le tour des squats" in pdf.mots(imprime).replace("\u00a0", " ")
