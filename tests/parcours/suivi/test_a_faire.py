"""What comes back and what time alone brings reach « À faire » on both sides, on the days that the rules say."""

import re
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.contrat import ecritures_suite
from parcours.remobilisation import ecritures_duree
from parcours.remobilisation.duree import duree_de
from parcours.suivi import ecritures
from parcours.suivi.lectures import a_faire as du_suivi
from parcours.tripartites.lectures import a_faire as des_tripartites
from regles.echeances import Code, Moment
from regles.echeances.echeance import FENETRES
from socle.acces import patron
from socle.droit.lectures import baremes
from socle.partenariats.models import Partenariat
from tests.monde import LE, MAINTENANT, PARIS, agir
from tests.parcours.commission.scene import convoquer, decider, pre_cej, presenter, presenter_refuse
from tests.parcours.contrat.scene import en_contrat, entrer, rompre
from tests.parcours.o2r import convention
from tests.parcours.sortie.scene import dire
from tests.socle.partenariats.test_pratiques import PratiqueDite, convenir, proposer
from tests.web.jeunes.foule import peupler
from web.accueil.lectures import a_faire, nombre_a_faire
from web.dossier.echeances import echeancier
from web.dossier.lectures import requete

NOTRES = {
    Code.TRIPARTITE, Code.BILAN, Code.MAJORITE, Code.LIMITE_AGE, Code.LIMITE_AGE_RQTH, Code.PIECES, Code.CONSERVATION,
}  # fmt: skip


@pytest.fixture
def lien(monde):
    return Partenariat.objects.get(porteur=monde.le_fil)


@pytest.fixture
def rythmes(monde, lien):
    for objet, tous_les, unite in (("tripartites", 6, "semaines"), ("bilans", 3, "mois")):
        dite = PratiqueDite(objet, LE, tous_les=tous_les, unite=unite)
        convenir(monde.karim, proposer(monde.nadia, lien, dite))


def tenir(par, dossier, quoi="tripartite", *, tenu_le=LE, le=LE):
    with agir(par, le=le) as acteur:
        return ecritures.noter(
            acteur=acteur, tenu_id=uuid4(), dossier=dossier, quoi=quoi, tenu_le=tenu_le, le=le, maintenant=MAINTENANT
        )


def lignes(par, dossier, *, le=LE):
    """Code → day, of what waits for that hat about that dossier."""
    with agir(par, le=le) as acteur:
        toutes = [
            li
            for requete_ in (*du_suivi(acteur), *des_tripartites(acteur))
            for li in requete_
            if li["dossier_id"] == dossier.pk
        ]
    assert len({li["code"] for li in toutes}) == len(toutes)
    return {li["code"]: li["avant_le"] for li in toutes}


def selon_les_regles(par, dossier, *, le, codes=NOTRES):
    """The same, as the rules say it of the page of the dossier."""
    with agir(par, le=le) as acteur:
        (lu,) = patron.lire(requete, acteur, cle=dossier.pk)
        dues = echeancier(lu, le=le, baremes=baremes()).echeances
    proches = (Moment.BIENTOT, Moment.AUJOURD_HUI, Moment.EN_RETARD)
    return {
        e.code.value: e.le
        for e in dues
        # Whether the papers were brought is noted nowhere: nobody is blamed once the day is past.
        if e.code in codes and e.moment in proches and not (e.code is Code.PIECES and e.le < le)
    }


@pytest.mark.parametrize(
    ("naissance", "rqth"),
    [
        (date(2008, 12, 24), None),
        (date(2009, 2, 28), False),
        (date(2000, 12, 31), False),
        (date(2000, 12, 31), True),
        (date(1996, 12, 15), True),
    ],
)
def test_the_list_says_the_days_that_the_rules_say_before_the_contract(monde, rythmes, naissance, rqth):
    convoquer(monde)
    dossier = presenter(monde, identite={"date_naissance": naissance}, situation={"rqth": rqth})
    decider(monde, dossier, motif="la commission le voit ainsi")
    tenir(monde.karim, dossier)
    for jours in (0, 28, 43, 76, 95, 670, 760):
        le = LE + timedelta(days=jours)
        for qui in (monde.nadia, monde.karim):
            dues = selon_les_regles(qui, dossier, le=le)
            if rqth:
                # The ordinary limit closes nothing to whoever has the recognition.
                dues.pop(Code.LIMITE_AGE.value, None)
            else:
                dues.pop(Code.LIMITE_AGE_RQTH.value, None)
            vues = lignes(qui, dossier, le=le)
            assert {c: j for c, j in vues.items() if c in {n.value for n in NOTRES}} == dues, (jours, qui)


def test_the_list_says_the_days_that_the_rules_say_in_contract(monde, rythmes):
    convoquer(monde)
    dossier = entrer(monde, identite={"date_naissance": date(2008, 12, 24)})
    contrat = en_contrat(monde, dossier)
    for jours in (0, 61, 62, 92, 93, 360):
        le = LE + timedelta(days=jours)
        dues = selon_les_regles(monde.karim, dossier, le=le)
        vues = lignes(monde.karim, dossier, le=le)
        assert {c: j for c, j in vues.items() if c in {n.value for n in NOTRES}} == dues, jours
    rompre(monde.karim, contrat, rompu_le=LE)
    assert Code.PIECES.value not in lignes(monde.karim, dossier, le=LE + timedelta(days=70))


@pytest.mark.parametrize("entre_le", [LE, date(2027, 5, 31)])
def test_the_end_of_a_parcours_with_a_length_is_told_on_the_days_that_the_rules_say(monde, entre_le):
    convention(monde.le_fil, au=date(2029, 1, 1))
    convoquer(monde)
    dossier, maintenant = presenter(monde), datetime(entre_le.year, entre_le.month, entre_le.day, 11, tzinfo=PARIS)
    decider(monde, dossier, le=entre_le, maintenant=maintenant, seance_le=entre_le)
    with agir(monde.nadia, le=entre_le):
        fin = duree_de(dossier.pk).fin_le

    def comparer(fin):
        dits = set()
        for jours in (-61, -60, -1, 0, 1):
            le = fin + timedelta(days=jours)
            for qui in (monde.nadia, monde.karim):
                dite = lignes(qui, dossier, le=le).get(Code.FIN_PROGRAMME.value)
                selon = selon_les_regles(qui, dossier, le=le, codes={Code.FIN_PROGRAMME})
                # A last day that is past is no longer something that comes.
                assert dite == selon.get(Code.FIN_PROGRAMME.value), (jours, qui)
                dits |= {(jours, dite)} if dite else set()
        assert dits == {(-60, fin), (-1, fin), (0, fin)}

    comparer(fin)
    plus_tard = fin + timedelta(days=40)
    with agir(monde.nadia, le=fin) as acteur:
        ecritures_duree.prolonger(
            acteur=acteur, prolongation_id=uuid4(), dossier_id=dossier.pk, jusqu_au=plus_tard, motif="Il avance.",
            maintenant=maintenant,
        )  # fmt: skip
    comparer(plus_tard)
    with time_machine.travel(datetime(plus_tard.year, plus_tard.month, plus_tard.day, 11, tzinfo=PARIS)):
        page = monde.client(monde.karim).get("/").content.decode()
    assert f"/dossiers/{dossier.pk}/#titre-duree" in page
    dire(monde.nadia, dossier)
    assert Code.FIN_PROGRAMME.value not in lignes(monde.nadia, dossier, le=plus_tard)


def test_a_pace_agreed_late_makes_nobody_late_for_before(monde, lien):
    convoquer(monde)
    dossier = entrer(monde)
    plus_tard = LE + timedelta(days=240)
    dite = PratiqueDite("tripartites", plus_tard, tous_les=6, unite="semaines")
    convenir(monde.karim, proposer(monde.nadia, lien, dite, le=plus_tard), le=plus_tard)
    for qui in (monde.nadia, monde.karim):
        for jours in (0, 9):
            le = plus_tard + timedelta(days=jours)
            dues = selon_les_regles(qui, dossier, le=le)
            assert lignes(qui, dossier, le=le)["tripartite"] == dues["tripartite"] == plus_tard


def test_one_held_moves_the_next_one_on_both_sides(monde, rythmes):
    convoquer(monde)
    dossier = entrer(monde)
    retard = LE + timedelta(days=50)
    for qui in (monde.nadia, monde.karim):
        assert lignes(qui, dossier, le=retard)["tripartite"] == LE + timedelta(weeks=6)
    tenu = tenir(monde.karim, dossier, tenu_le=LE + timedelta(days=45), le=retard)
    assert "tripartite" not in lignes(monde.nadia, dossier, le=retard)
    with agir(monde.nadia, le=retard) as acteur:
        ecritures.retirer(acteur=acteur, tenu=tenu, maintenant=MAINTENANT)
    assert "tripartite" in lignes(monde.nadia, dossier, le=retard)


def test_nothing_comes_back_without_a_pace_nor_after_the_way_out(monde, lien):
    convoquer(monde)
    dossier = entrer(monde)
    assert not {"tripartite", "bilan"} & set(lignes(monde.nadia, dossier, le=LE + timedelta(days=300)))
    convenir(monde.karim, proposer(monde.nadia, lien))
    assert "bilan" in lignes(monde.nadia, dossier, le=LE + timedelta(days=100))
    dire(monde.nadia, dossier)
    assert "bilan" not in lignes(monde.nadia, dossier, le=LE + timedelta(days=100))


def test_a_practice_waits_for_the_other_side_alone(monde, lien):
    proposer(monde.nadia, lien)
    with agir(monde.karim) as acteur:
        (ligne,) = a_faire(acteur)
    assert ligne.pourquoi.startswith("Le Fil d’Ormelle propose une pratique (bilans)") and ligne.dossier_id is None
    with agir(monde.nadia) as acteur:
        assert a_faire(acteur) == []
    page = monde.client(monde.karim).get("/").content.decode()
    assert "Le Fil d’Ormelle propose une pratique" in page


def test_the_end_of_an_interruption_is_told_a_week_before(monde):
    convoquer(monde)
    dossier = entrer(monde)
    contrat = en_contrat(monde, dossier)
    fin = LE + timedelta(days=20)
    with agir(monde.karim) as acteur:
        ecritures_suite.interrompre(
            acteur=acteur, interruption_id=uuid4(), contrat=contrat, du=LE, au=fin, motif="emploi",
            maintenant=MAINTENANT,
        )  # fmt: skip
    for qui in (monde.nadia, monde.karim):
        assert "interruption_finit" not in lignes(qui, dossier, le=fin - timedelta(days=8))
        assert lignes(qui, dossier, le=fin - timedelta(days=7))["interruption_finit"] == fin
        assert "interruption_finit" not in lignes(qui, dossier, le=fin + timedelta(days=1))


def test_the_door_is_told_to_the_porteur_once(monde):
    """A pré-CEJ-JR has its own line: the same door is not told twice."""
    convoquer(monde)
    dossier, porte = presenter_refuse(monde, contact_le=date(2026, 7, 1)), date(2026, 12, 1)
    assert Code.VEILLE.value not in lignes(monde.nadia, dossier, le=porte - timedelta(days=8))
    assert lignes(monde.nadia, dossier, le=porte - timedelta(days=7))[Code.VEILLE.value] == porte
    assert lignes(monde.nadia, dossier, le=porte + timedelta(days=7))[Code.VEILLE.value] == porte
    assert Code.VEILLE.value not in lignes(monde.nadia, dossier, le=porte + timedelta(days=8))
    assert Code.VEILLE.value not in lignes(monde.karim, dossier, le=porte)
    decider(monde, dossier, motif="il attend", **pre_cej(monde))
    assert Code.VEILLE.value not in lignes(monde.nadia, dossier, le=porte)


def test_every_line_leads_somewhere_and_says_it_in_words(monde, rythmes, lien):
    convoquer(monde)
    dossier = entrer(monde, identite={"date_naissance": date(2009, 1, 15)})
    en_contrat(monde, dossier)
    proposer(monde.karim, lien, PratiqueDite("petits_revenus", LE, texte="Sous 200 euros."))
    le = LE + timedelta(days=80)
    for qui in (monde.nadia, monde.karim):
        with agir(qui, le=le) as acteur:
            assert nombre_a_faire(acteur) == len(a_faire(acteur)) > 0
    with time_machine.travel(datetime(le.year, le.month, le.day, 11, tzinfo=PARIS)):
        client = monde.client(monde.nadia)
        page = client.get("/").content.decode().replace("\u00a0", " ")
        for dit in ("entretien à trois", "Faire le bilan", "Finir le dossier d’allocation", "propose une pratique"):
            assert dit in page
        assert client.get(f"/dossiers/{dossier.pk}/rendez-vous/tripartite/").status_code == 200


def test_the_number_of_statements_does_not_depend_on_what_waits(monde, rythmes):
    client = monde.client(monde.nadia)

    def compter() -> int:
        client.get("/")
        with CaptureQueriesContext(connection) as requetes:
            assert client.get("/").status_code == 200
        return len(requetes)

    convoquer(monde)
    entrer(monde)
    with time_machine.travel(datetime(2027, 3, 10, 11, tzinfo=PARIS)):
        avant = compter()
    for prenom in ("Lina", "Yanis", "Mona"):
        autre = entrer(monde, identite={"prenom": prenom, "date_naissance": date(2009, 4, 1)})
        en_contrat(monde, autre)
    with time_machine.travel(datetime(2027, 3, 10, 11, tzinfo=PARIS)):
        assert compter() == avant


def test_the_windows_are_those_of_the_rules():
    assert all(code in FENETRES for code in (NOTRES | {Code.FIN_PROGRAMME}) - {Code.TRIPARTITE, Code.BILAN})


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_an_index_serves_each_line_of_what_time_brings(monde, rythmes, qui):
    """Whatever grows with the dossiers is reached by an index: nothing is left to a scan of a whole table."""
    peupler(monde.nadia, 60, mission_locale_id=monde.val_dore.pk)
    with CaptureQueriesContext(connection) as capture:
        assert monde.client(monde.gens[qui]).get("/").status_code == 200
    requete_ = next(q["sql"] for q in capture.captured_queries if "interruption_finit" in q["sql"])
    with agir(monde.gens[qui]), connection.cursor() as curseur:
        curseur.execute("SET LOCAL enable_seqscan = off")
        curseur.execute(f"EXPLAIN {requete_}")
        plan = "\n".join(ligne[0] for ligne in curseur.fetchall())
    lues = re.findall(r"Seq Scan on (\w+)", plan)
    qui_grandissent = ("dossier_", "contrat_", "suivi_", "eligibilite_", "commission_", "remobilisation_", "acces_")
    assert [t for t in lues if t.startswith((*qui_grandissent, "consentements_", "partenariats_pratique"))] == []
    assert "rendezvous_tenu_une_fois" in plan and "pratique_convenue" in plan
