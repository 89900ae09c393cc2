"""The time of each phase, in words and as a drawing: one line a phase on one scale, in a table that says the same."""

from dataclasses import dataclass
from datetime import date

from regles.durees import Duree, Phase, Reperes, durees, fin, total

LIBELLES = {
    Phase.APPROCHE: "Aller vers, avant l’accord",
    Phase.ENTREE: "Après l’accord, avant l’entrée",
    Phase.REMOBILISATION: "Remobilisation, depuis l’entrée",
    Phase.CONTRAT: "En contrat",
    Phase.APRES_CONTRAT: "Après le contrat",
}
JOURS_D_UN_MOIS = 30.44
"""Mean length of a month of the Gregorian calendar, in days: for « environ »."""
DEUX_MOIS = 61


@dataclass(frozen=True, slots=True)
class Ligne:
    """One phase as its row shows it. `x` and `largeur` are the place of its bar, out of 100."""

    libelle: str
    du: date | None
    au: date | None
    dit: str
    en_cours: bool
    x: str
    largeur: str


@dataclass(frozen=True, slots=True)
class Temps:
    """The whole way so far."""

    total: str
    sorti: bool
    lignes: tuple[Ligne, ...]


def dire_jours(jours: int) -> str:
    """A number of days in words; from two months on, about how many months too."""
    if jours == 0:
        return "moins d’un jour"
    if jours < DEUX_MOIS:
        return f"{jours}\u00a0jour{'s' if jours > 1 else ''}"
    return f"{jours}\u00a0jours, environ {round(jours / JOURS_D_UN_MOIS)}\u00a0mois"


def temps(reperes: Reperes, *, le: date) -> Temps:
    """The phases of a way, on the day `le` for who is still there."""
    tout = total(reperes, le=le)
    sorti = reperes.sorti_le is not None
    echelle = max((fin(reperes, le=le) - reperes.repere_le).days, 1)
    lignes = tuple(_ligne(d, reperes.repere_le, echelle, sorti=sorti) for d in durees(reperes, le=le))
    return Temps(dire_jours(tout), sorti, lignes)


def _ligne(duree: Duree, debut: date, echelle: int, *, sorti: bool) -> Ligne:
    if duree.du is None:
        return Ligne(LIBELLES[duree.phase], None, None, "n’a pas eu lieu" if sorti else "pas encore", False, "0", "0")
    x = 100 * (duree.du - debut).days / echelle
    # A phase of no day still shows a hair's breadth: it took place.
    largeur = max(100 * duree.jours / echelle, 0.8)
    return Ligne(
        LIBELLES[duree.phase],
        duree.du,
        duree.au,
        dire_jours(duree.jours),
        duree.en_cours,
        f"{min(x, 100 - largeur):.1f}",
        f"{largeur:.1f}",
    )
