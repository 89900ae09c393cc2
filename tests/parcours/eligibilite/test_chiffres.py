"""The attacks of somebody who subtracts: inside a measure, between days and drafts, a région less its départements."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from parcours.eligibilite.chiffres import Chiffres, Passage, montrer, relire
from regles.petits_nombres import SEUIL, tranche

MOTS = ("favorable", "defavorable", "a_preciser")
RESTE = ("35", "favorable", "favorable")
PASSAGES = tuple(("35", a, b) for a, b in product(MOTS, MOTS) if a != b)
COMPTES = st.dictionaries(st.sampled_from((*PASSAGES, RESTE)), st.integers(0, 22), max_size=5)
BRETAGNE = ("22", "29", "35", "56")
REGION = st.dictionaries(
    st.tuples(st.sampled_from(BRETAGNE), st.sampled_from(MOTS), st.sampled_from(MOTS)), st.integers(0, 12), max_size=12
)


def _qui_se_liraient_pareil(comptes: Mapping[Passage, int], cible: Passage) -> Iterator[int]:
    """The values of one count in tables that would show the same: what somebody who knows all the rest may believe.

    The others are at the first number of their band, or where they are; those who stay take up the slack.
    """
    vus = montrer(comptes)
    autres = {p: n for p, n in comptes.items() if p not in (cible, RESTE)}
    for valeur in range(max(comptes.get(cible, 0) - 5, 0), comptes.get(cible, 0) + 6):
        for suppose in (autres, {p: tranche(n) for p, n in autres.items()}):
            if any(montrer({**suppose, RESTE: reste, cible: valeur}) == vus for reste in range(vus.total + SEUIL)):
                yield valeur
                break


@settings(max_examples=60, deadline=None)
@given(COMPTES, st.sampled_from(PASSAGES))
@example({("35", a, b): 9 for _, a, b in PASSAGES[:4]} | {PASSAGES[4]: 4}, PASSAGES[4])
@example({RESTE: 3, PASSAGES[0]: 22}, PASSAGES[0])
@example({}, PASSAGES[0])
def test_a_measure_leaves_five_values_to_each_of_its_counts(comptes, cible):
    possibles = set(_qui_se_liraient_pareil(comptes, cible))
    assert comptes.get(cible, 0) in possibles
    assert len(possibles) >= SEUIL


@settings(max_examples=60, deadline=None)
@given(REGION)
@example({(d, "a_preciser", "favorable"): n for d, n in zip(BRETAGNE, (9, 9, 9, 3), strict=True)})
def test_a_region_says_no_more_than_its_departements_together(comptes):
    siens = [montrer({p: n for p, n in comptes.items() if p[0] == d}) for d in BRETAGNE]
    sommes: Counter[tuple[str, str]] = Counter()
    for vus in siens:
        sommes.update({(a, b): n for a, b, n in vus.passages})
    passages = tuple((a, b, n) for (a, b), n in sorted(sommes.items()))
    assert montrer(comptes, departements=4) == Chiffres(sum(vus.total for vus in siens), passages, 4)


@given(COMPTES, st.integers(0, 4), st.sampled_from(PASSAGES))
def test_one_dossier_more_shows_at_most_as_five(comptes, de_plus, cible):
    """From one day to the next, from a draft to the next: numbers move by whole bands or not at all."""
    avant, apres = montrer(comptes), montrer({**comptes, cible: comptes.get(cible, 0) + de_plus})
    assert apres.total - avant.total in (0, SEUIL)
    vus = {(a, b): n for a, b, n in avant.passages}
    assert all(n - vus.get((a, b), 0) in (0, SEUIL) for a, b, n in apres.passages)


def test_nobody_and_somebody_look_alike():
    assert montrer({}) == montrer({PASSAGES[0]: 4}) == montrer({RESTE: 4}) == Chiffres()


def test_the_figures_of_a_band():
    vus = montrer({PASSAGES[0]: 6, PASSAGES[1]: 3, RESTE: 5})
    assert vus == Chiffres(10, (("favorable", "defavorable", 5),))
    assert (vus.au_plus(10), Chiffres(departements=4).au_plus(15)) == (14, 31)


def test_the_journal_gives_back_what_it_kept_and_no_exact_number_of_old():
    vus = montrer({PASSAGES[0]: 6, RESTE: 5}, departements=4)
    assert relire(vus.dits()) == vus
    assert relire(Chiffres(muet="souvent").dits()).muet == "souvent"
    anciens = {"total": 11, "bougent": 8, "passages": [["a", "b", 8], ["a", "c", None], ["b", "c", 0]]}
    assert relire(anciens) == Chiffres(10, (("a", "b", 5),))
    assert relire({"total": None, "bougent": None, "passages": []}) == Chiffres()
