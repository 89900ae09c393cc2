"""`manage.py demo_verifier`: may the demonstration use this database? Asked before its structure is touched."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.garde import BaseEtrangere, verifier


class Command(BaseCommand):
    help = "Refuse une base que la démonstration n’a pas créée et qui n’est pas vide."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            verifier()
        except BaseEtrangere as erreur:
            raise CommandError(str(erreur)) from erreur
