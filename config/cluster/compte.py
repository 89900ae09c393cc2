"""The unprivileged account that runs PostgreSQL, which refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from config.cluster.erreurs import ErreurGrappe

# `postgres` comes with Debian's package; `nobody` is everywhere.
# Far more than any of these commands takes: a hung one ends in words.
SECONDES = 180
COMPTES = ("postgres", "nobody")


@dataclass(frozen=True)
class Compte:
    """An account of the system, by numbers."""

    uid: int
    gid: int
    nom: str

    @classmethod
    def de(cls, uid: int) -> "Compte | None":
        """The account of a number, None when the system does not know it (initdb would refuse it)."""
        try:
            fiche = pwd.getpwuid(uid)
        except KeyError:
            return None
        return cls(fiche.pw_uid, fiche.pw_gid, fiche.pw_name)

    def lancer(self, *commande: str, entree: str = "", dossier: str = "/") -> CompletedProcess[str]:
        """Run a command as this account, in a bare environment, from a folder that it can enter.

        The project's folder may be closed to the account, and a stray PGHOST or
        PGDATA must not lead the command to another server.
        """
        change = os.geteuid() == 0
        try:
            return subprocess.run(
                commande,
                input=entree,
                capture_output=True,
                text=True,
                check=False,
                cwd=dossier,
                env={"PATH": os.defpath, "LC_ALL": "C", "PGCONNECT_TIMEOUT": "10"},
                umask=0o077,
                timeout=SECONDES,
                user=self.uid if change else None,
                group=self.gid if change else None,
                extra_groups=os.getgrouplist(self.nom, self.gid) if change else None,
            )
        except PermissionError as erreur:
            raise ErreurGrappe(
                f"Impossible de lancer {commande[0]} sous le compte « {self.nom} » : {erreur.strerror}."
            ) from erreur

    def peut(self, droit: str, chemin: Path) -> bool:
        """Ask the kernel, as this account, whether a path is open; ``droit`` is a flag of test(1)."""
        return self.lancer("/bin/sh", "-c", f'test {droit} "$1"', "sh", str(chemin)).returncode == 0


def choisir(racine: Path, donnees: Path) -> Compte:
    """The account that runs the server: oneself, or as root whoever owns the data, or the project.

    Raises ErreurGrappe when the data belong to somebody else, or no account fits.
    """
    proprietaire = donnees.stat().st_uid if donnees.exists() else None
    moi = os.geteuid()
    if moi != 0:
        if proprietaire not in (None, moi):
            raise ErreurGrappe(
                f"Les données de PostgreSQL ({donnees}) appartiennent au compte numéro {proprietaire} : "
                "relancez sous ce compte, ou comme root."
            )
        compte = Compte.de(moi)
        if compte is None:
            raise ErreurGrappe(f"Le compte numéro {moi} n’a pas de nom sur cette machine : PostgreSQL le refuse.")
        return compte
    for uid in [proprietaire, racine.stat().st_uid, *_connus()]:
        compte = Compte.de(uid) if uid else None
        if compte is not None:
            return compte
    raise ErreurGrappe("Aucun compte ordinaire pour lancer PostgreSQL, qui refuse root. Créez un compte « postgres ».")


def _connus() -> list[int]:
    return [fiche.pw_uid for nom in COMPTES for fiche in pwd.getpwall() if fiche.pw_name == nom]
