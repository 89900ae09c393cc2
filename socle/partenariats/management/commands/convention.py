"""``manage.py convention``: which programme a porteur carries, from when to when, for how many youths, where."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from regles.faits import PROGRAMMES
from socle.acteurs.models import Structure
from socle.acteurs.structures import PlusieursStructures, StructureIntrouvable, trouver
from socle.partenariats import conventions

OBLIGATOIRES = ("reference", "du", "au", "jeunes")
REFUS = {
    conventions.PasUnPorteur: "Une convention est celle d’un porteur.",
    conventions.ProgrammeInconnu: "Ce programme n’existe pas dans les règles.",
    conventions.ConventionIncoherente: "Vérifiez les dates, le nombre de jeunes et les âges : ils se contredisent.",
    conventions.DejaConventionne: "Ce porteur a déjà une convention de ce programme sur une partie de ces jours.",
    conventions.PasDeConvention: "Ce porteur n’a pas de convention de ce programme ce jour-là.",
}


class Command(BaseCommand):
    """Notes or shortens; says what it did in a sentence."""

    help = "Note la convention d’un porteur pour un programme, ou dit son dernier jour plus tôt que prévu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--porteur", required=True, help="numéro ou nom exact")
        parser.add_argument("--programme", required=True, choices=sorted(PROGRAMMES))
        parser.add_argument("--reference", help="numéro de la convention")
        parser.add_argument("--du", type=date.fromisoformat, help="premier jour, AAAA-MM-JJ")
        parser.add_argument("--au", type=date.fromisoformat, help="dernier jour, AAAA-MM-JJ")
        parser.add_argument("--jeunes", type=int, help="nombre de jeunes conventionnés")
        parser.add_argument("--commune", action="append", default=[], help="à répéter ; sans elle, tout le territoire")
        parser.add_argument("--age-minimum", type=int, help="en années révolues, si la convention le dit")
        parser.add_argument("--age-maximum", type=int, help="en années révolues, si la convention le dit")
        parser.add_argument("--fin", type=date.fromisoformat, help="dernier jour d’une convention en cours, AAAA-MM-JJ")

    def handle(self, *args: Any, **options: Any) -> None:
        porteur = _structure(options["porteur"])
        manquent = [f"--{nom}" for nom in OBLIGATOIRES if options[nom] is None]
        if not options["fin"] and manquent:
            raise CommandError(f"Dites {', '.join(manquent)}, ou --fin pour raccourcir une convention.")
        try:
            self.stdout.write(_raccourcir(porteur, options) if options["fin"] else _conclure(porteur, options))
        except tuple(REFUS) as refus:
            raise CommandError(REFUS[type(refus)]) from refus


def _conclure(porteur: Structure, options: dict[str, Any]) -> str:
    communes = list(dict.fromkeys(c.strip() for c in options["commune"] if c.strip()))
    if any(len(c) > 120 for c in communes) or not 0 < len(options["reference"].strip()) <= 120:
        raise CommandError("Une référence, comme un nom de commune, a de 1 à 120 caractères.")
    champs = ("programme", "du", "au", "jeunes", "age_minimum", "age_maximum")
    dite = conventions.ConventionDite(
        reference=options["reference"].strip(), communes=communes, **{nom: options[nom] for nom in champs}
    )
    conventions.conclure(porteur=porteur, dite=dite)
    jours = f"du {dite.du:%d/%m/%Y} au {dite.au:%d/%m/%Y}"
    return f"Convention {dite.reference} notée, {jours}, {dite.jeunes} jeunes : {porteur}, {dite.programme}."


def _raccourcir(porteur: Structure, options: dict[str, Any]) -> str:
    finie = conventions.raccourcir(porteur=porteur, programme=options["programme"], dernier_jour=options["fin"])
    return f"Convention {finie.reference} finie le {finie.au:%d/%m/%Y} : {porteur}, {finie.programme}."


def _structure(dite: str) -> Structure:
    try:
        return trouver(dite)
    except (StructureIntrouvable, PlusieursStructures) as refus:
        raise CommandError(str(refus)) from refus
