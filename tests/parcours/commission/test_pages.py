"""The pages of the commission: the story, and who sees what."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine

from parcours.commission.models import Decision, Signature
from socle.consentements.ecritures import retirer
from socle.dossier.models import Dossier, Etape
from socle.partenariats.models import Partenariat
from tests.monde import MAINTENANT, agir, embaucher
from tests.parcours.commission.pages import envoyer, signature, texte
from tests.parcours.commission.scene import (
    JEUDI,
    convoquer,
    decider,
    presenter,
    presenter_refuse,
    proposer,
)

pytestmark = pytest.mark.usefixtures("lundi")

INSCRIT = {"inscrit_mission_locale": True, "inscrit_mission_locale_le": date(2025, 1, 6)}


# The story


def test_ready_by_itself_then_both_sign_then_minutes(monde, jeudi):
    dossier = presenter(monde)
    url = f"{jeudi}{dossier.pk}/"
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    assert "1 prête" in texte(karim.get("/commission/"))
    assert "Prête" in texte(karim.get(jeudi))

    page = texte(envoyer(nadia, url, issue="entree", signer="oui"))
    assert "Vous avez signé pour Le Fil d’Ormelle. Elle attend maintenant l’autre côté" in page
    assert "Relire et signer la décision pour Idriss M." in texte(karim.get("/"))
    assert "Relire et signer" not in texte(nadia.get("/"))

    assert "Les deux côtés ont signé : elle est en vigueur." in texte(signature(karim, url))
    assert "Annoncer à Idriss M. son entrée" in texte(nadia.get("/"))
    assert "Reporter l’entrée d’Idriss M. dans I-Milo" in texte(karim.get("/"))
    assert "En vigueur" in texte(nadia.get(f"/dossiers/{dossier.pk}/"))
    pdf = karim.get(f"{jeudi}compte-rendu/")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    with agir(monde.nadia):
        assert Dossier.objects.get().etape == Etape.REMOBILISATION


def test_a_youth_refused_by_the_rule_is_admitted_and_the_reason_is_kept(monde, jeudi):
    dossier = presenter_refuse(monde)
    url = f"{jeudi}{dossier.pk}/"
    nadia = monde.client(monde.nadia)
    refus = envoyer(nadia, url, issue="entree", appreciation="Ce texte reste.", signer="oui")
    assert "Cette décision s’écarte du verdict : dites pourquoi." in texte(refus)
    assert "Ce texte reste." in refus.content.decode()
    with agir(monde.nadia):
        assert not Decision.objects.exists()
    envoyer(nadia, url, issue="entree", motif="Il vient chaque jour depuis trois semaines.", signer="oui")
    page = texte(signature(monde.client(monde.karim), url))
    assert "elle est en vigueur" in page
    assert "Il vient chaque jour depuis trois semaines." in page


def test_a_pre_cej_comes_back_by_itself_on_the_day(monde, jeudi):
    dossier = presenter_refuse(monde, contact_le=date(2026, 10, 1))
    url = f"{jeudi}{dossier.pk}/"
    nadia = monde.client(monde.nadia)
    page = nadia.get(url).content.decode()
    assert 'value="2027-03-01"' in page, "the day the door opens is proposed"
    saisi = {"issue": "pre_cej", "fin_le": "2027-03-01", "plan_interim": "Un café chaque mardi."}
    envoyer(nadia, url, signer="oui", responsable=monde.nadia.pk, **saisi)
    signature(monde.client(monde.karim), url)
    assert "Tenir le plan d’attente d’Idriss M." in texte(nadia.get("/"))

    with time_machine.travel("2027-02-23 09:00+01:00", tick=False):
        nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
        assert "Personne à l’ordre du jour" in texte(karim.get("/commission/"))
        assert "Préparer le retour d’Idriss M. en commission" in texte(nadia.get("/"))
        assert "Vérifier l’historique d’Idriss M." in texte(karim.get("/"))
    with time_machine.travel("2027-03-02 09:00+01:00", tick=False):
        karim = monde.client(monde.karim)
        assert "1 à compléter" in texte(karim.get("/commission/"))
        seance = f"/commission/{monde.val_dore.pk}/2027-03-04/"
        assert "Sort du pré-CEJ-JR le 1er mars 2027" in texte(karim.get(seance))
        assert "Un café chaque mardi." in texte(karim.get(f"{seance}{dossier.pk}/"))


def test_an_ajournement_comes_back_with_what_was_missing(monde, jeudi):
    dossier = presenter(monde)
    decider(monde, dossier, issue="ajournement", manque="Sa carte d’identité", apporte_par="mission_locale")
    karim = monde.client(monde.karim)
    assert "Apporter ce qui manque pour Idriss M." in texte(karim.get("/"))
    suivante = f"/commission/{monde.val_dore.pk}/{JEUDI + timedelta(days=7)}/"
    assert "il manquait : « Sa carte d’identité », apporté par la mission locale" in texte(karim.get(suivante))


def test_what_is_not_ready_says_what_it_lacks_and_who_must_say_it(monde, jeudi):
    presenter(monde, situation=INSCRIT, identite={"date_naissance": None})
    page = texte(monde.client(monde.nadia).get(jeudi))
    assert "Pas prête" in page
    assert "À demander à la mission locale." in page
    assert "À demander au jeune." in page


# Who sees what


def test_strangers_get_404_and_own_a_dossier_of_their_own(monde, jeudi):
    dossier = presenter(monde)
    presenter(monde, par=monde.sacha, a=monde.haute_rive, identite={"prenom": "Chloé"})
    convoquer(monde, monde.lena)
    adresses = [jeudi, f"{jeudi}{dossier.pk}/", f"{jeudi}compte-rendu/", f"{jeudi}{dossier.pk}/retirer/"]
    for intrus in (monde.sacha, monde.lena):
        client = monde.client(intrus)
        assert [client.get(a).status_code for a in adresses] == [404] * 4
        for acte in ("proposer", "signer", "retirer-signature", "retirer"):
            assert client.post(f"{jeudi}{dossier.pk}/{acte}/", {"decision": uuid4()}).status_code == 404
        assert client.post(f"/commission/suites/{dossier.pk}/annoncer/faite/").status_code == 404
        ailleurs = f"/commission/{monde.haute_rive.pk}/{JEUDI}/"
        assert client.get(f"{ailleurs}{dossier.pk}/").status_code == 404
        page = texte(client.get(ailleurs))
        assert "Chloé" in page
        assert "Idriss" not in page


def test_a_mission_locale_sees_each_porteur_a_porteur_only_its_own(monde, jeudi):
    Partenariat.objects.create(porteur=monde.les_amarres, mission_locale=monde.val_dore, depuis=date(2023, 1, 1))
    presenter(monde)
    presenter(monde, par=monde.sacha, identite={"prenom": "Chloé"})
    page = texte(monde.client(monde.karim).get(jeudi))
    assert page.index("Le Fil d’Ormelle") < page.index("Idriss") < page.index("Les Amarres") < page.index("Chloé")
    page = texte(monde.client(monde.sacha).get(jeudi))
    assert "Chloé" in page
    assert "Idriss" not in page
    assert "Le Fil" not in page


def test_a_withdrawn_accord_takes_the_youth_off_the_mission_locales_agenda(monde, jeudi):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    accord = monde.accord(monde.nadia, dossier)
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)
    karim = monde.client(monde.karim)
    assert "Idriss" not in texte(karim.get(jeudi))
    assert karim.get(f"{jeudi}{dossier.pk}/").status_code == 404


def test_a_day_without_seance_does_not_exist(monde, jeudi):
    karim = monde.client(monde.karim)
    for le in (date(2026, 11, 25), date(2026, 11, 19), date(2040, 11, 1), "2026-02-31", "9999-12-30"):
        assert karim.get(f"/commission/{monde.val_dore.pk}/{le}/").status_code == 404
    assert karim.get(f"/commission/{10**30}/{JEUDI}/").status_code == 404


def test_a_youth_who_is_not_on_the_agenda_is_not_before_the_commission(monde, jeudi):
    seul = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    assert monde.client(monde.nadia).get(f"{jeudi}{seul.pk}/").status_code == 404


def test_who_does_not_decide_looks_and_is_told_for_the_rest(monde, jeudi):
    simple = embaucher("Zoé", "Lamy", monde.val_dore, "conseiller", decide=False)
    dossier = presenter(monde)
    decision = proposer(monde.nadia, dossier)
    client, url = monde.client(simple), f"{jeudi}{dossier.pk}/"
    page = client.get(url).content.decode()
    assert "Attend quelqu’un qui signe pour votre structure." in page
    assert "Signer la décision" not in page
    assert "Proposer et signer" not in page
    envoi = {"decision": decision.pk, "empreinte": decision.empreinte}
    assert client.post(f"{url}signer/", envoi).status_code == 403
    assert monde.client(monde.odile).get("/commission/").status_code == 403
    with agir(monde.nadia):
        assert not Signature.objects.exists()


def test_the_signs_and_what_the_porteur_keeps_stay_with_it(monde, jeudi):
    dossier = presenter(monde, demande="Apprendre la cuisine", signes=["suivi_pjj"])
    url = f"{jeudi}{dossier.pk}/"
    assert "Apprendre la cuisine" in texte(monde.client(monde.nadia).get(url))
    assert "judiciaire" in texte(monde.client(monde.nadia).get(url))
    page = texte(monde.client(monde.karim).get(url))
    assert "Apprendre la cuisine" not in page
    assert "judiciaire" not in page
    assert "Au moins un signe de rupture est noté" in page


def test_the_card_of_a_youth_leads_to_the_explanation_of_that_very_day(monde, jeudi):
    dossier = presenter(monde)
    for qui in (monde.nadia, monde.karim):
        client = monde.client(qui)
        lien = re.search(r'href="([^"]*/verdict/[^"]*)"', client.get(f"{jeudi}{dossier.pk}/").content.decode())[1]
        assert lien == f"/dossiers/{dossier.pk}/verdict/?le={JEUDI}"
        assert "Jugé au 26 novembre 2026" in texte(client.get(lien))
