"""Other texts, counted before they are signed and applied after: figures for the pilote, never a name or a dossier."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app

from parcours.commission.models import Decision
from parcours.eligibilite import reevaluation
from parcours.eligibilite.chiffres import Chiffres
from parcours.eligibilite.ecritures import demander_reevaluation
from parcours.eligibilite.models import Pourquoi, Reevaluation, VerdictGarde
from parcours.eligibilite.reevaluation import TerritoireEtranger, mesurer, ouvrir, reevaluer, reevaluer_avec
from regles.noyau.territoire import REGIONS
from regles.textes import avec_derogations, nationaux
from socle.acteurs.models import Structure
from tests.monde import LE, MAINTENANT, agir, embaucher
from tests.parcours.commission.scene import decider, pre_cej, presenter, presenter_refuse
from tests.web.jeunes.foule import peupler

TROIS_MOIS = {
    "departement": "35", "programme": "cej-jr", "du": "2026-01-01", "effet": "remplacer", "code": "carence_en_mois",
    "valeur": 1, "acte": {"titre": "Arrêté fictif", "date": "2026-01-01"},
}  # fmt: skip
DEMAIN = MAINTENANT + timedelta(days=1)


def _compter(monde, apres, departements=("35",), qui="odile"):
    """The exact counts, that no page shows, by move."""
    with agir(monde.gens[qui]):
        mandat = ouvrir(LE, departements, garde=False, avant=[], apres=[])
    bilan = reevaluer_avec(nationaux(), apres, mandat=mandat, le=LE, garder=False, maintenant=MAINTENANT)
    return {(avant, apres_): n for (_, avant, apres_), n in bilan.comptes.items()}


def test_the_pilote_is_told_how_many_would_move(monde):
    for _ in range(2):
        presenter_refuse(monde, contact_le=date(2026, 9, 1))
    presenter(monde)
    assert _compter(monde, avec_derogations([TROIS_MOIS])) == {
        ("defavorable", "favorable"): 2,
        ("favorable", "favorable"): 1,
    }
    ailleurs = avec_derogations([TROIS_MOIS | {"departement": "29"}])
    assert _compter(monde, ailleurs) == {("defavorable", "defavorable"): 2, ("favorable", "favorable"): 1}


def test_what_is_counted_is_what_the_pages_say(monde):
    """The same facts by another way: each dossier judged by its own page gives the same count."""
    for champs in ({"etudiant": True}, {"ressources": "regulieres"}, {"en_emploi": None}, {}):
        presenter(monde, situation=champs)
    presenter(monde, signes=[])
    presenter_refuse(monde)
    with agir(monde.nadia):
        dites = sorted(v.reponse for v in VerdictGarde.objects.order_by("dossier", "-pk").distinct("dossier"))
    comptes = _compter(monde, nationaux())
    assert sorted(a for (a, b), n in comptes.items() for _ in range(n)) == dites
    assert all(a == b for a, b in comptes)


def test_a_measure_is_journalled_with_figures_that_may_be_shown(monde):
    for _ in range(6):
        presenter_refuse(monde, contact_le=date(2026, 9, 1))
    with agir(monde.odile):
        vus = mesurer(nationaux(), avec_derogations([TROIS_MOIS]), le=LE, departements=["35"])
        demande = Reevaluation.objects.get()
    assert vus == Chiffres(5, (("defavorable", "favorable", 5),))
    assert (demande.demandee_par, demande.departements, demande.garde) == (monde.odile, ["35"], False)
    assert demande.finie_le is not None
    assert demande.comptes == vus.dits()
    with agir(monde.nadia):
        assert not Reevaluation.objects.exists()


def test_statements_grow_with_lots_and_not_with_dossiers(monde, monkeypatch):
    couts = []
    for nombre in (3, 200):
        peupler(monde.nadia, nombre)
        with agir(monde.odile), CaptureQueriesContext(connection) as requetes:
            mesurer(nationaux(), nationaux(), le=LE, departements=["35"])
        couts.append(len(requetes))
    assert couts[0] == couts[1]
    monkeypatch.setattr(reevaluation, "LOT", 50)
    with agir(monde.odile), CaptureQueriesContext(connection) as requetes:
        assert mesurer(nationaux(), nationaux(), le=LE, departements=["35"]).total == 200
    assert len(requetes) == couts[1] + 4


def test_a_pilote_asks_about_its_own_territory_only(monde):
    presenter(monde)
    for departements in (["29"], ["35", "29"], []):
        with pytest.raises(TerritoireEtranger):
            _compter(monde, nationaux(), departements)


@pytest.fixture
def gwen(monde):
    """The pilote of the région."""
    dreets = Structure.objects.create(nature="pilote", nom="DREETS", region="53")
    monde.gens["gwen"] = embaucher("Gwen", "Riou", dreets, "charge_de_mission", portee="aucune", decide=False)
    return monde.gens["gwen"]


def test_a_region_s_pilote_asks_about_its_departements(monde, gwen):
    presenter(monde)
    assert _compter(monde, nationaux(), ["35", "22"], "gwen") == {("favorable", "favorable"): 1}
    with pytest.raises(TerritoireEtranger):
        _compter(monde, nationaux(), ["75"], "gwen")


OUVRIR = "SELECT ouvrir_reevaluation(%s, %s::text[], true, '[]', '[]', NULL)"


def test_postgresql_knows_the_departements_of_a_region(monde, gwen):
    """Called by hand: its own, one of them; never another's, nor another's among its own, nor none."""
    with agir(gwen):
        for departements in (["22", "29", "35", "56"], ["56"]):
            assert _executer(OUVRIR, [LE, departements])
        for departements in (["75"], ["35", "44"], ["2A"], ["53"], []):
            with pytest.raises(DatabaseError), transaction.atomic():
                _executer(OUVRIR, [LE, departements])


def test_a_region_that_postgresql_does_not_know_opens_nothing(monde, gwen):
    Structure.objects.filter(pk=gwen.structure_id).update(region="99")
    with agir(gwen):
        with pytest.raises(TerritoireEtranger):
            ouvrir(LE, ["35"], garde=False, avant=[], apres=[])
        with pytest.raises(DatabaseError), transaction.atomic():
            _executer(OUVRIR, [LE, ["35"]])


@pytest.mark.django_db
def test_postgresql_and_the_rules_have_the_same_regions():
    lues = {code: tuple(_executer("SELECT departements_de_region(%s)", [code])[0][0]) for code in REGIONS}
    assert lues == {code: siens for code, (_, siens) in REGIONS.items()}


@pytest.mark.parametrize("qui", ["nadia", "karim", "odile"])
def test_postgresql_refuses_what_python_would_have_refused(monde, qui):
    """The functions called by hand: a hat that is not a pilote's, another territory, a mandate shut or made up."""
    presenter(monde)
    territoire = "29" if qui == "odile" else "35"
    with agir(monde.gens[qui]):
        for sql, valeurs in (
            ("SELECT ouvrir_reevaluation(%s, %s::text[], true, '[]', '[]')", [LE, [territoire]]),
            ("SELECT * FROM faits_a_rejuger(%s, %s, 10)", [uuid4(), reevaluation._AVANT_TOUS]),
            ("SELECT garder_reevalues(%s, now(), '{}', '{}', '{}', '{}', '')", [uuid4()]),
            ("INSERT INTO eligibilite_reevaluation SELECT * FROM eligibilite_reevaluation", []),
            ("UPDATE eligibilite_reevaluation SET finie_le = NULL", []),
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as curseur:
                curseur.execute(sql, valeurs)


def test_a_mandate_opens_nothing_once_shut_or_after_a_day(monde):
    presenter(monde)
    with agir(monde.odile):
        mandat = reevaluation.ouvrir(LE, ["35"], garde=False, avant=[], apres=[])
        with pytest.raises(DatabaseError), transaction.atomic():
            # A measure keeps nothing, whatever is asked of it.
            _executer("SELECT garder_reevalues(%s, now(), '{}', '{}', '{}', '{}', '')", [mandat])
        assert len(_executer("SELECT id FROM faits_a_rejuger(%s, %s, 10)", [mandat, reevaluation._AVANT_TOUS])) == 1
        _executer("SELECT clore_reevaluation(%s, now(), '{}', 0)", [mandat])
        with pytest.raises(DatabaseError), transaction.atomic():
            _executer("SELECT id FROM faits_a_rejuger(%s, %s, 10)", [mandat, reevaluation._AVANT_TOUS])


def _executer(sql, valeurs):
    with connection.cursor() as curseur:
        curseur.execute(sql, valeurs)
        return curseur.fetchall()


def test_the_facts_of_a_measure_hold_no_name_and_no_sign(monde):
    presenter(monde, identite={"prenom": "Zoltanor", "nom": "Zoltanide"}, signes=["suivi_pjj"], recit="un secret")
    with agir(monde.odile):
        mandat = reevaluation.ouvrir(LE, ["35"], garde=False, avant=[], apres=[])
        lignes = _executer("SELECT to_json(f) FROM faits_a_rejuger(%s, %s, 10) f", [mandat, reevaluation._AVANT_TOUS])
    texte = json.dumps(lignes, default=str)
    assert '"rupture": true' in texte
    assert not [mot for mot in ("Zoltan", "pjj", "secret", "01 99") if mot in texte]


def test_after_an_act_what_moved_is_kept_and_no_decision_moves(monde):
    change, entre = presenter_refuse(monde, contact_le=date(2026, 9, 1)), presenter(monde)
    decide = presenter_refuse(monde, contact_le=date(2026, 9, 1))
    decision = decider(monde, decide, **pre_cej(monde, fin_le=date(2027, 2, 1)))
    with agir(monde.nadia):
        avant = {v.dossier_id: v.pk for v in VerdictGarde.objects.order_by("pk")}
        signee = Decision.objects.values().get(pk=decision.pk)
    with agir(monde.odile):
        mandat = demander_reevaluation(avant=[], apres=[TROIS_MOIS], le=LE, departements=["35"])
    bilan = reevaluer(mandat=mandat, maintenant=DEMAIN)
    assert (bilan.gardes, bilan.comptes[("35", "defavorable", "favorable")]) == (3, 2)
    with agir(monde.nadia):
        neufs = VerdictGarde.objects.filter(pk__gt=max(avant.values())).order_by("pk")
        # The third gives the same answer by another text: that is kept too.
        assert {v.dossier_id for v in neufs} == {change.pk, decide.pk, entre.pk}
        assert {(v.pourquoi, v.par_id, v.reponse, v.garde_le) for v in neufs} == {
            (Pourquoi.REEVALUATION, None, "favorable", DEMAIN)
        }
        assert "Arrêté fictif" in neufs[0].jugement["actes"][0]
        assert Decision.objects.values().get(pk=decision.pk) == signee
    # Twice is once.
    assert reevaluer(mandat=mandat, maintenant=DEMAIN) is None


def test_what_time_alone_moved_is_not_the_act_s(monde):
    """The door opened meanwhile: an act that does nothing here keeps nothing here."""
    presenter_refuse(monde, contact_le=date(2026, 7, 1))
    with agir(monde.odile):
        mandat = demander_reevaluation(
            avant=[], apres=[TROIS_MOIS | {"departement": "29"}], le=date(2026, 12, 20), departements=["35"]
        )
    assert reevaluer(mandat=mandat, maintenant=DEMAIN).gardes == 0


@pytest.mark.django_db
def test_the_job_carries_the_mandate_and_nothing_else(monde):
    with agir(monde.odile):
        mandat = demander_reevaluation(avant=[], apres=[TROIS_MOIS], le=LE, departements=["35"])
    (travail,) = _executer(
        "SELECT args FROM procrastinate_jobs WHERE task_name = 'reevaluer_territoire' AND queue_name = %s",
        ["reevaluation"],
    )
    assert json.loads(travail[0]) == {"mandat": str(mandat)}
    assert "reevaluer_territoire" in app.tasks
