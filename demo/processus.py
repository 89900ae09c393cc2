"""Child processes of the demonstration: none outlives it."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

PAS = 0.1
PATIENCE = 10.0
PR_SET_PDEATHSIG = 1


class Arret(Exception):
    """Somebody asked the demonstration to end."""


class SurveilleMake:
    """Notices that ``make`` is gone, or was interrupted without telling us.

    GNU make passes SIGTERM on to its children, not SIGINT: it counts on the terminal to
    have told them, gives the signal its default action back and waits for them. A program
    that interrupts ``make`` alone is thus seen in the mask of the signals make catches.
    """

    def __init__(self) -> None:
        self.parent = os.getppid()
        self.attrapait = self._attrape()

    def partie(self) -> bool:
        """Whether to end."""
        return os.getppid() != self.parent or (self.attrapait and not self._attrape())

    def _attrape(self) -> bool:
        try:
            lignes = Path(f"/proc/{self.parent}/status").read_text().splitlines()
        except OSError:
            return False
        champs = dict(ligne.split(":", 1) for ligne in lignes if ":" in ligne)
        masque = int(champs.get("SigCgt", "0").strip(), 16)
        return champs.get("Name", "").strip() in ("make", "gmake") and bool(masque & 1 << (signal.SIGINT - 1))


class Enfants:
    """Python commands run from ``racine``; signals are noted here and acted upon between two looks."""

    def __init__(self, racine: Path, environnement: dict[str, str]) -> None:
        self.racine = racine
        self.environnement = environnement
        self.vivants: list[subprocess.Popen[bytes]] = []
        self.demande = False
        self.surveillance = SurveilleMake()
        for numero in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # « nohup make demo » ignores SIGHUP, and means it.
            if numero != signal.SIGHUP or signal.getsignal(numero) != signal.SIG_IGN:
                signal.signal(numero, self._noter)

    def _noter(self, _numero: int, _cadre: FrameType | None) -> None:
        self.demande = True

    def lancer(self, *commande: str) -> subprocess.Popen[bytes]:
        """Start a command in a session of its own: a Ctrl-C reaches us alone, and we choose the order."""
        enfant = subprocess.Popen(
            [sys.executable, *commande],
            cwd=self.racine,
            env=self.environnement,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_mourir_avec_le_parent,
        )
        self.vivants.append(enfant)
        return enfant

    def jusqu_au_bout(self, *commande: str, interruptible: bool = True) -> int:
        """Run a command to its end and return its code. Raises Arret once it ended, if asked meanwhile.

        It is never cut short: a start of PostgreSQL cut in two would leave one behind.
        """
        enfant = self.lancer(*commande)
        code = enfant.wait()
        self.vivants.remove(enfant)
        if interruptible:
            self._regarder()
        return code

    def attendre_que(self, vrai: Callable[[], bool], secondes: float) -> bool:
        """Wait for a condition; False when it is late or a child died. Raises Arret when asked to end."""
        fin = time.monotonic() + secondes
        while time.monotonic() < fin and all(enfant.poll() is None for enfant in self.vivants):
            self._regarder()
            if vrai():
                return True
            time.sleep(PAS)
        return False

    def attendre_une_fin(self, noms: dict[str, subprocess.Popen[bytes]]) -> str:
        """Wait until one child ends by itself, and name it; raises Arret when asked to end."""
        while True:
            for nom, enfant in noms.items():
                if enfant.poll() is not None:
                    return nom
            self._regarder()
            time.sleep(PAS)

    def arreter(self) -> None:
        """Ask every child to end, then insist on the whole of its session."""
        for enfant in self.vivants:
            enfant.terminate()
        fin = time.monotonic() + PATIENCE
        for enfant in self.vivants:
            try:
                enfant.wait(max(0.1, fin - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(enfant.pid, signal.SIGKILL)
                enfant.wait()
        self.vivants.clear()

    def _regarder(self) -> None:
        if self.demande or self.surveillance.partie():
            raise Arret


def _mourir_avec_le_parent() -> None:
    # Even after kill -9 on the demonstration, no server stays on its port.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
