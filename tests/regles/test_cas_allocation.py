"""The stories of `allocation.yaml`, each played against the rules."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from regles.allocation import estimer
from regles.estimation import Demande
from regles.textes import nationaux

DOCUMENT = yaml.safe_load(Path(__file__).with_name("allocation.yaml").read_text(encoding="utf-8"))
CAS = DOCUMENT["cas"]


def _estimer(cas):
    faits = DOCUMENT["depart"] | cas["faits"]
    demande = Demande(
        date_naissance=faits["naissance"],
        tranche_ir=faits["tranche"],
        r1=Decimal(faits["r1"]),
        r2=Decimal(faits["r2"]),
        departement=faits.get("departement"),
        rupture_familiale=faits.get("rupture", False),
        situations=frozenset(faits.get("situations", [])),
        rqth=faits.get("rqth"),
    )
    return estimer(demande, le=faits["le"], baremes=nationaux())


def _ecrit(montant):
    return None if montant is None else str(montant)


@pytest.mark.parametrize("cas", CAS, ids=[cas["recit"] for cas in CAS])
def test_cas(cas):
    estimation = _estimer(cas)
    assert (_ecrit(estimation.forfait), _ecrit(estimation.montant)) == (cas["forfait"], cas["montant"])
    assert {i.code: i.depuis for i in estimation.inconnus} == cas.get("inconnus", {})


@pytest.mark.parametrize("cas", CAS, ids=[cas["recit"] for cas in CAS])
def test_chaque_ligne_du_calcul_dit_son_texte(cas):
    estimation = _estimer(cas)
    assert estimation.etapes[-1].code == "MONTANT"
    assert estimation.etapes[-1].resultat == estimation.montant
    for etape in estimation.etapes:
        assert etape.libelle and etape.formule and etape.sources
        assert set(etape.sources) <= set(estimation.sources)


def test_les_recits_sont_distincts_et_disent_leur_source():
    assert len({cas["recit"] for cas in CAS}) == len(CAS)
    assert all(cas["source"] for cas in CAS)
