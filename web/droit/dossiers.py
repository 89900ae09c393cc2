"""What an act does to the dossiers of its territory: counted before it is signed, judged again once it is."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from parcours.eligibilite.chiffres import Chiffres, relire
from parcours.eligibilite.ecritures import demander_reevaluation
from parcours.eligibilite.mots import REPONSES
from parcours.eligibilite.reevaluation import LOT, LOTS_EN_PAGE, MESURES_PAR_JOUR, derniere_de, mesurer
from regles.noyau.bareme import Baremes
from regles.petits_nombres import SEUIL
from socle.droit.lectures import Territoire, baremes, exporter
from socle.droit.models import Derogation

UN_JOUR = timedelta(days=1)


def essayer_sur(territoire: Territoire, droit: Baremes, *, jour: date, le: date) -> dict[str, Any]:
    """What the dossiers would become under this law, on the day `jour`, or today if it is past. Journalled."""
    juge_le = max(jour, le)
    chiffres = mesurer(baremes(), droit, le=juge_le, departements=territoire.departements)
    au_plus = f"{LOT * LOTS_EN_PAGE:_}".replace("_", "\N{NO-BREAK SPACE}")
    return _dits(chiffres, juge_le) | {"au_plus": au_plus, "par_jour": MESURES_PAR_JOUR}


def lendemain(jour: date) -> date:
    """The first day without an act whose last day is `jour`."""
    return jour if jour == date.max else jour + UN_JOUR


@transaction.atomic
def puis_reevaluer(geste: Callable[[], Derogation], territoire: Territoire, *, le: date) -> Derogation:
    """Do what changes the law, and ask that the territory be judged again by it, or neither.

    What begins later is counted on its first day, and kept for nobody: until then the verdicts are the old ones. A
    second click changes nothing and asks nothing.
    """
    avant = exporter()
    acte = geste()
    apres = exporter()
    if avant != apres:
        debut = acte.du if acte.terminee_le is None else lendemain(acte.dernier_jour)
        demander_reevaluation(
            avant=avant,
            apres=apres,
            le=max(debut, le),
            departements=territoire.departements,
            acte_id=acte.pk,
            garde=debut <= le,
        )
    return acte


def suite_de(acte: Derogation) -> dict[str, Any] | None:
    """What came of the last re-evaluation after this act, for the structure that signed it. None when none was."""
    faite = derniere_de(acte.pk, structure_id=acte.structure_id)
    if faite is None:
        return None
    dits = _dits(relire(faite.comptes), faite.le) if faite.comptes is not None else {"juge_le": faite.le}
    return dits | {"finie_le": faite.finie_le, "demandee_le": faite.demandee_le, "garde": faite.garde}


def _dits(chiffres: Chiffres, juge_le: date) -> dict[str, Any]:
    return {
        "chiffres": chiffres,
        "juge_le": juge_le,
        "lignes": [(REPONSES[a], REPONSES[b], _tranche(n, chiffres)) for a, b, n in chiffres.passages],
        "total": _tranche(chiffres.total, chiffres) if chiffres.total else "",
        "seuil": SEUIL,
    }


def _tranche(premier: int, chiffres: Chiffres) -> str:
    """« 10 à 14 »: the band, as one reads it."""
    return f"{premier} à {chiffres.au_plus(premier)}"
