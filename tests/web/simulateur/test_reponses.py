"""The simulator says what `regles` says, for every way of answering, and keeps nothing of it."""

import logging
import re
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regles.eligibilite import juger
from regles.faits import AUCUNE, CEJ_JR, FAIBLES_OU_IRREGULIERES, REGULIERES, Contact, Faits
from regles.textes import nationaux
from socle.acteurs.models import Structure
from tests.monde import LE, MAINTENANT
from web.simulateur.forms import ReponsesForm
from web.simulateur.voix import JEUNE, QUESTIONS

VOIX = {"jeune": "/simulateur/", "accompagnant": "/simulateur/pour-quelqu-un/"}
OUVERTE = {"age": "19", "situation": "rien", "argent": AUCUNE, "inscrit": "non", "difficulte": "oui"}


@pytest.fixture(autouse=True)
def ce_jour_la(db):
    cache.clear()
    with time_machine.travel(MAINTENANT, tick=False):
        yield


def demander(adresse: str = VOIX["jeune"], **reponses: str) -> str:
    """The page, as text."""
    reponse = Client().post(adresse, reponses)
    assert reponse.status_code == 200
    return unescape(reponse.content.decode())


def texte(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1]).replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("reponses", "titre", "mot"),
    [
        (OUVERTE, "La porte est ouverte", "Réponse favorable"),
        ({}, "On ne peut pas encore le dire", "Réponse à préciser"),
        (OUVERTE | {"situation": "etudes"}, "Ce parcours n’est pas ouvert aujourd’hui", "Réponse défavorable"),
        (OUVERTE | {"situation": "formation"}, "Ce parcours n’est pas ouvert aujourd’hui", "Réponse défavorable"),
        (OUVERTE | {"situation": "emploi"}, "On ne peut pas encore le dire", "Réponse à préciser"),
        (OUVERTE | {"argent": REGULIERES}, "Ce parcours n’est pas ouvert aujourd’hui", "Réponse défavorable"),
        (OUVERTE | {"argent": FAIBLES_OU_IRREGULIERES}, "On ne peut pas encore le dire", "Réponse à préciser"),
        (OUVERTE | {"difficulte": "non"}, "On ne peut pas encore le dire", "Réponse à préciser"),
        (OUVERTE | {"age": "31"}, "Ce parcours n’est pas ouvert aujourd’hui", "Réponse défavorable"),
        (OUVERTE | {"age": "02/03/2011"}, "La porte s’ouvre le 2 mars 2027", "Réponse défavorable"),
        (OUVERTE | {"age": "27"}, "On ne peut pas encore le dire", "Réponse à préciser"),
        (OUVERTE | {"age": "27", "rqth": "oui"}, "La porte est ouverte", "Réponse favorable"),
        (OUVERTE | {"age": "27", "rqth": "non"}, "Ce parcours n’est pas ouvert aujourd’hui", "Réponse défavorable"),
        (OUVERTE | {"inscrit": "oui"}, "On ne peut pas encore le dire", "Réponse à préciser"),
        (OUVERTE | {"inscrit": "oui", "contact": "aucun"}, "La porte serait ouverte", "Réponse à préciser"),
        (OUVERTE | {"inscrit": "oui", "contact": "message"}, "La porte serait ouverte", "Réponse à préciser"),
    ],
)
@pytest.mark.parametrize("adresse", VOIX.values(), ids=VOIX)
def test_each_way_of_answering_has_its_answer(adresse, reponses, titre, mot):
    page = texte(demander(adresse, **reponses))
    assert titre in page
    assert mot in page
    assert "D’après ces réponses, le 23 novembre 2026" in page
    assert "Ce n’est pas une décision" in page


UN_RENDEZVOUS = OUVERTE | {"inscrit": "oui", "contact": "entretien", "echange": "oui", "intention": "oui"}


@pytest.mark.parametrize(
    ("mois", "quantieme", "porte"),
    [
        ("2026-11", "9", "La porte s’ouvrirait le 9 avril 2027"),
        # A month alone is counted from its last day, or from today: no door is promised too early.
        ("2026-10", "", "La porte s’ouvrirait le 31 mars 2027"),
        ("2026-11", "", "La porte s’ouvrirait le 23 avril 2027"),
        ("2026-05", "", "La porte serait ouverte"),
        ("avant", "", "La porte serait ouverte"),
        ("", "", "On ne peut pas encore le dire"),
    ],
)
def test_the_day_of_the_last_contact_moves_the_door(mois, quantieme, porte):
    page = texte(demander(**UN_RENDEZVOUS, mois=mois, quantieme=quantieme))
    assert porte in page
    assert "La mission locale doit d’abord vérifier" in page
    assert ("seul le mois est connu" in page) == bool(mois and not quantieme)


def test_a_birthday_on_the_way_to_the_door_is_told():
    page = texte(demander(**UN_RENDEZVOUS | {"age": "01/01/2001", "mois": "2026-11", "quantieme": "9"}))
    assert "Attention, ce jour-là" in page
    assert "Vous avez plus de 25 ans" in page
    assert "Attention" not in texte(demander(**UN_RENDEZVOUS | {"age": "25", "mois": "2026-11", "quantieme": "9"}))


def test_each_reason_comes_with_its_texts():
    page = texte(demander(**OUVERTE))
    for attendu in (
        "Vous avez entre 16 et 25 ans : l’âge convient.", "Code du travail, L5131-6",
        "Circulaire interministérielle DGEFP/MAJE/DIPLP/DIHAL/2022/117 du 22 avril 2022",
        "Code du travail, L5411-1, 3°, 1er janvier 2025",
    ):  # fmt: skip
        assert attendu in page


def test_the_text_to_copy_says_the_whole_answer():
    page = demander(**UN_RENDEZVOUS, mois="2026-11", quantieme="9", departement="35")
    copie = page.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0]
    for attendu in (
        "La porte s’ouvrirait le 9 avril 2027", "Réponse à préciser", "Ce n’est pas une décision", "Pourquoi",
        "FAQ sur les projets", "Ce qu’il reste à savoir", "Que faire maintenant",
    ):  # fmt: skip
        assert attendu in copie


def test_what_the_mission_locale_would_confirm_is_told_once():
    sans_contact = texte(demander(**OUVERTE | {"inscrit": "oui", "contact": "aucun"}))
    assert "Si la mission locale confirme : Vous avez un dossier, mais aucun contact" in sans_contact
    assert "Si la mission locale confirme :" not in texte(demander(**UN_RENDEZVOUS, mois="2026-11", quantieme="9"))


def test_the_missions_locales_of_the_departement_are_listed_and_no_other(monde):
    Structure.objects.filter(pk=monde.val_dore.pk).update(telephone="02 99 00 00 00", commune="Ormelle")
    Structure.objects.create(nature="mission_locale", nom="Mission locale d’ailleurs", departement="44")
    page = demander(**OUVERTE, departement="35")
    assert "Mission locale du Val-Doré" in page
    assert 'href="tel:0299000000"' in page
    assert "Ormelle" in page
    assert "ailleurs" not in page
    assert "Le Fil" not in page
    assert "ne connaît pas encore de mission locale dans le département 2A" in texte(demander(departement="2a"))


def test_the_answers_come_back_to_be_changed():
    reponses = UN_RENDEZVOUS | {"mois": "2026-10", "quantieme": "12", "departement": "35", "rqth": "non"}
    reponse = demander(**reponses)
    portees = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', reponse.rsplit("<form", 1)[1]))
    portees.pop("csrfmiddlewaretoken", None)
    assert portees == reponses
    page = demander(**portees, modifier="oui")
    for champ in ("situation", "argent", "inscrit", "contact", "echange", "intention", "difficulte", "rqth"):
        coche = re.search(rf'name="{champ}" id="\w+" value="([^"]*)" checked', page)
        assert coche, champ
        assert coche[1] == reponses[champ]
    assert re.search(r'name="age" value="19"', page)
    assert re.search(r'name="quantieme" value="12"', page)
    assert re.search(r'<option value="2026-10" selected', page)


def test_one_question_more_is_put_when_the_age_calls_for_it():
    page = demander(**OUVERTE | {"age": "27"})
    assert "Une question de plus" in page
    assert "Une question de plus" not in demander(**OUVERTE)
    assert 'name="rqth"' not in Client().get(VOIX["jeune"]).content.decode()


@pytest.mark.parametrize(
    ("reponses", "message"),
    [
        ({"age": "abc"}, "Écrivez un âge"),
        ({"age": "12"}, "Écrivez la date de naissance"),
        ({"age": "999"}, "Vérifiez cet âge"),
        ({"age": "30/02/2007"}, "Vérifiez cette date de naissance"),
        ({"age": "01/01/2030"}, "Vérifiez cette date de naissance"),
        ({"age": "01/01/0001"}, "Vérifiez cette date de naissance"),
        ({"age": "１９"}, "Écrivez un âge"),
        ({"age": "1" * 500}, "10 caractères"),
        ({"situation": "x"}, "Choisissez une des réponses proposées"),
        ({"inscrit": "<script>"}, "Choisissez une des réponses proposées"),
        (UN_RENDEZVOUS | {"mois": "2030-01"}, "Choisissez un mois de la liste"),
        (UN_RENDEZVOUS | {"mois": "2026-11", "quantieme": "30"}, "Ce jour n’est pas encore arrivé"),
        (UN_RENDEZVOUS | {"mois": "2026-06", "quantieme": "31"}, "Ce jour n’existe pas dans ce mois"),
        (UN_RENDEZVOUS | {"mois": "2026-06", "quantieme": "-1"}, "Ce jour n’existe pas dans ce mois"),
        (UN_RENDEZVOUS | {"mois": "2026-06", "quantieme": "²"}, "Ce jour n’existe pas dans ce mois"),
        (UN_RENDEZVOUS | {"quantieme": "3"}, "Choisissez aussi le mois"),
        ({"departement": "20"}, "En Corse, écrivez 2A ou 2B"),
        ({"departement": "9Z"}, "Ce numéro de département n’existe pas"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field(reponses, message):
    page = demander(**reponses)
    assert "avant de continuer" in page
    assert message in page.replace("\u00a0", " ")
    assert "<script>" not in page.replace("<script src", "")


HOSTILES = (
    "\x00", "\ud800".encode("utf-8", "surrogatepass"), "<script>alert(1)</script>", "' OR 1=1 --", "{{ 7*7 }}",
    "../../etc", "\u202eabc", "9" * 5_000, "-1", "1e9", "NaN", "²", "true", "0001-01", "2026-13", "9999-12", "2026-00",
)  # fmt: skip


@pytest.mark.parametrize("champ", list(QUESTIONS["jeune"]))
@pytest.mark.parametrize("modifier", [False, True])
def test_no_hostile_value_breaks_the_page_or_runs_in_it(champ, modifier):
    for valeur in HOSTILES:
        cache.clear()
        envoi = {**UN_RENDEZVOUS, "mois": "2026-10", "quantieme": "12", champ: valeur}
        reponse = Client().post(VOIX["jeune"], envoi | ({"modifier": "x"} if modifier else {}))
        assert reponse.status_code == 200, valeur
        assert "<script>alert" not in reponse.content.decode()


def test_twice_the_same_answer_or_one_too_many_changes_nothing():
    reponse = Client().post(VOIX["jeune"], {**OUVERTE, "situation": ["etudes", "rien"], "nom": "Marchais", "nir": "x"})
    page = texte(unescape(reponse.content.decode()))
    assert "La porte est ouverte" in page
    assert "Marchais" not in page


def test_what_another_answer_made_useless_is_not_complained_about():
    page = texte(demander(**OUVERTE | {"contact": "appel", "mois": "x", "quantieme": "99", "echange": "?"}))
    assert "La porte est ouverte" in page


_RANGS = {"rien": (False, False, False), "emploi": (False, False, True), "etudes": (True, None, None)}
_RANGS |= {"formation": (None, True, None), "": (None, None, None)}
_TROIS = {"oui": True, "non": False, "": None}
naissances = st.one_of(st.none(), st.dates(date(1985, 1, 1), LE))
jours = st.one_of(st.none(), st.dates(date(2025, 12, 1), LE))


@st.composite
def reponses_et_faits(draw) -> tuple[dict[str, str], Faits]:
    """What is posted, and the facts it means, built without the form."""
    naissance, jour = draw(naissances), draw(jours)
    situation, argent = (
        draw(st.sampled_from(list(_RANGS))),
        draw(st.sampled_from(["", AUCUNE, REGULIERES, FAIBLES_OU_IRREGULIERES])),
    )
    contact = draw(st.sampled_from(["", "aucun", "message", "appel", "entretien"]))
    dits = {n: draw(st.sampled_from(list(_TROIS))) for n in ("inscrit", "echange", "intention", "rqth", "difficulte")}
    poste = dits | {"situation": situation, "argent": argent, "contact": contact, "departement": "35"}
    poste["age"] = f"{naissance:%d/%m/%Y}" if naissance else ""
    poste |= {"mois": f"{jour:%Y-%m}", "quantieme": str(jour.day)} if jour else {}
    contacts: tuple[Contact, ...] | None = {"aucun": (), "message": (Contact(None, "sms"),)}.get(contact)
    if contact in ("appel", "entretien"):
        contacts = (Contact(jour, contact, _TROIS[dits["echange"]], _TROIS[dits["intention"]]),)
    etudiant, en_formation, en_emploi = _RANGS[situation]
    return poste, Faits(
        programme=CEJ_JR, departement="35", date_naissance=naissance, rqth=_TROIS[dits["rqth"]], etudiant=etudiant,
        en_formation=en_formation, en_emploi=en_emploi, ressources=argent or None, inscrit=_TROIS[dits["inscrit"]],
        contacts=contacts if dits["inscrit"] == "oui" else None, signes_notes=_TROIS[dits["difficulte"]],
    )  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reponses_et_faits())
def test_the_facts_are_those_that_were_said(couple):
    poste, attendus = couple
    formulaire = ReponsesForm(poste, voix=JEUNE, le=LE)
    assert formulaire.is_valid(), formulaire.errors
    assert formulaire.faits() == attendus


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reponses_et_faits(), st.sampled_from(list(VOIX.values())))
def test_the_page_says_what_the_rules_say(couple, adresse):
    poste, faits = couple
    verdict = juger(faits, le=LE, baremes=nationaux())
    cache.clear()
    page = texte(demander(adresse, **poste))
    mot = {"favorable": "favorable", "defavorable": "défavorable", "a_preciser": "à préciser"}[verdict.reponse.value]
    assert f"Réponse {mot}" in page
    for critere in verdict.criteres:
        assert critere.phrase.replace("\u00a0", " ") in page
    for question in verdict.questions:
        if question.fait == "rqth":
            assert "Une question de plus" in page
            continue
        assert question.phrase.replace("\u00a0", " ") in page


@given(st.integers(0, 4000))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_age_is_that_age_whatever_the_day(rang):
    """Leap days included: somebody who says 25 is 25, and judged so."""
    le = date(2022, 5, 1) + timedelta(days=rang)
    for age in (16, 25, 26):
        formulaire = ReponsesForm({"age": str(age)}, voix=JEUNE, le=le)
        assert formulaire.is_valid()
        code = juger(formulaire.faits(), le=le, baremes=nationaux()).critere("AGE").motif.code
        assert code == ("RQTH_INCONNUE" if age == 26 else "AGE_CONVIENT")


def test_both_voices_ask_the_same_questions():
    assert list(QUESTIONS["jeune"]) == list(QUESTIONS["accompagnant"])
    assert set(QUESTIONS["jeune"]) == set(ReponsesForm(voix=JEUNE, le=LE).fields)


def ecritures() -> dict[str, tuple[int, ...]]:
    """Rows put in, changed and taken out of each table since the test began, the throttle's apart.

    PostgreSQL's own count: no wall hides a row from it, as one would from a mere `count(*)`.
    """
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables "
            "WHERE schemaname = 'public' AND relname <> 'cache_partage'"
        )
        return {nom: tuple(comptes) for nom, *comptes in curseur.fetchall()}


@pytest.mark.parametrize("qui", ["anonyme", "nadia"])
def test_nothing_is_kept_nowhere(monde, caplog, qui):
    """No row, no word in the log, nothing in the address, the session or a cookie, nothing that a cache may keep."""
    caplog.set_level(logging.DEBUG)
    client = monde.client(monde.nadia if qui == "nadia" else None)
    client.get(VOIX["jeune"])
    avant, temoins = ecritures(), set(client.cookies)
    secret = UN_RENDEZVOUS | {"age": "02/03/2007", "mois": "2026-10", "quantieme": "12", "departement": "2B"}
    for suite in ({}, {"modifier": "oui"}, {"age": "pas une date 4217"}):
        reponse = client.post(VOIX["jeune"], secret | suite)
        assert reponse.status_code == 200
        assert "no-store" in reponse["Cache-Control"]
        assert reponse.request["QUERY_STRING"] == ""
        assert "Location" not in reponse
        assert "?" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', reponse.content.decode()))
    assert ecritures() == avant
    # The cast itself was counted: the count is alive.
    assert avant["acteurs_structure"][0] >= 5
    assert set(client.cookies) == temoins
    ecrit = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))
    with connection.cursor() as curseur:
        curseur.execute("SELECT coalesce(string_agg(cache_key || value, ' '), '') FROM cache_partage")
        ecrit += curseur.fetchone()[0]
    for mot in ("02/03/2007", "2007-03-02", "entretien", "2026-10", "2B", "4217", "127.0.0.1"):
        assert mot not in ecrit, mot


def test_the_throttle_makes_a_pause_and_forgets(monde):
    client = Client()
    statuts = [client.post(VOIX["jeune"], OUVERTE).status_code for _ in range(61)]
    assert statuts == [200] * 60 + [429]
    assert client.get(VOIX["jeune"]).status_code == 200
    assert "Tandem fait une pause" in unescape(client.post(VOIX["jeune"], OUVERTE).content.decode())
    with time_machine.travel(MAINTENANT + timedelta(minutes=2), tick=False):
        assert client.post(VOIX["jeune"], OUVERTE).status_code == 200


def test_the_home_of_strangers_leads_there(db):
    page = Client().get("/").content.decode()
    assert 'href="/simulateur/"' in page
    assert "Savoir si la porte est ouverte" in page
