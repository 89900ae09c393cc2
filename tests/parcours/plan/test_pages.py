"""The pages of the plan: each side in turn, what they say when two meet, and what they cost."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.plan.forms import Heures
from parcours.plan.models import Action, Objectif
from tests.monde import LE, agir
from tests.parcours.commission.pages import texte
from tests.parcours.plan.scene import DES_DENTS, changer, partage, prevoir, retirer, viser
from tests.parcours.remobilisation.scene import entrer
from tests.parcours.remobilisation.test_pages import caches, envoyer, taches
from tests.parcours.sortie.scene import dire

pytestmark = pytest.mark.usefixtures("lundi")
AU_PLUS = 10


def ici(dossier) -> str:
    return f"/dossiers/{dossier.pk}/plan/"


def test_from_an_empty_plan_to_an_action_done(monde):
    dossier = entrer(monde)
    nadia, karim, url = monde.client(monde.nadia), monde.client(monde.karim), ici(dossier)
    assert "Commencer le plan d’action" in texte(nadia.get(f"/dossiers/{dossier.pk}/"))
    assert "Le plan commence par ce que le jeune veut" in texte(nadia.get(url))
    dit = {"domaine": "logement", "titre": "Avoir un toit", "paroles": "À moi.", "lecteurs": "les_deux"}
    page = envoyer(nadia, f"{url}objectifs/ajouter/", **dit)
    assert "L’objectif est dans le plan." in texte(page)
    with agir(monde.nadia):
        objectif = Objectif.objects.get()
    page = envoyer(
        karim, f"{url}objectifs/{objectif.pk}/actions/ajouter/", titre="Demander le FSL", tenue_par="mission_locale",
        avant_le="2026-12-02", heures="1 h 30",
    )  # fmt: skip
    assert "Mission locale du Val-Doré , pour le 2 décembre 2026 , 1 h 30 par semaine" in texte(page)
    assert "Avancer dans le plan d’Idriss M." in taches(karim)
    assert "« Demander le FSL », pour le 2 décembre 2026 : c’est votre côté qui la tient." in taches(karim)
    assert "Avancer dans le plan" not in taches(nadia)
    with agir(monde.nadia):
        action = Action.objects.get()
    avancer = f"{url}actions/{action.pk}/avancer/"
    assert "Dites pourquoi" in texte(envoyer(nadia, avancer, etat="abandonne"))
    assert "1 faite" in texte(envoyer(nadia, avancer, etat="fait", resultat="Accordé."))
    assert "Avancer dans le plan" not in taches(karim)
    assert "1 objectif, 1 action, 1 faite" in texte(karim.get(f"/dossiers/{dossier.pk}/"))


def test_the_second_to_save_sees_both_texts_and_chooses(monde):
    dossier = partage(monde)
    action = prevoir(monde.nadia, viser(monde.nadia, dossier))
    karim, url = monde.client(monde.karim), f"{ici(dossier)}actions/{action.pk}/"
    ouvert = caches(karim.get(url).content.decode())
    changer(monde.nadia, action, titre="Appeler les deux bailleurs")
    dit = {"titre": "Écrire au bailleur", "tenue_par": "porteur"}
    reponse = karim.post(url, ouvert | dit)
    page = texte(reponse)
    assert reponse.status_code == 409
    assert "Nadia Ferrand a modifié cette action à 10 h 00, pendant que vous écriviez" in page
    assert "Rien n’est perdu." in page and "Appeler les deux bailleurs" in page
    assert 'value="Écrire au bailleur"' in reponse.content.decode()
    assert "L’action est à jour." in texte(karim.post(url, caches(reponse.content.decode()) | dit, follow=True))
    with agir(monde.nadia):
        assert Action.objects.get().titre == "Écrire au bailleur"


def test_what_the_second_did_not_touch_takes_what_the_first_saved(monde):
    dossier = partage(monde)
    action = prevoir(monde.nadia, viser(monde.nadia, dossier), avant_le=date(2026, 12, 1), heures="1")
    karim, url = monde.client(monde.karim), f"{ici(dossier)}actions/{action.pk}/"
    ouvert = caches(karim.get(url).content.decode())
    changer(monde.nadia, action, titre="Appeler les deux", avant_le=date(2026, 12, 8), heures=Decimal("2.5"))
    dit = {"titre": "Écrire au bailleur", "tenue_par": "porteur", "avant_le": "2026-12-01", "heures": "1"}
    reponse = karim.post(url, ouvert | dit)
    page = reponse.content.decode()
    assert 'value="Écrire au bailleur"' in page and "Enregistré entre-temps : quoi" in texte(reponse)
    assert 'value="2026-12-08"' in page and 'value="2,5"' in page
    assert "Enregistré entre-temps : pour quand" not in texte(reponse)


def test_an_action_taken_back_while_it_was_edited_keeps_the_text(monde):
    dossier = partage(monde)
    action = prevoir(monde.nadia, viser(monde.nadia, dossier))
    karim, url = monde.client(monde.karim), f"{ici(dossier)}actions/{action.pk}/"
    ouvert = caches(karim.get(url).content.decode())
    retirer(monde.nadia, action)
    reponse = karim.post(url, ouvert | {"titre": "Écrire au bailleur", "tenue_par": "porteur"})
    page = texte(reponse)
    assert "Nadia Ferrand a retiré cette action" in page
    assert "Enregistrer votre version remet cette action dans le plan." in page
    assert 'value="Écrire au bailleur"' in reponse.content.decode()


def test_what_changed_since_is_not_taken_back_and_what_is_can_be_put_back(monde):
    dossier = partage(monde)
    action = prevoir(monde.nadia, viser(monde.nadia, dossier))
    nadia, url = monde.client(monde.nadia), f"{ici(dossier)}actions/{action.pk}/"
    changer(monde.karim, action, titre="Appeler les deux bailleurs")
    page = texte(nadia.post(f"{url}retirer/", {"version": 1}, follow=True))
    assert "Karim Vasseur a modifié cette action à 10 h 00. Rien n’est retiré" in page
    page = texte(nadia.post(f"{url}retirer/", {"version": 2}, follow=True))
    assert "C’est retiré du plan : « Appeler les deux bailleurs »." in page and "Annuler" in page
    assert "Retiré du plan" in page
    page = texte(nadia.post(f"{url}remettre/", follow=True))
    assert "C’est remis dans le plan" in page and "Retiré du plan" not in page


def test_an_action_written_while_its_objective_is_taken_back_is_not_lost(monde):
    dossier = partage(monde)
    toit = viser(monde.nadia, dossier)
    karim, url = monde.client(monde.karim), f"{ici(dossier)}objectifs/{toit.pk}/actions/ajouter/"
    ouvert = caches(karim.get(url).content.decode())
    retirer(monde.nadia, toit)
    envoi = ouvert | {"titre": "Demander le FSL", "tenue_par": "mission_locale"}
    reponse = karim.post(url, envoi)
    assert "Votre texte est ci-dessous" in texte(reponse)
    assert 'value="Demander le FSL"' in reponse.content.decode()
    karim.post(f"{ici(dossier)}objectifs/{toit.pk}/remettre/")
    assert "L’action est dans le plan." in texte(karim.post(url, envoi, follow=True))


def test_up_and_down_without_a_script(monde):
    dossier = partage(monde)
    toit = viser(monde.nadia, dossier)
    for titre in ("Premier", "Deuxième"):
        prevoir(monde.nadia, toit, titre)
    client, url = monde.client(monde.karim), ici(dossier)
    page = client.get(url).content.decode()
    formulaires = re.findall(r'action="([^"]*placer/)">.*?</form>', page, re.S)
    boutons = re.findall(r'name="(avant|apres)" value="([^"]+)"', page)
    assert [nom for nom, _ in boutons] == ["apres", "avant"]
    page = texte(client.post(formulaires[0], {boutons[0][0]: boutons[0][1]}, follow=True))
    assert page.index("Deuxième") < page.index("Premier")


def test_it_is_said_who_will_read_before_it_is_saved(monde):
    dossier = partage(monde)
    dents = viser(monde.karim, dossier, DES_DENTS)
    prevoir(monde.karim, dents, "Prendre rendez-vous", "porteur", avant_le=LE)
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    page = texte(nadia.get(f"{ici(dossier)}objectifs/ajouter/"))
    assert "Lu par : Le Fil d’Ormelle (votre structure) et Mission locale du Val-Doré." in page
    assert "Rien sur sa santé ni sur la justice : Idriss n’a pas dit oui pour cela." in page
    page = texte(karim.get(f"{ici(dossier)}objectifs/{dents.pk}/"))
    assert "Lu par : Mission locale du Val-Doré (votre structure) seulement." in page
    assert "Emploi" not in page
    assert nadia.get(f"{ici(dossier)}objectifs/{dents.pk}/").status_code == 404
    for adresse in (ici(dossier), f"/dossiers/{dossier.pk}/", "/"):
        assert "rendez-vous" not in texte(nadia.get(adresse)).replace("Noter un rendez-vous", "")
    assert "Lu par : Mission locale du Val-Doré (votre structure) seulement." in texte(karim.get(ici(dossier)))


def test_an_objective_of_health_asks_again_and_its_actions_and_comments_follow_it(monde):
    dossier = partage(monde)
    nadia, karim, url = monde.client(monde.nadia), monde.client(monde.karim), ici(dossier)
    dit = {"domaine": "sante", "titre": "Voir un dentiste", "paroles": "", "lecteurs": "les_deux"}
    page = nadia.post(f"{url}objectifs/ajouter/", caches(nadia.get(f"{url}objectifs/ajouter/").content.decode()) | dit)
    assert "Vous avez choisi « Santé »" in texte(page) and 'value="structure" checked' in page.content.decode()
    nadia.post(f"{url}objectifs/ajouter/", caches(page.content.decode()) | dit)
    with agir(monde.nadia):
        dents = Objectif.objects.get()
    action = prevoir(monde.nadia, dents, "L’accompagner")
    dit = {"texte": "Il a peur.", "lecteurs": "les_deux"}
    envoyer(nadia, f"{url}actions/{action.pk}/commenter/", **dit)
    for elements, ouvert in ((["plan"], False), (["plan", "sante"], True), (["plan"], False)):
        monde.accord(monde.nadia, dossier, elements=["dossier", *elements])
        page = texte(karim.get(url))
        assert ("Voir un dentiste" in page, "L’accompagner" in page) == (ouvert, ouvert)
        commentaires = karim.get(f"{url}actions/{action.pk}/commentaires/")
        assert ("Il a peur." in texte(commentaires)) is ouvert and (commentaires.status_code == 200) is ouvert


@pytest.mark.parametrize(
    ("dit", "lu"),
    [("3", "3"), ("3,5", "3.5"), ("3 h 30", "3.5"), ("1h15", "1.25"), ("0,25", "0.25"), ("2 h", "2"), ("", None)],
)
def test_hours_as_people_type_them(dit, lu):
    assert Heures(required=False).clean(dit) == (Decimal(lu) if lu else None)


@pytest.mark.parametrize(
    ("champs", "erreur"),
    [
        ({"heures": "beaucoup"}, "Écrivez un nombre d’heures, comme 3 ou 3,5."),
        ({"heures": "61"}, "60 heures par semaine au plus."),
        ({"tenue_par": "partenaire"}, "Dites quel partenaire."),
        ({"titre": ""}, "Dites ce qu’il y a à faire."),
        ({"avant_le": "2062-01-01"}, "Vérifiez l’année."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(monde, champs, erreur):
    dossier = partage(monde)
    url = f"{ici(dossier)}objectifs/{viser(monde.nadia, dossier).pk}/actions/ajouter/"
    page = envoyer(monde.client(monde.nadia), url, **{"titre": "x", "tenue_par": "jeune"} | champs)
    assert erreur in texte(page)


def test_the_plan_of_a_youth_who_left_is_read_and_no_longer_written(monde):
    dossier = entrer(monde)
    prevoir(monde.nadia, viser(monde.nadia, dossier))
    dire(monde.nadia, dossier)
    client = monde.client(monde.nadia)
    page = client.get(ici(dossier))
    assert "Appeler le bailleur" in texte(page) and "Ajouter" not in texte(page)
    assert client.get(f"{ici(dossier)}objectifs/ajouter/").status_code == 409


def _compter(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(url).status_code == 200, url
    return len(requetes)


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_pages_cost_the_same_at_5_and_at_200_actions(monde, qui):
    dossier = entrer(monde)
    client = monde.client(monde.gens[qui])
    toit = viser(monde.nadia, dossier)
    for rang in range(5):
        action = prevoir(monde.nadia, toit, f"Action {rang}", avant_le=date(2026, 12, 1))
    pages = [ici(dossier), f"/dossiers/{dossier.pk}/", "/", f"{ici(dossier)}actions/{action.pk}/commentaires/"]
    avant = [_compter(client, page) for page in pages]
    peupler(monde, dossier, 200)
    assert [_compter(client, page) for page in pages] == avant
    assert max(avant) <= AU_PLUS, avant


def peupler(monde, dossier, combien: int) -> None:
    """Twenty objectives, `combien` actions, some late."""
    objectifs = [viser(monde.nadia, dossier) for _ in range(20)]
    with agir(monde.nadia) as acteur:
        signe = {f"{n}_par_id": acteur.appartenance_id for n in ("ecrit", "maj")}
        Action.objects.bulk_create(
            Action(
                dossier=dossier, objectif=objectifs[i % 20], titre=f"Action {i}", tenue_par="mission_locale",
                avant_le=LE + timedelta(days=i % 40 - 5), rang=i, ecrit_le=objectifs[0].ecrit_le,
                maj_le=objectifs[0].ecrit_le, **signe,
            )
            for i in range(combien)
        )  # fmt: skip
