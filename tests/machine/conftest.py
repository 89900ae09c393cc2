"""Projects in short temporary folders, each with clusters of its own, stopped and removed at the end.

Not `tmp_path`: its parent is closed to other accounts, which is one case among those tested here.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from config.cluster import Grappe, NomGrappe, Role, parametres
from config.cluster.lieux import NOMS, dossier_socket, entree

RACINE = Path(__file__).resolve().parents[2]
EN_ROOT = os.geteuid() == 0


@pytest.fixture(scope="module")
def fabrique() -> Iterator[Callable[..., Path]]:
    """Make a project folder, under `sous` when it is given."""
    faits: list[tuple[Path, Path]] = []

    def faire(sous: str = "", mode: int = 0o755) -> Path:
        base = Path(tempfile.mkdtemp(prefix="tdm-", dir="/tmp"))
        base.chmod(mode)
        projet = base / sous if sous else base
        projet.mkdir(parents=True, exist_ok=True)
        faits.append((base, projet))
        return projet

    yield faire
    for base, projet in faits:
        for nom in NOMS:
            Grappe(projet, nom).arreter()
            maison = Path(os.path.realpath(entree(projet, nom)))
            if maison.exists() and not maison.is_relative_to(base):
                shutil.rmtree(maison.parent)
            if not dossier_socket(projet, nom).is_relative_to(projet):
                shutil.rmtree(dossier_socket(projet, nom), ignore_errors=True)
        shutil.rmtree(base)


@pytest.fixture
def projet(fabrique: Callable[..., Path]) -> Path:
    """A project whose folder every account may enter."""
    return fabrique()


def connexion(racine: Path, role: Role = "web", grappe: NomGrappe = "tests") -> psycopg.Connection:
    """Connect as Django would."""
    p = parametres(role, grappe=grappe, racine=racine)
    return psycopg.connect(host=p["HOST"], port=p["PORT"], user=p["USER"], dbname=p["NAME"], autocommit=True)


def vit(pid: int) -> bool:
    """Whether a process still runs: one that nobody buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def lancer_python(code: str, **environnement: str) -> subprocess.Popen[str]:
    """Run code in another process, from the root of the repository."""
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=RACINE,
        env={"PATH": os.environ.get("PATH", os.defpath), **environnement},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
