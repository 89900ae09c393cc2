#!/usr/bin/env python
"""Orders given to Tandem from a terminal: ``.venv/bin/python manage.py help``.

Works from the root with no variable set: starts the local PostgreSQL when the order
needs one and no address was given.
"""

import os
import sys

# These change the structure of the database, so they connect as its owner. Everything else,
# dbshell included, goes through the walls as the web role.
PAR_LE_PROPRIETAIRE = {
    "migrate",
    "makemigrations",
    "sqlmigrate",
    "showmigrations",
    "createcachetable",
    "pgtrigger",
}
SANS_BASE = {
    *("", "help", "version", "--version", "check", "diffsettings", "findstatic", "collectstatic"),
    *("makemessages", "compilemessages", "startapp", "startproject", "sendtestemail"),
}


def main(arguments: list[str]) -> None:
    """Run one order; ends the process with its exit code."""
    ordre = arguments[0] if arguments else ""
    if ordre == "eligibilite":
        # Before Django and PostgreSQL: a verdict needs neither.
        from regles.commande import main as eligibilite  # noqa: PLC0415 - loaded for this order only

        sys.exit(eligibilite(arguments[1:], sys.stdin, sys.stdout, sys.stderr))
    if ordre == "allocation_cej":
        from regles.commande_allocation import main as allocation  # noqa: PLC0415 - as above

        sys.exit(allocation(arguments[1:], sys.stdin, sys.stdout, sys.stderr))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    if ordre in PAR_LE_PROPRIETAIRE:
        os.environ["TANDEM_ROLE"] = "owner"
    if a_besoin_de_la_base(ordre, arguments):
        _demarrer(reglages(arguments))
    _executer()


def a_besoin_de_la_base(ordre: str, arguments: list[str]) -> bool:
    """Whether the order opens a connection."""
    if {"-h", "--help"} & set(arguments):
        return False
    return ordre not in SANS_BASE or any(argument.startswith("--database") for argument in arguments)


def reglages(arguments: list[str]) -> str:
    """The settings module in use: ``--settings`` wins over the environment, as in Django."""
    for rang, argument in enumerate(arguments):
        if argument.startswith("--settings="):
            return argument.removeprefix("--settings=")
        if argument == "--settings":
            return "".join(arguments[rang + 1 : rang + 2])
    return os.environ["DJANGO_SETTINGS_MODULE"]


def _demarrer(module: str) -> None:
    from config import cluster  # noqa: PLC0415 - not loaded by orders that need no database

    grappe: cluster.NomGrappe = "tests" if module.endswith(".test") else "principale"
    if grappe == "principale" and (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_OWNER_URL")):
        return
    try:
        cluster.demarrer(grappe)
    except cluster.ErreurGrappe as erreur:
        sys.exit(str(erreur))


def _executer() -> None:
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - absent before « make setup »
    except ImportError:
        sys.exit("Django n’est pas installé ici : lancez « make setup », puis « .venv/bin/python manage.py … ».")
    from config.cluster import ErreurGrappe  # noqa: PLC0415 - as above

    try:
        execute_from_command_line(sys.argv)
    except ErreurGrappe as erreur:
        sys.exit(str(erreur))


if __name__ == "__main__":
    main(sys.argv[1:])
