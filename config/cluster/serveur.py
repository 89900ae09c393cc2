"""The server process: its configuration, its life, its pid file, and SQL as its superuser."""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from config.cluster.binaires import Binaires
from config.cluster.compte import Compte
from config.cluster.erreurs import ErreurGrappe
from config.cluster.lieux import PORT, ecrire

CONFIGURATION = """\
# Rewritten at each start by config/cluster.
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
# A refused row must not leave a name or a birth date in a log file.
log_min_error_statement = panic
log_error_verbosity = terse
"""
# A crash may lose the tests' cluster: it is remade, and three times faster. Its databases live minutes; an autovacuum
# met in one of them has no role, and PostgreSQL then refuses DROP DATABASE … WITH (FORCE) to whoever is no superuser.
SANS_FILET = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\n"


# How long the children of a killed server may take to notice.
PATIENCE = 20.0


@dataclass(frozen=True)
class Serveur:
    """A server that an account runs with given programs in a given home."""

    binaires: Binaires
    maison: Path
    socket: Path
    compte: Compte

    @property
    def donnees(self) -> Path:
        """PGDATA."""
        return self.maison / "data"

    @property
    def journal(self) -> Path:
        """The server's log."""
        return self.maison / "postgres.log"

    def configurer(self, *, rapide: bool) -> None:
        """Write both configuration files; ``rapide`` trades safety for speed, for tests only."""
        socket = str(self.socket).replace("\\", "\\\\").replace("'", "''")
        texte = CONFIGURATION.format(port=PORT, socket=socket) + (SANS_FILET if rapide else "")
        ecrire(self.compte, self.donnees / "postgresql.conf", texte)
        ecrire(self.compte, self.donnees / "pg_hba.conf", "local all all trust\n")
        # Absent when the folder was copied without its sockets.
        self.compte.lancer("mkdir", "-p", str(self.socket))

    def demarrer(self) -> str:
        """Start and wait until ready; returns what went wrong, or an empty string."""
        debut = self.journal.stat().st_size if self.journal.exists() else 0
        fini = self._pg_ctl("start", "-l", self.journal.name)
        if fini.returncode == 0:
            return ""
        if not self.journal.exists():
            return str(fini.stderr or fini.stdout).strip()
        return self.journal.read_bytes()[debut:].decode(errors="replace").strip()

    def arreter(self) -> None:
        """Close the sessions, stop, wait. Raises ErreurGrappe."""
        pid = self.pid_vivant(self.donnees)
        fini = self._pg_ctl("stop", "-m", "fast")
        fin = time.monotonic() + 10
        # pg_ctl waits for the end of the pid file, which goes a moment before the process.
        while pid is not None and _sert(pid, self.donnees):
            if time.monotonic() > fin:
                raise ErreurGrappe(f"PostgreSQL ne s’arrête pas : {fini.stderr.strip()}")
            time.sleep(0.1)

    def _pg_ctl(self, ordre: str, *options: str) -> CompletedProcess[str]:
        # Relative paths: pg_ctl goes through a shell, which would expand a « $ » in a folder's name.
        pg_ctl = self.binaires.programme("pg_ctl")
        attente = ("-w", "-t", "60")
        return self.compte.lancer(pg_ctl, ordre, "-D", self.donnees.name, *attente, *options, dossier=str(self.maison))

    def sql(self, requete: str, base: str = "postgres") -> str:
        """Run one query as the superuser; raises ErreurGrappe."""
        return self._psql(base, "-Atc", requete)

    def fichier(self, chemin: Path, base: str, variables: dict[str, str]) -> str:
        """Run a file of SQL, with what it includes, as the superuser; raises ErreurGrappe.

        The account may be unable to read the project: the text goes through standard
        input, and ``\\ir`` is resolved here.
        """
        lignes = []
        for ligne in chemin.read_text().splitlines():
            inclus = ligne.removeprefix("\\ir ") if ligne.startswith("\\ir ") else None
            lignes.append((chemin.parent / inclus).read_text() if inclus else ligne)
        options = [f"--set={nom}={valeur}" for nom, valeur in variables.items()]
        return self._psql(base, *options, entree="\n".join(lignes))

    def _psql(self, base: str, *options: str, entree: str = "") -> str:
        fini = self.compte.lancer(
            self.binaires.programme("psql"),
            *("-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(self.socket), "-p", PORT),
            *("-U", "tandem_super", "-d", base, *options),
            entree=entree,
        )
        if fini.returncode != 0:
            raise ErreurGrappe(f"PostgreSQL a refusé une commande : {fini.stderr.strip()}")
        return fini.stdout

    def oublier_le_mort(self) -> None:
        """Forget a server that was killed: its number may be a zombie's, or another program's by now.

        PostgreSQL would wait for that number for ever. Its pid file also keeps a second
        server away from children that outlive the first: they are waited for, then the
        file goes. Raises ErreurGrappe when they stay.
        """
        if not Path("/proc/self").exists() or self.pid_vivant(self.donnees) is not None:
            return
        fin = time.monotonic() + PATIENCE
        while restants := _processus_dans(self.donnees):
            if time.monotonic() > fin:
                raise ErreurGrappe(f"D’anciens processus de PostgreSQL tiennent les données : {restants}.")
            time.sleep(0.1)
        (self.donnees / "postmaster.pid").unlink(missing_ok=True)
        (self.socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    @staticmethod
    def pid_pret(donnees: Path) -> int | None:
        """The pid of a server that says it accepts connections, None otherwise."""
        lignes = _lignes_du_pid(donnees)
        pret = len(lignes) >= 8 and lignes[7].strip() == "ready"
        return Serveur.pid_vivant(donnees) if pret else None

    @staticmethod
    def pid_vivant(donnees: Path) -> int | None:
        """The pid of the server of these data, None when it is dead or another program took its number."""
        lignes = _lignes_du_pid(donnees)
        if not lignes or not lignes[0].strip().isdigit():
            return None
        pid = int(lignes[0])
        return pid if _sert(pid, donnees) else None


def _lignes_du_pid(donnees: Path) -> list[str]:
    try:
        return (donnees / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _processus_dans(donnees: Path) -> list[int]:
    """Every process that works from this folder: a server and its children, nobody else."""
    trouves = []
    for processus in Path("/proc").glob("[0-9]*"):
        try:
            if Path(os.readlink(processus / "cwd")) == donnees.resolve():
                trouves.append(int(processus.name))
        except OSError:
            continue
    return trouves


def _sert(pid: int, donnees: Path) -> bool:
    """Whether this process is a server of these data: PostgreSQL works from its data folder."""
    try:
        os.kill(pid, 0)
        if not Path("/proc/self").exists():
            return True  # No way to tell more, as on macOS.
        etat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return etat != "Z" and Path(os.readlink(f"/proc/{pid}/cwd")) == donnees.resolve()
    except OSError:
        return False
