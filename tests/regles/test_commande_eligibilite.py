"""The command as a stranger runs it: bytes in, bytes out, an exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
EXEMPLE = {
    "le": "2023-10-10",
    "programme": "cej-jr",
    "departement": "35",
    "date_naissance": "2004-03-02",
    "rqth": None,
    "etudiant": False,
    "en_formation": False,
    "en_emploi": False,
    "sans_ressources": True,
    "inscrit": True,
    "historique_verifie": True,
    "contacts": [{"le": "2023-05-10", "nature": "entretien", "echange": True, "intention": True, "parcours": False}],
    "signes": ["sans_logement_stable"],
}
CONTACT = EXEMPLE["contacts"][0]


def _lancer(entree, *arguments, **environnement):
    if not isinstance(entree, bytes):
        entree = json.dumps(entree).encode()
    return subprocess.run(
        [sys.executable, "-m", "regles.commande", *arguments],
        input=entree,
        capture_output=True,
        cwd=RACINE,
        env=os.environ | environnement,
        check=False,
    )


def _verdicts(entree, *arguments, **environnement):
    fini = _lancer(entree, *arguments, **environnement)
    assert (fini.returncode, fini.stderr) == (0, b"")
    return json.loads(fini.stdout)


def _refus(entree, *arguments):
    fini = _lancer(entree, *arguments)
    assert (fini.returncode, fini.stdout) == (2, b"")
    phrase = fini.stderr.decode()
    assert phrase.count("\n") == 1
    assert phrase.endswith(".\n")
    return phrase


def test_un_objet_donne_un_objet():
    verdict = _verdicts(EXEMPLE)
    assert list(verdict) == ["verdict", "ouverture_le", "criteres", "bareme"]
    assert (verdict["verdict"], verdict["ouverture_le"]) == ("favorable", "2023-10-10")
    assert [c["code"] for c in verdict["criteres"]] == [
        "AGE", "SITUATION", "RESSOURCES", "ELOIGNEMENT", "RUPTURE",
    ]  # fmt: skip
    for critere in verdict["criteres"]:
        assert list(critere) == ["code", "etat", "phrase", "source"]
        assert critere["etat"] == "rempli"
        assert critere["phrase"] and critere["source"]
    assert verdict["bareme"]["valeurs"] == {
        "age_maximum": 25, "age_maximum_rqth": 29, "age_minimum": 16, "carence_en_mois": 5,
    }  # fmt: skip
    assert len(verdict["bareme"]["empreinte"]) == 64


def test_un_tableau_donne_un_tableau_dans_l_ordre():
    verdicts = _verdicts([EXEMPLE, EXEMPLE | {"etudiant": True}, {"le": "2023-10-10", "programme": "cej-jr"}])
    assert [v["verdict"] for v in verdicts] == ["favorable", "defavorable", "a_preciser"]
    assert _verdicts([]) == []


def test_une_cle_absente_et_null_sont_la_meme_chose():
    presque_rien = {"le": "2023-10-10", "programme": "cej-jr"}
    assert _verdicts(presque_rien) == _verdicts(dict.fromkeys(EXEMPLE) | presque_rien)
    sans, avec = (EXEMPLE | {"contacts": [c]} for c in ({**CONTACT}, CONTACT | {"parcours": None}))
    del sans["contacts"][0]["parcours"]
    assert _verdicts(sans) == _verdicts(avec) == _verdicts(EXEMPLE)


def test_des_contacts_absents_ne_sont_pas_une_liste_vide():
    absents = {cle: valeur for cle, valeur in EXEMPLE.items() if cle != "contacts"}
    assert _verdicts(absents)["verdict"] == "a_preciser"
    assert _verdicts(EXEMPLE | {"contacts": []})["verdict"] == "favorable"


def test_la_sortie_est_en_utf8_meme_dans_une_langue_sans_accents():
    assert _verdicts(EXEMPLE, LC_ALL="C", PYTHONIOENCODING="ascii") == _verdicts(EXEMPLE)


def test_une_marque_d_ordre_des_octets_est_admise():
    assert _verdicts(b"\xef\xbb\xbf" + json.dumps(EXEMPLE).encode()) == _verdicts(EXEMPLE)


@pytest.mark.parametrize(
    ("changement", "cle"),
    [
        ({"age": 19}, "age"),
        ({"le": None}, "le"),
        ({"le": "2023-02-30"}, "le"),
        ({"le": "2023-10-10T00:00:00"}, "le"),
        ({"le": "20231010"}, "le"),
        ({"le": "2023-W41-2"}, "le"),
        ({"le": " 2023-10-10"}, "le"),
        ({"le": "2022-04-21", "contacts": []}, "le"),
        ({"le": 20231010}, "le"),
        ({"programme": None}, "programme"),
        ({"programme": "o2r"}, "programme"),
        ({"programme": ["cej-jr"]}, "programme"),
        ({"departement": 35}, "departement"),
        ({"departement": "Ille"}, "departement"),
        ({"date_naissance": "2004-13-02"}, "date_naissance"),
        ({"date_naissance": "9990-01-01"}, "date_naissance"),
        ({"date_naissance": False}, "date_naissance"),
        ({"rqth": 0}, "rqth"),
        ({"rqth": 1.0}, "rqth"),
        ({"etudiant": "false"}, "etudiant"),
        ({"en_formation": 1}, "en_formation"),
        ({"en_emploi": []}, "en_emploi"),
        ({"sans_ressources": "aucune"}, "sans_ressources"),
        ({"inscrit": {}}, "inscrit"),
        ({"historique_verifie": "2023-10-01"}, "historique_verifie"),
        ({"contacts": {}}, "contacts"),
        ({"contacts": "aucun"}, "contacts"),
        ({"contacts": [None]}, "contacts[0]"),
        ({"contacts": [CONTACT, []]}, "contacts[1]"),
        ({"contacts": [CONTACT, CONTACT | {"le": "2023-10-11"}]}, "contacts[1].le"),
        ({"contacts": [CONTACT | {"le": "2023-06-31"}]}, "contacts[0].le"),
        ({"contacts": [CONTACT | {"nature": "fax"}]}, "contacts[0].nature"),
        ({"contacts": [CONTACT | {"nature": True}]}, "contacts[0].nature"),
        ({"contacts": [CONTACT | {"echange": 1}]}, "contacts[0].echange"),
        ({"contacts": [CONTACT | {"intention": "oui"}]}, "contacts[0].intention"),
        ({"contacts": [CONTACT | {"parcours": 0}]}, "contacts[0].parcours"),
        ({"contacts": [CONTACT | {"substantiel": True}]}, "contacts[0].substantiel"),
        ({"signes": "isolement"}, "signes"),
        ({"signes": {"isolement": True}}, "signes"),
        ({"signes": ["isolement", "Isolement"]}, "signes[1]"),
        ({"signes": [None]}, "signes[0]"),
        ({"le": "9999-12-31", "contacts": [CONTACT | {"le": "9999-12-01"}]}, "contacts[0].le"),
    ],
)
def test_une_cle_fautive_refuse_tout_le_tableau(changement, cle):
    phrase = _refus([EXEMPLE, EXEMPLE | changement, EXEMPLE])
    assert "indice 1" in phrase
    assert f"« {cle} »" in phrase


def test_les_obligatoires_absents():
    for cle in ("le", "programme"):
        assert f"« {cle} »" in _refus([{k: v for k, v in EXEMPLE.items() if k != cle}])


@pytest.mark.parametrize(
    ("entree", "indice", "cle"),
    [
        ('[{"le": "2023-10-10", "programme": "cej-jr", "le": "2023-10-10"}]', 0, "le"),
        ('[{"le":"2023-10-10","programme":"cej-jr"}, {"rqth": true, "rqth": false}]', 1, "rqth"),
        ('{"le":"2023-10-10","programme":"cej-jr","contacts":[{"le":null,"le":null}]}', 0, "contacts[0].le"),
    ],
)
def test_une_cle_donnee_deux_fois(entree, indice, cle):
    phrase = _refus(entree.encode())
    assert f"indice {indice}" in phrase
    assert f"« {cle} »" in phrase
    assert "deux fois" in phrase


@pytest.mark.parametrize(
    "entree",
    [
        b"", b"   ", b"{", b"[", b"null", b"3", b'"cej-jr"', b"[1]", b"[[]]", b"{} {}", b"[,]",
        b'{"le": NaN}', b'[Infinity]', b"{'le': 1}", b"\xff\xfe{}", "é".encode("latin-1"),
        b"[" * 100_000, b"[" + b"9" * 10_000 + b"]", b'{"\\ud800\\n": 1}', b'{"a\\nb": 1}',
    ],
)  # fmt: skip
def test_une_entree_qui_n_est_pas_ce_qu_on_attend(entree):
    _refus(entree)


def test_une_valeur_personnelle_n_est_pas_repetee():
    assert "2004-13-02" not in _refus(EXEMPLE | {"date_naissance": "2004-13-02"})


def test_plus_de_50_mo():
    entree = json.dumps(EXEMPLE).encode()
    assert "50 Mo" in _refus(entree + b" " * (50_000_001 - len(entree)))
    assert _lancer(entree + b" " * (50_000_000 - len(entree))).returncode == 0


@pytest.mark.parametrize("arguments", [["--inconnu"], ["--derogations"], ["a", "b"], ["--derogations", "a", "b"]])
def test_des_arguments_incompris(arguments):
    assert "--derogations FICHIER" in _refus(EXEMPLE, *arguments)


def test_l_aide():
    fini = _lancer(b"", "--help")
    assert fini.returncode == 0
    assert "--derogations FICHIER" in fini.stdout.decode()


DEROGATION = {
    "departement": "35",
    "programme": "cej-jr",
    "du": "2023-03-01",
    "acte": {"titre": "Arrêté préfectoral fictif n° 2023-12", "date": "2023-02-20"},
    "effet": "remplacer",
    "code": "carence_en_mois",
    "valeur": 6,
}


@pytest.mark.parametrize("nom", ["territoire.json", "territoire.yaml"])
def test_les_derogations_d_un_territoire(tmp_path, nom):
    fichier = tmp_path / nom
    fichier.write_text(json.dumps({"derogations": [DEROGATION]}), encoding="utf-8")
    national = _verdicts(EXEMPLE)
    for arguments in (["--derogations", str(fichier)], [f"--derogations={fichier}"]):
        ici = _verdicts(EXEMPLE, *arguments)
        assert (ici["verdict"], ici["ouverture_le"]) == ("defavorable", "2023-11-10")
        assert ici["bareme"]["valeurs"]["carence_en_mois"] == 6
        ailleurs = _verdicts(EXEMPLE | {"departement": "56"}, *arguments)
        assert ailleurs["criteres"] == national["criteres"]
        empreintes = {v["bareme"]["empreinte"] for v in (ici, ailleurs)}
        assert len(empreintes) == 1
        assert national["bareme"]["empreinte"] not in empreintes


def test_des_derogations_fausses_ou_absentes(tmp_path):
    fichier = tmp_path / "territoire.yaml"
    assert "ne peut pas être lu" in _refus(EXEMPLE, "--derogations", str(fichier))
    assert "ne peut pas être lu" in _refus(EXEMPLE, "--derogations", str(tmp_path))
    fichier.write_text(json.dumps({"derogations": [DEROGATION | {"valeur": "6"}]}), encoding="utf-8")
    assert "derogations[0]" in _refus(EXEMPLE, "--derogations", str(fichier))
    fichier.write_text("derogations: [\n", encoding="utf-8")
    assert "illisible" in _refus(EXEMPLE, "--derogations", str(fichier))
    fichier.write_bytes(b" " * 5_000_001)
    assert "5 Mo" in _refus(EXEMPLE, "--derogations", str(fichier))


def test_un_lecteur_qui_part_ne_fait_pas_de_bruit():
    lance = subprocess.Popen(
        [sys.executable, "-m", "regles.commande"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=RACINE,
    )  # fmt: skip
    lance.stdout.close()
    lance.stdin.write(json.dumps([EXEMPLE] * 500).encode())
    lance.stdin.close()
    bruit = lance.stderr.read()
    lance.stderr.close()
    assert (lance.wait(), bruit) == (1, b"")


def test_ni_django_ni_la_base_ne_sont_charges():
    code = (
        "import sys, regles.commande;"
        "print(sorted({m.partition('.')[0] for m in sys.modules} & {'django', 'psycopg', 'config'}))"
    )
    fini = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=RACINE, check=True)
    assert fini.stdout.strip() == b"[]"
