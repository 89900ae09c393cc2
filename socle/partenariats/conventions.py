"""The conventions of the porteurs: written by the operator, read by their teams."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction

from regles.acces import Nature
from regles.faits import PROGRAMMES
from socle.acteurs.models import Structure
from socle.partenariats.models import Convention


class PasUnPorteur(Exception):
    """A convention is a porteur's."""


class ProgrammeInconnu(Exception):
    """The rules know no programme of that name."""


class DejaConventionne(Exception):
    """The porteur has a convention of that programme on some of these days."""


class ConventionIncoherente(Exception):
    """Its end precedes its beginning, it is for nobody, or its ages are the wrong way round."""


class PasDeConvention(Exception):
    """The porteur has no convention of that programme on that day: there is nothing to shorten."""


@dataclass(frozen=True, slots=True)
class ConventionDite:
    """A convention in the operator's words: as in `Convention`."""

    programme: str
    reference: str
    du: date
    au: date
    jeunes: int
    communes: list[str]
    age_minimum: int | None = None
    age_maximum: int | None = None

    @property
    def coherente(self) -> bool:
        """Whether PostgreSQL would take it."""
        ages = None in (self.age_minimum, self.age_maximum) or self.age_minimum <= self.age_maximum
        return self.du <= self.au and self.jeunes >= 1 and ages


@transaction.atomic
def conclure(*, porteur: Structure, dite: ConventionDite) -> Convention:
    """Note a convention. Raises PasUnPorteur, ProgrammeInconnu, ConventionIncoherente, DejaConventionne."""
    if porteur.nature != Nature.PORTEUR:
        raise PasUnPorteur
    if dite.programme not in PROGRAMMES:
        raise ProgrammeInconnu
    if not dite.coherente:
        raise ConventionIncoherente
    try:
        with transaction.atomic():
            return Convention.objects.create(porteur=porteur, **asdict(dite))
    except IntegrityError as erreur:
        raise DejaConventionne from erreur


@transaction.atomic
def raccourcir(*, porteur: Structure, programme: str, dernier_jour: date) -> Convention:
    """End, on that day, the convention that runs on it. Raises PasDeConvention."""
    courante = Convention.objects.filter(
        porteur=porteur, programme=programme, du__lte=dernier_jour, au__gte=dernier_jour
    ).first()
    if courante is None:
        raise PasDeConvention
    courante.au = dernier_jour
    courante.save(update_fields=["au"])
    return courante


def conventions_de(porteur_id: int, *, le: date) -> list[Convention]:
    """The conventions of a porteur that run on the day `le` or will, the first to begin first."""
    return list(Convention.objects.filter(porteur_id=porteur_id, au__gte=le).order_by("du", "programme"))
