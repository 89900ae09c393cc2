"""The stories of `echeances.yaml`, each played against the rules."""

from pathlib import Path

import pytest
import yaml

from regles.contrat import Partie
from regles.echeances import AutreParcours, Contrat, FaitsDuParcours, Pacea, Rythme, Rythmes, Unite, echeances
from regles.faits import Contact, Convention
from regles.jalons import Issue, Jalons
from regles.textes import nationaux

DOCUMENT = yaml.safe_load(Path(__file__).with_name("echeances.yaml").read_text(encoding="utf-8"))
CAS = DOCUMENT["cas"]


def _jalons(lus):
    return Jalons(**{**lus, "issue": Issue(lus["issue"])} if "issue" in lus else lus)


def _contrat(lu):
    autre = lu.get("autre_parcours")
    suspendu = tuple(lu["interruption"]) if "interruption" in lu else None
    autre = None if autre is None else AutreParcours(**autre)
    return Contrat(**{**lu, "autre_parcours": autre, "interruption": suspendu})


def _rythmes(lus):
    return Rythmes(**{nom: Rythme(dit[0], Unite(dit[1])) if isinstance(dit, list) else dit for nom, dit in lus.items()})


LECTEURS = {
    "jalons": _jalons,
    "contacts": lambda lus: tuple(Contact(le=c.pop("le"), nature=c.pop("nature"), **c) for c in map(dict, lus)),
    "contrats": lambda lus: tuple(map(_contrat, lus)),
    "rythmes": _rythmes,
    "pacea": lambda lu: Pacea(**lu),
    "convention": lambda lue: Convention(**lue),
    "bilans": tuple,
    "tripartites": tuple,
    "signatures_attendues": lambda lues: frozenset(map(Partie, lues)),
}


def _jouer(cas):
    lus = DOCUMENT["base"] | cas["faits"]
    faits = FaitsDuParcours(**{nom: LECTEURS.get(nom, lambda dit: dit)(dit) for nom, dit in lus.items()})
    return echeances(faits, le=cas["le"], baremes=nationaux())


@pytest.mark.parametrize("cas", CAS, ids=[cas["recit"] for cas in CAS])
def test_cas(cas):
    dit = _jouer(cas)
    dues = {}
    for e in dit.echeances:
        dues.setdefault(e.code.value, e)
    assert dit.etape.value == cas["etape"]
    attendues = {code: tuple(attendu) for code, attendu in cas.get("echeances", {}).items()}
    assert {code: (dues[code].le, dues[code].moment.value, dues[code].attend.value) for code in attendues} == attendues
    assert not set(cas.get("absentes", ())) & set(dues)
    remarques = {r.code for r in dit.remarques}
    assert set(cas.get("remarques", ())) <= remarques
    assert not set(cas.get("remarques_absentes", ())) & remarques
    for code, phrase in cas.get("phrase", {}).items():
        assert dues[code].phrase.replace("\u00a0", " ") == phrase


def test_chaque_recit_a_sa_source_et_attend_quelque_chose():
    for cas in CAS:
        assert cas["source"]
        assert {"echeances", "absentes", "remarques"} & set(cas)
    assert len({cas["recit"] for cas in CAS}) == len(CAS)
