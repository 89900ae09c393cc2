"""Figures without names: counts under 5 are hidden, and no subtraction finds them.

A table says how many dossiers move from which verdict to which, how many there are of each before and after, and how
many in all. Hiding a small count is not enough: the others and the sums would give it back. So others are hidden with
it (« complementary suppression »), the fewest and the smallest that leave it at least two possible values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

SEUIL = 5
"""Under it, a count of people is hidden. Zero is said: it speaks of nobody."""
CASES_AU_PLUS = 9
"""Three answers before, three after: beyond, the search would be too long."""

Passage = tuple[str, str]
Groupe = frozenset[Passage]


@dataclass(frozen=True, slots=True)
class Publie:
    """What may be shown, None where a count is hidden: by move, by verdict before, by verdict after, in all.

    A hidden count is 1 or more, and not always under 5.
    """

    cases: Mapping[Passage, int | None]
    avant: Mapping[str, int | None]
    apres: Mapping[str, int | None]
    total: int | None


def publier(comptes: Mapping[Passage, int], *, seuil: int = SEUIL) -> Publie:
    """Hide what must be in a table of moves {(before, after): count}.

    Raises ValueError beyond nine counts that are not zero.
    """
    pleines = {passage: n for passage, n in comptes.items() if n}
    if len(pleines) > CASES_AU_PLUS:
        raise ValueError("trop de cases")
    total = sum(pleines.values())
    cotes = [_masquer(_sommes(comptes, rang), seuil) for rang in (0, 1)]
    if total >= seuil:
        petites = frozenset(p for p, n in pleines.items() if n < seuil)
        # The sums by verdict are shown unless they give a count away; the total always is.
        for sommes in (cotes, [dict.fromkeys(cote) for cote in cotes]):
            for cachees in _candidats(pleines, petites):
                if _introuvables(pleines, cachees, sommes, seuil):
                    vues = {p: None if p in cachees else n for p, n in comptes.items()}
                    return Publie(vues, sommes[0], sommes[1], total)
    rien = [{mot: None if n else 0 for mot, n in _sommes(comptes, rang).items()} for rang in (0, 1)]
    return Publie({p: None if n else 0 for p, n in comptes.items()}, rien[0], rien[1], None if total else 0)


def _sommes(comptes: Mapping[Passage, int], rang: int) -> dict[str, int]:
    sommes: dict[str, int] = {}
    for passage, n in comptes.items():
        sommes[passage[rang]] = sommes.get(passage[rang], 0) + n
    return sommes


def _masquer(sommes: Mapping[str, int], seuil: int) -> dict[str, int | None]:
    """Hide the small ones of a list whose total is known, and as many others as it takes: the smallest first."""
    cachees = [mot for mot, n in sommes.items() if 0 < n < seuil]
    restent = sorted((mot for mot, n in sommes.items() if n >= seuil), key=lambda mot: (sommes[mot], mot))
    # Each hidden one is 1 or more: two ones that make two are found.
    while cachees and restent and (len(cachees) < 2 or sum(sommes[mot] for mot in cachees) == len(cachees)):
        cachees.append(restent.pop(0))
    return {mot: None if mot in cachees else n for mot, n in sommes.items()}


def _candidats(pleines: Mapping[Passage, int], petites: Groupe) -> Iterator[Groupe]:
    """What may be hidden: the small ones, and others with them, the fewest first, then the smallest."""
    autres = sorted(set(pleines) - petites, key=lambda p: (pleines[p], p))
    for combien in range(len(autres) + 1):
        for ajout in sorted(combinations(autres, combien), key=lambda ps: sum(pleines[p] for p in ps)):
            yield petites.union(ajout)


def _introuvables(
    pleines: Mapping[Passage, int], cachees: Groupe, sommes: list[dict[str, int | None]], seuil: int
) -> bool:
    """Whether each small count, of a move or of a verdict, has another possible value under what is shown.

    Rows, columns and a total make a matrix that is totally unimodular: if another table exists, one exists that
    differs by 1 at most in each cell.
    """
    a_garder = _petits_groupes(pleines, seuil)
    connues = [_groupe(pleines, rang, mot) for rang in (0, 1) for mot, n in sommes[rang].items() if n is not None]
    connues.append(frozenset(pleines))
    ordre = sorted(cachees)
    for pas in product((-1, 0, 1), repeat=len(ordre)):
        if not a_garder:
            return True
        deplace = {p: d for p, d in zip(ordre, pas, strict=True) if d}
        if any(pleines[p] + d < 1 for p, d in deplace.items()):
            continue
        if not any(_bouge(somme, deplace) for somme in connues):
            a_garder = [groupe for groupe in a_garder if not _bouge(groupe, deplace)]
    return not a_garder


def _petits_groupes(pleines: Mapping[Passage, int], seuil: int) -> list[Groupe]:
    groupes = [_groupe(pleines, rang, mot) for rang in (0, 1) for mot in {p[rang] for p in pleines}]
    groupes += [frozenset({p}) for p in pleines]
    return [groupe for groupe in groupes if sum(pleines[p] for p in groupe) < seuil]


def _groupe(pleines: Mapping[Passage, int], rang: int, mot: str) -> Groupe:
    return frozenset(p for p in pleines if p[rang] == mot)


def _bouge(groupe: Groupe, deplace: Mapping[Passage, int]) -> bool:
    return sum(d for p, d in deplace.items() if p in groupe) != 0
