"""``manage.py partenariat``: which porteur works with which mission locale, until a page says it."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from socle.acteurs.models import Structure
from socle.acteurs.structures import PlusieursStructures, StructureIntrouvable, trouver
from socle.partenariats import ecritures
from socle.partenariats.models import MomentDuJugement


class Command(BaseCommand):
    """Ties or unties; says what it did in a sentence."""

    help = "Lie un porteur et une mission locale à partir d’un jour, ou met fin à leur partenariat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--porteur", required=True, help="numéro ou nom exact")
        parser.add_argument("--mission-locale", required=True, help="numéro, code I-Milo ou nom exact")
        parser.add_argument("--depuis", type=_jour, help="premier jour, AAAA-MM-JJ")
        parser.add_argument("--fin", type=_jour, help="dernier jour d’un partenariat en cours, AAAA-MM-JJ")
        parser.add_argument("--jugement", choices=MomentDuJugement.values, default=MomentDuJugement.ENTREE.value)

    def handle(self, *args: Any, **options: Any) -> None:
        porteur, mission_locale = _structure(options["porteur"]), _structure(options["mission_locale"])
        if (options["depuis"] is None) == (options["fin"] is None):
            raise CommandError("Dites --depuis pour lier, ou --fin pour mettre fin.")
        try:
            if options["fin"]:
                ecritures.denouer(porteur=porteur, mission_locale=mission_locale, dernier_jour=options["fin"])
                self.stdout.write(f"Partenariat fini le {options['fin']:%d/%m/%Y} : {porteur}, {mission_locale}.")
                return
            ecritures.nouer(
                porteur=porteur,
                mission_locale=mission_locale,
                depuis=options["depuis"],
                moment_du_jugement=options["jugement"],
            )
        except ecritures.CotesInverses as refus:
            raise CommandError("Un partenariat lie un porteur à une mission locale.") from refus
        except ecritures.DejaLies as refus:
            raise CommandError("Ils sont déjà partenaires sur une partie de ces jours.") from refus
        except ecritures.PasDePartenariat as refus:
            raise CommandError("Ils ne sont pas partenaires ce jour-là.") from refus
        self.stdout.write(f"Partenaires depuis le {options['depuis']:%d/%m/%Y} : {porteur}, {mission_locale}.")


def _jour(texte: str) -> date:
    return date.fromisoformat(texte)


def _structure(dite: str) -> Structure:
    try:
        return trouver(dite)
    except (StructureIntrouvable, PlusieursStructures) as refus:
        raise CommandError(str(refus)) from refus
