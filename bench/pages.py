"""The pages read all day beside their floor, then how the cost of the list grows. Run by `python -m bench`."""

import statistics

from bench.bases import BASES
from bench.bras import ouvrir
from bench.mesure import entrelacer, exposant

VUS = 230


def main() -> None:
    """Measure every page and every floor in turn, and print their lines."""
    bras = [ouvrir(page, base, VUS) for page in ("liste", "recherche", "dossier") for base in BASES[:3]]
    bras += [ouvrir("liste", BASES[2], 5_000), ouvrir("liste", BASES[3], 100_000)]
    actes = [acte for b in bras for acte in ((b.nous, b.pid), (b.plancher, b.pid_plancher))]
    mesures = entrelacer(actes)
    for rang, b in enumerate(bras):
        nous, plancher = (statistics.median(m) for m in mesures[2 * rang : 2 * rang + 2])
        print(
            f"name={b.page} n={b.base.n} vus={b.vus} ours_ms={nous:.2f} floor_ms={plancher:.2f} "
            f"ratio={nous / plancher:.2f} queries={b.requetes}",
            flush=True,
        )
    pente, bas, haut = exposant([b.base.n for b in bras[:3]], mesures[0:6:2])
    print(f"name=croissance page=liste exposant={pente:.3f} intervalle=[{bas:.3f};{haut:.3f}]", flush=True)


if __name__ == "__main__":
    main()
