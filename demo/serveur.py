"""``make demo``: everything the demonstration needs, in the foreground, gone when it ends.

Starts PostgreSQL, brings the database up to date, loads the fictional territory, then
keeps a web server and a worker alive until SIGINT, SIGTERM or the death of ``make``.
"""

import fcntl
import os
import socket
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from demo.processus import Arret, Enfants

RACINE = Path(__file__).resolve().parent.parent
HOTE = "127.0.0.1"
REGLAGES = "config.settings.demo"
SECONDES_POUR_REPONDRE = 60
ENTREE_PAR_ADRESSE = ("DATABASE_URL", "DATABASE_OWNER_URL")


class Refus(Exception):
    """The demonstration cannot run; the text is a sentence for the person at the keyboard."""


def main() -> int:
    """Run the demonstration until asked to stop; returns the exit code."""
    enfants = Enfants(RACINE, {**os.environ, "DJANGO_SETTINGS_MODULE": REGLAGES, "PYTHONUNBUFFERED": "1"})
    try:
        port = lire_port(os.environ.get("PORT") or "8000")
        verifier_libre(port)
        with reserver(RACINE / "var" / "demo.verrou"):
            try:
                servir(enfants, port)
            finally:
                arreter(enfants)
    except Arret:
        return 0
    except Refus as refus:
        print(refus, file=sys.stderr)
        return 1
    return 0


def lire_port(texte: str) -> int:
    """A TCP port; raises Refus when the text is not one."""
    if not texte.isdecimal() or not 1 <= int(texte) <= 65535:
        raise Refus(f"PORT={texte} n’est pas un numéro de port (de 1 à 65535).")
    return int(texte)


def reserver(fichier: Path) -> IO[str]:
    """Hold the demonstration for this process: a second one would lose its database when the first ends."""
    fichier.parent.mkdir(exist_ok=True)
    verrou = open(fichier, "a")  # noqa: SIM115 - the caller's « with » closes it
    try:
        fcntl.flock(verrou, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as erreur:
        verrou.close()
        raise Refus("Une démonstration tourne déjà dans ce dossier : arrêtez-la d’abord.") from erreur
    return verrou


def verifier_libre(port: int) -> None:
    """Raise Refus when somebody listens on this port, or it needs rights we lack."""
    with socket.socket() as essai:
        essai.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            essai.bind((HOTE, port))
        except OSError as erreur:
            raise Refus(
                f"Le port {port} est pris ({erreur.strerror}). Choisissez-en un autre : PORT=8001 make demo."
            ) from erreur


def servir(enfants: Enfants, port: int) -> None:
    """Prepare, serve, and return only by Arret or Refus."""
    preparer(enfants)
    serveur = enfants.lancer(
        *("-m", "granian", "--interface", "wsgi", "--host", HOTE, "--port", str(port)),
        *("--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
        "config.wsgi:application",
    )
    travaux = enfants.lancer("manage.py", "procrastinate", "worker")
    if not enfants.attendre_que(lambda: repond(port), SECONDES_POUR_REPONDRE):
        raise Refus("Le service ne répond pas : la démonstration s’arrête.")
    annoncer(enfants, port)
    mort = enfants.attendre_une_fin({"Le serveur web": serveur, "Le travailleur": travaux})
    raise Refus(f"{mort} s’est arrêté de lui-même : la démonstration s’arrête aussi.")


def preparer(enfants: Enfants) -> None:
    """Database, fictional territory, static files: idempotent steps. Raises Refus at the first failure."""
    if not par_adresse():
        etape(enfants, "PostgreSQL", "-m", "config.cluster", "demarrer", "principale")
    else:
        # Before its structure changes: a database that somebody gave us may be a real one.
        etape(enfants, "la base donnée", "manage.py", "demo_verifier")
    etape(enfants, "la base", "manage.py", "migrate", "--verbosity", "0")
    etape(enfants, "le territoire fictif", "manage.py", "demo_charger")
    etape(enfants, "les fichiers statiques", "manage.py", "collectstatic", "--no-input", "--verbosity", "0")


def etape(enfants: Enfants, quoi: str, *commande: str) -> None:
    """Run one command to its end, in words; raises Refus when it fails."""
    print(f"Tandem prépare {quoi}…", flush=True)
    if enfants.jusqu_au_bout(*commande) != 0:
        raise Refus(f"La démonstration n’a pas pu préparer {quoi} : voir le message ci-dessus.")


def repond(port: int) -> bool:
    """Whether the service says it is alive."""
    try:
        with urllib.request.urlopen(f"http://{HOTE}:{port}/sante", timeout=2) as reponse:
            return bool(reponse.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def annoncer(enfants: Enfants, port: int) -> None:
    """Print the characters, then the address."""
    enfants.jusqu_au_bout("manage.py", "demo_personnages")
    print(f"\nTandem est prêt : http://{HOTE}:{port}/   (Ctrl-C pour l’arrêter)", flush=True)


def arreter(enfants: Enfants) -> None:
    """End the web server, the worker, then PostgreSQL, whatever else happens meanwhile."""
    enfants.arreter()
    if not par_adresse():
        enfants.jusqu_au_bout("-m", "config.cluster", "arreter", "principale", interruptible=False)


def par_adresse() -> bool:
    """Whether the operator gave a database: it is then theirs to start and stop."""
    return any(os.environ.get(nom) for nom in ENTREE_PAR_ADRESSE)


if __name__ == "__main__":
    sys.exit(main())
