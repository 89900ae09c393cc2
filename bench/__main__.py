"""`make bench`: the pages read all day, at 1,000, 10,000 and 100,000 dossiers, against their floor.

Each figure is the median of 30 measures of CPU time, this process (`time.process_time`) plus its PostgreSQL backend
(`/proc/<pid>/schedstat`), all pages and floors measured in turn so that a slow minute slows them all.

- `ours`: the page through the whole application: middlewares, session, hat, both walls, journal, commit.
- `floor`: the same rows by one plain statement with an explicit WHERE, outside row-level security, by psycopg, then
  the same template rendered with a context kept from the page.
- `vus`: how many dossiers the viewer sees. `queries`: every statement, BEGIN and COMMIT included.
- `verdicts`, `eligibilite_a_froid`, `openfisca`: see `bench/loi.py`. `jamais_vus`: people judged once only;
  `a_qualifier`: the dearest case, one to four recent contacts of which something is missing. `rapport` is their CPU
  over ours, one person at a time, from the facts to the answer; `rapport_calcul_seul` without reading the facts nor
  writing the answer.
- `reevaluation`: a territory judged again under a changed rule (`bench/reevaluation.py`), each size in its own process.
- `epaisseur`: the pages of a dossier followed for long over those of one just begun (`bench/epaisseur.py`).
- `objectif`: what the figure should reach, or stay under.
- `exposant`: the slope of log(ours) over log(n) for the viewer of 230, with a 95 % bootstrap interval.
"""

from bench import loi
from bench.avec_django import lancer
from bench.bases import BASES, preparer


def main() -> None:
    """Print every line, as soon as it is known."""
    for ligne in loi.lignes():
        print(ligne, flush=True)
    preparer()
    lancer("bench.pages", base=BASES[0].nom)
    lancer("bench.epaisseur", base=BASES[0].nom)
    for base in BASES[1:3]:
        lancer("bench.reevaluation", base.nom, str(base.n), base=base.nom)


if __name__ == "__main__":
    main()
