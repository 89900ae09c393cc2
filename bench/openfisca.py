"""Run by the bench in an environment that holds OpenFisca-France: what `contrat_engagement_jeune_eligibilite` costs,
one person at a time, everything it reads being declared. Prints microseconds of CPU a person (in all, and without the
building of the person), and the version.

Alone in its process: OpenFisca-France is AGPL and never a dependency of Tandem.
"""

import random
import statistics
import time
from importlib.metadata import version
from typing import Any

from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_france import FranceTaxBenefitSystem

MOIS, AVANT = "2025-09", ("2025-06", "2025-07", "2025-08")
PERSONNES, TOURS = 40, 5


def situation(hasard: random.Random) -> dict[str, Any]:
    """One person, alone in their household; nothing is left to compute but the variable itself."""
    zeros = dict.fromkeys(AVANT, 0)
    return {
        "individus": {
            "jeune": {
                "age": {MOIS: hasard.randrange(14, 32)},
                "handicap": {MOIS: hasard.random() < 0.2},
                "activite": {MOIS: hasard.choice(["etudiant", "inactif", "chomeur"])},
                "indemnites_volontariat": {MOIS: 0},
                "contrat_engagement_jeune_eligibilite": {MOIS: None},
            }
        },
        "foyers_fiscaux": {"f": {"declarants": ["jeune"], "ir_tranche": {"2023": hasard.randrange(3)}}},
        "familles": {"f": {"parents": ["jeune"], "rsa": zeros, "ppa": zeros}},
        "menages": {"m": {"personne_de_reference": ["jeune"]}},
    }


def main() -> None:
    """Print the medians, over the turns, of what one person costs: in all, and for the calculation alone."""
    loi = FranceTaxBenefitSystem()
    hasard = random.Random(0)
    gens = [situation(hasard) for _ in range(PERSONNES)]
    en_tout, calculs = [], []
    for tour in range(TOURS + 1):
        calcul, avant = 0.0, time.process_time()
        for personne in gens:
            simulation = SimulationBuilder().build_from_entities(loi, personne)
            debut = time.process_time()
            simulation.calculate("contrat_engagement_jeune_eligibilite", MOIS)
            calcul += time.process_time() - debut
        if tour:  # the first reads the parameters of the month
            en_tout.append((time.process_time() - avant) / PERSONNES)
            calculs.append(calcul / PERSONNES)
    print(
        f"{statistics.median(en_tout) * 1e6:.1f} {statistics.median(calculs) * 1e6:.1f} {version('openfisca-france')}"
    )


if __name__ == "__main__":
    main()
