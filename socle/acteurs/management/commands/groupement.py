"""``manage.py groupement``: a porteur joins the consortium that another leads."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from socle.acteurs import groupements
from socle.acteurs.structures import PlusieursStructures, StructureIntrouvable, trouver


class Command(BaseCommand):
    """Says what it did in a sentence."""

    help = "Note qu’un porteur est membre du groupement d’un autre. Chacun ne voit que ses dossiers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--chef-de-file", required=True, help="numéro ou nom exact")
        parser.add_argument("--membre", required=True, help="numéro ou nom exact")
        parser.add_argument("--depuis", required=True, type=date.fromisoformat, help="AAAA-MM-JJ")
        parser.add_argument("--jusqu-au", type=date.fromisoformat, help="dernier jour, AAAA-MM-JJ")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            chef, membre = trouver(options["chef_de_file"]), trouver(options["membre"])
            groupements.rejoindre(
                chef_de_file=chef, membre=membre, depuis=options["depuis"], jusqu_a=options["jusqu_au"]
            )
        except (StructureIntrouvable, PlusieursStructures) as refus:
            raise CommandError(str(refus)) from refus
        except groupements.PasDesPorteurs as refus:
            raise CommandError("Un groupement réunit des porteurs différents.") from refus
        except groupements.DejaDansUnGroupement as refus:
            raise CommandError("Ce porteur est déjà dans un groupement sur une partie de ces jours.") from refus
        self.stdout.write(f"{membre} est membre du groupement de {chef} depuis le {options['depuis']:%d/%m/%Y}.")
