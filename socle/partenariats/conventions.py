"""The conventions of the porteurs: written by the operator, read by their teams, and by the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from regles import faits
from regles.acces import Nature
from regles.faits import CEJ_JR, PROGRAMMES
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


def programmes_de(porteur_id: int, *, le: date) -> tuple[str, ...]:
    """The programmes that this porteur may open a dossier under on the day `le`, by name; never none.

    Those of the conventions that run that day. None runs: that of the one that ended last, whose verdicts say that it
    is over. No convention at all: the CEJ-JR.
    """
    siennes = Convention.objects.filter(porteur_id=porteur_id, programme__in=PROGRAMMES, du__lte=le)
    dites = list(siennes.order_by("-au", "programme").values_list("programme", "au"))
    en_cours = tuple(sorted({programme for programme, au in dites if au >= le}))
    return en_cours or tuple(programme for programme, _ in dites[:1]) or (CEJ_JR,)


def programmes_conventionnes(porteur_id: int) -> tuple[str, ...]:
    """The programmes of all the conventions of a porteur, those that are over and those to come, by name."""
    siennes = Convention.objects.filter(porteur_id=porteur_id, programme__in=PROGRAMMES)
    return tuple(siennes.order_by("programme").values_list("programme", flat=True).distinct())


def un_autre_programme(*, le: date) -> Exists:
    """Whether the porteur of each dossier carries, on the day `le`, another programme than the dossier's."""
    return Exists(
        Convention.objects.filter(
            porteur_id=OuterRef("porteur_id"), programme__in=PROGRAMMES, du__lte=le, au__gte=le
        ).exclude(programme=OuterRef("programme"))
    )


def convention_au(lues: Sequence[Mapping[str, Any]], le: date) -> faits.Convention | None:
    """Among the conventions of one porteur for one programme, the one that runs on the day `le`, or ended last.

    `lues` are rows as JSON gives them (`du`, `au`, and the ages). None: none has begun that day. What the rules do of
    one that is over is theirs.
    """
    commencees = [ligne for ligne in lues if date.fromisoformat(ligne["du"]) <= le]
    if not commencees:
        return None
    # They do not overlap (`convention_sans_chevauchement`): the last to begin is the last to end.
    derniere = max(commencees, key=lambda ligne: ligne["du"])
    return faits.Convention(derniere["age_minimum"], derniere["age_maximum"], fin_le=date.fromisoformat(derniere["au"]))
