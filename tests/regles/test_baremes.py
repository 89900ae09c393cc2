from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import regles
from regles.noyau.bareme import BaremeInvalide, Baremes, HorsBareme
from regles.noyau.chargement import lire_parametre, lire_parametres, lire_sources
from regles.noyau.source import Source
from regles.textes import nationaux

TEXTES = {"loi": Source("loi", "Loi", "Loi"), "decret": Source("decret", "Décret", "Décret")}


def _lire(valeurs):
    texte = f"libelle: Essai\nunite: mois\nvaleurs:\n{valeurs}"
    return lire_parametre("cej-jr", "essai", texte, "essai.yaml", TEXTES)


def test_les_valeurs_nationales_du_premier_jour_sans_fin():
    attendues = (("age_maximum", 25), ("age_maximum_rqth", 29), ("age_minimum", 16), ("carence_en_mois", 5))
    assert nationaux().au("cej-jr", date(2022, 4, 22), None).imprime == attendues
    assert nationaux().au("cej-jr", date(9999, 12, 31), "35").imprime == attendues


def test_la_veille_rien_n_est_en_vigueur():
    with pytest.raises(HorsBareme, match="2022-04-21.*commencent le 2022-04-22"):
        nationaux().au("cej-jr", date(2022, 4, 21), None)


def test_une_valeur_change_le_jour_dit():
    parametre = _lire(
        "  - {du: 2023-01-01, valeur: 3, source: decret}\n"
        "  - {du: 2022-04-22, au: 2022-12-31, valeur: 5, source: loi}\n"
    )
    baremes = Baremes((parametre,), (), TEXTES)
    assert baremes.au("cej-jr", date(2022, 12, 31), None)["essai"] == 5
    assert baremes.au("cej-jr", date(2023, 1, 1), None)["essai"] == 3
    assert baremes.au("cej-jr", date(2023, 1, 1), None).valeurs["essai"].source == TEXTES["decret"]


def test_un_trou_declare_dit_pourquoi():
    parametre = _lire(
        "  - {du: 2022-04-22, au: 2022-12-31, valeur: 5, source: loi}\n"
        "  - {du: 2023-01-01, au: 2023-03-31, inconnu: texte annulé}\n"
        "  - {du: 2023-04-01, valeur: 3, source: loi}\n"
    )
    assert parametre.au(date(2023, 4, 1)).valeur == 3
    with pytest.raises(HorsBareme, match="texte annulé"):
        parametre.au(date(2023, 3, 31))


def test_apres_la_derniere_periode_rien_n_est_en_vigueur():
    parametre = _lire("  - {du: 2022-04-22, au: 2022-12-31, valeur: 5, source: loi}\n")
    with pytest.raises(HorsBareme, match="2023-01-01"):
        parametre.au(date(2023, 1, 1))


@pytest.mark.parametrize(
    ("valeurs", "raison"),
    [
        ("  - {du: 2022-04-22, valeur: 5}\n", "« source » manquante"),
        ("  - {du: 2022-04-22, valeur: 5, source: null}\n", "« source » manquante"),
        ("  - {du: 2022-04-22, valeur: 5, source: inconnue}\n", "n’existe pas"),
        ("  - {valeur: 5, source: loi}\n", "« du » manquante"),
        ("  - {du: 2022-04-22, source: loi}\n", "« valeur » manquante"),
        ("  - {du: 2022-04-22, valeur: true, source: loi}\n", "entier"),
        ("  - {du: 2022-04-22, valeur: 5.0, source: loi}\n", "entier"),
        ("  - {du: 2022-04-22, valeur: -1, source: loi}\n", "entier"),
        ("  - {du: 2022-04-22, valeur: 1201, source: loi}\n", "entier"),
        ("  - {du: 2022-02-30, valeur: 5, source: loi}\n", "illisible"),
        ("  - {du: '20220422', valeur: 5, source: loi}\n", "« du » doit être une date"),
        ("  - {du: 2022-04-22 10:00:00, valeur: 5, source: loi}\n", "« du » doit être une date"),
        ("  - {du: 2022-04-22, au: 2022-04-21, valeur: 5, source: loi}\n", "précède"),
        ("  - {du: 2022-04-22, valeur: 5, source: loi, note: x}\n", "« note » inconnue"),
        ("  - {du: 2022-04-22, valeur: 5, valeur: 6, source: loi}\n", "deux fois"),
        ("  - {du: 2022-04-22, inconnu: }\n", "« inconnu » manquante"),
        ("  - 5\n", "objet"),
        ("  []\n", "liste non vide"),
        ("  - {du: 2022-04-22, valeur: 5, source: loi\n", "illisible"),
    ],
)
def test_ce_qui_n_est_pas_du_droit_est_refuse(valeurs, raison):
    with pytest.raises(BaremeInvalide, match="essai.yaml") as refus:
        _lire(valeurs)
    assert raison in str(refus.value)


@pytest.mark.parametrize(
    ("fin", "debut", "raison"),
    [
        ("au: 2023-01-01, ", "2023-01-01", "chevauchent"),
        ("", "2023-01-01", "chevauchent"),
        ("au: 2022-12-30, ", "2023-01-01", "trou non déclaré"),
        ("au: 2022-12-31, ", "2022-04-22", "chevauchent"),
    ],
)
def test_periodes_qui_se_chevauchent_ou_laissent_un_trou(fin, debut, raison):
    with pytest.raises(BaremeInvalide, match=raison):
        _lire(f"  - {{du: 2022-04-22, {fin}valeur: 5, source: loi}}\n  - {{du: {debut}, valeur: 3, source: loi}}\n")


def test_l_unite_est_connue():
    with pytest.raises(BaremeInvalide, match="unité inconnue"):
        lire_parametre("cej-jr", "essai", "libelle: E\nunite: lunes\nvaleurs: []\n", "essai.yaml", TEXTES)


def _montants(valeurs):
    texte = f"libelle: Essai\nunite: euros\nvaleurs:\n{valeurs}"
    return lire_parametre("cej", "essai", texte, "essai.yaml", TEXTES)


def test_un_montant_est_exact():
    baremes = Baremes((_montants("  - {du: 2025-04-01, valeur: '561.68', source: loi}\n"),), (), TEXTES)
    bareme = baremes.au("cej", date(2025, 4, 1), None)
    assert bareme.montant("essai") == Decimal("561.68")
    assert bareme.imprime == ()
    with pytest.raises(TypeError, match="montant"):
        bareme["essai"]


@pytest.mark.parametrize("valeur", ["561.68", "561", "'561,68'", "'-1'", "'1e3'", "'NaN'", "''", "null", "'1234567'"])
def test_un_montant_s_ecrit_entre_guillemets(valeur):
    with pytest.raises(BaremeInvalide, match="montant entre guillemets|manquante"):
        _montants(f"  - {{du: 2025-04-01, valeur: {valeur}, source: loi}}\n")


def test_ce_que_personne_ne_sait_dire_ce_jour_n_empeche_pas_le_reste():
    inconnu = _montants(
        "  - {du: 2025-04-01, au: 2026-03-31, valeur: '561.68', source: loi}\n"
        "  - {du: 2026-04-01, inconnu: montant non confirmé}\n"
    )
    connu = lire_parametre(
        "cej",
        "duree",
        "libelle: D\nunite: mois\nvaleurs:\n  - {du: 2022-03-01, valeur: 12, source: loi}\n",
        "d",
        TEXTES,
    )
    bareme = Baremes((inconnu, connu), (), TEXTES).au("cej", date(2026, 4, 1), None)
    assert bareme["duree"] == 12
    assert list(bareme.trous) == ["essai"]
    with pytest.raises(HorsBareme, match="montant non confirmé"):
        bareme.montant("essai")


def test_l_empreinte_suit_le_droit_et_non_la_mise_en_page(tmp_path):
    dossier = tmp_path / "cej-jr"
    dossier.mkdir()

    def empreinte(contenu):
        (dossier / "essai.yaml").write_text(contenu, encoding="utf-8")
        return Baremes(lire_parametres(tmp_path, TEXTES), (), TEXTES).empreinte

    base = "libelle: E\nunite: mois\nvaleurs:\n  - {du: 2022-04-22, valeur: 5, source: loi}\n"
    assert empreinte(base) == empreinte("# un commentaire\n" + base.replace("libelle: E", "libelle: Autre"))
    differents = {
        empreinte(base),
        empreinte(base.replace("valeur: 5", "valeur: 6")),
        empreinte(base.replace("source: loi", "source: decret")),
        empreinte(base.replace("2022-04-22", "2022-04-23")),
        empreinte(base.replace("valeur: 5", "au: 2030-01-01, valeur: 5")),
        empreinte(base.replace("unite: mois", "unite: ans")),
    }
    assert len(differents) == 6


def test_chaque_texte_dit_ce_qu_il_est_et_comment_on_le_connait():
    sources = lire_sources(Path(regles.__file__).parent / "sources")
    assert len(sources) >= 5
    for source in sources.values():
        assert source.connu_par
        assert source.citation or source.resume
        assert "http" not in f"{source.citation}{source.resume}{source.connu_par}"


def test_une_source_sans_titre_est_refusee(tmp_path):
    (tmp_path / "loi.yaml").write_text("mention: Loi\n", encoding="utf-8")
    with pytest.raises(BaremeInvalide, match="« titre » manquante"):
        lire_sources(tmp_path)


def _dossier_de(tmp_path, **fichiers):
    for nom, corps in fichiers.items():
        (tmp_path / nom).mkdir()
        (tmp_path / nom / "essai.yaml").write_text(corps, encoding="utf-8")
    return {p.programme: p for p in lire_parametres(tmp_path, TEXTES)}


ECRIT = (
    "libelle: Écrit\nunite: mois\nvaleurs:\n  - {du: 2022-03-01, au: 2022-12-31, valeur: 5, source: loi}\n"
    "  - {du: 2023-01-01, au: 2023-06-30, inconnu: texte annulé}\n  - {du: 2023-07-01, valeur: 6, source: decret}\n"
)


def test_une_valeur_reprise_d_une_autre_est_la_meme_tous_les_jours(tmp_path):
    lus = _dossier_de(tmp_path, autre=ECRIT, aide="libelle: Repris\ncomme: autre/essai\n")
    assert (lus["aide"].libelle, lus["aide"].unite) == ("Repris", "mois")
    assert lus["aide"].periodes == lus["autre"].periodes


def test_une_valeur_reprise_peut_commencer_plus_tard(tmp_path):
    lus = _dossier_de(tmp_path, autre=ECRIT, aide="libelle: Repris\ncomme: autre/essai\ndu: 2023-02-01\n")
    assert [(p.du, p.valeur) for p in lus["aide"].periodes] == [(date(2023, 2, 1), None), (date(2023, 7, 1), 6)]
    assert lus["aide"].periodes[1].source == "decret"


@pytest.mark.parametrize(
    "cible", ["autre/rien", "essai", "aide/essai", "autre/essai\nunite: mois", "autre/essai\ndu: x"]
)
def test_une_reprise_designe_une_valeur_ecrite_et_n_ajoute_rien(tmp_path, cible):
    with pytest.raises(BaremeInvalide, match="baremes/aide/essai.yaml"):
        _dossier_de(tmp_path, autre=ECRIT, aide=f"libelle: Repris\ncomme: {cible}\n")


def test_ce_qu_un_article_reprend_d_un_autre_n_est_ecrit_qu_une_fois():
    par_code = {(p.programme, p.code): p for p in nationaux().parametres}
    plafond, forfait = par_code["pacea", "plafond_mensuel"], par_code["cej", "forfait_majeur_non_imposable"]
    assert plafond.periodes == forfait.periodes
    for code in ("age_minimum", "age_maximum", "age_maximum_rqth"):
        (entree,), (contrat,) = par_code["cej-jr", code].periodes, par_code["cej", code].periodes
        assert (entree.valeur, entree.source, entree.au) == (contrat.valeur, contrat.source, contrat.au)
        assert (entree.du, contrat.du) == (date(2022, 4, 22), date(2022, 3, 1))


def test_aucun_nombre_flottant_dans_les_valeurs_nationales():
    for parametre in nationaux().parametres:
        attendu = Decimal if parametre.unite == "euros" else int
        assert {type(p.valeur) for p in parametre.periodes} <= {attendu, type(None)}, parametre.code
