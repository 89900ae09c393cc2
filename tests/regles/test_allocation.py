"""What holds for every estimate: order, bounds, exactness, and nothing that is not a decimal."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regles.allocation import estimer
from regles.estimation import Demande, DemandeInvalide
from regles.non_cumul import SITUATIONS
from regles.noyau.bareme import HorsBareme
from regles.noyau.temps import anniversaire
from regles.textes import avec_derogations, nationaux

CONNUS = st.dates(date(2024, 11, 1), date(2026, 3, 31))
"""Days when the flat amount and the SMIC are both known."""
EXISTE = st.dates(date(2022, 3, 1), date(2030, 12, 31))
MONTANTS = st.decimals(0, 2500, places=2)
PRESQUE = st.decimals(0, 2500, places=7)
FORFAITS = {  # in cents, from the first day of each
    date(2024, 4, 1): {"majeur": (55229, 33137), "mineur": (22092, 22092)},
    date(2025, 4, 1): {"majeur": (56168, 33700), "mineur": (22468, 22468)},
}
SMIC = {date(2024, 11, 1): 180184, date(2026, 1, 1): 182303}


def demandes(montants=MONTANTS, **fixes):
    champs = {
        "date_naissance": st.dates(date(1996, 1, 1), date(2009, 1, 1)),
        "tranche_ir": st.sampled_from((0, 1, 2)),
        "r1": montants,
        "r2": montants,
        "departement": st.sampled_from((None, "35", "976", "2A")),
        "rupture_familiale": st.booleans(),
        "situations": st.frozensets(st.sampled_from(sorted(SITUATIONS)), max_size=2),
        "rqth": st.sampled_from((None, True, False)),
    }
    return st.builds(Demande, **(champs | fixes))


METROPOLE = {"departement": st.just("35"), "situations": st.just(frozenset()), "rqth": st.none()}


def _estimer(demande, le):
    return estimer(demande, le=le, baremes=nationaux())


def _temoin(demande, le):
    """The amount in cents, by fractions and by hand: another way to read R5131-20."""
    tranche = 0 if demande.rupture_familiale else demande.tranche_ir
    if tranche == 2:
        return 0
    age = "majeur" if anniversaire(demande.date_naissance, 18) <= le else "mineur"
    forfait = Fraction(FORFAITS[max(d for d in FORFAITS if d <= le)][age][tranche], 100)
    smic = Fraction(SMIC[max(d for d in SMIC if d <= le)], 100)
    depasse = max(Fraction(0), Fraction(demande.r2) - 300)
    reste = forfait - Fraction(demande.r1) - depasse * forfait / (smic * 4 / 5 - 300)
    return max(0, (reste * 100 + Fraction(1, 2)).__floor__())


@given(demandes(PRESQUE, **METROPOLE), CONNUS)
def test_au_centime_pres_comme_par_fractions(demande, le):
    assert _estimer(demande, le).montant * 100 == _temoin(demande, le)


@given(demandes(**METROPOLE), CONNUS)
def test_le_contexte_decimal_d_autrui_ne_change_rien(demande, le):
    with localcontext() as contexte:
        contexte.prec, contexte.rounding = 6, ROUND_DOWN
        ailleurs = _estimer(demande, le)
    assert ailleurs == _estimer(demande, le)


@given(demandes(), EXISTE)
def test_entre_zero_et_le_forfait_au_centime(demande, le):
    estimation = _estimer(demande, le)
    for montant in (estimation.forfait, estimation.montant):
        assert montant is None or (montant >= 0 and montant.as_tuple().exponent == -2)
    if estimation.montant and estimation.forfait is not None:
        assert estimation.montant <= estimation.forfait
    if estimation.montant:
        assert estimation.forfait is not None


@given(demandes(), EXISTE, MONTANTS, MONTANTS)
def test_gagner_plus_ne_donne_jamais_plus(demande, le, plus_r1, plus_r2):
    avant = _estimer(demande, le).montant
    apres = _estimer(replace(demande, r1=demande.r1 + plus_r1, r2=demande.r2 + plus_r2), le).montant
    assert avant is None or apres is None or apres <= avant


@given(demandes(**METROPOLE), CONNUS)
def test_un_forfait_plus_haut_ne_donne_jamais_moins(demande, le):
    par_tranche = [_estimer(replace(demande, tranche_ir=t, rupture_familiale=False), le) for t in (2, 1, 0)]
    assert [e.forfait for e in par_tranche] == sorted(e.forfait for e in par_tranche)
    assert [e.montant for e in par_tranche] == sorted(e.montant for e in par_tranche)
    en_rupture = _estimer(replace(demande, rupture_familiale=True), le)
    assert en_rupture.montant == par_tranche[2].montant


@given(demandes(), EXISTE)
def test_une_situation_de_plus_ne_donne_jamais_plus(demande, le):
    sans = _estimer(replace(demande, situations=frozenset()), le).montant
    avec = _estimer(demande, le).montant
    assert sans is None or avec is None or avec <= sans


@given(demandes(departement=st.just("35")), EXISTE)
def test_jusqu_a_300_euros_le_smic_ne_compte_pas(demande, le):
    estimation = _estimer(replace(demande, r2=min(demande.r2, Decimal(300))), le)
    assert "smic_brut_mensuel" not in {i.code for i in estimation.inconnus}


@given(demandes(**METROPOLE), CONNUS)
def test_au_seuil_il_ne_reste_rien_et_juste_avant_il_reste_quelque_chose(demande, le):
    seuil = _estimer(demande, le).seuil
    if seuil is None:
        assert _estimer(replace(demande, r2=Decimal(0)), le).montant == 0
        return
    au_centime = seuil.quantize(Decimal("0.01"))
    assert _estimer(replace(demande, r2=au_centime + 1), le).montant == 0
    assert _estimer(replace(demande, r2=max(Decimal(0), au_centime - 1)), le).montant > 0


@given(demandes(**METROPOLE), st.dates(date(2008, 1, 1), date(2008, 12, 31)))
def test_le_forfait_change_le_jour_des_dix_huit_ans(demande, naissance):
    demande = replace(demande, date_naissance=naissance, tranche_ir=0, r1=Decimal(0), r2=Decimal(0))
    jour = anniversaire(naissance, 18)
    veille, fete = (estimer(demande, le=le, baremes=nationaux()) for le in (jour - timedelta(days=1), jour))
    if jour <= date(2026, 3, 31):
        assert (veille.montant, fete.montant) == (Decimal("224.68"), Decimal("561.68"))
    else:
        assert fete.montant is None


def _feuilles(valeur):
    if is_dataclass(valeur):
        return [f for champ in fields(valeur) for f in _feuilles(getattr(valeur, champ.name))]
    if isinstance(valeur, tuple):
        return [f for v in valeur for f in _feuilles(v)]
    return [valeur]


@given(demandes(), EXISTE)
def test_aucun_nombre_flottant_nulle_part(demande, le):
    assert not any(isinstance(feuille, float) for feuille in _feuilles(_estimer(demande, le)))


def _demande(**champs):
    return Demande(
        **({"date_naissance": date(2005, 1, 1), "tranche_ir": 0, "r1": Decimal(0), "r2": Decimal(0)} | champs)
    )


@pytest.mark.parametrize(
    ("champs", "fautif"),
    [
        ({"r1": 200.0}, "r1"),
        ({"r1": 200}, "r1"),
        ({"r2": Decimal("-0.01")}, "r2"),
        ({"r2": Decimal("NaN")}, "r2"),
        ({"r2": Decimal("Infinity")}, "r2"),
        ({"r2": Decimal("1000000.01")}, "r2"),
        ({"r2": Decimal("1e-21")}, "r2"),
        ({"tranche_ir": 3}, "tranche_ir"),
        ({"tranche_ir": True}, "tranche_ir"),
        ({"situations": frozenset({"rsi"})}, "situations"),
    ],
)
def test_des_faits_impossibles_sont_refuses(champs, fautif):
    with pytest.raises(DemandeInvalide) as refus:
        _demande(**champs)
    assert refus.value.champ == fautif


def test_le_jour_de_la_naissance_et_avant_l_allocation():
    assert _estimer(_demande(date_naissance=date(2025, 9, 1)), date(2025, 9, 1)).montant == Decimal("224.68")
    with pytest.raises(DemandeInvalide):
        _estimer(_demande(date_naissance=date(2025, 9, 2)), date(2025, 9, 1))
    with pytest.raises(HorsBareme, match="2022-03-01"):
        _estimer(_demande(), date(2022, 2, 28))


def test_ce_qu_on_ne_connait_pas_dit_depuis_quand_et_pourquoi():
    estimation = _estimer(_demande(r2=Decimal(600)), date(2026, 11, 23))
    (inconnu,) = estimation.inconnus
    assert (inconnu.code, inconnu.depuis) == ("forfait_majeur_non_imposable", date(2026, 4, 1))
    assert "aucun texte lu ici" in inconnu.raison
    dites = " ".join(etape.formule for etape in estimation.etapes)
    assert "Valeur inconnue depuis le 1er avril 2026" in dites
    assert "566" not in str(estimation)


def test_un_acte_qui_fixe_un_montant_comble_le_trou_et_se_nomme():
    acte = {"titre": "Arrêté fictif n° 2026-4", "date": "2026-04-01"}
    valeur = {"programme": "cej", "departement": "35", "du": "2026-04-01", "acte": acte, "effet": "remplacer"}
    baremes = avec_derogations([valeur | {"code": "forfait_majeur_non_imposable", "valeur": "570.00"}])
    ici = estimer(_demande(departement="35"), le=date(2026, 5, 1), baremes=baremes)
    ailleurs = estimer(_demande(departement="56"), le=date(2026, 5, 1), baremes=baremes)
    assert (ici.montant, ailleurs.montant) == (Decimal("570.00"), None)
    assert "Arrêté fictif n° 2026-4" in {s.titre for s in ici.sources}


def test_un_smic_absurdement_bas_n_arrete_pas_le_calcul():
    acte = {"titre": "Arrêté fictif n° 2025-1", "date": "2025-01-01"}
    valeur = {"programme": "cej", "departement": "35", "du": "2025-01-01", "acte": acte, "effet": "remplacer"}
    baremes = avec_derogations([valeur | {"code": "smic_brut_mensuel", "valeur": "375.00"}])
    demande = _demande(departement="35", r2=Decimal("300.01"))
    assert estimer(demande, le=date(2025, 9, 1), baremes=baremes).montant == 0


def test_le_seuil_et_la_phrase_du_jour():
    estimation = _estimer(_demande(r2=Decimal(600)), date(2025, 9, 1))
    assert estimation.seuil == Decimal("1441.472")
    dites = {etape.code: etape.formule.replace("\u00a0", " ").replace("\u202f", " ") for etape in estimation.etapes}
    assert dites["SEUIL"] == "80 % × 1 801,84 € = 1 441,47 €"
    calcul = "(600 € − 300 €) × 561,68 € ÷ (80 % × 1 801,84 € − 300 €) = 147,62 €"
    assert dites["DEDUITS_EN_PARTIE"] == calcul
    assert dites["MONTANT"].startswith("561,68 € − 147,62 € = 414,06 €, au centime le plus proche")
