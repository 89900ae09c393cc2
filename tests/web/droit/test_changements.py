"""What changes from one day to the next, at its edges: the day before, the day of, two acts on one object."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parcours.eligibilite.mots import dire_valeur
from regles.textes import avec_derogations, nationaux
from socle.droit.lectures import en_lignes
from socle.droit.models import Derogation
from web.droit.changements import AUTRE_TEXTE, Changement, changements
from web.droit.lectures import parametres_de, regle

DEBUT, FIN = date(2026, 1, 1), date(2026, 12, 31)
UN_JOUR = timedelta(days=1)


def acte(du: date, au: date | None = None, *, region: bool = False, **ecarts: str) -> Derogation:
    """An act of the département 35, or of its région, not kept anywhere."""
    champs = {"effet": "remplacer", "cible": "carence_en_mois", "valeur": "3", "acte_titre": "Arrêté n° 1"}
    ou = {"region": "53"} if region else {"departement": "35"}
    return Derogation(pk=uuid4(), programme="cej-jr", du=du, au=au, acte_date=DEBUT, **ou, **champs | ecarts)


def lever(du: date, au: date | None = None, *, region: bool = False, **ecarts: str) -> Derogation:
    """The same, that asks a criterion of nobody."""
    return acte(du, au, region=region, **{"effet": "lever", "cible": "RESSOURCES", "valeur": ""} | ecarts)


def lire(*actes: Derogation) -> list[Changement]:
    """What changes in the year of the tests, in the département 35, of what these acts are about."""
    droit = avec_derogations(en_lignes(actes))
    tous = changements(droit, actes, departement="35", apres=DEBUT - UN_JOUR, jusqu_a=FIN)
    return [c for c in tous if c.programme == "cej-jr"]


def dits(*actes: Derogation) -> list[tuple[date, str, str, str]]:
    return [(c.le, c.avant, c.apres, c.texte) for c in lire(*actes)]


def mois(nombre: int) -> str:
    return dire_valeur(nombre, "mois")


def test_an_act_changes_its_first_day_and_the_day_after_its_last():
    commence, cesse = dits(acte(date(2026, 3, 1), date(2026, 3, 31)))
    assert commence == (date(2026, 3, 1), mois(5), mois(3), "Arrêté n° 1")
    assert cesse[:3] == (date(2026, 4, 1), mois(3), mois(5))


def test_an_act_of_one_day_and_one_that_never_applied():
    assert [c[0].day for c in dits(acte(date(2026, 3, 1), date(2026, 3, 1)))] == [1, 2]
    annule = acte(date(2026, 3, 1))
    annule.terminee_le, annule.dernier_jour = DEBUT, date(2026, 2, 28)
    assert dits(annule) == []


def test_an_act_that_takes_another_s_place_on_its_day_is_one_change():
    ancien = acte(date(2026, 3, 1), date(2026, 5, 31))
    assert dits(ancien, acte(date(2026, 6, 1), valeur="4", acte_titre="Arrêté n° 2"))[1:] == [
        (date(2026, 6, 1), mois(3), mois(4), "Arrêté n° 2")
    ]
    assert dits(ancien, acte(date(2026, 6, 1), acte_titre="Arrêté n° 2"))[1:] == [
        (date(2026, 6, 1), mois(3), AUTRE_TEXTE, "Arrêté n° 2")
    ]


def test_the_act_of_the_region_changes_nothing_under_that_of_the_departement():
    sien = acte(date(2026, 3, 1), date(2026, 5, 31))
    autre = acte(date(2026, 4, 1), region=True, valeur="2", acte_titre="Arrêté de région")
    assert dits(sien, autre) == [
        (date(2026, 3, 1), mois(5), mois(3), "Arrêté n° 1"),
        (date(2026, 6, 1), mois(3), mois(2), "Arrêté de région"),
    ]


def test_a_criterion_waived_twice_is_waived_once_and_asked_again_once():
    sien = lever(date(2026, 3, 1), date(2026, 5, 31))
    autre = lever(date(2026, 4, 1), date(2026, 6, 30), region=True, acte_titre="Arrêté de région")
    assert dits(sien, autre) == [
        (date(2026, 3, 1), "est demandé", "n’est demandé à personne", "Arrêté n° 1"),
        (date(2026, 7, 1), "n’est demandé à personne", "est de nouveau demandé", "Arrêté de région"),
    ]
    assert len(dits(sien, lever(date(2026, 6, 1)))) == 1


def test_publics_are_added_and_a_waiver_covers_them():
    champs = {"effet": "dispenser", "cible": "ELOIGNEMENT", "valeur": ""}
    ase, pjj = (acte(date(2026, m, 1), public=p, **champs) for m, p in ((3, "sorti_ase"), (4, "suivi_pjj")))
    tous = lever(date(2026, 5, 1), cible="ELOIGNEMENT", acte_titre="Arrêté n° 3")
    lus = dits(ase, pjj, tous)
    assert [c[0].month for c in lus] == [3, 4, 5]
    assert ", " in lus[1][2] and lus[1][2].startswith("n’est pas demandé à ces publics")
    assert lus[2][1:] == (lus[1][2], "n’est demandé à personne", "Arrêté n° 3")


@pytest.mark.parametrize(
    ("actes", "depuis"),
    [
        ([], date(2022, 4, 22)),
        ([acte(date(2026, 3, 1))], date(2026, 3, 1)),
        # Given back by the end of an act; and not by one that was under another.
        ([acte(date(2026, 3, 1), date(2026, 5, 31))], date(2026, 6, 1)),
        ([acte(date(2026, 2, 1)), acte(date(2026, 1, 1), date(2026, 5, 31), region=True)], date(2026, 2, 1)),
        ([acte(date(2026, 3, 1), date(2026, 5, 31)), acte(date(2026, 2, 1), region=True)], date(2026, 6, 1)),
    ],
)
def test_since_when_a_value_is_the_one_applied_there(actes, depuis):
    droit = avec_derogations(en_lignes(actes))
    carence = next(p for p in parametres_de(droit, "cej-jr") if p.code == "carence_en_mois")
    assert regle(droit, carence, [a for a in actes if a.au is None], le=FIN, departement="35").depuis == depuis


BORNES = st.lists(st.dates(DEBUT, FIN), min_size=2, max_size=6, unique=True).map(sorted)


@settings(max_examples=60, deadline=None)
@given(BORNES, BORNES, st.data())
def test_changes_lead_from_each_day_to_the_next(siennes, autres, data):
    """Followed one after the other, they give the value of any day; and no day changes without one."""
    actes = [
        acte(du, au - UN_JOUR, region=region, valeur=str(data.draw(st.integers(1, 4))))
        for region, bornes in ((False, siennes), (True, autres))
        for du, au in pairwise(bornes)
        if data.draw(st.booleans())
    ]
    droit, lus = avec_derogations(en_lignes(actes)), [c for c in lire(*actes) if c.code]
    jour = data.draw(st.dates(DEBUT, FIN))
    suivie = mois(nationaux().au("cej-jr", DEBUT - UN_JOUR, None)["carence_en_mois"])
    for changement in (c for c in lus if c.le <= jour):
        assert changement.avant == suivie
        suivie = suivie if changement.apres == AUTRE_TEXTE else changement.apres
    assert suivie == mois(droit.au("cej-jr", jour, "35")["carence_en_mois"])
