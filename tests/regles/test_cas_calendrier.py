"""The stories of `calendrier.yaml`: how months, lengths and ages are counted, everywhere the same."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from regles.age import majeur
from regles.noyau.temps import age_revolu, anniversaire, dernier_jour, fin_de_mois, plus_mois
from regles.textes import nationaux

CAS = yaml.safe_load(Path(__file__).with_name("calendrier.yaml").read_text(encoding="utf-8"))
COMPTES = {"delais": plus_mois, "durees": dernier_jour, "fins_de_mois": fin_de_mois}
NE_LE = date(2008, 3, 2)


@pytest.mark.parametrize(
    ("compter", "cas"), [(f, cas) for nom, f in COMPTES.items() for cas in CAS[nom]], ids=lambda dit: str(dit)[:90]
)
def test_mois(compter, cas):
    assert compter(cas["du"], cas["mois"]) == cas["au"]


@pytest.mark.parametrize("cas", CAS["ages"], ids=[cas["recit"] for cas in CAS["ages"]])
def test_ages(cas):
    assert anniversaire(cas["ne_le"], cas["ans"]) == cas["le"]
    assert age_revolu(cas["ne_le"], cas["le"]) == cas["ans"]
    assert age_revolu(cas["ne_le"], cas["le"] - timedelta(days=1)) == cas["ans"] - 1


@pytest.mark.parametrize("cas", CAS["ailleurs"], ids=[cas["recit"] for cas in CAS["ailleurs"]])
def test_le_jour_est_celui_du_lieu(cas):
    # YAML gives the moment in universal time, bare.
    instant = datetime.fromisoformat(f"{cas['instant']:%Y-%m-%dT%H:%M}+00:00")
    jour = instant.astimezone(ZoneInfo(cas["fuseau"])).date()
    assert jour == cas["jour"]
    assert majeur(NE_LE, le=jour, bareme=nationaux().au("cej", jour, None)) is cas["majeur"]


def test_chaque_recit_est_unique_et_cite_un_texte():
    for nom, cas in CAS.items():
        assert len({c["recit"] for c in cas}) == len(cas), nom
        if nom != "ailleurs":
            assert {c["source"] for c in cas} <= set(nationaux().textes), nom
