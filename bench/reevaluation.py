"""A territory judged again under a changed rule: read from PostgreSQL, judged by both texts, written back.

    TANDEM_BENCH_BASE=tandem_bench_100k DJANGO_SETTINGS_MODULE=bench.reglages \
        python -m bench.avec_django bench.reevaluation tandem_bench_100k 100000

In a process of its own, whose peak of memory is then its own: prints one line. The floor reads the same rows and writes
the same verdicts by COPY, outside the walls, by psycopg. `memoire_mo` is how much the peak of memory grew between the
first verdict and the last.
"""

import resource
import statistics
import sys
import tempfile
from datetime import datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

import psycopg
from django.db import connection, transaction

from bench.bases import connexion
from bench.mesure import cpu
from parcours.eligibilite import reevaluation
from regles.textes import avec_derogations, nationaux
from socle.acces.portee import casquettes, porter

FOIS = 3
OBJECTIF = 10
PILOTE = 200_001
"""The account and the hat of the pilote (see `semis.sql`)."""
PARIS = ZoneInfo("Europe/Paris")
ACTE = {
    "departement": "35", "programme": "cej-jr", "du": "2022-04-22", "effet": "remplacer", "code": "carence_en_mois",
    "valeur": 4, "acte": {"titre": "Arrêté de mesure", "date": "2022-04-22"},
}  # fmt: skip
LUS = (
    "SELECT id, programme, porteur_id, departement, date_naissance, repere_le, a_reverifier_depuis "
    "FROM dossier_dossier",
    "SELECT porteur_id, programme, du, au, age_minimum, age_maximum FROM partenariats_convention",
    "SELECT * FROM dossier_situation",
    "SELECT dossier_id, le, nature, echange, intention, parcours FROM eligibilite_contact WHERE retire_le IS NULL",
    "SELECT dossier_id, le, inscrit, inscrit_le, veille_le, accompagnement_adapte FROM eligibilite_verification",
    "SELECT dossier_id FROM dossier_signe WHERE retire_le IS NULL",
)
COLONNES = "dossier_id, le, garde_le, pourquoi, reevaluation_id, reponse, ouverture_le, empreinte, teneur, jugement"
MORCEAU = 1 << 20


def main(base: str, n: int) -> None:
    """Measure both in turn, print the line, and leave the database as it was."""
    connection.ensure_connection()
    dehors = connexion(base)
    try:
        gardes, memoire = rejuger()
        assert gardes == n, gardes
        nous, plancher = [], []
        with tempfile.TemporaryFile() as lignes:
            _relever(dehors, lignes)
            for _ in range(FOIS):
                dehors.execute("TRUNCATE eligibilite_verdictgarde")
                nous.append(cpu(rejuger, connection.connection.info.backend_pid))
                dehors.execute("TRUNCATE eligibilite_verdictgarde")
                plancher.append(cpu(lambda: copier(dehors, lignes), dehors.info.backend_pid))
    finally:
        dehors.execute("TRUNCATE eligibilite_verdictgarde, eligibilite_reevaluation")
    a, b = statistics.median(nous), statistics.median(plancher)
    print(
        f"name=reevaluation n={n} ours_ms={a:.0f} floor_ms={b:.0f} ratio={a / b:.2f} objectif={OBJECTIF} "
        f"memoire_mo={memoire:.1f}",
        flush=True,
    )


def rejuger() -> tuple[int, float]:
    """The act: a mandate, every dossier judged by both texts, the verdicts kept. How many, and the memory it took."""
    maintenant = datetime.now(tz=PARIS)
    le = maintenant.date()
    depart = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with transaction.atomic():
        (acteur,) = casquettes(PILOTE, PILOTE, le=le, acte="bench")
        with porter(acteur):
            mandat = reevaluation.ouvrir(le, ["35"], garde=True, avant=[], apres=[ACTE])
        bilan = reevaluation.reevaluer_avec(
            nationaux(), avec_derogations([ACTE]), mandat=mandat, le=le, garder=True, maintenant=maintenant
        )
    return bilan.gardes, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - depart) / 1024


def _relever(dehors: psycopg.Connection[Any], lignes: IO[bytes]) -> None:
    """What was written, in a file: the floor writes the same."""
    with (
        dehors.cursor() as curseur,
        curseur.copy(f"COPY (SELECT {COLONNES} FROM eligibilite_verdictgarde) TO STDOUT") as flot,
    ):
        for morceau in flot:
            lignes.write(morceau)


def copier(dehors: psycopg.Connection[Any], lignes: IO[bytes]) -> None:
    """The floor: the same rows out, the same rows in."""
    with dehors.cursor() as curseur:
        for requete in LUS:
            with curseur.copy(f"COPY ({requete}) TO STDOUT") as flot:
                for _ in flot:
                    pass
        lignes.seek(0)
        with curseur.copy(f"COPY eligibilite_verdictgarde ({COLONNES}) FROM STDIN") as flot:
            while morceau := lignes.read(MORCEAU):
                flot.write(morceau)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
