"""From the street to the verdict, as the issue's story tells it, page by page and without scripts."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine

from parcours.reperage.models import Brouillon
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier, Etape
from socle.partenariats.models import Partenariat
from tests.monde import agir

RENCONTRE = {"prenom": "Idriss", "repere_le": "2026-11-17", "lieu": "devant la gare"}
SITUATION = {
    "etudiant": "non", "en_formation": "non", "en_emploi": "non", "ressources": "aucune",
    "inscrit_mission_locale": "oui", "inscrit_demandeur_emploi": "non", "rqth": "",
}  # fmt: skip


def cache(page: str, nom: str) -> str:
    """The value of a hidden field of a page."""
    return re.search(rf'name="{nom}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="{nom}"', page).group(1)


def texte(reponse) -> str:
    """What a page says, without its tags; errors are shown to the reader of a failing test."""
    page = re.sub(r"<[^>]+>", " ", reponse.content.decode())
    return re.sub(r"\s+", " ", page.replace("\u00a0", " ").replace("\u202f", " "))


def reperer(client, **plus) -> str:
    """Fill and send the repérage; return the dossier's id."""
    page = client.get("/reperer/").content.decode()
    envoi = RENCONTRE | {"dossier_id": cache(page, "dossier_id"), "brouillon_id": cache(page, "brouillon_id")} | plus
    reponse = client.post("/reperer/", envoi)
    assert reponse.status_code == 302, texte(reponse)
    return reponse.url.split("/")[2]


@time_machine.travel("2026-11-17 18:00+01:00", tick=False)
def test_a_first_name_is_enough(monde):
    dossier_id = reperer(monde.client(monde.nadia))
    with agir(monde.nadia, le=date(2026, 11, 17)):
        dossier = Dossier.objects.get(pk=dossier_id)
    assert (dossier.prenom, dossier.nom, dossier.etape) == ("Idriss", "", Etape.REPERAGE)


@time_machine.travel("2026-11-17 18:00+01:00", tick=False)
def test_the_story_until_the_verdict_turns_favorable(monde):
    dossier_id = reperer(monde.client(monde.nadia), mission_locale=monde.val_dore.pk)
    url = f"/dossiers/{dossier_id}"
    assert monde.client(monde.karim).get(f"{url}/").status_code == 404

    with time_machine.travel("2026-11-20 09:00+01:00", tick=False):
        # A session lasts half a day: each opens their own again.
        nadia = monde.client(monde.nadia)
        page = nadia.get(f"{url}/identite/").content.decode()
        identite = {
            "version": cache(page, "version"), "prenom": "Idriss", "nom": "Marchais",
            "date_naissance": "2006-03-02", "departement": "35",
        }  # fmt: skip
        assert nadia.post(f"{url}/identite/", identite).status_code == 302
        page = nadia.get(f"{url}/situation/").content.decode()
        situation = SITUATION | {"version": cache(page, "version"), "signes": ["sans_logement_stable"]}
        assert nadia.post(f"{url}/situation/", situation).status_code == 302
        noter_le_printemps(nadia, url)
        demander_l_accord(nadia, url, monde.val_dore.pk)
        dit = texte(nadia.get(f"{url}/"))
        assert "Verdict à préciser" in dit
        assert "Si l’entretien du 14 avril 2026 est le dernier qui compte, la porte est ouverte" in dit
        assert "14 septembre 2026" in dit
        assert "Circulaire interministérielle du 22 avril 2022" in dit

    with time_machine.travel("2026-11-23 08:30+01:00", tick=False):
        nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
        assert "Vérifier l’historique d’Idriss M." in texte(karim.get("/"))
        repondre(karim, url)
        assert "Vérifier l’historique" not in texte(karim.get("/"))
        dit = texte(nadia.get(f"{url}/"))
        assert "Verdict favorable" in dit
        assert "La porte est ouverte depuis le 14 septembre 2026" in dit
        assert "Ne compte pas" in dit
        assert monde.client(monde.lena).get(f"{url}/").status_code == 404
        assert monde.client(monde.sacha).get(f"{url}/").status_code == 404


def noter_le_printemps(nadia, url: str) -> None:
    contact = {"id": str(uuid4()), "le": "2026-04-14", "nature": "entretien", "echange": "oui", "intention": "oui"}
    assert nadia.post(f"{url}/contacts/noter/", contact).status_code == 302


def demander_l_accord(nadia, url: str, mission_locale: int) -> None:
    accord = {"id": str(uuid4()), "destinataire": mission_locale}
    oui = {"recueil": "oral", "temoin": "Zélie Brun", "temoin_fonction": "animatrice", "dit_oui": "1"}
    a_lire = texte(nadia.post(f"{url}/accord/", accord))
    assert "Vous pouvez changer d’avis quand vous voulez" in a_lire
    assert nadia.post(f"{url}/accord/", accord | oui).status_code == 302


def repondre(karim, url: str) -> None:
    reponse = {
        "id": str(uuid4()), "inscrit": "oui", "contact0-id": str(uuid4()), "contact0-le": "2026-10-05",
        "contact0-nature": "sms", "contact0-echange": "non", "contact0-precision": "SMS resté sans réponse",
        "contact1-id": str(uuid4()), "contact2-id": str(uuid4()),
    }  # fmt: skip
    assert karim.post(f"{url}/historique/", reponse).status_code == 302


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_a_new_substantial_contact_moves_the_door_and_says_so(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, situation={"inscrit_mission_locale": True})
    monde.accord(monde.nadia, dossier)
    karim, url = monde.client(monde.karim), f"/dossiers/{dossier.pk}"
    repondre(karim, url)
    assert "Verdict favorable" in texte(karim.get(f"{url}/"))
    with time_machine.travel("2026-11-25 10:00+01:00", tick=False):
        karim = monde.client(monde.karim)
        contact = {"id": str(uuid4()), "le": "2026-11-25", "nature": "appel", "echange": "oui", "intention": "oui"}
        dit = texte(karim.post(f"{url}/contacts/noter/", contact, follow=True))
        assert "La porte s’ouvre le 25 avril 2027" in dit
        assert "Verdict défavorable" in dit
        assert "il déplace la porte" in dit


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_a_dossier_that_comes_back_is_checked_again(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, situation={"inscrit_mission_locale": True})
    monde.accord(monde.nadia, dossier)
    karim, url = monde.client(monde.karim), f"/dossiers/{dossier.pk}"
    repondre(karim, url)
    with agir(monde.nadia):
        Dossier.objects.filter(pk=dossier.pk).update(a_reverifier_depuis=date(2026, 12, 1))
    assert "Verdict favorable" in texte(karim.get(f"{url}/"))
    with time_machine.travel("2026-12-01 10:00+01:00", tick=False):
        karim = monde.client(monde.karim)
        assert "Verdict à préciser" in texte(karim.get(f"{url}/"))
        assert "Vérifier l’historique d’Idriss M." in texte(karim.get("/"))
        page = texte(karim.get(f"{url}/verdict/"))
        assert "Historique vérifié par la mission locale jusqu’au 23 novembre 2026, à vérifier de nouveau" in page


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_a_registration_asked_since_the_meeting_does_not_count_against_the_youth(monde):
    dossier = monde.dossier(
        monde.nadia, mission_locale=monde.val_dore, repere_le=date(2026, 11, 17),
        situation={"inscrit_mission_locale": True, "inscrit_mission_locale_le": date(2026, 11, 18)},
    )  # fmt: skip
    assert "Verdict favorable" in texte(monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/"))


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_a_double_click_opens_one_dossier(monde):
    nadia = monde.client(monde.nadia)
    page = nadia.get("/reperer/").content.decode()
    envoi = RENCONTRE | {"dossier_id": cache(page, "dossier_id"), "brouillon_id": cache(page, "brouillon_id")}
    assert nadia.post("/reperer/", envoi).url == nadia.post("/reperer/", envoi).url
    with agir(monde.nadia):
        assert Dossier.objects.count() == 1


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_a_draft_waits_in_a_faire_for_its_author_and_seven_days(monde):
    nadia, brouillon = monde.client(monde.nadia), uuid4()
    assert nadia.post(f"/reperer/{brouillon}/garder/", RENCONTRE | {"signes": ["isolement"]}).status_code == 204
    assert "Finir de noter la rencontre avec Idriss" in texte(nadia.get("/"))
    assert 'value="Idriss"' in nadia.get(f"/reperer/{brouillon}/").content.decode()
    assert monde.client(monde.bilal).get(f"/reperer/{brouillon}/").status_code == 404
    with time_machine.travel("2026-12-01 10:00+01:00", tick=False):
        assert monde.client(monde.nadia).get(f"/reperer/{brouillon}/").status_code == 404
    page = nadia.get(f"/reperer/{brouillon}/").content.decode()
    nadia.post("/reperer/", RENCONTRE | {"dossier_id": cache(page, "dossier_id"), "brouillon_id": brouillon})
    with agir(monde.nadia):
        assert not Brouillon.objects.exists()


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_the_second_to_save_keeps_their_text_and_sees_both(monde):
    dossier = monde.dossier(monde.nadia, recit="Premier récit")
    nadia, bilal = monde.client(monde.nadia), monde.client(monde.bilal)
    url = f"/dossiers/{dossier.pk}/rencontre/"
    version = cache(nadia.get(url).content.decode(), "version")
    assert bilal.post(url, {"version": version, "recit": "Le texte de Bilal"}).status_code == 302
    conflit = nadia.post(url, {"version": version, "recit": "Le texte de Nadia"})
    assert conflit.status_code == 409
    assert "Le texte de Nadia" in texte(conflit)
    assert "Le texte de Bilal" in texte(conflit)
    suite = {"version": cache(conflit.content.decode(), "version"), "recit": "Les deux textes"}
    assert nadia.post(url, suite).status_code == 302
    assert "Les deux textes" in texte(nadia.get(f"/dossiers/{dossier.pk}/"))


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
@pytest.mark.parametrize("age,attendu", [(17, "Noter son représentant légal"), (19, None)])
def test_the_representative_is_asked_for_when_it_matters(monde, age, attendu):
    naissance = date(2026, 11, 23) - timedelta(days=round(age * 365.25) + 30)
    dossier = monde.dossier(monde.nadia, identite={"date_naissance": naissance})
    dit = texte(monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/"))
    assert ("Noter son représentant légal" in dit) is (attendu is not None)


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_where_the_mission_locale_judges_at_the_contract_both_verdicts_show(monde):

    Partenariat.objects.filter(mission_locale=monde.val_dore).update(moment_du_jugement="contractualisation")
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    dit = texte(monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/"))
    assert "Jugé de nouveau à la signature du contrat" in dit
    assert "allocation ponctuelle" in dit


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
@pytest.mark.parametrize("inscrit,attendu", [(None, True), (True, True), (False, False)])
def test_the_mission_locale_is_asked_unless_nobody_registered_the_youth(monde, inscrit, attendu):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, situation={"inscrit_mission_locale": inscrit})
    monde.accord(monde.nadia, dossier)
    assert ("Vérifier l’historique" in texte(monde.client(monde.karim).get("/"))) is attendu


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_what_waited_for_somebody_who_left_waits_for_their_colleagues(monde):
    monde.dossier(monde.nadia)
    assert "Parler à Idriss M." not in texte(monde.client(monde.bilal).get("/"))
    with agir(monde.paul):
        Appartenance.objects.filter(pk=monde.nadia.pk).update(revoquee_le="2026-11-23T09:00+01:00")
    assert "Parler à Idriss M." in texte(monde.client(monde.bilal).get("/"))
