"""The project's own PostgreSQL, for whoever gave it none.

With ``DATABASE_URL`` set, nothing here starts anything. Without it, a private
cluster lives under ``var/``: one for development and the demonstration
(``principale``), one for the tests (``tests``, which never read ``DATABASE_URL``:
a suite that creates and drops databases has no business on a real server).

Standard library only: settings import this package before Django is ready.
"""

from config.cluster.adresse import Role, parametres
from config.cluster.erreurs import ErreurGrappe
from config.cluster.grappe import Etat, Grappe
from config.cluster.lieux import NOMS, RACINE, NomGrappe

__all__ = ["ErreurGrappe", "Etat", "Grappe", "NomGrappe", "Role", "arreter", "demarrer", "etat", "parametres"]


def demarrer(grappe: NomGrappe = "principale") -> bool:
    """Start the cluster, creating it when needed; True when this call started it.

    Idempotent and safe to call from several processes at once.
    Raises ErreurGrappe, whose text is a sentence for the person at the keyboard.
    """
    return Grappe(RACINE, grappe).demarrer()


def arreter(grappe: NomGrappe = "principale") -> bool:
    """Stop the cluster and wait for its end; False when it was not running.

    Raises ErreurGrappe when PostgreSQL refuses to stop within a minute.
    """
    return Grappe(RACINE, grappe).arreter()


def etat(grappe: NomGrappe = "principale") -> Etat:
    """Tell whether the cluster runs, and where, without starting anything."""
    return Grappe(RACINE, grappe).etat()


assert set(NOMS) == {"principale", "tests"}
