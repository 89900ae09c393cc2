"""How Django reaches the database: the operator's addresses, else the local socket."""

import os
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from config.cluster.erreurs import ErreurGrappe
from config.cluster.lieux import PORT, RACINE, NomGrappe, dossier_socket

Role = Literal["owner", "web"]
VARIABLES = {"web": "DATABASE_URL", "owner": "DATABASE_OWNER_URL"}


def parametres(
    role: Role, base: str = "tandem", *, grappe: NomGrappe = "principale", racine: Path = RACINE
) -> dict[str, Any]:
    """The ``DATABASES`` entry for a role; reads the environment, starts and writes nothing.

    ``web`` is what pages and jobs use, subject to row-level security; ``owner`` runs
    the migrations. ``base`` names the local database: an address carries its own.
    Raises ErreurGrappe for an address that cannot be read, or when only one of the
    two addresses is given: serving pages as the owner would open every wall.
    """
    donnees = {nom: os.environ.get(nom, "") for nom in VARIABLES.values()}
    if grappe == "principale" and any(donnees.values()):
        variable = VARIABLES[role]
        if not donnees[variable]:
            raise ErreurGrappe(
                f"{variable} manque : les migrations et les pages ont chacune leur adresse "
                "(DATABASE_OWNER_URL et DATABASE_URL), avec deux rôles différents."
            )
        return lire_adresse(donnees[variable], variable)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": base,
        "USER": f"tandem_{role}",
        "PASSWORD": "",
        "HOST": str(dossier_socket(racine, grappe)),
        "PORT": PORT,
        "OPTIONS": {},
    }


def lire_adresse(adresse: str, variable: str = "DATABASE_URL") -> dict[str, Any]:
    """Read ``postgresql://user:password@host:port/name?option=value``.

    ``?host=/run/postgresql`` gives a socket. Raises ErreurGrappe, which never repeats
    the address: it holds a password.
    """
    try:
        morceaux = urlsplit(adresse)
        port = morceaux.port
    except ValueError as erreur:
        raise ErreurGrappe(f"{variable} n’est pas une adresse lisible.") from erreur
    options = dict(parse_qsl(morceaux.query))
    hote = options.pop("host", "") or unquote(morceaux.hostname or "")
    nom = unquote(morceaux.path.lstrip("/"))
    if morceaux.scheme not in ("postgres", "postgresql") or not nom or not morceaux.username:
        raise ErreurGrappe(f"{variable} doit s’écrire postgresql://utilisateur:motdepasse@hôte:port/base.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": nom,
        "USER": unquote(morceaux.username),
        "PASSWORD": unquote(morceaux.password or ""),
        "HOST": hote,
        "PORT": str(port or ""),
        "OPTIONS": options,
    }
