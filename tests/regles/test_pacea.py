"""The stories of `pacea.yaml`, and what holds whatever the amounts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from regles.noyau.bareme import HorsBareme
from regles.noyau.temps import plus_mois
from regles.noyau.verdict import Etat, Reponse
from regles.pacea import (
    CRITERES_PACEA,
    Cej,
    DemandeDite,
    Pacea,
    bornes,
    juger_demande,
)
from regles.plafond_pacea import Accordee, Fenetre, accorde, rang, reste
from regles.textes import avec_derogations, nationaux

DOCUMENT = yaml.safe_load(Path(__file__).with_name("pacea.yaml").read_text(encoding="utf-8"))
CAS = DOCUMENT["cas"]


def _demande(faits: dict) -> tuple[DemandeDite, date]:
    dits = DOCUMENT["possible"] | faits
    le = dits.pop("le")
    return DemandeDite(
        mois=dits.pop("mois"),
        montant=Decimal(dits.pop("montant")),
        revenus=None if (r := dits.pop("revenus")) is None else Decimal(r),
        cejs=tuple(Cej(*jours) for jours in dits.pop("cejs", [])),
        paceas=tuple(Pacea(*jours) for jours in dits.pop("paceas")),
        accordees=tuple(Accordee(mois, Decimal(m)) for mois, m in dits.pop("accordees", [])),
        fenetre=Fenetre(dits.pop("fenetre")) if "fenetre" in dits else None,
        **dits,
    ), le


@pytest.mark.parametrize("cas", CAS, ids=[cas["recit"] for cas in CAS])
def test_cas(cas):
    demande, le = _demande(dict(cas["faits"]))
    avis = juger_demande(demande, le=le, baremes=nationaux())
    attendus = {code: ["rempli"] for code in CRITERES_PACEA} | cas.get("criteres", {})
    obtenus = {c.code: [c.etat.value, c.motif.code][: len(attendus[c.code])] for c in avis.criteres}
    assert (avis.dit, obtenus) == (cas["reponse"], attendus)
    for code, phrase in cas.get("phrase", {}).items():
        assert avis.critere(code).phrase.replace("\u00a0", " ").replace("\u202f", " ") == phrase
    cites = {s.code for c in avis.criteres for s in c.references}
    assert set(cas.get("texte", [])) <= cites
    assert all(c.source and c.phrase for c in avis.criteres)


def test_les_recits_sont_distincts_et_disent_leur_texte():
    assert len({cas["recit"] for cas in CAS}) == len(CAS)
    for cas in (*CAS, *DOCUMENT["durees"]):
        assert cas["texte"] and set(cas["texte"]) <= set(nationaux().textes), cas["recit"]


@pytest.mark.parametrize("cas", DOCUMENT["durees"], ids=str)
def test_duree(cas):
    trouvees = bornes(cas["signe_le"], date_naissance=cas["ne_le"], departement=None, baremes=nationaux())
    assert trouvees.dernier_jour == cas["dernier_jour"]
    assert [s.code for s in trouvees.sources] == ["ct-r5131-11"]


def test_la_premiere_phase_commence_dans_le_mois():
    trouvees = bornes(date(2026, 1, 31), date_naissance=None, departement=None, baremes=nationaux())
    assert trouvees.premiere_phase_au_plus_tard == date(2026, 2, 28)


def test_un_acte_du_territoire_change_les_durees_de_ses_jours_et_se_cite():
    acte = {"titre": "Arrêté préfectoral fictif n° 2026-7", "date": "2026-02-10"}
    baremes = avec_derogations(
        [
            {
                "departement": "35", "programme": "pacea", "du": "2026-03-01", "acte": acte, "effet": "remplacer",
                "code": "duree_maximale_en_mois", "valeur": 18,
            }
        ]
    )  # fmt: skip
    ici, avant, ailleurs = (
        bornes(jour, date_naissance=None, departement=ou, baremes=baremes)
        for jour, ou in ((date(2026, 3, 1), "35"), (date(2026, 2, 28), "35"), (date(2026, 3, 1), "22"))
    )
    assert (ici.dernier_jour, ici.mois) == (date(2027, 8, 31), 18)
    assert any(acte["titre"] in s.titre for s in ici.sources)
    assert (avant.dernier_jour, ailleurs.dernier_jour) == (date(2028, 2, 27), date(2028, 2, 29))
    assert [s.code for s in ailleurs.sources] == ["ct-r5131-11"]


def test_avant_mars_2022_aucune_regle():
    with pytest.raises(HorsBareme):
        juger_demande(DemandeDite(date(2022, 2, 1), Decimal(1)), le=date(2022, 2, 1), baremes=nationaux())


def test_un_acte_du_territoire_remplace_ce_qui_n_est_pas_connu():
    acte = {"titre": "Arrêté préfectoral fictif n° 2026-4", "date": "2026-04-10"}
    baremes = avec_derogations(
        [{"departement": "35", "programme": "pacea", "du": "2026-04-01", "acte": acte, "effet": "remplacer",
          "code": "plafond_mensuel", "valeur": "566.17"}]
    )  # fmt: skip
    faits = {"le": date(2026, 4, 12), "mois": date(2026, 4, 1), "montant": "566.18", "departement": "35"}
    demande, le = _demande(faits)
    avis = juger_demande(demande, le=le, baremes=baremes)
    assert avis.critere("PLAFOND_DU_MOIS").motif.code == "MOIS_DEPASSE"
    assert "2026-4" in avis.critere("PLAFOND_DU_MOIS").source
    assert avis.reste.plafonds.an == Decimal("3397.02")


# What holds whatever was granted

MOIS = st.integers(0, 35).map(lambda n: plus_mois(date(2023, 4, 1), n))
MONTANTS = st.integers(1, 60_000).map(lambda centimes: Decimal(centimes) / 100)
ACCORDEES = st.lists(st.builds(Accordee, MOIS, MONTANTS), max_size=14).map(tuple)
FENETRES = st.sampled_from([None, *Fenetre])


def _reste(mois, accordees, fenetre):
    return reste(mois, accordees, fenetre=fenetre, departement=None, baremes=nationaux())


@settings(max_examples=300, deadline=None)
@given(MOIS, ACCORDEES, st.sampled_from(list(Fenetre)))
def test_ce_qui_reste_peut_toujours_etre_accorde_et_pas_un_centime_de_plus(mois, accordees, fenetre):
    disponible = _reste(mois, accordees, fenetre).disponible
    if disponible <= 0:
        return
    apres = _reste(mois, (*accordees, Accordee(mois, disponible)), fenetre)
    assert min(apres.mois, apres.an) == 0
    de_trop = _reste(mois, (*accordees, Accordee(mois, disponible + Decimal("0.01"))), fenetre)
    assert min(de_trop.mois, de_trop.an) == Decimal("-0.01")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(MOIS, MONTANTS), max_size=20))
def test_accorde_dans_le_reste_aucune_suite_de_douze_mois_ne_depasse(demandes):
    """In any order, later months first if one likes: what was granted within the remainder holds in every run."""
    accordees: tuple[Accordee, ...] = ()
    for mois, montant in demandes:
        if montant <= _reste(mois, accordees, Fenetre.GLISSANTE).disponible:
            accordees = (*accordees, Accordee(mois, montant))
    plus_haut = max(_reste(m, (), None).plafonds.an for m, _ in demandes) if demandes else Decimal(0)
    for debut in range(rang(date(2023, 4, 1)) - 12, rang(date(2026, 4, 1))):
        assert sum((a.montant for a in accordees if debut <= rang(a.mois) < debut + 12), Decimal(0)) <= plus_haut


@settings(max_examples=300, deadline=None)
@given(MOIS, ACCORDEES)
def test_la_lecture_civile_ne_voit_que_l_annee_et_la_glissante_jamais_moins_que_le_mois(mois, accordees):
    civile, glissante = (accorde(mois, accordees, f) for f in (Fenetre.CIVILE, Fenetre.GLISSANTE))
    assert civile == sum((a.montant for a in accordees if a.mois.year == mois.year), Decimal(0))
    # A calendar year is one of the runs of twelve months that hold the month.
    assert glissante >= civile


@settings(max_examples=200, deadline=None)
@given(MOIS, ACCORDEES, FENETRES, MONTANTS)
def test_une_allocation_de_plus_n_ouvre_jamais_rien(mois, accordees, fenetre, montant):
    def etats(deja):
        demande = DemandeDite(mois, montant, Decimal(0), accordees=deja, fenetre=fenetre)
        avis = juger_demande(demande, le=mois, baremes=nationaux())
        return [avis.critere(c).etat for c in ("PLAFOND_DU_MOIS", "PLAFOND_DE_L_AN")], avis

    ordre = [Etat.REMPLI, Etat.INCONNU, Etat.NON_REMPLI]
    avant, avis = etats(accordees[1:])
    apres, _ = etats(accordees)
    assert all(ordre.index(a) <= ordre.index(b) for a, b in zip(avant, apres, strict=True))
    assert all(type(m) is Decimal for m in (avis.reste.mois, avis.reste.an, avis.reste.accorde_an))
    assert avis.reponse is Reponse.DEFAVORABLE  # no PACEA in these facts


@given(MOIS, ACCORDEES, st.none() | st.sampled_from(Fenetre), MONTANTS)
def test_aucun_nombre_flottant_dans_un_avis(mois, accordees, fenetre, montant):
    demande = DemandeDite(mois, montant, accordees=tuple(accordees), fenetre=fenetre)
    restes = juger_demande(demande, le=mois, baremes=nationaux()).reste
    dits = [restes.accorde_mois, restes.mois, restes.accorde_an, restes.an, restes.autre_lecture, restes.disponible]
    assert {type(dit) for dit in dits} <= {Decimal, type(None)}
