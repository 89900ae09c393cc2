"""An estimate as its page shows it: the amount, the lines, the values of the day, and the last day that is known."""

from dataclasses import dataclass
from datetime import timedelta

from regles.allocation import CEJ, estimer
from regles.estimation import Demande, Estimation, Etape
from regles.euros import en_euros
from regles.noyau.bareme import Baremes, HorsBareme
from regles.noyau.source import Source, mentionner
from regles.noyau.territoire import region_de
from socle.droit.lectures import actes_valant_dans, s_applique
from web.droit.lectures import Regle, regle

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


def lignes(estimation: Estimation) -> list[Ligne]:
    """The lines in the order of the calculation."""
    return [Ligne(e.code, e.libelle, e.formule, _resultat(e), e.sources) for e in estimation.etapes]


def _resultat(etape: Etape) -> str:
    if etape.resultat is None:
        return ""
    return ("− " if etape.code in _DEDUITS and etape.resultat else "") + en_euros(etape.resultat)


def valeurs_du_jour(estimation: Estimation, *, departement: str | None, baremes: Baremes) -> list[Regle]:
    """The values that the estimate applied, each with its text or its act, as the pages of the law show them.

    A national age is said in its line: it has no day that would tell anybody anything.
    """
    le = estimation.le
    parametres = {p.code: p for p in baremes.parametres if p.programme == CEJ}
    actes = [a for a in actes_valant_dans(departement) if s_applique(a, le=le)] if departement else []
    lues = [
        (parametres[code], regle(baremes, parametres[code], actes, le=le, departement=departement))
        for code in estimation.valeurs
    ]
    return [lue for parametre, lue in lues if parametre.unite != "ans" or lue.acte]


def sans_texte_propre(departement: str | None) -> bool:
    """Whether it is a territory overseas that no text read here names: in no région of the law."""
    return departement is not None and len(departement) == len("975") and region_de(departement) is None


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
