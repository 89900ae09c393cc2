"""Where a cluster lives: under ``var/``, or elsewhere when its account cannot enter there."""

import hashlib
import os
import secrets
import shutil
import stat
from pathlib import Path
from typing import Literal

from config.cluster.compte import Compte
from config.cluster.erreurs import ErreurGrappe

NomGrappe = Literal["principale", "tests"]
NOMS: dict[NomGrappe, str] = {"principale": "postgres", "tests": "postgres-tests"}
RACINE = Path(__file__).resolve().parents[2]
PORT = "5432"
# The kernel takes 107 bytes; PostgreSQL and drivers differ at the edge.
OCTETS_MAX = 99
# Tried in order; /tmp last, it does not survive a restart everywhere.
# Beside a home made elsewhere: the path of the link that leads to it.
MARQUE = "projet"
AILLEURS = (Path("/var/lib"), Path("/var/tmp"), Path("/tmp"))


def entree(racine: Path, nom: NomGrappe) -> Path:
    """The cluster's place as the project sees it: a folder, or a link to one."""
    return racine / "var" / NOMS[nom]


def dossier_socket(racine: Path, nom: NomGrappe) -> Path:
    """Folder of the socket, as a client names it. Computed: the cluster may not exist yet.

    Too long for a socket's address, it becomes a short one in /tmp, one per project and account.
    """
    dossier = entree(racine, nom) / "socket"
    if tient(dossier):
        return dossier
    empreinte = hashlib.sha256(os.fsencode(entree(racine, nom))).hexdigest()[:16]
    return Path("/tmp") / f"tandem-{os.geteuid()}-{empreinte}"


def tient(dossier: Path) -> bool:
    """Whether a socket in this folder has an address short enough."""
    return len(os.fsencode(dossier / f".s.PGSQL.{PORT}")) <= OCTETS_MAX


def preparer(racine: Path, nom: NomGrappe, compte: Compte) -> Path:
    """Make the cluster's home, private to its account, and return its real path.

    No parent folder is ever changed: where the account cannot enter, the home is made
    elsewhere and ``var/`` links to it. Raises ErreurGrappe in a sentence.
    """
    lien = entree(racine, nom)
    lien.parent.mkdir(exist_ok=True)
    if lien.is_symlink():
        maison = _suivre(lien)
        if maison is not None:
            return maison
    if lien.is_dir():
        if compte.peut("-x", lien):
            return lien.resolve()
        # Closed since it was made (a parent became 0700): the data follow their account.
        return _demenager(lien, compte)
    if compte.peut("-x", lien.parent):
        return _creer(lien.resolve(), compte)
    maison = _ailleurs(lien, compte)
    lien.symlink_to(maison)
    return maison


def preparer_socket(racine: Path, nom: NomGrappe, maison: Path, compte: Compte) -> Path:
    """Make the socket's folder and return the path to give to the server."""
    dossier = dossier_socket(racine, nom)
    if dossier.parent == entree(racine, nom):
        dossier = maison / "socket"
        if not tient(dossier):
            raise ErreurGrappe(f"Le chemin {dossier} est trop long pour une socket de PostgreSQL.")
    if not os.path.lexists(dossier):
        _creer(dossier, compte)
    fiche = dossier.lstat()
    if not stat.S_ISDIR(fiche.st_mode) or fiche.st_uid != compte.uid or fiche.st_mode & 0o077:
        raise ErreurGrappe(f"{dossier} existe et n’est pas à nous : retirez-le.")
    return dossier


def _suivre(lien: Path) -> Path | None:
    """The home a link leads to; None after removing a link that leads nowhere, or to another copy's."""
    maison = Path(os.path.realpath(lien))
    marque = maison.parent / MARQUE
    if maison.is_dir() and not (marque.exists() and _autre_copie(Path(marque.read_text()), lien, maison)):
        return maison
    lien.unlink()
    return None


def _autre_copie(ancien: Path, lien: Path, maison: Path) -> bool:
    """A project copied with its link must not share the original's database; one that moved keeps it."""
    return ancien != lien and ancien.is_symlink() and Path(os.path.realpath(ancien)) == maison


def _ailleurs(lien: Path, compte: Compte) -> Path:
    for parent in AILLEURS:
        if not os.access(parent, os.W_OK) or not compte.peut("-x", parent):
            continue
        # A fresh name each time: a new clone at the same path starts from an empty database.
        abri = parent / f"tandem-{secrets.token_hex(6)}"
        abri.mkdir(mode=0o755)
        (abri / MARQUE).write_text(str(lien))
        return _creer(abri / lien.name, compte)
    raise ErreurGrappe(
        f"Le compte « {compte.nom} » ne peut entrer ni dans {lien.parent} ni ailleurs : donnez DATABASE_URL."
    )


def _demenager(lien: Path, compte: Compte) -> Path:
    maison = _ailleurs(lien, compte)
    for piece in list(lien.iterdir()):
        shutil.move(piece, maison / piece.name)
    for dossier, _, fichiers in os.walk(maison):
        for nom in (dossier, *(os.path.join(dossier, f) for f in fichiers)):
            os.chown(nom, compte.uid, compte.gid, follow_symlinks=False)
    lien.rmdir()
    lien.symlink_to(maison)
    return maison


def _creer(dossier: Path, compte: Compte) -> Path:
    dossier.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(dossier, compte.uid, compte.gid, follow_symlinks=False)
    return dossier


def ecrire(compte: Compte, fichier: Path, texte: str) -> None:
    """Write a file as the account: root must not follow links that the account may have laid."""
    fini = compte.lancer("/bin/sh", "-c", 'cat > "$1"', "sh", str(fichier), entree=texte)
    if fini.returncode != 0:
        raise ErreurGrappe(f"Impossible d’écrire {fichier} : {fini.stderr.strip()}")
