"""What is kept of a verdict is enough to compute it again, and to say why the answer is another one."""

import ast
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regles import eligibilite, rejeu
from regles.echange import FaitsIllisibles, ecrire_faits, relire_faits
from regles.eligibilite import juger
from regles.faits import SIGNES, Contact, Faits
from regles.noyau.bareme import Baremes, Parametre, Periode
from regles.rejeu import CODE, Cause, Quoi, comparer, jugement, rejouer, teneur
from regles.textes import avec_derogations, nationaux
from tests.regles.test_proprietes import CONTACTS, DEROGES, FAITS, LE, OUI_NON

TOUS_LES_FAITS = st.builds(
    Faits,
    programme=st.just("cej-jr"),
    departement=st.sampled_from([None, "00", "35"]),
    date_naissance=st.none() | st.dates(date(1990, 1, 1), date(2010, 1, 1)),
    ressources=st.sampled_from([None, "aucune", "regulieres"]),
    rqth=OUI_NON,
    contacts=st.none() | st.lists(CONTACTS, max_size=4).map(tuple),
    signes=st.none() | st.frozensets(st.sampled_from(sorted(SIGNES)), max_size=3),
    signes_ecartes=st.frozensets(st.sampled_from(sorted(SIGNES)), max_size=3),
    historique_verifie_le=st.none() | st.dates(date(2023, 1, 1), LE),
    entree_le=st.none() | st.dates(date(2023, 1, 1), LE),
)
ACTE = {
    "departement": "35", "programme": "cej-jr", "du": "2023-01-01", "effet": "remplacer", "code": "carence_en_mois",
    "valeur": 3, "acte": {"titre": "Arrêté fictif", "date": "2023-01-01"},
}  # fmt: skip
LEVER = {n: v for n, v in ACTE.items() if n not in ("code", "valeur")} | {"effet": "lever", "critere": "ELOIGNEMENT"}
INSCRIT = Faits(
    "cej-jr", departement="35", date_naissance=date(2004, 1, 1), etudiant=False, en_formation=False, en_emploi=False,
    ressources="aucune", inscrit=True, historique_verifie=True, signes_notes=True,
    contacts=(Contact(date(2023, 6, 1), "entretien", True, True),),
)  # fmt: skip


def garder(faits: Faits, baremes: Baremes, le: date = LE) -> dict:
    """A judgement as the database gives it back."""
    return json.loads(json.dumps(jugement(faits, juger(faits, le=le, baremes=baremes), baremes=baremes)))


@given(TOUS_LES_FAITS)
def test_facts_written_are_facts_read(faits):
    assert relire_faits(json.loads(json.dumps(ecrire_faits(faits)))) == faits


@settings(deadline=None)
@given(FAITS, st.sampled_from([nationaux(), DEROGES]))
def test_a_kept_verdict_gives_the_same_answer(faits, baremes):
    rejoue = rejouer(garder(faits, baremes), baremes)
    assert (rejoue.cause, rejoue.ecarts, rejoue.autres_textes, rejoue.autre_code) == (Cause.RIEN, (), False, False)
    assert rejoue.verdict == juger(faits, le=LE, baremes=baremes)


def test_a_verdict_of_last_year_is_judged_by_last_year_s_text():
    """The duration changes in 2024: the verdict of 2023 does not, and a verdict of 2024 does."""
    change = _avec_carence(Periode(date(2022, 4, 22), date(2023, 12, 31), 5, "ct"), 2)
    garde = garder(INSCRIT, nationaux())
    assert rejouer(garde, change).meme_reponse
    assert rejouer(garde, change).autres_textes
    depuis = garder(INSCRIT, nationaux(), date(2024, 1, 10))
    rejoue = rejouer(depuis, change)
    assert rejoue.cause is Cause.TEXTES
    assert ("carence_en_mois", 5, 2) in [(e.code, e.avant, e.apres) for e in rejoue.ecarts if e.quoi is Quoi.VALEUR]


def _avec_carence(avant: Periode, ensuite: int) -> Baremes:
    """The national values, but the duration takes another value in 2024."""
    base = nationaux()
    source = next(iter(base.textes))
    periodes = (
        Periode(avant.du, avant.au, avant.valeur, source),
        Periode(date(2024, 1, 1), None, ensuite, source),
    )
    carence = Parametre("cej-jr", "carence_en_mois", "Durée", "mois", periodes)
    autres = tuple(p for p in base.parametres if (p.programme, p.code) != ("cej-jr", "carence_en_mois"))
    return Baremes((carence, *autres), (), base.textes)


def test_an_act_entered_since_is_named():
    rejoue = rejouer(garder(INSCRIT, nationaux()), avec_derogations([ACTE]))
    assert rejoue.cause is Cause.TEXTES
    assert [(e.avant, e.apres) for e in rejoue.ecarts if e.quoi is Quoi.REPONSE] == [("defavorable", "favorable")]
    (acte,) = [e for e in rejoue.ecarts if e.quoi is Quoi.ACTE]
    assert acte.avant is None
    assert "Arrêté fictif" in acte.apres


def test_an_act_taken_elsewhere_changes_the_fingerprint_and_nothing_else():
    ailleurs = avec_derogations([ACTE | {"departement": "29"}])
    rejoue = rejouer(garder(INSCRIT, nationaux()), ailleurs)
    assert rejoue.meme_reponse
    assert rejoue.autres_textes
    assert teneur(garder(INSCRIT, ailleurs)) == teneur(garder(INSCRIT, nationaux()))


def test_code_that_changed_is_said(monkeypatch):
    """Same facts, same texts, another answer: only the rules can have changed."""
    garde = garder(INSCRIT, nationaux())
    monkeypatch.setattr(rejeu, "juger", lambda f, *, le, baremes: juger(_sans_contact(f), le=le, baremes=baremes))
    monkeypatch.setattr(rejeu, "empreinte_du_code", lambda: "autre")
    rejoue = rejouer(garde, nationaux())
    assert (rejoue.cause, rejoue.autre_code, rejoue.autres_textes) == (Cause.CODE, True, False)


def _sans_contact(faits: Faits) -> Faits:
    return Faits(**{n: getattr(faits, n) for n in Faits.__slots__ if n != "contacts"}, contacts=())


def test_code_that_changed_without_effect_is_said_too():
    rejoue = rejouer(garder(INSCRIT, nationaux()) | {"code": "autre"}, nationaux())
    assert (rejoue.cause, rejoue.autre_code) == (Cause.RIEN, True)


def test_what_was_kept_before_acts_were_stays_in_doubt():
    """A decision of before: texts changed somewhere, and nothing says whether it was here."""
    garde = garder(INSCRIT, avec_derogations([LEVER]))
    del garde["actes"], garde["code"]
    rejoue = rejouer(garde, nationaux())
    assert (rejoue.cause, rejoue.autre_code) == (Cause.INCERTAINE, None)


@pytest.mark.parametrize(
    "faits",
    [
        {"programme": "disparu"},
        {"programme": "cej-jr", "fait_disparu": True},
        {"programme": "cej-jr", "contacts": 3},
        {},
    ],
)
def test_facts_that_are_no_longer_read_are_said(faits):
    with pytest.raises(FaitsIllisibles):
        relire_faits(faits)
    rejoue = rejouer(garder(INSCRIT, nationaux()) | {"faits": faits}, nationaux())
    assert (rejoue.cause, rejoue.verdict) == (Cause.ILLISIBLE, None)
    assert rejoue.refus


def test_a_day_before_the_rules_is_said():
    rejoue = rejouer(garder(INSCRIT, nationaux()) | {"le": "2019-01-01"}, nationaux())
    assert rejoue.cause is Cause.ILLISIBLE


def test_a_fact_that_did_not_exist_then_is_unknown():
    assert relire_faits({"programme": "cej-jr"}) == Faits("cej-jr")


@given(FAITS, FAITS)
def test_two_verdicts_compared_say_all_that_differs(avant, apres):
    a, b = garder(avant, DEROGES), garder(apres, DEROGES)
    ecarts = comparer(a, b)
    assert bool(ecarts) == ({**a, "empreinte": ""} != {**b, "empreinte": ""})
    # Contacts are compared one by one; that nobody said them is a fact by itself.
    dits, autres = ({**garde["faits"], "contacts": garde["faits"]["contacts"] is None} for garde in (a, b))
    assert {e.code for e in ecarts if e.quoi is Quoi.FAIT} == {n for n in dits if dits[n] != autres[n]}
    assert [(e.quoi, e.code) for e in comparer(b, a)].count((Quoi.REPONSE, "")) == (a["reponse"] != b["reponse"])


def test_the_fingerprint_of_the_code_covers_all_that_judges():
    """Every module of ours that `eligibilite` imports, and what these import."""
    racine = Path(eligibilite.__file__).parent
    vus, a_voir = set(), {"eligibilite"}
    while a_voir:
        nom = a_voir.pop()
        vus.add(nom)
        for noeud in ast.walk(ast.parse((racine / f"{nom}.py").read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.ImportFrom) and (noeud.module or "").startswith("regles."):
                a_voir |= {noeud.module.removeprefix("regles.").replace(".", "/")} - vus
    assert set(CODE) == vus
