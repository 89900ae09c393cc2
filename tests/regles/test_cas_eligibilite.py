"""The stories of `eligibilite.yaml` (CEJ-JR) and of `o2r.yaml`, each played against the rules."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from regles.echange import lire
from regles.eligibilite import juger
from regles.programmes import programmes
from regles.textes import nationaux

CAS = [
    {**cas, "faits": document["favorable"] | cas["faits"]}
    for document in (
        yaml.safe_load(Path(__file__).with_name(nom).read_text(encoding="utf-8"))
        for nom in ("eligibilite.yaml", "o2r.yaml")
    )
    for cas in document["cas"]
]


def _en_json(valeur):
    if isinstance(valeur, dict):
        return {cle: _en_json(v) for cle, v in valeur.items()}
    if isinstance(valeur, list):
        return [_en_json(v) for v in valeur]
    return valeur.isoformat() if isinstance(valeur, date) else valeur


def _juger(cas):
    faits, le = lire(_en_json(cas["faits"]), baremes=nationaux())
    return juger(faits, le=le, baremes=nationaux())


@pytest.mark.parametrize("cas", CAS, ids=[cas["recit"] for cas in CAS])
def test_cas(cas):
    verdict = _juger(cas)
    attendus = {code: ["rempli"] for code in programmes()[cas["faits"]["programme"]].criteres} | cas.get("criteres", {})
    obtenus = {c.code: [c.etat.value, c.motif.code][: len(attendus[c.code])] for c in verdict.criteres}
    assert (verdict.reponse.value, obtenus) == (cas["verdict"], attendus)
    for code, motif in cas.get("motifs", {}).items():
        assert verdict.critere(code).motif.code == motif
    for code, phrase in cas.get("phrase", {}).items():
        assert verdict.critere(code).phrase.replace("\u00a0", " ") == phrase
    for code, jour in cas.get("attend_le", {}).items():
        assert verdict.critere(code).attend_le == jour
    if "ouverture_le" in cas:
        assert verdict.ouverture_le == cas["ouverture_le"]


@pytest.mark.parametrize("cas", CAS, ids=[cas["recit"] for cas in CAS])
def test_le_texte_du_recit_est_cite_par_le_verdict(cas):
    """What stands between brackets is a remark; a story without a text says so."""
    if cas["source"].startswith("Aucun texte lu"):
        return
    cites = " ".join(critere.source for critere in _juger(cas).criteres)
    for mention in re.sub(r" \([^)]*\)", "", cas["source"]).split(" ; "):
        assert mention in cites.replace("\u00a0", " ")


def test_les_recits_sont_distincts():
    assert len({cas["recit"] for cas in CAS}) == len(CAS)
