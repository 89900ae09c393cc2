"""An estimate as its page shows it: the amount, the lines, the values of the day, and the last day that is known."""

from dataclasses import dataclass
from datetime import date, timedelta

from regles.allocation import CEJ, estimer
from regles.estimation import Demande, Estimation, Etape
from regles.euros import en_euros
from regles.noyau.bareme import Baremes, HorsBareme
from regles.noyau.source import Source, mentionner

_DEDUITS = ("DEDUITS_EN_ENTIER", "DEDUITS_EN_PARTIE")


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line of the arithmetic, its result written as what it adds or takes away, and the texts."""

    code: str
    libelle: str
    formule: str
    resultat: str
    sources: tuple[Source, ...]

    @property
    def mentions(self) -> str:
        """The texts of the line, by their short names."""
        return mentionner(self.sources)


@dataclass(frozen=True, slots=True)
class Valeur:
    """A value that was applied: what it is, how much, since when, by which text."""

    libelle: str
    valeur: str
    depuis: date
    source: Source


def lignes(estimation: Estimation) -> list[Ligne]:
    """The lines in the order of the calculation."""
    return [Ligne(e.code, e.libelle, e.formule, _resultat(e), e.sources) for e in estimation.etapes]


def _resultat(etape: Etape) -> str:
    if etape.resultat is None:
        return ""
    return ("− " if etape.code in _DEDUITS and etape.resultat else "") + en_euros(etape.resultat)


def valeurs_du_jour(estimation: Estimation, *, baremes: Baremes) -> list[Valeur]:
    """The national values that the estimate applied, each since its first day. Territories are not asked here."""
    parametres = {p.code: p for p in baremes.parametres if p.programme == CEJ}
    trouvees = []
    for parametre in (parametres[code] for code in estimation.valeurs):
        if parametre.unite == "ans":
            # An age is said in its line; it has no day that would tell anybody anything.
            continue
        periode = parametre.au(estimation.le)
        if periode.valeur is not None and periode.source is not None:
            valeur = _ecrire(periode.valeur, parametre.unite)
            trouvees.append(Valeur(parametre.libelle, valeur, periode.du, baremes.textes[periode.source]))
    return trouvees


def _ecrire(valeur: object, unite: str) -> str:
    if unite == "euros":
        return en_euros(valeur)  # type: ignore[arg-type]
    return f"{valeur}\u00a0{'%' if unite == 'pour_cent' else unite}"


def dernier_jour_connu(demande: Demande, estimation: Estimation, *, baremes: Baremes) -> Estimation | None:
    """The same facts on the last day before a value was lost; None when that day tells no more, or other values.

    A birthday between the two would compare the amount of a minor with that of an adult.
    """
    if estimation.montant is not None or not estimation.inconnus:
        return None
    manque = min(estimation.inconnus, key=lambda inconnu: inconnu.depuis)
    try:
        autre = estimer(demande, le=manque.depuis - timedelta(days=1), baremes=baremes)
    except (ValueError, HorsBareme):
        return None
    return autre if autre.montant is not None and manque.code in autre.valeurs else None
