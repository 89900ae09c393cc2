"""The command as a stranger runs it: bytes in, bytes out, an exit code."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
EXEMPLE = {
    "le": "2025-09-01", "date_naissance": "2005-03-02", "tranche_ir": 0, "r1": 0, "r2": 600, "departement": "35",
}  # fmt: skip


def _lancer(entree, *arguments, **environnement):
    if not isinstance(entree, bytes):
        entree = (entree if isinstance(entree, str) else json.dumps(entree)).encode()
    return subprocess.run(
        [sys.executable, "manage.py", "allocation_cej", *arguments],
        input=entree,
        capture_output=True,
        cwd=RACINE,
        env=os.environ | environnement,
        check=False,
    )


def _estimations(entree, *arguments, **environnement):
    fini = _lancer(entree, *arguments, **environnement)
    assert (fini.returncode, fini.stderr) == (0, b"")
    return json.loads(fini.stdout, parse_float=Decimal)


def _refus(entree, *arguments):
    fini = _lancer(entree, *arguments)
    assert (fini.returncode, fini.stdout) == (2, b"")
    phrase = fini.stderr.decode()
    assert phrase.count("\n") == 1
    assert phrase.endswith(".\n")
    return phrase


def test_un_objet_donne_un_objet():
    estimation = _estimations(EXEMPLE)
    assert list(estimation) == ["forfait", "montant", "etapes", "sources"]
    assert (estimation["forfait"], estimation["montant"]) == (Decimal("561.68"), Decimal("414.06"))
    assert [e["code"] for e in estimation["etapes"]] == [
        "FORFAIT", "SEUIL", "DEDUITS_EN_ENTIER", "DEDUITS_EN_PARTIE", "MONTANT",
    ]  # fmt: skip
    for etape in estimation["etapes"]:
        assert list(etape) == ["code", "libelle", "formule", "resultat", "sources"]
        assert etape["libelle"] and etape["formule"]
        assert etape["resultat"].as_tuple().exponent == -2
    mentions = [s["mention"] for s in estimation["sources"]]
    assert len(mentions) == len(set(mentions))
    assert {m for e in estimation["etapes"] for m in e["sources"]} == set(mentions)
    assert all(s["connu_par"] for s in estimation["sources"])


def test_un_tableau_donne_un_tableau_dans_l_ordre():
    suite = [{"r2": 0}, {"r1": 200, "r2": 0}, {"tranche_ir": 1, "r2": 0}, {"tranche_ir": 2}, {"le": "2026-04-01"}]
    estimations = _estimations([EXEMPLE | e for e in suite])
    attendus = [Decimal(m) for m in ("561.68", "361.68", "337.00", "0.00")]
    assert [e["montant"] for e in estimations] == [*attendus, None]
    assert (estimations[3]["forfait"], estimations[4]["forfait"]) == (0, None)
    assert _estimations([]) == []


def test_un_departement_absent_ou_null_est_inconnu():
    sans = {cle: valeur for cle, valeur in EXEMPLE.items() if cle != "departement"}
    assert _estimations(sans) == _estimations(EXEMPLE | {"departement": None}) == _estimations(EXEMPLE)
    assert _estimations(EXEMPLE | {"departement": "976"})["forfait"] is None


def test_les_nombres_sont_lus_exactement():
    """As a binary float, the first would fall under the half cent."""
    lignes = (
        '"r1": 61.675, "r2": 0',
        '"r1": 0, "r2": 300.00000000000000',
        '"r1": -0.0, "r2": 6e2',
        '"r1": 0e-99, "r2": 0',
    )
    montants = []
    for ligne in lignes:
        montants.append(
            _estimations(f'{{"le":"2025-09-01","date_naissance":"2005-03-02","tranche_ir":0,{ligne}}}')["montant"]
        )
    assert montants == [Decimal("500.01"), Decimal("561.68"), Decimal("414.06"), Decimal("561.68")]


def test_la_sortie_est_en_utf8_meme_dans_une_langue_sans_accents():
    assert _estimations(EXEMPLE, LC_ALL="C", PYTHONIOENCODING="ascii") == _estimations(EXEMPLE)


@pytest.mark.parametrize(
    ("changement", "cle"),
    [
        ({"age": 19}, "age"),
        ({"rupture_familiale": True}, "rupture_familiale"),
        ({"le": None}, "le"),
        ({"le": "2025-02-29"}, "le"),
        ({"le": "20250901"}, "le"),
        ({"le": "2022-02-28"}, "le"),
        ({"date_naissance": None}, "date_naissance"),
        ({"date_naissance": "2025-09-02"}, "date_naissance"),
        ({"date_naissance": 2005}, "date_naissance"),
        ({"tranche_ir": None}, "tranche_ir"),
        ({"tranche_ir": 3}, "tranche_ir"),
        ({"tranche_ir": -1}, "tranche_ir"),
        ({"tranche_ir": 1.0}, "tranche_ir"),
        ({"tranche_ir": True}, "tranche_ir"),
        ({"tranche_ir": "0"}, "tranche_ir"),
        ({"tranche_ir": [0]}, "tranche_ir"),
        ({"r1": None}, "r1"),
        ({"r1": -1}, "r1"),
        ({"r1": -0.01}, "r1"),
        ({"r1": True}, "r1"),
        ({"r1": "200"}, "r1"),
        ({"r1": {}}, "r1"),
        ({"r2": 1000000.01}, "r2"),
        ({"r2": 10**100}, "r2"),
        ({"r2": 1e-30}, "r2"),
        ({"r2": False}, "r2"),
        ({"r2": []}, "r2"),
        ({"departement": 35}, "departement"),
        ({"departement": "Mayotte"}, "departement"),
    ],
)
def test_une_cle_fautive_refuse_tout_le_tableau(changement, cle):
    phrase = _refus([EXEMPLE, EXEMPLE | changement, EXEMPLE])
    assert "indice 1" in phrase
    assert f"« {cle} »" in phrase


def test_les_obligatoires_absents():
    for cle in ("le", "date_naissance", "tranche_ir", "r1", "r2"):
        assert f"« {cle} »" in _refus([{k: v for k, v in EXEMPLE.items() if k != cle}])


@pytest.mark.parametrize(
    "entree",
    [
        b"", b"{", b"null", b"3", b"[1]", b"{} {}", b'{"r1": NaN}', b'{"r1": -Infinity}', b"\xff\xfe{}",
        b"[" * 100_000, b'{"r1": ' + b"9" * 10_000 + b"}", b'{"r1": 1e99999999999999999999}',
        b'{"le": "2025-09-01", "le": "2025-09-01"}',
    ],
)  # fmt: skip
def test_une_entree_qui_n_est_pas_ce_qu_on_attend(entree):
    _refus(entree)


@pytest.mark.parametrize("nombre", ["1e999999", "1e-999999", "9" * 4000, "0." + "1" * 4000])
def test_un_nombre_demesure(nombre):
    texte = json.dumps(EXEMPLE).replace("600", nombre)
    assert "« r2 »" in _refus(texte)


def test_une_valeur_personnelle_n_est_pas_repetee():
    assert "2005-13-02" not in _refus(EXEMPLE | {"date_naissance": "2005-13-02"})


def test_des_arguments_incompris_et_l_aide():
    assert "allocation_cej [--derogations FICHIER]" in _refus(EXEMPLE, "--inconnu")
    aide = _lancer(b"", "--help")
    assert (aide.returncode, aide.stderr) == (0, b"")
    assert "manage.py allocation_cej" in aide.stdout.decode()


def test_l_acte_d_un_territoire(tmp_path):
    fichier = tmp_path / "territoire.json"
    acte = {"titre": "Arrêté fictif n° 2025-9", "date": "2025-08-20"}
    derogation = {
        "departement": "35", "programme": "cej", "du": "2025-09-01", "acte": acte, "effet": "remplacer",
        "code": "abattement_mensuel", "valeur": "600",
    }  # fmt: skip
    fichier.write_text(json.dumps({"derogations": [derogation]}), encoding="utf-8")
    ici = _estimations(EXEMPLE, "--derogations", str(fichier))
    assert ici["montant"] == Decimal("561.68")
    assert "Arrêté fictif n° 2025-9" in {s["titre"] for s in ici["sources"]}


def test_ni_django_ni_la_base_ne_sont_charges():
    code = (
        "import sys, regles.commande_allocation;"
        "print(sorted({m.partition('.')[0] for m in sys.modules} & {'django', 'psycopg', 'config'}))"
    )
    fini = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=RACINE, check=True)
    assert fini.stdout.strip() == b"[]"
