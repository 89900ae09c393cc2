"""`manage.py demo_personnages`: who may be entered as, and the password that all of them share."""

from typing import Any

from django.core.management.base import BaseCommand

from demo.personnages import MOT_DE_PASSE, OFFERTS
from demo.territoire import nom_affiche


class Command(BaseCommand):
    help = "Liste les personnages de la démonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"\nLes personnages, tous avec le mot de passe « {MOT_DE_PASSE} » :")
        for personnage in OFFERTS:
            structure = nom_affiche(personnage.structure)
            qui = f"{personnage.courriel:<26} {personnage.nom_complet:<18}"
            self.stdout.write(f"  {qui} {personnage.dit}, {structure}")
