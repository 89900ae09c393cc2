"""``manage.py importer_missions_locales FICHIER``: the missions locales of a CSV directory."""

import time
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from socle.acteurs.annuaire import FichierRefuse, lire
from socle.acteurs.importation import Sort, importer


class Command(BaseCommand):
    """Good lines are written, wrong ones are told and left out (exit code 1); a wrong file writes nothing (2)."""

    help = (
        "Crée et met à jour les missions locales d’un fichier CSV en UTF-8 (colonnes code_imilo, nom_officiel, "
        "nom_usuel, departement, region, fuseau_horaire). Dit ligne à ligne ce qui est créé, modifié, inchangé ou "
        "refusé. Les lignes justes sont écrites ensemble, les autres laissées : le code de sortie est alors 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fichier", type=Path, metavar="FICHIER")
        parser.add_argument("--a-blanc", action="store_true", help="dire ce qui se passerait, sans rien écrire")

    def handle(self, *args: Any, **options: Any) -> None:
        debut = time.perf_counter()
        compte: Counter[Sort] = Counter()
        try:
            with transaction.atomic():
                for rapport in importer(lire(options["fichier"])):
                    compte[rapport.sort] += 1
                    detail = f" : {rapport.detail}" if rapport.detail else ""
                    self.stdout.write(f"ligne {rapport.numero} {rapport.code or '—'} {rapport.sort}{detail}")
                transaction.set_rollback(options["a_blanc"])
        except FichierRefuse as refus:
            raise CommandError(f"{refus} Rien n’a été écrit.", returncode=2) from refus
        bilan = ", ".join(f"{compte[sort]} {sort}{'s' if compte[sort] > 1 else ''}" for sort in Sort)
        self.stdout.write(f"{bilan}, en {time.perf_counter() - debut:.1f} s.")
        if options["a_blanc"]:
            self.stdout.write("À blanc : rien n’a été écrit.")
        if compte[Sort.REFUSEE]:
            raise CommandError("Des lignes ont été refusées : voir ci-dessus.", returncode=1)
