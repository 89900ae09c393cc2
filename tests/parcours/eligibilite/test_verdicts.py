"""The pages of a verdict: explained, kept, replayed, compared; for those who see the dossier, and nobody else."""

import re
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from parcours.commission.models import Decision
from parcours.eligibilite.ecritures import ContactDit, noter_contact, retirer_contact
from parcours.eligibilite.models import Contact, Pourquoi, VerdictGarde
from socle.acces.portee import sans_mur_python
from socle.consentements.ecritures import retirer
from socle.dossier.ecritures import modifier_identite, modifier_situation
from socle.dossier.models import Dossier, Situation
from socle.dossier.signes import LIBELLES
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.scene import convoquer, decider, presenter, presenter_refuse

pytestmark = pytest.mark.usefixtures("lundi")


@pytest.fixture
def lundi():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


def lire(client, url: str) -> str:
    reponse = client.get(url)
    assert reponse.status_code == 200, url
    page = re.sub(r"<[^>]+>", " ", unescape(reponse.content.decode()))
    return re.sub(r"\s+", " ", page.replace("\u00a0", " "))


def gardes(dossier, qui) -> list[VerdictGarde]:
    with agir(qui):
        return list(VerdictGarde.objects.filter(dossier=dossier).order_by("pk"))


def changer(monde, dossier, *, heures: int = 1, **champs):
    with agir(monde.nadia):
        situation = Situation.objects.get(pk=dossier.pk)
        modifier_situation(
            situation=situation, version=situation.version, maintenant=MAINTENANT + timedelta(hours=heures), **champs
        )


def contact(monde, dossier, le=date(2026, 10, 1), **plus):
    dit = ContactDit(uuid4(), le, "entretien", True, True, False, "")
    with agir(monde.nadia) as acteur:
        return noter_contact(
            acteur=acteur, dossier_id=dossier.pk, dit=dit, qui_le_dit="jeune", le=LE,
            maintenant=MAINTENANT + timedelta(hours=2),
        )  # fmt: skip


# Kept


def test_a_verdict_is_kept_when_it_changes_and_only_then(monde):
    dossier = presenter(monde, situation={"etudiant": None})
    premier = gardes(dossier, monde.nadia)[-1]
    assert (premier.reponse, premier.pourquoi, premier.par, premier.le) == (
        "a_preciser", Pourquoi.FAITS, monde.nadia, LE,
    )  # fmt: skip
    avant = len(gardes(dossier, monde.nadia))
    changer(monde, dossier, etudiant=False)
    assert [g.reponse for g in gardes(dossier, monde.nadia)[avant:]] == ["favorable"]
    with agir(monde.nadia):
        objet = Dossier.objects.get(pk=dossier.pk)
        modifier_identite(dossier=objet, version=1, maintenant=MAINTENANT, nom="Autre", commune="Ailleurs")
    assert len(gardes(dossier, monde.nadia)) == avant + 1
    changer(monde, dossier, heures=2, ressources="regulieres")
    assert gardes(dossier, monde.nadia)[-1].reponse == "defavorable"


def test_a_contact_taken_back_brings_the_verdict_back(monde):
    dossier = presenter_refuse(monde)
    refuse = gardes(dossier, monde.nadia)[-1]
    assert (refuse.reponse, refuse.ouverture_le, refuse.par) == ("defavorable", date(2027, 3, 1), monde.karim)
    with agir(monde.karim):
        le_contact = Contact.objects.get(dossier=dossier)
        retirer_contact(contact=le_contact, maintenant=MAINTENANT)
    assert gardes(dossier, monde.nadia)[-1].reponse == "favorable"


def test_what_a_signed_decision_rests_on_is_kept_with_it(monde):
    convoquer(monde)
    dossier = presenter(monde)
    decision = decider(monde, dossier)
    (garde,) = [g for g in gardes(dossier, monde.nadia) if g.pourquoi == Pourquoi.DECISION]
    with agir(monde.nadia):
        assert garde.jugement == Decision.objects.get(pk=decision.pk).jugement
    assert garde.par == monde.karim
    page = lire(monde.client(monde.karim), f"/dossiers/{dossier.pk}/verdicts/{garde.pk}/")
    assert "il donne la même réponse" in page
    assert "quand la décision de la commission a été signée" in page


def test_the_signs_are_kept_nowhere_but_in_their_table(monde):
    dossier = presenter(monde, signes=["suivi_pjj", "sorti_ase"])
    for garde in gardes(dossier, monde.nadia):
        assert "suivi_pjj" not in str(garde.jugement)
        assert garde.jugement["faits"]["signes"] is None
    assert gardes(dossier, monde.nadia)[-1].jugement["faits"]["signes_notes"] is True


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE eligibilite_verdictgarde SET reponse = 'favorable'",
        "DELETE FROM eligibilite_verdictgarde",
        "TRUNCATE eligibilite_verdictgarde",
        # Under somebody else's name.
        "INSERT INTO eligibilite_verdictgarde (dossier_id, le, garde_le, pourquoi, par_id, reponse, empreinte, teneur, "
        "jugement) SELECT dossier_id, le, now(), 'faits', {autre}, reponse, empreinte, teneur, jugement "
        "FROM eligibilite_verdictgarde",
        # As if the texts had changed.
        "INSERT INTO eligibilite_verdictgarde (dossier_id, le, garde_le, pourquoi, reponse, empreinte, teneur, "
        "jugement) SELECT dossier_id, le, now(), 'reevaluation', reponse, empreinte, teneur, jugement "
        "FROM eligibilite_verdictgarde",
    ],
)
def test_postgresql_refuses_that_anybody_changes_a_kept_verdict(monde, sql):
    presenter(monde)
    with (
        agir(monde.nadia),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as curseur,
    ):
        curseur.execute(sql.format(autre=monde.bilal.pk))


def test_kept_verdicts_follow_the_walls_of_the_dossier(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    for qui in (monde.karim, monde.sacha, monde.odile):
        with agir(qui), sans_mur_python():
            assert not VerdictGarde.objects.exists()
    accord = monde.accord(monde.nadia, dossier)
    with agir(monde.karim), sans_mur_python():
        assert VerdictGarde.objects.exists()
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)
    with agir(monde.karim), sans_mur_python():
        assert not VerdictGarde.objects.exists()


def test_an_ecriture_costs_a_constant_more(monde):
    """Two statements where the verdict does not move, three where it does; whatever was kept before."""

    def cout(**champs) -> int:
        with agir(monde.nadia):
            situation = Situation.objects.get(pk=dossier.pk)
            with CaptureQueriesContext(connection) as requetes:
                modifier_situation(situation=situation, version=situation.version, maintenant=MAINTENANT, **champs)
        # psycopg keeps no text of what it runs prepared: it counts all the same.
        return len([r for r in requetes if "SAVEPOINT" not in (r["sql"] or "prepared")])

    dossier = presenter(monde)
    sans = cout(rqth=False)
    avec = [cout(etudiant=bool(tour % 2 == 0)) for tour in range(6)]
    assert avec == [sans + 1] * 6


# Explained


def test_each_fact_says_who_stated_it_and_when(monde):
    dossier = presenter_refuse(monde)
    page = lire(monde.client(monde.nadia), f"/dossiers/{dossier.pk}/verdict/")
    assert "Verdict défavorable" in page
    assert re.search(r"Date de naissance 2 mars 2006 Nadia Ferrand, Le Fil d’Ormelle, le ", page)
    assert "Inscrit à la mission locale oui, depuis le 6 janvier 2025 Karim Vasseur, Mission locale du Val-Doré" in page
    assert "Entretien du 1er octobre 2026 : compte comme un vrai contact Karim Vasseur" in page
    assert "d’après la mission locale" in page
    assert "Le temps seul : ce critère sera rempli le 1er mars 2027" in page


def test_the_one_who_stated_a_fact_is_who_changed_it_last(monde):
    dossier = presenter(monde)
    with agir(monde.bilal):
        objet = Dossier.objects.get(pk=dossier.pk)
        modifier_identite(
            dossier=objet, version=1, maintenant=MAINTENANT, date_naissance=date(2007, 1, 5), departement="35"
        )
    page = lire(monde.client(monde.karim), f"/dossiers/{dossier.pk}/verdict/")
    assert "Date de naissance 5 janvier 2007 Bilal Aubry, Le Fil d’Ormelle" in page
    assert "Fait des études non Nadia Ferrand, Le Fil d’Ormelle" in page


def test_each_criterion_gives_its_text_its_date_and_its_value(monde):
    dossier = presenter(monde)
    page = lire(monde.client(monde.nadia), f"/dossiers/{dossier.pk}/verdict/")
    assert "Code du travail, article L5131-6" in page
    assert "Lu dans sa version en vigueur vers mars 2026" in page
    assert (
        "Durée sans contact substantiel avec le service public de l’emploi : 5 mois , depuis le 22 avril 2022" in page
    )
    assert "dans le département 35" in page


def test_what_is_unknown_is_a_question_put_to_somebody(monde):
    inscrit = {"inscrit_mission_locale": True, "inscrit_mission_locale_le": date(2025, 1, 6), "etudiant": None}
    dossier = presenter(monde, situation=inscrit)
    contact(monde, dossier)
    page = lire(monde.client(monde.nadia), f"/dossiers/{dossier.pk}/verdict/")
    assert "Fait des études pas encore dit" in page
    assert "Au jeune Suivez-vous des études ?" in page
    assert "À la mission locale" in page
    assert "Historique vérifié par la mission locale pas encore" in page


def test_no_sign_is_named_on_any_of_these_pages(monde):
    """Not even to who noted them: these pages are printed, and handed over."""
    dossier = presenter(monde, signes=sorted(LIBELLES))
    changer(monde, dossier, etudiant=True)
    pages = ["verdict/", "verdicts/", "verdicts/comparer/"]
    tous = gardes(dossier, monde.nadia)
    pages += [f"verdicts/{g.pk}/" for g in tous] + [f"verdicts/comparer/?a={tous[0].pk}&b={tous[-1].pk}"]
    for qui in (monde.nadia, monde.karim):
        for chemin in pages:
            page = lire(monde.client(qui), f"/dossiers/{dossier.pk}/{chemin}")
            assert not [mot for mot in (*LIBELLES, *LIBELLES.values()) if mot in page], chemin
    assert "Au moins un signe de rupture noté oui Le Fil d’Ormelle" in lire(
        monde.client(monde.karim), f"/dossiers/{dossier.pk}/verdict/"
    )


def test_a_verdict_of_another_day_is_explained_by_that_day(monde):
    dossier = presenter_refuse(monde)
    page = lire(monde.client(monde.nadia), f"/dossiers/{dossier.pk}/verdict/?le=2026-09-01")
    assert "Jugé au 1er septembre 2026, avec les faits connus aujourd’hui" in page
    assert "Entretien du 1er octobre" not in page
    client = monde.client(monde.nadia)
    for texte, attendu in (("2099-01-01", "23 novembre 2026"), ("hier", "23 novembre 2026")):
        assert f"Jugé au {attendu}" in lire(client, f"/dossiers/{dossier.pk}/verdict/?le={texte}")
    assert client.get(f"/dossiers/{dossier.pk}/verdict/?le=2019-01-01").status_code == 404


def test_the_card_of_the_dossier_leads_to_its_explanation(monde):
    dossier = presenter(monde)
    page = monde.client(monde.karim).get(f"/dossiers/{dossier.pk}/").content.decode()
    assert f'href="/dossiers/{dossier.pk}/verdict/"' in page
    assert f'href="/dossiers/{dossier.pk}/verdicts/"' in page


# Kept, replayed, compared


def test_the_list_says_why_each_was_kept_and_by_whom(monde):
    dossier = presenter(monde)
    changer(monde, dossier, etudiant=True)
    page = lire(monde.client(monde.karim), f"/dossiers/{dossier.pk}/verdicts/")
    assert page.index("Défavorable") < page.index("Favorable")
    assert "par un geste de Nadia Ferrand (Le Fil d’Ormelle)" in page
    # One request, several écritures: one line.
    assert page.count("Relire") == 2


def test_a_kept_verdict_is_replayed_by_the_texts_of_its_day(monde, monkeypatch):
    dossier = presenter_refuse(monde)
    garde = gardes(dossier, monde.nadia)[-1]
    url = f"/dossiers/{dossier.pk}/verdicts/{garde.pk}/"
    assert "il donne la même réponse" in lire(monde.client(monde.karim), url)
    monkeypatch.setattr("parcours.eligibilite.views_verdict.textes", _un_mois)
    page = lire(monde.client(monde.karim), url)
    assert "ce que nous savons des textes de ce jour-là a changé depuis" in page
    assert "La réponse Ce jour-là Défavorable Recalculé Favorable" in page
    assert "Ce jour-là 5 mois Recalculé 1 mois" in page
    assert "Ce jour-là pas en vigueur ce jour-là Recalculé Arrêté fictif, acte du 1er janvier 2026" in page
    assert "remplace une valeur nationale (1 mois)" in page


def _un_mois():
    from regles.textes import avec_derogations  # noqa: PLC0415 - used by this double of the territory's texts only

    return avec_derogations(
        [
            {
                "departement": "35", "programme": "cej-jr", "du": "2026-01-01", "effet": "remplacer",
                "code": "carence_en_mois", "valeur": 1, "acte": {"titre": "Arrêté fictif", "date": "2026-01-01"},
            }
        ]
    )  # fmt: skip


def test_two_verdicts_are_compared_in_words(monde):
    dossier = presenter(monde)
    changer(monde, dossier, etudiant=True)
    avant, apres = gardes(dossier, monde.nadia)[-2:]
    for a, b in ((avant, apres), (apres, avant)):
        page = lire(monde.client(monde.karim), f"/dossiers/{dossier.pk}/verdicts/comparer/?a={a.pk}&b={b.pk}")
        assert "La réponse Avant Favorable Après Défavorable" in page
        assert "Fait des études Avant non Après oui" in page
        assert "Dit de la même façon : l’âge, les ressources" in page


def test_one_is_compared_to_today_s(monde):
    dossier = presenter(monde)
    garde = gardes(dossier, monde.nadia)[-1]
    url = f"/dossiers/{dossier.pk}/verdicts/comparer/?a={garde.pk}"
    assert "Rien ne diffère" in lire(monde.client(monde.nadia), url)
    inscrit = presenter_refuse(monde)
    premier = gardes(inscrit, monde.nadia)[0]
    page = lire(monde.client(monde.nadia), f"/dossiers/{inscrit.pk}/verdicts/comparer/?a={premier.pk}&b=aujourdhui")
    assert "Un contact Avant pas dans le journal Après Entretien du 1er octobre 2026" in page


@pytest.mark.parametrize("suite", ["verdict/", "verdicts/", "verdicts/comparer/", "verdicts/{garde}/"])
def test_a_stranger_finds_nothing_and_every_reading_is_journalled(monde, suite):
    dossier = presenter(monde)
    presenter(monde, par=monde.sacha, a=monde.haute_rive)
    url = f"/dossiers/{dossier.pk}/{suite.format(garde=gardes(dossier, monde.nadia)[-1].pk)}"
    for qui in (monde.sacha, monde.lena, monde.maya):
        assert monde.client(qui).get(url).status_code == 404
    lire(monde.client(monde.karim), url)
    with agir(monde.nadia), connection.cursor() as curseur:
        curseur.execute("SELECT prenom FROM lectures_du_dossier(%s, 10)", [dossier.pk])
        assert [ligne[0] for ligne in curseur.fetchall()] == ["Karim"]


def test_a_verdict_of_another_dossier_is_not_found_under_this_one(monde):
    dossier, autre = presenter(monde), presenter(monde)
    ailleurs = gardes(autre, monde.nadia)[-1].pk
    ici = gardes(dossier, monde.nadia)[-1].pk
    client = monde.client(monde.nadia)
    for suite in (
        f"{ailleurs}/", f"comparer/?a={ici}&b={ailleurs}", f"comparer/?a={ailleurs}", "comparer/?a=x",
        f"comparer/?a={'9' * 30}",
    ):  # fmt: skip
        assert client.get(f"/dossiers/{dossier.pk}/verdicts/{suite}").status_code == 404, suite


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_every_page_costs_the_same_whatever_was_kept_and_noted(monde, qui):
    dossier = presenter(monde)
    couts = []
    for tours in (1, 12):
        for tour in range(tours):
            changer(monde, dossier, heures=10 * tours + tour, etudiant=bool(tour % 2 == 0))
            contact(monde, dossier)
        tous = gardes(dossier, monde.nadia)
        couts.append(
            [
                _cout(monde.client(monde.gens[qui]), f"/dossiers/{dossier.pk}/{chemin}")
                for chemin in (
                    "verdict/", "verdicts/", f"verdicts/{tous[-1].pk}/", "verdicts/comparer/",
                    f"verdicts/comparer/?a={tous[0].pk}&b={tous[-1].pk}", f"verdicts/comparer/?a={tous[0].pk}",
                )
            ]
        )  # fmt: skip
    assert couts[0] == couts[1]
    assert max(couts[0]) <= 12, couts


def _cout(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(url).status_code == 200
    return len(requetes)
