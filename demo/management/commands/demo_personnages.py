"""`manage.py demo_personnages`: who may be entered as, and the password that all of them share."""

from typing import Any

from django.core.management.base import BaseCommand

from demo.personnages import MOT_DE_PASSE, OFFERTS
from demo.territoire import STRUCTURES


class Command(BaseCommand):
    help = "Liste les personnages de la démonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"\nLes personnages, tous avec le mot de passe « {MOT_DE_PASSE} » :")
        for personnage in OFFERTS:
            structure = STRUCTURES[personnage.structure]
            self.stdout.write(
                f"  {personnage.courriel:<28} {personnage.nom_complet:<18} {personnage.dit}, {structure[2] or structure[1]}"
            )
