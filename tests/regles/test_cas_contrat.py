"""The stories of `contrat.yaml`, each played against the rules."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from regles import contrat
from regles.contrat import Partie, Regime, Termes, Vie
from regles.textes import nationaux

CAS = yaml.safe_load(Path(__file__).with_name("contrat.yaml").read_text(encoding="utf-8"))
BAREME = nationaux().au(contrat.CEJ, date(2026, 11, 23), "35")
JOURS = st.dates(date(2022, 3, 1), date(2090, 12, 31))


def _cas(nom):
    return pytest.mark.parametrize("cas", CAS[nom], ids=[c["recit"] for c in CAS[nom]])


@_cas("durees")
def test_durees(cas):
    assert contrat.fin_ordinaire(cas["debut"], bareme=BAREME) == cas["douze_mois"]
    assert contrat.fin_prolongee(cas["debut"], bareme=BAREME) == cas["dix_huit_mois"]


@_cas("autre_parcours")
def test_autre_parcours(cas):
    assert contrat.fin_apres_parcours(cas["fini_le"], bareme=BAREME) == cas["jusqu_au"]


@_cas("nouveau")
def test_nouveau_contrat(cas):
    assert contrat.trop_tot(cas["debut"], cas["fini_le"], bareme=BAREME) is cas["trop_tot"]


@_cas("ouverture")
def test_ouverture(cas):
    termes = Termes(
        debut_le=date(2026, 11, 23),
        signees=frozenset(Partie(p) for p in cas["signees"]),
        a_un_referent=cas.get("referent", True),
        circonstances=cas.get("circonstances", False),
    )
    trouves = contrat.manques(termes, precedent_fini_le=cas.get("precedent_fini_le"), bareme=BAREME)
    assert [m.value for m in trouves] == cas["manques"]


@_cas("heures")
def test_heures(cas):
    bornes = contrat.heures_admises(Regime(cas["regime"]), bareme=BAREME)
    assert (list(bornes) if bornes else None) == cas["bornes"]


@_cas("etats")
def test_etats(cas):
    interruptions = tuple((du, au) for du, au in cas.get("interruptions", []))
    vie = Vie(cas.get("ouvert", True), date(2026, 1, 1), date(2026, 12, 31), cas.get("rompu_le"), interruptions)
    assert contrat.etat(vie, le=cas["le"]).value == cas["etat"]


def test_une_borne_inconnue_ce_jour_la_n_est_opposee_a_personne():
    avant = nationaux().au(contrat.CEJ, date(2024, 12, 31), "35")
    assert contrat.heures_admises(Regime.ORDINAIRE, bareme=avant) == (1, 35)
    assert contrat.heures_admises(Regime.REDUITE, bareme=avant) == (1, 35)


def test_chaque_cas_cite_un_texte():
    for nom, cas in ((n, c) for n, c in CAS.items() if n != "etats"):
        assert {c["source"] for c in cas} <= set(nationaux().textes), nom


@given(debut=JOURS, plus=st.integers(0, 400))
def test_un_contrat_plus_tard_finit_plus_tard(debut, plus):
    apres = debut + timedelta(days=plus)
    assert contrat.fin_ordinaire(debut, bareme=BAREME) <= contrat.fin_ordinaire(apres, bareme=BAREME)
    assert debut < contrat.fin_ordinaire(debut, bareme=BAREME) < contrat.fin_prolongee(debut, bareme=BAREME)


@given(fini=JOURS)
def test_deux_mois_apres_la_fin_d_un_autre_parcours(fini):
    jusqu_au = contrat.fin_apres_parcours(fini, bareme=BAREME)
    assert (jusqu_au + timedelta(days=1)).day == 1
    assert 59 <= (jusqu_au - fini).days <= 92


@given(fini=JOURS, plus=st.integers(0, 400))
def test_attendre_ne_referme_jamais_la_porte(fini, plus):
    ouverture = contrat.nouveau_possible_le(fini, bareme=BAREME)
    assert not contrat.trop_tot(ouverture + timedelta(days=plus), fini, bareme=BAREME)
