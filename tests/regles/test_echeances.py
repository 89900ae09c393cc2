"""What holds for every dossier, whatever its history and the day it is read."""

import re
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from regles.carence import ContactPosterieur
from regles.contrat import Partie
from regles.echeances import (
    AutreParcours,
    Code,
    Contrat,
    FaitsDuParcours,
    Moment,
    Pacea,
    Rythme,
    Rythmes,
    Sorte,
    Unite,
    echeances,
)
from regles.echeances.contrat import fin_du_contrat
from regles.faits import Contact, FaitInconnu
from regles.jalons import Issue, Jalons, etape
from regles.noyau.temps import age_revolu, dernier_jour, fin_de_mois, plus_mois
from regles.textes import avec_derogations, nationaux

DU, AU = date(2024, 1, 1), date(2031, 12, 31)
LE = date(2026, 11, 23)
JOURS_PIEGES = [date(2028, 2, 29), date(2025, 2, 28), date(2026, 8, 31), date(2025, 12, 31), date(2026, 1, 31)]
JOURS = st.dates(DU, AU) | st.sampled_from([date(2024, 2, 29), *JOURS_PIEGES])
OUI_NON = (None, True, False)
MOIS = st.integers(1, 24)


def _rythmes(hasard):
    return Rythmes(
        diagnostic_en_semaines=hasard.choice([None, 1, 3, 8]),
        remobilisation_en_mois=hasard.choice([None, 1, 6]),
        tripartites=hasard.choice([None, Rythme(1, Unite.SEMAINES), Rythme(6, Unite.SEMAINES), Rythme(2, Unite.MOIS)]),
        bilans=hasard.choice([None, Rythme(1, Unite.MOIS), Rythme(3, Unite.MOIS), Rythme(10, Unite.SEMAINES)]),
    )


def _contrat(hasard, plus_tard):
    debut = plus_tard()
    return Contrat(
        debut,
        prolonge_jusqu_au=hasard.choice([None, dernier_jour(debut, hasard.randint(13, 18))]),
        autre_parcours=hasard.choice([None, None, AutreParcours(), AutreParcours(fini_le=plus_tard())]),
        fini_le=hasard.choice([None, None, plus_tard(500)]),
        pieces_completes_le=hasard.choice([None, debut]),
        versement_provisoire_depuis=hasard.choice([None, debut]),
        circonstances_particulieres=hasard.random() < 0.3,
        interruption=hasard.choice([None, None, (debut, None), (debut, debut + timedelta(days=40))]),
    )


def _histoire(graine):
    """A dossier as it is lived: events in order, some missing, each some days after the one before; its last day.

    Drawn from one seed, ten times faster than choice by choice: there are thousands of them.
    """
    hasard = Random(graine)
    jour = hasard.choice([*JOURS_PIEGES, date(2024, 7, 1) + timedelta(days=hasard.randrange(1000))])

    def plus_tard(au_plus=200):
        nonlocal jour
        jour += timedelta(days=hasard.randint(0, au_plus))
        return jour

    jours = [jour - timedelta(days=hasard.randrange(400)) for _ in range(hasard.randrange(4))]
    naissance = date(1996, 1, 1) + timedelta(days=hasard.randrange(5400))
    faits = {
        "programme": hasard.choice(["cej-jr", "o2r-jeunes"]),
        "departement": hasard.choice([None, "35", "974", "976"]),
        "inscrit": hasard.choice(OUI_NON),
        "contacts": tuple(Contact(j, "entretien", True, hasard.choice(OUI_NON)) for j in jours),
        "rqth": hasard.choice(OUI_NON),
        "date_naissance": hasard.choice([None, date(2004, 2, 29), naissance, naissance]),
        "rythmes": _rythmes(hasard),
    }
    etapes = hasard.randrange(6)
    jalons = {"partage": etapes >= 1, "proposee": hasard.random() < 0.5}
    if etapes >= 2:
        jalons["issue"] = hasard.choice(list(Issue))
        faits["decision_seance_le"] = plus_tard()
        faits["decision_fin_le"] = plus_tard() if jalons["issue"] is Issue.PRE_CEJ else None
        faits["prochaine_seance_le"] = hasard.choice([None, jour + timedelta(days=14)])
    if etapes >= 3:
        jalons["issue"] = Issue.ENTREE
        faits["entree_le"] = hasard.choice([None, *[plus_tard()] * 5])
        faits["tripartites"] = tuple(plus_tard(60) for _ in range(hasard.randrange(4)))
        faits["bilans"] = tuple(plus_tard(100) for _ in range(hasard.randrange(4)))
        faits["contractualisation_prevue_le"] = hasard.choice([None, jour + timedelta(days=20)])
        faits["signatures_attendues"] = frozenset(hasard.sample(list(Partie), hasard.randrange(4)))
        faits["diagnostic_fait_le"] = hasard.choice([None, jour])
    if etapes >= 4:
        contrat = _contrat(hasard, plus_tard)
        jalons["contrat"] = contrat.fini_le is None
        faits["contrats"] = (contrat,)
    jalons["sorti"] = etapes == 5 or hasard.random() < 0.1
    faits["pacea"] = hasard.choice([None, Pacea(jour)])
    faits["dernier_contact_le"] = hasard.choice([None, jour])
    return FaitsDuParcours(jalons=Jalons(**jalons), **faits), jour


HISTOIRES = st.integers(0, 2**63).map(_histoire)


def _dire(faits, le):
    return echeances(faits, le=le, baremes=nationaux())


@settings(max_examples=4000, deadline=None)
@given(HISTOIRES, st.integers(0, 2000))
def test_le_temps_seul_ne_change_que_le_moment_et_l_etat_est_celui_des_jalons(histoire, jours):
    """The days are the same tomorrow, and a day only ever gets nearer, then past."""
    faits, le = histoire
    assert _dire(faits, le).etape is etape(faits.jalons)
    avant, apres = _dire(faits, le), _dire(faits, le + timedelta(days=jours))
    assert [(e.code, e.le) for e in avant.echeances] == [(e.code, e.le) for e in apres.echeances]
    assert (avant.etape, avant.remarques) == (apres.etape, apres.remarques)
    ordre = [Moment.A_VENIR, Moment.BIENTOT, Moment.AUJOURD_HUI, Moment.EN_RETARD, Moment.PASSEE]
    for hier, demain in zip(avant.echeances, apres.echeances, strict=True):
        assert ordre.index(hier.moment) <= ordre.index(demain.moment)


@settings(max_examples=1000, deadline=None)
@given(HISTOIRES, st.integers(-400, 2000))
def test_le_moment_dit_ou_est_le_jour(histoire, jours):
    faits, _ = histoire
    le = max([histoire[1] + timedelta(days=jours), *(c.le for c in faits.contacts)])
    dit = _dire(faits, le)
    for e in dit.echeances:
        assert (e.moment is Moment.AUJOURD_HUI) == (e.le == le)
        assert (e.moment in (Moment.EN_RETARD, Moment.PASSEE)) == (e.le < le)
        assert (e.moment is Moment.EN_RETARD) == (e.le < le and e.sorte is Sorte.A_FAIRE)
    assert list(dit.echeances) == sorted(dit.echeances, key=lambda e: e.le)
    passees = [e for e in dit.echeances if e.moment is Moment.PASSEE]
    assert sorted(map(repr, (*dit.en_retard, *dit.prochaines, *passees))) == sorted(map(repr, dit.echeances))
    assert len({e.code for e in dit.echeances}) == len(dit.echeances)


@settings(max_examples=1000, deadline=None)
@given(HISTOIRES, st.integers(0, 1000))
def test_les_phrases_se_lisent_a_voix_haute(histoire, jours):
    faits, le = histoire
    dit = _dire(faits, le + timedelta(days=jours))
    for phrase in [e.phrase for e in dit.echeances] + [r.phrase for r in dit.remarques]:
        assert len(phrase) <= 230
        assert phrase[-1] == "."
        assert phrase[0].isupper()
        assert "'" not in phrase and "{" not in phrase
        assert not re.search(r" [:;?!»]|« |[^\u00a0][:;?!]", phrase)
    assert all(e.source.mention and (e.source.connu_par or e.source.citation) for e in dit.echeances)


@given(JOURS, MOIS)
def test_une_duree_finit_la_veille_du_meme_jour_ou_le_dernier_du_mois(debut, mois):
    fin = dernier_jour(debut, mois)
    lendemain = fin + timedelta(days=1)
    assert lendemain.day == debut.day or (lendemain.day == 1 and fin.day < debut.day)
    assert dernier_jour(debut + timedelta(days=1), mois) >= fin
    assert dernier_jour(debut, mois + 1) > fin


@given(JOURS, st.integers(0, 5))
def test_une_fin_de_mois_est_le_dernier_jour_d_un_mois(jour, mois):
    fin = fin_de_mois(jour, mois)
    assert (fin + timedelta(days=1)).day == 1
    assert (fin.year * 12 + fin.month) - (jour.year * 12 + jour.month) == mois
    assert fin_de_mois(jour + timedelta(days=1), mois) >= fin


@given(JOURS, JOURS)
def test_ce_qui_prolonge_un_contrat_n_en_avance_jamais_la_fin(debut, autre):
    bareme = nationaux().au("cej", debut, None)
    seul = fin_du_contrat(Contrat(debut), bareme=bareme)
    assert seul == dernier_jour(debut, 12)
    assert fin_du_contrat(Contrat(debut, autre_parcours=AutreParcours(fini_le=autre)), bareme=bareme) >= seul
    assert fin_du_contrat(Contrat(debut + timedelta(days=1)), bareme=bareme) >= seul


def _une(faits, code, le=LE):
    return next(e for e in _dire(faits, le).echeances if e.code is code)


@given(st.dates(date(1997, 1, 1), date(2012, 12, 31)) | st.sampled_from([date(2000, 2, 29), date(2008, 2, 29)]))
def test_un_anniversaire_est_le_premier_jour_de_l_age(naissance):
    faits = FaitsDuParcours("cej-jr", date_naissance=naissance)
    for code, age in ((Code.MAJORITE, 18), (Code.LIMITE_AGE, 26), (Code.LIMITE_AGE_RQTH, 30)):
        jour = _une(faits, code).le
        assert age_revolu(naissance, jour) == age
        assert age_revolu(naissance, jour - timedelta(days=1)) == age - 1


@given(JOURS, st.dates(date(1998, 1, 1), date(2010, 12, 31)))
def test_un_pacea_ne_depasse_ni_vingt_quatre_mois_ni_les_vingt_six_ans(signe, naissance):
    assume(age_revolu(naissance, signe) < 26)
    fin = _une(FaitsDuParcours("cej-jr", date_naissance=naissance, pacea=Pacea(signe)), Code.FIN_PACEA).le
    assert signe <= fin <= dernier_jour(signe, 24)
    assert age_revolu(naissance, fin) < 26


@given(
    JOURS,
    st.builds(Rythme, MOIS, st.sampled_from(Unite)),
    st.lists(st.integers(0, 800), max_size=5),
    st.integers(0, 800),
)
def test_tenir_un_bilan_de_plus_ne_rapproche_jamais_le_suivant(entree, rythme, tenus, encore):
    """Whatever was held before, and whenever; the tripartite interview follows the same rule."""
    base = FaitsDuParcours(
        "cej-jr",
        jalons=Jalons(issue=Issue.ENTREE),
        entree_le=entree,
        rythmes=Rythmes(bilans=rythme, tripartites=rythme),
        bilans=tuple(entree + timedelta(days=jours) for jours in tenus),
    )
    plus = replace(base, bilans=(*base.bilans, entree + timedelta(days=encore)))
    meme = replace(base, tripartites=base.bilans)
    assert _une(plus, Code.BILAN).le >= _une(base, Code.BILAN).le > entree
    assert _une(meme, Code.TRIPARTITE).le == _une(base, Code.BILAN).le


@given(JOURS, st.lists(st.integers(0, 300), max_size=4))
def test_la_porte_est_celle_de_la_regle_et_un_contact_de_plus_ne_l_avance_jamais(dernier, jours):
    faits = FaitsDuParcours("cej-jr", contacts=(Contact(dernier, "appel", True, True),))
    porte = _une(faits, Code.VEILLE, AU).le
    assert porte == plus_mois(dernier, 5)
    autres = tuple(Contact(dernier - timedelta(days=j), "entretien", True, True) for j in jours)
    assert _une(replace(faits, contacts=(*faits.contacts, *autres)), Code.VEILLE, AU).le == porte


def test_une_derogation_deplace_la_porte_et_son_acte_est_la_source():
    baremes = avec_derogations(
        [
            {
                "departement": "35", "programme": "cej-jr", "du": "2024-01-01", "effet": "remplacer",
                "acte": {"titre": "Arrêté fictif n° 1", "date": "2023-12-01"}, "code": "carence_en_mois", "valeur": 3,
            }
        ]
    )  # fmt: skip
    faits = FaitsDuParcours("cej-jr", "35", contacts=(Contact(date(2026, 8, 31), "appel", True, True),))
    (porte,) = (e for e in echeances(faits, le=LE, baremes=baremes).echeances if e.code is Code.VEILLE)
    assert (porte.le, porte.source.titre) == (date(2026, 11, 30), "Arrêté fictif n° 1")
    assert "3 mois" in porte.phrase


def test_un_contact_apres_le_jour_juge_est_refuse():
    faits = FaitsDuParcours("cej-jr", contacts=(Contact(LE, "appel", True, True),))
    with pytest.raises(ContactPosterieur):
        _dire(faits, LE - timedelta(days=1))


def test_un_texte_que_personne_ne_connait_ce_jour_la_devient_une_remarque():
    faits = FaitsDuParcours(
        "cej-jr", jalons=Jalons(contrat=True), contrats=(Contrat(date(2022, 2, 28)),), dernier_contact_le=LE
    )
    dit = _dire(faits, LE)
    assert "SANS_TEXTE" in {r.code for r in dit.remarques}
    # The rest is still said.
    assert [e.code for e in dit.echeances] == [Code.CONSERVATION]


@pytest.mark.parametrize(
    ("faits", "remarque"),
    [
        ({"jalons": Jalons(contrat=True)}, "CONTRAT_SANS_DATE"),
        ({"jalons": Jalons(issue=Issue.ENTREE)}, "ENTREE_INCONNUE"),
        ({"contrats": (Contrat(date(2026, 1, 1), autre_parcours=AutreParcours()),)}, "FIN_DU_CONTRAT_INCONNUE"),
        (
            {"jalons": Jalons(contrat=True), "contrats": (Contrat(date(2026, 1, 1), date(2027, 1, 1)),)},
            "DUREE_SIGNEE_TROP_LONGUE",
        ),
    ],
)
def test_ce_qui_ne_peut_pas_etre_dit_est_dit(faits, remarque):
    assert remarque in {r.code for r in _dire(FaitsDuParcours("cej-jr", **faits), LE).remarques}


def test_une_remobilisation_finie_par_un_contrat_n_attend_plus_sa_signature():
    faits = FaitsDuParcours(
        "cej-jr",
        jalons=Jalons(issue=Issue.ENTREE),
        entree_le=date(2025, 1, 10),
        contrats=(Contrat(date(2025, 3, 1), fini_le=date(2025, 9, 1)),),
    )
    remarques = {r.code for r in _dire(faits, LE).remarques}
    assert not remarques & {"DIAGNOSTIC_NON_CONVENU", "CONTRACTUALISATION_NON_CONVENU"}
    # A contract of before this entry says nothing of it.
    avant = replace(faits, entree_le=date(2026, 10, 1))
    assert {r.code for r in _dire(avant, LE).remarques} >= {"DIAGNOSTIC_NON_CONVENU", "CONTRACTUALISATION_NON_CONVENU"}


@pytest.mark.parametrize(
    "dire",
    [
        lambda: Rythmes(diagnostic_en_semaines=0),
        lambda: Rythmes(remobilisation_en_mois=-1),
        lambda: Rythme(0, Unite.SEMAINES),
        lambda: Rythme(-2, Unite.MOIS),
    ],
)
def test_un_rythme_impossible_est_refuse(dire):
    with pytest.raises(FaitInconnu):
        dire()


def test_un_programme_inconnu_est_refuse():
    with pytest.raises(FaitInconnu):
        FaitsDuParcours("garantie-jeunes")
