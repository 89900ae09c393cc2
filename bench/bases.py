"""The databases of the measures: made once in the tests' cluster, which lives under `var/`, and found again."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from config import cluster
from config.cluster.grappe import SUPER

ICI = Path(__file__).resolve().parent
RACINE = ICI.parent
MODELE = "tandem_bench_modele"


@dataclass(frozen=True, slots=True)
class Base:
    """One database: how many dossiers in all, and the caseload of each viewer's structure, the rest left out."""

    nom: str
    n: int
    viseurs: tuple[int, ...]

    def compte(self, vus: int) -> int:
        """The id of the viewer's account, and of their only hat (see `semis.sql`)."""
        return (1 + self.viseurs.index(vus)) * 1_000_000 + 1

    def structure(self, vus: int) -> int:
        """The id of the viewer's porteur."""
        return (1 + self.viseurs.index(vus)) * 10


BASES = (
    Base("tandem_bench_1k", 1_000, (230,)),
    Base("tandem_bench_10k", 10_000, (230,)),
    Base("tandem_bench_100k", 100_000, (230, 5_000)),
    Base("tandem_bench_tous", 100_000, (100_000,)),
)


def connexion(base: str, role: str = SUPER) -> psycopg.Connection[Any]:
    """Open a connection outside the walls."""
    ou = cluster.parametres("owner", base, grappe="tests")
    return psycopg.connect(dbname=base, host=ou["HOST"], port=ou["PORT"], user=role, autocommit=True)


def preparer() -> None:
    """Make the databases that are missing or were made by other code."""
    cluster.demarrer("tests")
    marque = _empreinte()
    with connexion("postgres") as admin:
        faites = dict(
            admin.execute(
                "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database "
                "WHERE datname LIKE 'tandem_bench%'"
            ).fetchall()
        )
        manquent = [base for base in BASES if faites.get(base.nom) != marque]
        if manquent:
            _modele(admin)
        for base in manquent:
            _semer(admin, base, marque)
        if manquent:
            _jeter(admin, MODELE)


def _modele(admin: psycopg.Connection[Any]) -> None:
    _jeter(admin, MODELE)
    admin.execute(sql.SQL("CREATE DATABASE {} OWNER tandem_owner").format(sql.Identifier(MODELE)))
    environnement = {**os.environ, "TANDEM_ROLE": "owner", "TANDEM_BENCH_BASE": MODELE}
    for ordre in ("migrate", "createcachetable"):
        subprocess.run(
            [sys.executable, "manage.py", ordre, "--settings=bench.reglages", "-v0"],
            cwd=RACINE, env=environnement, check=True,
        )  # fmt: skip


def _semer(admin: psycopg.Connection[Any], base: Base, marque: str) -> None:
    print(f"# base {base.nom}", file=sys.stderr, flush=True)
    _jeter(admin, base.nom)
    admin.execute(
        sql.SQL("CREATE DATABASE {} OWNER tandem_owner TEMPLATE {}").format(
            sql.Identifier(base.nom), sql.Identifier(MODELE)
        )
    )
    reste = base.n - sum(base.viseurs)
    places = [*base.viseurs, reste] if reste else base.viseurs
    with connexion(base.nom) as ici:
        viseurs = json.dumps([{"rang": rang, "vus": vus} for rang, vus in enumerate(places, 1)])
        ici.execute("SELECT set_config('bench.viseurs', %s, false)", [viseurs])
        ici.execute((ICI / "semis.sql").read_bytes())
        ici.execute("VACUUM ANALYZE")
    admin.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(base.nom), sql.Literal(marque)))


def _jeter(admin: psycopg.Connection[Any], nom: str) -> None:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(nom)))


def _empreinte() -> str:
    """What the databases depend on: migrations, the SQL of the walls, and the scenery."""
    fichiers = [*RACINE.glob("*/*/migrations/*.py"), *RACINE.glob("*/*/sql/*.sql")]
    fichiers += [RACINE / "socle/acces/politiques.py", ICI / "semis.sql", ICI / "bases.py"]
    resume = hashlib.sha256()
    for fichier in sorted(fichiers):
        resume.update(fichier.name.encode() + fichier.read_bytes())
    return resume.hexdigest()
