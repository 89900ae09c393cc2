"""`manage.py demo_charger --settings=config.settings.demo`: the fictional territory, once."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.chargement import TOUS, charger
from demo.garde import BaseEtrangere


class Command(BaseCommand):
    help = "Charge le territoire fictif dans une base vide ; ne fait rien s’il y est déjà."

    def handle(self, *args: Any, **options: Any) -> None:
        debut = monotonic()
        try:
            charge = charger(le=timezone.localdate(), maintenant=timezone.now())
        except BaseEtrangere as erreur:
            raise CommandError(str(erreur)) from erreur
        if charge:
            self.stdout.write(f"{len(TOUS)} jeunes fictifs, en {monotonic() - debut:.0f} s.")
        else:
            self.stdout.write("Le territoire fictif est déjà là.")
