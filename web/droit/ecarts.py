"""Where territories depart from the national rules, and how missions locales proceed: two different things."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from parcours.eligibilite.mots import dire_public_en_phrase
from regles.noyau.bareme import Baremes, Effet
from regles.noyau.territoire import REGIONS
from regles.petits_nombres import SEUIL
from socle.droit.lectures import Territoire, s_applique
from socle.droit.models import Derogation
from socle.partenariats.lectures import en_cours
from socle.partenariats.models import MomentDuJugement
from web.composants.programmes import nommer
from web.droit.lectures import dire_effet, dire_nationale, dire_objet


@dataclass(frozen=True, slots=True)
class Colonne:
    """A value or a criterion from which at least one territory departs."""

    programme: str
    nom: str
    code: str
    libelle: str
    nationale: str


@dataclass(frozen=True, slots=True)
class Ligne:
    """One territory: for each column, what its act does and the act; None where it follows the national rule."""

    territoire: str
    cases: tuple[tuple[str, Derogation] | None, ...]


@dataclass(frozen=True, slots=True)
class Pratique:
    """How the missions locales of one département proceed: a count for each way, None when it is not shown."""

    departement: str
    nombres: tuple[int | None, ...]


def tableau(droit: Baremes, actes: Iterable[Derogation], *, le: date) -> tuple[list[Colonne], list[Ligne]]:
    """Territories by what they depart from, on the day `le`."""
    en_vigueur = [a for a in actes if s_applique(a, le=le)]
    objets = {_objet(a): _colonne(a, droit, le) for a in sorted(en_vigueur, key=_objet)}
    territoires = sorted({(a.region, a.departement) for a in en_vigueur})
    lignes = []
    for region, departement in territoires:
        siens = {_objet(a): a for a in en_vigueur if (a.region, a.departement) == (region, departement)}
        cases = tuple((dire_effet(siens[o]), siens[o]) if o in siens else None for o in objets)
        lignes.append(Ligne(_nom(region, departement), cases))
    return list(objets.values()), lignes


def _nom(region: str, departement: str) -> str:
    if not region:
        return Territoire(departement=departement).nom.capitalize()
    return f"Région {REGIONS[region][0] if region in REGIONS else region}"


def _objet(acte: Derogation) -> tuple[str, str, str, str]:
    return (acte.programme, acte.effet, acte.cible, acte.public)


def _colonne(acte: Derogation, droit: Baremes, le: date) -> Colonne:
    valeur = acte.effet == Effet.REMPLACER
    libelle = dire_objet(acte, droit) + (f" ({dire_public_en_phrase(acte.public)})" if acte.public else "")
    return Colonne(
        acte.programme,
        nommer(acte.programme),
        acte.cible if valeur else "",
        libelle,
        dire_nationale(droit, acte.programme, acte.cible, le=le) if valeur else "demandé à tous",
    )


def pratiques(*, le: date) -> list[Pratique]:
    """When missions locales check eligibility, by département: a practice of each, never law.

    Only counts of at least SEUIL, and no total, so that what is hidden cannot be found by subtraction. A département
    without any such count is left out.
    """
    comptes: dict[str, dict[str, int]] = {}
    lignes = en_cours(le=le).exclude(mission_locale__departement="").values_list(
        "mission_locale__departement", "moment_du_jugement"
    )  # fmt: skip
    for departement, moment, nombre in lignes.annotate(n=Count("mission_locale_id", distinct=True)).order_by():
        comptes.setdefault(departement, {})[moment] = nombre
    montres = [
        Pratique(code, tuple(_montre(par_moment.get(m, 0)) for m in MomentDuJugement.values))
        for code, par_moment in sorted(comptes.items())
    ]
    return [p for p in montres if any(p.nombres)]


def _montre(nombre: int) -> int | None:
    return nombre if nombre >= SEUIL else None
