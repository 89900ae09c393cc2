"""Tying a porteur and a mission locale together."""

from datetime import date

from django.db import IntegrityError, transaction

from regles.acces import Nature
from socle.acteurs.models import Structure
from socle.partenariats.lectures import en_cours
from socle.partenariats.models import MomentDuJugement, Partenariat


class CotesInverses(Exception):
    """A partenariat ties a porteur to a mission locale, in that order."""


class DejaLies(Exception):
    """The two already work together on some of these days."""


class PasDePartenariat(Exception):
    """The two do not work together on that day: there is nothing to end."""


@transaction.atomic
def nouer(
    *, porteur: Structure, mission_locale: Structure, depuis: date, moment_du_jugement: str = MomentDuJugement.ENTREE
) -> Partenariat:
    """Let them accompany the same youths from the day `depuis`. Raises CotesInverses, DejaLies."""
    if (porteur.nature, mission_locale.nature) != (Nature.PORTEUR, Nature.MISSION_LOCALE):
        raise CotesInverses
    try:
        with transaction.atomic():
            return Partenariat.objects.create(
                porteur=porteur,
                mission_locale=mission_locale,
                depuis=depuis,
                moment_du_jugement=moment_du_jugement,
            )
    except IntegrityError as erreur:
        raise DejaLies from erreur


@transaction.atomic
def denouer(*, porteur: Structure, mission_locale: Structure, dernier_jour: date) -> Partenariat:
    """End what ties them; dossiers and accords stay as they are. Raises PasDePartenariat."""
    lien = en_cours(le=dernier_jour).filter(porteur=porteur, mission_locale=mission_locale).first()
    if lien is None:
        raise PasDePartenariat
    lien.jusqu_a = dernier_jour
    lien.save(update_fields=["jusqu_a"])
    return lien
