"""One local cluster: created, started, stopped, found again after an accident."""

import fcntl
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.cluster import binaires, compte, lieux
from config.cluster.binaires import EXTENSIONS, Binaires
from config.cluster.compte import Compte
from config.cluster.erreurs import ErreurGrappe
from config.cluster.serveur import Serveur

ICI = Path(__file__).resolve().parent
SUPER = "tandem_super"
# The demonstration has a base of its own: it refuses one that it did not create.
BASES = ("tandem", "tandem_demo")
LOCALES = ("C.UTF-8", "C")


@dataclass(frozen=True)
class Etat:
    """What a cluster is doing; paths are those a client uses."""

    marche: bool
    pid: int | None
    maison: Path
    socket: Path


@dataclass(frozen=True)
class Grappe:
    """A cluster of the project at ``racine``."""

    racine: Path
    nom: lieux.NomGrappe = "principale"

    def etat(self) -> Etat:
        """Whether it runs; reads two files, starts nothing."""
        maison = Path(lieux.entree(self.racine, self.nom)).resolve()
        pid = Serveur.pid_pret(maison / "data")
        return Etat(pid is not None, pid, maison, lieux.dossier_socket(self.racine, self.nom))

    def demarrer(self) -> bool:
        """Start, creating what is missing; True when this call started it. Raises ErreurGrappe."""
        proprietaire = self._compte()
        if self._en_ordre():
            return False
        with self._verrou():
            if self._en_ordre():
                return False
            serveur = self._preparer(proprietaire)
            deja = Serveur.pid_pret(serveur.donnees) is not None
            if not deja:
                self._lancer(serveur)
            self._amorcer(serveur, proprietaire)
            return not deja

    def arreter(self) -> bool:
        """Stop and wait; False when it was not running. Raises ErreurGrappe."""
        proprietaire = self._compte()
        with self._verrou():
            donnees = self.etat().maison / "data"
            if Serveur.pid_vivant(donnees) is None:
                return False
            self._preparer(proprietaire).arreter()
            return True

    def _en_ordre(self) -> bool:
        etat = self.etat()
        marque = etat.maison / "amorce"
        socket = etat.socket / f".s.PGSQL.{lieux.PORT}"
        return etat.marche and socket.exists() and marque.exists() and marque.read_text() == _empreinte()

    @contextmanager
    def _verrou(self) -> Iterator[None]:
        lien = lieux.entree(self.racine, self.nom)
        lien.parent.mkdir(exist_ok=True)
        with open(lien.parent / f"{lien.name}.verrou", "w") as fichier:
            fcntl.flock(fichier, fcntl.LOCK_EX)
            yield

    def _compte(self) -> Compte:
        return compte.choisir(self.racine, lieux.entree(self.racine, self.nom))

    def _preparer(self, proprietaire: Compte) -> Serveur:
        maison = lieux.preparer(self.racine, self.nom, proprietaire)
        socket = lieux.preparer_socket(self.racine, self.nom, maison, proprietaire)
        version = maison / "data" / "PG_VERSION"
        majeure = int(version.read_text()) if version.exists() else None
        programmes = binaires.a_portee(binaires.choisir(majeure), proprietaire, maison.parent)
        if majeure is None:
            _initdb(programmes, maison, proprietaire)
        return Serveur(programmes, maison, socket, proprietaire)

    def _lancer(self, serveur: Serveur) -> None:
        serveur.configurer(rapide=self.nom == "tests")
        serveur.oublier_le_mort()
        refus = serveur.demarrer()
        if refus:
            raise ErreurGrappe(f"PostgreSQL n’a pas démarré ({serveur.journal}) :\n{refus}")

    def _amorcer(self, serveur: Serveur, proprietaire: Compte) -> None:
        """Roles, bases and schema rights, from the file that production uses."""
        locale = serveur.sql("SELECT datcollate FROM pg_database WHERE datname = 'template0'").strip()
        for base in BASES:
            serveur.fichier(ICI / "roles.sql", "postgres", {"base": base, "locale": locale})
        serveur.fichier(ICI / "schema.sql", "template1", {})
        liste = ", ".join(f"'{nom}'" for nom in EXTENSIONS)
        presentes = serveur.sql(f"SELECT name FROM pg_available_extensions WHERE name IN ({liste})").split()
        manquantes = sorted(set(EXTENSIONS) - set(presentes))
        if manquantes:
            raise ErreurGrappe(
                f"Ce PostgreSQL n’a pas {', '.join(manquantes)} : installez les « contrib » de PostgreSQL, "
                "ou posez TANDEM_POSTGRES=roue et retirez le dossier des données."
            )
        lieux.ecrire(proprietaire, serveur.maison / "amorce", _empreinte())


def _initdb(programmes: Binaires, maison: Path, proprietaire: Compte) -> None:
    """Make the data folder whole or not at all: an interrupted initdb leaves nothing behind."""
    brouillon = maison / "data.part"
    refus = ""
    for locale in LOCALES:
        proprietaire.lancer("rm", "-rf", str(brouillon))
        fini = proprietaire.lancer(
            programmes.programme("initdb"),
            *("-D", str(brouillon), "-U", SUPER, "--auth=trust", "--encoding=UTF8"),
            *("--locale-provider=libc", f"--locale={locale}", "--lc-messages=C"),
        )
        if fini.returncode == 0:
            brouillon.rename(maison / "data")
            return
        refus = fini.stderr.strip()
        if not re.search("locale", refus):
            break
    raise ErreurGrappe(f"PostgreSQL n’a pas pu créer ses données dans {maison} :\n{refus}")


def _empreinte() -> str:
    contenu = b"".join((ICI / nom).read_bytes() for nom in ("roles.sql", "schema.sql"))
    return hashlib.sha256(contenu + repr(BASES).encode()).hexdigest()
