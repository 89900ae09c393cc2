"""`make bench`: the pages read all day, at 1,000, 10,000 and 100,000 dossiers, against their floor.

Each figure is the median of 30 measures of CPU time, this process (`time.process_time`) plus its PostgreSQL backend
(`/proc/<pid>/schedstat`), all pages and floors measured in turn so that a slow minute slows them all.

- `ours`: the page through the whole application: middlewares, session, hat, both walls, journal, commit.
- `floor`: the same rows by one plain statement with an explicit WHERE, outside row-level security, by psycopg, then
  the same template rendered with a context kept from the page.
- `vus`: how many dossiers the viewer sees. `queries`: every statement, BEGIN and COMMIT included.
- `verdicts`, `eligibilite_a_froid`, `openfisca`: see `bench/loi.py`. `rapport` is their CPU over ours, one person at a
  time, from the facts to the answer; `rapport_calcul_seul` without reading the facts nor writing the answer.
- `reevaluation`: a territory judged again under a changed rule (`bench/reevaluation.py`), each size in its own process.
- `exposant`: the slope of log(ours) over log(n) for the viewer of 230, with a 95 % bootstrap interval.
"""

import os
import statistics
import subprocess
import sys

from bench.bases import BASES, RACINE, preparer
from bench.loi import lignes
from bench.mesure import entrelacer, exposant

VUS = 230


def main() -> None:
    for ligne in lignes():
        print(ligne, flush=True)
    preparer()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.reglages"
    import django  # noqa: PLC0415 - after the databases exist

    django.setup()
    from bench.bras import ouvrir  # noqa: PLC0415 - needs Django ready

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
    for base in BASES[1:3]:
        subprocess.run([sys.executable, "-m", "bench.reevaluation", base.nom, str(base.n)], cwd=RACINE, check=True)


if __name__ == "__main__":
    main()
