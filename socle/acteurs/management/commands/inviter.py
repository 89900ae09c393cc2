"""``manage.py inviter COURRIEL``: the first administrator of a structure, whom nobody there can invite."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regles.acces import Portee
from regles.noyau.territoire import REGIONS, departement_valide
from socle.acteurs import ecritures
from socle.acteurs.models import Metier, NatureDeStructure, PorteeDuRegard, Structure
from socle.acteurs.structures import PlusieursStructures, StructureIntrouvable, trouver

REFUS = {
    ecritures.DejaMembre: "Cette adresse est déjà celle d’un membre de la structure.",
    ecritures.InvitationDejaEnAttente: "Une invitation attend déjà à cette adresse.",
    ecritures.TropDInvitations: "Cette structure a déjà cent invitations en attente.",
    ecritures.DroitsIncoherents: "Cette nature de structure, ou cette portée, ne permet pas ces droits.",
}


class Command(BaseCommand):
    """Prints the link; nothing is mailed, since the operator knows whom to hand it to."""

    help = "Invite une personne dans une structure et imprime le lien à lui remettre (valable sept jours)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("courriel", metavar="COURRIEL")
        parser.add_argument("--structure", required=True, help="numéro, code I-Milo ou nom exact")
        parser.add_argument("--creer", choices=NatureDeStructure.values, help="créer la structure de cette nature")
        parser.add_argument("--departement", default="", help="de la structure créée ; le territoire d’un pilote")
        parser.add_argument("--region", default="", help="code INSEE, pour un pilote dont le territoire est une région")
        parser.add_argument("--metier", required=True, choices=Metier.values)
        parser.add_argument("--portee", default=Portee.AUCUNE.value, choices=PorteeDuRegard.values)
        parser.add_argument("--decide", action="store_true")
        parser.add_argument("--administre", action="store_true")
        parser.add_argument("--site", default="", help="adresse du site, https://… (par défaut, le premier hôte)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["courriel"])
        except ValidationError as erreur:
            raise CommandError("Cette adresse électronique n’est pas valide.") from erreur
        droits = ecritures.Droits(options["metier"], options["portee"], options["decide"], options["administre"], None)
        try:
            with transaction.atomic():
                structure = _structure(
                    options["structure"], options["creer"], options["departement"], options["region"]
                )
                envoi = ecritures.inviter_par_l_operateur(
                    structure=structure, courriel=options["courriel"], droits=droits,
                    le=timezone.localdate(), maintenant=timezone.now(),
                )  # fmt: skip
        except tuple(REFUS) as refus:
            raise CommandError(REFUS[type(refus)]) from refus
        self.stdout.write(f"{_site(options['site'])}{reverse('invitation', args=[envoi.jeton])}")


def _structure(dite: str, creer: str | None, departement: str, region: str) -> Structure:
    if departement and not departement_valide(departement):
        raise CommandError("Le département est un code, comme 35, 2A ou 974.")
    if region and region not in REGIONS:
        raise CommandError("La région est un code de l’INSEE, comme 53.")
    try:
        return trouver(dite)
    except PlusieursStructures as refus:
        raise CommandError(str(refus)) from refus
    except StructureIntrouvable as refus:
        if creer is None:
            raise CommandError(f"{refus} Pour la créer : --creer porteur (ou une autre nature).") from refus
    if not dite.strip() or len(dite) > 160:
        raise CommandError("Le nom d’une structure a de 1 à 160 caractères.")
    return Structure.objects.create(nature=creer, nom=dite.strip(), departement=departement, region=region)


def _site(dit: str) -> str:
    if dit:
        return dit.rstrip("/")
    hote = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    return f"http://{hote}:8000" if settings.DEBUG else f"https://{hote}"
