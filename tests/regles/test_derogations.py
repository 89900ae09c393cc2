from dataclasses import replace
from datetime import date

import pytest

from regles.eligibilite import juger
from regles.faits import Contact, Faits
from regles.noyau.bareme import BaremeInvalide
from regles.noyau.verdict import Etat, Reponse
from regles.textes import avec_derogations, depuis_fichier, nationaux

LE = date(2023, 10, 10)
ACTE = {"titre": "Arrêté préfectoral fictif n° 2023-12", "date": "2023-02-20"}
BASE = {"departement": "00", "programme": "cej-jr", "du": "2023-03-01", "acte": ACTE}
REMPLACE = BASE | {"effet": "remplacer", "code": "carence_en_mois", "valeur": 3}
DISPENSE = BASE | {"effet": "dispenser", "critere": "ELOIGNEMENT", "public": "sorti_ase"}
LEVE = BASE | {"effet": "lever", "critere": "ELOIGNEMENT"}

# Refused by ELOIGNEMENT alone: an interview three months and some days before.
FERME = Faits(
    programme="cej-jr",
    departement="00",
    date_naissance=date(2004, 3, 2),
    etudiant=False,
    en_formation=False,
    en_emploi=False,
    ressources="aucune",
    inscrit=True,
    historique_verifie=True,
    contacts=(Contact(date(2023, 7, 1), "entretien", True, True),),
    signes=frozenset({"isolement"}),
)


def _eloignement(faits, derogations, le=LE):
    return juger(faits, le=le, baremes=avec_derogations(derogations)).critere("ELOIGNEMENT")


def test_sans_derogation_la_porte_est_fermee():
    assert _eloignement(FERME, []).etat is Etat.NON_REMPLI


def test_une_valeur_remplacee_deplace_la_porte_et_cite_l_acte():
    verdict = juger(FERME, le=LE, baremes=avec_derogations([REMPLACE]))
    assert verdict.reponse is Reponse.FAVORABLE
    assert verdict.ouverture_le == date(2023, 10, 1)
    assert dict(verdict.valeurs)["carence_en_mois"] == 3
    assert verdict.critere("ELOIGNEMENT").source.startswith(ACTE["titre"])
    assert "3 mois" in verdict.critere("ELOIGNEMENT").phrase


@pytest.mark.parametrize("departement", [None, "35"])
def test_ailleurs_la_regle_nationale(departement):
    assert _eloignement(replace(FERME, departement=departement), [REMPLACE]).etat is Etat.NON_REMPLI


@pytest.mark.parametrize(("le", "mois"), [("2023-02-28", 5), ("2023-03-01", 3), ("2023-12-31", 3), ("2024-01-01", 5)])
def test_une_derogation_vaut_de_son_premier_a_son_dernier_jour(le, mois):
    baremes = avec_derogations([REMPLACE | {"au": "2023-12-31"}])
    assert baremes.au("cej-jr", date.fromisoformat(le), "00")["carence_en_mois"] == mois


def test_le_lendemain_est_resolu_a_neuf():
    baremes = avec_derogations([REMPLACE | {"au": "2023-12-31"}])
    jours = [date(2023, 2, 28), date(2023, 3, 1), date(2023, 12, 31), date(2024, 1, 1)]
    assert [baremes.au("cej-jr", jour, "00")["carence_en_mois"] for jour in jours] == [5, 3, 3, 5]
    assert baremes.au("cej-jr", date(2023, 6, 1), "00") is baremes.au("cej-jr", date(2023, 7, 1), "00")


def test_un_age_remplace():
    age = REMPLACE | {"code": "age_maximum", "valeur": 27}
    faits = replace(FERME, date_naissance=date(1996, 6, 1), rqth=False)
    assert juger(faits, le=LE, baremes=nationaux()).critere("AGE").etat is Etat.NON_REMPLI
    critere = juger(faits, le=LE, baremes=avec_derogations([age])).critere("AGE")
    assert critere.etat is Etat.REMPLI
    assert ACTE["titre"] in critere.source


def test_un_critere_leve_est_rempli_pour_tous():
    for faits in (FERME, replace(FERME, inscrit=None), replace(FERME, inscrit=False)):
        critere = _eloignement(faits, [LEVE])
        assert (critere.etat, critere.motif.code, critere.source) == (
            Etat.REMPLI, "CRITERE_LEVE", ACTE["titre"],
        )  # fmt: skip


def test_un_critere_leve_n_efface_pas_la_date_de_la_porte():
    assert juger(FERME, le=LE, baremes=avec_derogations([LEVE])).ouverture_le == date(2023, 12, 1)


def test_un_public_dispense_selon_ce_qu_on_en_sait():
    oui = replace(FERME, signes=frozenset({"sorti_ase"}))
    non = replace(FERME, signes_ecartes=frozenset({"sorti_ase"}))
    lu_sans_les_signes = replace(FERME, signes=None, signes_notes=True)
    assert _eloignement(oui, [DISPENSE]).motif.code == "PUBLIC_DISPENSE"
    assert _eloignement(non, [DISPENSE]).etat is Etat.NON_REMPLI
    for faits in (FERME, lu_sans_les_signes):
        critere = _eloignement(faits, [DISPENSE])
        assert (critere.etat, critere.motif.code) == (Etat.INCONNU, "DISPENSE_A_VERIFIER")
        assert [q.champs for q in critere.questions] == [("sorti_ase",)]


def test_un_public_dispense_par_la_rqth():
    dispense = DISPENSE | {"public": "rqth"}
    etats = [_eloignement(replace(FERME, rqth=rqth), [dispense]).etat for rqth in (True, None, False)]
    assert etats == [Etat.REMPLI, Etat.INCONNU, Etat.NON_REMPLI]


def test_une_dispense_possible_laisse_inconnu_ce_qui_l_etait_et_rempli_ce_qui_l_etait():
    inconnu = _eloignement(replace(FERME, inscrit=None), [DISPENSE])
    assert (inconnu.etat, inconnu.motif.code) == (Etat.INCONNU, "INSCRIPTION_INCONNUE")
    assert [q.fait for q in inconnu.questions] == ["inscrit", "signes"]
    assert _eloignement(replace(FERME, inscrit=False), [DISPENSE]).motif.code == "NON_INSCRIT"


def test_un_second_public_dispense_peut_suffire():
    dispenses = [DISPENSE, DISPENSE | {"public": "suivi_pjj"}]
    assert _eloignement(replace(FERME, signes=frozenset({"suivi_pjj"})), dispenses).etat is Etat.REMPLI


def test_aucune_phrase_ne_nomme_le_public():
    for faits in (FERME, replace(FERME, signes=frozenset({"sorti_ase"}))):
        critere = _eloignement(faits, [DISPENSE])
        textes = critere.phrase + "".join(q.phrase for q in critere.questions)
        assert "ASE" not in textes
        assert "sorti" not in textes


def test_l_empreinte_couvre_les_derogations_quel_que_soit_leur_ordre():
    seule, paire = avec_derogations([REMPLACE]), avec_derogations([REMPLACE, DISPENSE])
    assert paire.empreinte == avec_derogations([DISPENSE, REMPLACE]).empreinte
    differentes = [
        nationaux(), seule, paire,
        avec_derogations([REMPLACE | {"valeur": 4}]),
        avec_derogations([REMPLACE | {"departement": "01"}]),
        avec_derogations([REMPLACE | {"acte": ACTE | {"titre": "Autre acte"}}]),
        avec_derogations([LEVE]),
        avec_derogations([DISPENSE]),
        avec_derogations([DISPENSE | {"public": "suivi_pjj"}]),
    ]  # fmt: skip
    assert len({baremes.empreinte for baremes in differentes}) == len(differentes)
    assert avec_derogations([]).empreinte == nationaux().empreinte


def test_yaml_et_json_disent_la_meme_chose():
    yaml = """
derogations:
  - departement: "00"
    programme: cej-jr
    du: 2023-03-01
    acte: {titre: Arrêté préfectoral fictif n° 2023-12, date: 2023-02-20}
    effet: remplacer
    code: carence_en_mois
    valeur: 3
"""
    json = (
        '{"derogations": [{"departement": "00", "programme": "cej-jr", "du": "2023-03-01", "au": null,'
        ' "acte": {"titre": "Arrêté préfectoral fictif n° 2023-12", "date": "2023-02-20"},'
        ' "effet": "remplacer", "code": "carence_en_mois", "valeur": 3}]}'
    )
    attendue = avec_derogations([REMPLACE]).empreinte
    assert depuis_fichier(yaml, ou="f").empreinte == depuis_fichier(json, ou="f").empreinte == attendue


@pytest.mark.parametrize(
    ("ligne", "raison"),
    [
        (REMPLACE | {"departement": 0}, "departement"),
        (REMPLACE | {"departement": "2a"}, "departement"),
        (REMPLACE | {"programme": "o2r"}, "programme inconnu"),
        (REMPLACE | {"du": "2023-02-30"}, "« du »"),
        (REMPLACE | {"au": "2023-02-01"}, "précède"),
        (REMPLACE | {"acte": None}, "« acte » manquante"),
        (REMPLACE | {"acte": {"titre": "Arrêté"}}, "« date » manquante"),
        (REMPLACE | {"acte": ACTE | {"date": "2023-02"}}, "« date »"),
        (REMPLACE | {"acte": ACTE | {"titre": " "}}, "« titre »"),
        (REMPLACE | {"effet": "supprimer"}, "« effet »"),
        (REMPLACE | {"effet": ["lever"]}, "« effet »"),
        (REMPLACE | {"code": "carence"}, "« code »"),
        (REMPLACE | {"valeur": "3"}, "entier"),
        (REMPLACE | {"critere": "AGE"}, "« critere » inconnue"),
        (DISPENSE | {"public": "blonds"}, "« public »"),
        (LEVE | {"critere": "TAILLE"}, "« critere »"),
        ("AGE", "« effet »"),
    ],
)
def test_une_derogation_mal_ecrite_est_refusee(ligne, raison):
    with pytest.raises(BaremeInvalide, match=r"derogations\[1\]") as refus:
        avec_derogations([DISPENSE | {"du": "2022-05-01"}, ligne])
    assert raison in str(refus.value)


def test_deux_derogations_au_meme_objet_ne_se_chevauchent_pas():
    avec_derogations([REMPLACE | {"au": "2023-12-31"}, REMPLACE | {"du": "2024-01-01", "valeur": 4}])
    with pytest.raises(BaremeInvalide, match="chevauche"):
        avec_derogations([REMPLACE | {"au": "2023-12-31"}, REMPLACE | {"du": "2023-12-31", "valeur": 4}])
    with pytest.raises(BaremeInvalide, match="chevauche"):
        avec_derogations([REMPLACE | {"du": "2024-01-01"}, REMPLACE])


@pytest.mark.parametrize(
    "texte", ["", "[]", "derogations: {}", "autre: []", "derogations: []\nautre: 1", "a: [", b"\xff"]
)
def test_un_fichier_d_une_autre_forme_est_refuse(texte):
    with pytest.raises(BaremeInvalide, match="territoire.yaml"):
        depuis_fichier(texte, ou="territoire.yaml")


REGION = {cle: valeur for cle, valeur in REMPLACE.items() if cle != "departement"} | {"region": "53", "valeur": 4}


@pytest.mark.parametrize(("departement", "mois"), [("35", 4), ("22", 4), ("44", 5), ("00", 5), (None, 5)])
def test_un_acte_de_region_vaut_dans_ses_departements(departement, mois):
    assert avec_derogations([REGION]).au("cej-jr", LE, departement)["carence_en_mois"] == mois


@pytest.mark.parametrize("inverse", [False, True])
def test_l_acte_du_departement_l_emporte_sur_celui_de_sa_region(inverse):
    actes = [REGION, REMPLACE | {"departement": "35"}]
    baremes = avec_derogations(actes[::-1] if inverse else actes)
    assert baremes.au("cej-jr", LE, "35")["carence_en_mois"] == 3
    assert baremes.au("cej-jr", LE, "29")["carence_en_mois"] == 4


@pytest.mark.parametrize(
    ("change", "raison"),
    [
        ({"region": "99"}, "« region »"),
        ({"region": 53}, "« region »"),
        ({"departement": "35"}, "l’un des deux"),
        ({"region": None}, "l’un des deux"),
    ],
)
def test_un_acte_est_d_un_seul_territoire(change, raison):
    with pytest.raises(BaremeInvalide, match=raison):
        avec_derogations([REGION | change])
