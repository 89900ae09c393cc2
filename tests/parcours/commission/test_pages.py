"""The pages of the commission: who sees what, and what they say when it is refused."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction

from parcours.commission.models import Decision, Rendezvous, SeanceDeplacee, Signature
from socle.consentements.ecritures import retirer
from socle.dossier.models import Dossier, Etape
from socle.partenariats.models import Partenariat
from tests.monde import MAINTENANT, agir, embaucher
from tests.parcours.commission.scene import (
    JEUDI,
    convoquer,
    decider,
    presenter,
    presenter_refuse,
    proposer,
    signer,
)

pytestmark = pytest.mark.usefixtures("lundi")

INSCRIT = {"inscrit_mission_locale": True, "inscrit_mission_locale_le": date(2025, 1, 6)}


def texte(reponse) -> str:
    """What a page says, without its tags."""
    page = re.sub(r"<[^>]+>", " ", reponse.content.decode())
    return re.sub(r"\s+", " ", page.replace("\u00a0", " ").replace("\u202f", " "))


def formulaire(page: str) -> dict[str, str]:
    """The hidden fields of the form of a decision."""
    caches = {}
    for balise in re.findall(r'<input type="hidden"[^>]*>', page):
        nom, valeur = re.search(r'name="([^"]*)"', balise), re.search(r'value="([^"]*)"', balise)
        if nom and valeur and nom[1] in ("decision_id", "version", "vu"):
            caches[nom[1]] = valeur[1]
    return caches


def envoyer(client, url, **champs):
    """Open the situation, fill the decision, send it."""
    return client.post(f"{url}proposer/", formulaire(client.get(url).content.decode()) | champs, follow=True)


def signature(client, url):
    page = client.get(url).content.decode()
    champs = {n: re.search(rf'name="{n}" value="([^"]*)"', page)[1] for n in ("decision", "empreinte")}
    return client.post(f"{url}signer/", champs, follow=True)


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
    assert "Reporter l’entrée de Idriss M. dans I-Milo" in texte(karim.get("/"))
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
    assert "Tenir le plan d’attente de Idriss M." in texte(nadia.get("/"))

    with time_machine.travel("2027-02-23 09:00+01:00", tick=False):
        nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
        assert "Personne à l’ordre du jour" in texte(karim.get("/commission/"))
        assert "Préparer le retour de Idriss M. en commission" in texte(nadia.get("/"))
        assert "Vérifier l’historique de Idriss M." in texte(karim.get("/"))
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


# What is refused, in a sentence


def test_two_hats_one_signature(monde, jeudi):
    dossier = presenter(monde)
    deuxieme = embaucher("", "", monde.val_dore, "conseiller", compte=monde.nadia.compte)
    url = f"{jeudi}{dossier.pk}/"
    envoyer(monde.client(monde.nadia), url, issue="entree", signer="oui")
    autre = monde.client(deuxieme)
    page = autre.get(url).content.decode()
    assert "Vous avez signé pour l’autre côté" in page
    assert 'name="signer" value="mission_locale"' not in page
    assert "Vous avez signé pour l’autre côté avec votre autre casquette" in texte(signature(autre, url))


def test_the_loser_of_a_race_keeps_their_text_and_sees_both(monde, jeudi):
    dossier = presenter(monde)
    url = f"{jeudi}{dossier.pk}/"
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    ouverte = formulaire(nadia.get(url).content.decode())
    envoyer(karim, url, issue="entree", appreciation="Le texte de Karim.", signer="oui")
    conflit = nadia.post(
        f"{url}proposer/", ouverte | {"issue": "ajournement", "manque": "Une pièce", "apporte_par": "porteur",
                                      "appreciation": "Le texte de Nadia."},
    )  # fmt: skip
    assert conflit.status_code == 409
    page = texte(conflit)
    assert "Karim Vasseur a modifié cette décision" in page
    for dit in ("Nadia", "Karim", "Une pièce", "Entrée en parcours", "Ajournement"):
        assert dit in page
    html = conflit.content.decode()
    caches = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    caches.pop("csrfmiddlewaretoken", None)

    nadia.post(f"{url}proposer/", caches | {"garder": "autre", "appreciation": "x"})
    with agir(monde.nadia):
        assert Decision.objects.get().appreciation == "Le texte de Karim."
    nadia.post(f"{url}proposer/", caches | {"garder": "mien", "appreciation": "x"})
    with agir(monde.nadia):
        decision = Decision.objects.get()
        assert (decision.issue, decision.appreciation) == ("ajournement", "Le texte de Nadia.")
        assert not Signature.objects.filter(retiree_le=None).exists()


def test_a_verdict_that_moved_is_shown_and_the_text_kept(monde, jeudi):
    dossier = presenter(monde)
    url = f"{jeudi}{dossier.pk}/"
    nadia = monde.client(monde.nadia)
    ouverte = formulaire(nadia.get(url).content.decode())
    with agir(monde.nadia):
        dossier.situation.en_emploi = True
        dossier.situation.save()
    refus = nadia.post(f"{url}proposer/", ouverte | {"issue": "entree", "motif": "Mon texte reste."})
    assert refus.status_code == 409
    assert "Les faits ont changé" in texte(refus)
    assert "Mon texte reste." in refus.content.decode()
    nouvelle = formulaire(refus.content.decode())
    nadia.post(f"{url}proposer/", nouvelle | {"issue": "entree", "motif": "Mon texte reste."})
    with agir(monde.nadia):
        assert Decision.objects.get().jugement["reponse"] == "a_preciser"


def test_a_proposal_outdated_by_the_facts_says_so_and_is_not_signed(monde, jeudi):
    dossier = presenter(monde)
    url = f"{jeudi}{dossier.pk}/"
    envoyer(monde.client(monde.nadia), url, issue="entree", signer="oui")
    with agir(monde.nadia):
        dossier.situation.etudiant = True
        dossier.situation.save()
    karim = monde.client(monde.karim)
    assert "Le verdict a changé depuis cette proposition" in texte(karim.get(url))
    assert "Les faits ont changé depuis la proposition" in texte(signature(karim, url))
    with agir(monde.nadia):
        assert Decision.objects.get().signee_le is None


ATTAQUES = ["🧑🏽‍🚀", "é" * 10_000, "مرحبا بكم", "<script>alert(1)</script>", "{{ 7*7 }} #set page()", "a\nb"]


@pytest.mark.parametrize("valeur", ATTAQUES)
def test_any_text_is_kept_and_shown_as_typed(monde, jeudi, valeur):
    dossier = presenter(monde)
    url = f"{jeudi}{dossier.pk}/"
    nadia = monde.client(monde.nadia)
    page = envoyer(nadia, url, issue="entree", appreciation=valeur, signer="oui").content.decode()
    with agir(monde.nadia):
        assert Decision.objects.get().appreciation.replace("\r\n", "\n") == valeur
    assert "<script>alert" not in page
    assert nadia.get(f"{jeudi}compte-rendu/").content[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"appreciation": "a\x00b"}, "caractère"),
        ({"appreciation": "é" * 10_001}, "10000"),
        ({"issue": "autre"}, "Sélectionnez un choix valide"),
        ({"issue": ""}, "Choisissez une décision"),
        ({"issue": "pre_cej"}, "Dites ce qui se passe d’ici là."),
        ({"issue": "pre_cej", "fin_le": "2026-11-26"}, "Choisissez un jour après la séance"),
        ({"issue": "pre_cej", "fin_le": "9999-12-31"}, "Choisissez un jour après la séance"),
        ({"issue": "pre_cej", "responsable": "999999"}, "Sélectionnez un choix valide"),
        ({"issue": "reorientation", "vers": ""}, "Dites vers quel dispositif."),
        ({"issue": "ajournement"}, "Choisissez qui l’apporte."),
    ],
)
def test_what_is_refused_is_said_beside_the_field(monde, jeudi, champs, phrase):
    url = f"{jeudi}{presenter_refuse(monde).pk}/"
    reponse = envoyer(monde.client(monde.nadia), url, **{"issue": "entree", "motif": "m"} | champs)
    assert reponse.status_code == 200
    assert phrase in texte(reponse).replace("\u202f", "").replace("10 000", "10000")
    with agir(monde.nadia):
        assert not Decision.objects.exists()


@pytest.mark.parametrize("cache", ["decision_id", "version", "vu"])
def test_a_forged_hidden_field_is_never_a_500(monde, jeudi, cache):
    url = f"{jeudi}{presenter(monde).pk}/"
    reponse = envoyer(monde.client(monde.nadia), url, issue="entree", **{cache: "x" * 70})
    assert reponse.status_code in (200, 404, 409)
    with agir(monde.nadia):
        assert not Decision.objects.exists()


def test_the_id_of_somebody_elses_decision_is_as_if_it_did_not_exist(monde, jeudi):
    ailleurs = proposer(monde.sacha, presenter(monde, par=monde.sacha, a=monde.haute_rive))
    url = f"{jeudi}{presenter(monde).pk}/"
    nadia = monde.client(monde.nadia)
    assert envoyer(nadia, url, issue="entree", decision_id=ailleurs.pk).status_code == 404
    envoi = {"decision": ailleurs.pk, "empreinte": ailleurs.empreinte}
    assert nadia.post(f"{url}signer/", envoi).status_code == 404


def test_a_proposal_is_taken_back_after_a_question(monde, jeudi):
    dossier = presenter(monde)
    url = f"{jeudi}{dossier.pk}/"
    decision = proposer(monde.nadia, dossier)
    signer(monde.karim, decision)
    nadia = monde.client(monde.nadia)
    assert "Retirer la proposition pour Idriss M. ?" in texte(nadia.get(f"{url}retirer/"))
    page = texte(nadia.post(f"{url}retirer/", {"decision": decision.pk}, follow=True))
    assert "La proposition pour Idriss M. est retirée." in page
    assert "Proposer et signer" in page


def test_done_leaves_the_list_and_may_be_undone(monde, jeudi):
    dossier = presenter(monde)
    decider(monde, dossier)
    karim = monde.client(monde.karim)
    page = karim.post(f"/commission/suites/{dossier.pk}/reporter_imilo/faite/", follow=True)
    assert "Reporter l’entrée" not in texte(page)
    annuler = re.search(r'action="(/commission/suites/[^"]*a-refaire/)"', page.content.decode())[1]
    assert "Reporter l’entrée" in texte(karim.post(annuler, follow=True))
    for quoi in ("annoncer", "inconnu"):
        assert karim.post(f"/commission/suites/{dossier.pk}/{quoi}/faite/").status_code == 404


# When the commission sits


def test_the_mission_locale_sets_its_day_the_porteur_is_told(monde):
    ines, nadia = monde.client(monde.ines), monde.client(monde.nadia)
    assert "Quand se tient votre commission ?" in texte(ines.get("/commission/"))
    assert "La mission locale n’a pas encore fixé le jour" in texte(nadia.get("/commission/"))
    envoi = {"premiere_le": JEUDI, "heure": "09:30", "toutes_les": "2", "lieu": "au Fil"}
    assert nadia.get("/commission/rendezvous/").status_code == 403
    assert nadia.post("/commission/rendezvous/", envoi).status_code == 403
    assert not Rendezvous.objects.exists()
    for _ in range(2):
        assert "Le rendez-vous est fixé" in texte(ines.post("/commission/rendezvous/", envoi, follow=True))
    assert Rendezvous.objects.count() == 1
    page = texte(nadia.get("/commission/"))
    assert "Jeudi 26 novembre" in page
    assert "Jeudi 10 décembre" in page
    assert "Jeudi 3 décembre" not in page


def test_the_database_lets_only_the_mission_locale_write_its_calendar(monde, jeudi):
    for intrus in (monde.nadia, monde.lena):
        with agir(intrus):
            assert Rendezvous.objects.update(lieu="ailleurs") == 0
            with pytest.raises(DatabaseError), transaction.atomic():
                Rendezvous.objects.create(mission_locale=monde.val_dore, premiere_le=JEUDI, heure="10:00")


def test_a_new_day_from_a_day_on_leaves_the_seances_held(monde, jeudi):
    decider(monde, presenter(monde))
    with time_machine.travel("2026-11-30 11:00+01:00", tick=False):
        ines = monde.client(monde.ines)
        ines.post("/commission/rendezvous/", {"premiere_le": "2026-12-08", "heure": "14:00", "toutes_les": "1"})
        page = texte(ines.get("/commission/"))
        assert "Jeudi 3 décembre" in page
        assert "Mardi 8 décembre" in page
        assert "Jeudi 10 décembre" not in page
        assert "26 novembre 2026" in page, "the séance held keeps its minutes"
        assert ines.get(jeudi).status_code == 200


def test_one_seance_is_moved_cancelled_put_back_or_added(monde, jeudi):
    presenter(monde)
    ines = monde.client(monde.ines)
    vendredi = f"/commission/{monde.val_dore.pk}/2026-11-27/"
    ines.post(f"{jeudi}deplacer/", {"tenue_le": "2026-11-27", "heure": "14:00", "lieu": "", "motif": "Grève"})
    assert ines.get(jeudi).status_code == 404
    assert "Déplacée du 26 novembre 2026" in texte(ines.get(vendredi))
    assert "Idriss" in texte(ines.get(vendredi))
    ines.post(f"{vendredi}annuler/", {"motif": "Neige"})
    assert ines.get(vendredi).status_code == 404
    page = texte(ines.get("/commission/"))
    assert "annulée : Neige" in page
    deplacement = SeanceDeplacee.objects.get(retiree_le=None)
    assert monde.client(monde.lena).post(f"/commission/remettre/{deplacement.pk}/").status_code == 404
    ines.post(f"/commission/remettre/{deplacement.pk}/")
    assert ines.get(jeudi).status_code == 200
    pris = ines.post("/commission/exceptionnelle/", {"tenue_le": str(JEUDI), "heure": "14:00"})
    assert "La commission se tient déjà ce jour-là." in texte(pris)
    ines.post("/commission/exceptionnelle/", {"tenue_le": "2026-11-24", "heure": "14:00"})
    assert "Séance exceptionnelle" in texte(ines.get("/commission/"))
    assert monde.client(monde.nadia).get(f"{jeudi}deplacer/").status_code == 403
    passe = ines.post("/commission/exceptionnelle/", {"tenue_le": "2026-11-01", "heure": "14:00"})
    assert "Choisissez un jour à venir" in texte(passe)
