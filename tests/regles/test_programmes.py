"""Programmes are folders: what each says, what is refused, and that a third one is added without touching the code."""

import json
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import regles
from regles.demandes import FAITS_LUS, faits_demandes, programmes_qui_demandent
from regles.echange import EntreeRefusee, ecrire_faits, lire, relire_faits
from regles.eligibilite import REGLES, juger
from regles.faits import Contact, Convention, FaitInconnu, Faits, est_adapte
from regles.jalons import Etape
from regles.noyau.bareme import BaremeInvalide
from regles.noyau.verdict import Etat, Interlocuteur
from regles.programmes import lire_programme, programmes
from regles.textes import avec_derogations, nationaux

RACINE = Path(__file__).resolve().parents[2]
LE = date(2026, 1, 10)
DIT = {
    "libelle": "Essai",
    "public": "Des jeunes.",
    "source": "ct-l5131-6",
    "du": "2025-01-01",
    "etapes": ["reperage"],
    "criteres": ["RUPTURE", "ELOIGNEMENT"],
}


def _commande(entree, *, racine=RACINE):
    fini = subprocess.run(
        [sys.executable, "-m", "regles.commande"],
        input=json.dumps(entree).encode(),
        capture_output=True,
        cwd=racine,
        check=False,
    )
    return fini.returncode, fini.stdout, fini.stderr.decode()


def test_ce_que_disent_les_programmes_existe():
    dossiers = {p.programme for p in nationaux().parametres}
    for code, programme in programmes().items():
        assert set(programme.criteres) <= set(REGLES)
        assert set(programme.etapes) <= {etape.value for etape in Etape}
        assert {programme.source, *(c.source for c in programme.comptes_rendus)} <= set(nationaux().textes)
        assert {code, *programme.aides, *filter(None, (programme.contrat, programme.heures))} <= dossiers
        valeurs = nationaux().au(code, LE, None).valeurs
        assert set(programme.durees) <= set(valeurs)
        # The law of a programme is known from its first day.
        assert nationaux().au(code, programme.du, None).trous == {}


def test_l_o2r_dure_neuf_mois_et_douze_au_plus():
    bareme = nationaux().au("o2r-jeunes", LE, None)
    assert (bareme["duree_en_mois"], bareme["duree_maximale_en_mois"], bareme["carence_en_mois"]) == (9, 12, 5)
    assert bareme.valeurs["duree_maximale_en_mois"].source.article == "D5316-13"
    assert programmes()["o2r-jeunes"].comptes_rendus[1].avant_le == (6, 30)


def test_la_commande_n_a_pas_change_d_un_octet_pour_le_cej_jr():
    """As printed before there was a second programme. A change of the law is the only reason to change this."""
    temoins = Path(__file__).with_name("temoins")
    rendu, sortie, erreurs = _commande(json.loads((temoins / "cej-jr.entree.json").read_text(encoding="utf-8")))
    assert (rendu, erreurs) == (0, "")
    assert sortie == (temoins / "cej-jr.sortie.json").read_bytes()


@pytest.mark.parametrize("cle", ["convention", "accompagnement_adapte"])
def test_les_cles_de_l_o2r_restent_inconnues_du_cej_jr(cle):
    valeur = {"age_minimum": 16} if cle == "convention" else True
    rendu, sortie, phrase = _commande({"le": "2026-01-10", "programme": "cej-jr", cle: valeur})
    assert (rendu, sortie) == (2, b"")
    assert f"« {cle} »" in phrase.replace("\u00a0", " ")
    assert _commande({"le": "2026-01-10", "programme": "o2r-jeunes", cle: valeur})[0] == 0


@pytest.mark.parametrize(
    ("convention", "cle"),
    [
        (16, "convention"),
        ({"age": 16}, "convention.age"),
        ({"age_minimum": "16"}, "convention.age_minimum"),
        ({"age_minimum": True}, "convention.age_minimum"),
        ({"age_maximum": 121}, "convention.age_maximum"),
        ({"age_minimum": 26, "age_maximum": 25}, "convention"),
    ],
)
def test_une_convention_illisible_est_refusee(convention, cle):
    with pytest.raises(EntreeRefusee) as refus:
        lire({"le": "2026-01-10", "programme": "o2r-jeunes", "convention": convention}, baremes=nationaux())
    assert refus.value.cle == cle


def test_les_faits_gardes_disent_la_convention():
    faits = Faits("o2r-jeunes", convention=Convention(16, 29), accompagnement_adapte=False)
    ages = {"age_minimum": 16, "age_maximum": 29}
    assert json.loads(json.dumps(ecrire_faits(faits)))["convention"] == ages | {"fin_le": None}
    # Kept before conventions said their last day.
    assert relire_faits(ecrire_faits(faits) | {"convention": ages}) == faits
    finie = replace(faits, convention=Convention(16, 29, date(2026, 6, 30)))
    assert relire_faits(json.loads(json.dumps(ecrire_faits(finie)))) == finie
    with pytest.raises(FaitInconnu):
        Convention(30, 29)


def test_sans_convention_la_question_va_aux_professionnels():
    critere = juger(Faits("o2r-jeunes"), le=LE, baremes=nationaux()).critere("AGE")
    assert [(q.fait, q.a_qui) for q in critere.questions] == [("convention", Interlocuteur.PROFESSIONNELS)]


def test_une_convention_finie_se_dit_et_ne_tranche_rien():
    """Neither favorable nor refused: an age that suits, one that does not, one nobody knows."""
    for naissance in (date(2005, 1, 1), date(1990, 1, 1), None):
        faits = Faits("o2r-jeunes", date_naissance=naissance, convention=Convention(16, 25, LE - timedelta(days=1)))
        critere = juger(faits, le=LE, baremes=nationaux()).critere("AGE")
        assert (critere.etat, critere.motif.code) == (Etat.INCONNU, "CONVENTION_FINIE")
    # Its last day is one of its days, and a parcours that began under it goes on.
    dernier_jour = Faits("o2r-jeunes", date_naissance=date(2005, 1, 1), convention=Convention(16, 25, LE))
    assert juger(dernier_jour, le=LE, baremes=nationaux()).critere("AGE").etat is Etat.REMPLI
    commence = replace(dernier_jour, entree_le=LE)
    critere = juger(commence, le=LE + timedelta(days=1), baremes=nationaux()).critere("AGE")
    assert (critere.etat, critere.motif.code) == (Etat.REMPLI, "AGE_EN_PARCOURS")
    assert [a.code for a in critere.avertissements] == ["CONVENTION_FINIE"]


def test_chaque_critere_dit_les_faits_qu_il_lit():
    assert set(FAITS_LUS) == set(REGLES)
    assert "accompagnement_adapte" in faits_demandes("o2r-jeunes")
    assert not faits_demandes("o2r-jeunes") & {"ressources", "signes", "etudiant", "rqth"}
    assert "rqth" in faits_demandes("cej-jr")
    assert programmes_qui_demandent("accompagnement_adapte") == ("o2r-jeunes",)


def test_quand_les_deux_cotes_se_contredisent_personne_ne_tranche():
    assert est_adapte(porteur=None, mission_locale=None) is None
    assert est_adapte(porteur=False, mission_locale=None) is est_adapte(porteur=False, mission_locale=False) is False
    assert est_adapte(porteur=None, mission_locale=True) is True
    assert est_adapte(porteur=False, mission_locale=True) is None


def test_l_age_d_un_parcours_commence_ne_l_arrete_pas():
    faits = Faits("o2r-jeunes", date_naissance=date(2000, 1, 1), convention=Convention(16, 25))
    assert juger(faits, le=LE, baremes=nationaux()).critere("AGE").etat is Etat.NON_REMPLI
    critere = juger(replace(faits, entree_le=date(2025, 12, 31)), le=LE, baremes=nationaux()).critere("AGE")
    assert (critere.etat, critere.motif.code) == (Etat.REMPLI, "AGE_EN_PARCOURS")


def test_l_empreinte_d_un_programme_ne_suit_que_lui():
    acte = {"titre": "Arrêté fictif", "date": "2024-07-01"}
    o2r = {
        "departement": "35", "programme": "o2r-jeunes", "du": "2024-07-01", "acte": acte,
        "effet": "remplacer", "code": "carence_en_mois", "valeur": 3,
    }  # fmt: skip
    deroges = avec_derogations([o2r])
    assert deroges.empreinte_de("cej-jr") == nationaux().empreinte_de("cej-jr")
    assert deroges.empreinte_de("o2r-jeunes") != nationaux().empreinte_de("o2r-jeunes")
    assert deroges.empreinte != nationaux().empreinte
    assert deroges.au("o2r-jeunes", LE, "35")["carence_en_mois"] == 3


def test_une_derogation_vise_un_critere_de_son_programme():
    ligne = {
        "departement": "35", "programme": "o2r-jeunes", "du": "2024-07-01",
        "acte": {"titre": "Arrêté fictif", "date": "2024-07-01"}, "effet": "lever",
    }  # fmt: skip
    leve = avec_derogations([ligne | {"critere": "ELOIGNEMENT_O2R"}])
    verdict = juger(Faits("o2r-jeunes", "35"), le=LE, baremes=leve)
    assert verdict.critere("ELOIGNEMENT_O2R").motif.code == "CRITERE_LEVE"
    with pytest.raises(BaremeInvalide, match="AGE, ELOIGNEMENT_O2R"):
        avec_derogations([ligne | {"critere": "RESSOURCES"}])


def test_un_troisieme_programme_ne_touche_qu_un_dossier(tmp_path):
    """The code as it is, one more folder: it is judged, on its own criteria, by its own values."""
    shutil.copytree(Path(regles.__file__).parent, tmp_path / "regles", ignore=shutil.ignore_patterns("__pycache__"))
    dossier = tmp_path / "regles" / "baremes" / "essai"
    dossier.mkdir()
    (dossier / "programme.yaml").write_text(json.dumps(DIT), encoding="utf-8")
    valeur = "libelle: D\nunite: mois\nvaleurs:\n  - {du: 2025-01-01, valeur: 2, source: ct-l5131-6}\n"
    (dossier / "carence_en_mois.yaml").write_text(valeur, encoding="utf-8")
    contact = {"le": "2026-01-01", "nature": "appel", "echange": True, "intention": True}
    faits = {"inscrit": True, "historique_verifie": True, "contacts": [contact], "signes": ["isolement"]}
    entree = {"le": "2026-01-10", "programme": "essai", **faits}
    rendu, sortie, erreurs = _commande(entree, racine=tmp_path)
    assert (rendu, erreurs) == (0, "")
    verdict = json.loads(sortie)
    assert [(c["code"], c["etat"]) for c in verdict["criteres"]] == [
        ("RUPTURE", "rempli"),
        ("ELOIGNEMENT", "non_rempli"),
    ]
    assert (verdict["ouverture_le"], verdict["bareme"]["valeurs"]) == ("2026-03-01", {"carence_en_mois": 2})
    # Here, nobody knows it.
    assert _commande(entree)[0] == 2


@pytest.mark.parametrize(
    ("changement", "raison"),
    [
        ({"libelle": ""}, "« libelle »"),
        ({"source": None}, "« source » manquante"),
        ({"du": "demain"}, "« du »"),
        ({"au": "2024-12-31"}, "précède"),
        ({"criteres": "AGE"}, "liste"),
        ({"criteres": ["AGE", "AGE"]}, "deux fois"),
        ({"couleur": "bleu"}, "« couleur » inconnue"),
        ({"comptes_rendus": {}}, "liste"),
        ({"comptes_rendus": [{"code": "a", "libelle": "b", "source": "c", "avant_le": "02-29"}]}, "avant_le"),
        ({"comptes_rendus": [{"code": "a", "libelle": "b", "source": "c", "avant_le": "30 juin"}]}, "avant_le"),
    ],
)
def test_un_programme_mal_dit_est_refuse(changement, raison):
    with pytest.raises(BaremeInvalide, match="essai.yaml") as refus:
        lire_programme("essai", json.dumps(DIT | changement), "essai.yaml")
    assert raison in str(refus.value)


OUI_NON = st.sampled_from([None, True, False])
FAITS_O2R = st.builds(
    Faits,
    programme=st.just("o2r-jeunes"),
    date_naissance=st.none() | st.dates(date(1990, 1, 1), date(2012, 1, 1)),
    convention=st.none() | st.builds(Convention, st.none() | st.integers(14, 20), st.none() | st.integers(21, 30)),
    inscrit=OUI_NON,
    accompagnement_adapte=OUI_NON,
    historique_verifie=OUI_NON,
    contacts=st.none()
    | st.lists(
        st.builds(
            Contact,
            le=st.none() | st.dates(LE - timedelta(days=300), LE),
            nature=st.sampled_from([None, "appel", "sms"]),
            echange=OUI_NON,
            intention=OUI_NON,
            parcours=st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
)


def _etats(faits, le=LE):
    return {c.code: c.etat for c in juger(faits, le=le, baremes=nationaux()).criteres}


@given(FAITS_O2R)
def test_en_o2r_ce_qui_est_inconnu_pose_une_question_et_le_reste_aucune(faits):
    for critere in juger(faits, le=LE, baremes=nationaux()).criteres:
        assert bool(critere.questions) == (critere.etat is Etat.INCONNU)
        assert critere.references and critere.source and len(critere.phrase) <= 230


@given(FAITS_O2R, FAITS_O2R)
def test_en_o2r_apprendre_un_fait_ne_renverse_jamais_un_critere_deja_tranche(faits, reponses):
    avant = _etats(faits)
    appris = {c.name: getattr(reponses, c.name) for c in fields(Faits) if getattr(faits, c.name) is None}
    apres = _etats(replace(faits, **appris))
    for code, etat in avant.items():
        assert etat in (Etat.INCONNU, apres[code])


@given(FAITS_O2R, st.integers(0, 400))
def test_en_o2r_un_mois_de_plus_sans_contact_ne_ferme_jamais_la_porte(faits, jours):
    # Age held fixed; and a contact without a date may always have been yesterday.
    faits = replace(faits, contacts=tuple(c for c in faits.contacts or () if c.le))
    avant = _etats(faits)["ELOIGNEMENT_O2R"]
    apres = _etats(faits, LE + timedelta(days=jours))["ELOIGNEMENT_O2R"]
    assert (avant, apres) not in {
        (Etat.REMPLI, Etat.NON_REMPLI),
        (Etat.REMPLI, Etat.INCONNU),
        (Etat.INCONNU, Etat.NON_REMPLI),
    }
