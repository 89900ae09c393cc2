"""Who works with whom on a given day."""

from datetime import date

from django.db.models import Q, QuerySet

from socle.acteurs.models import Structure
from socle.partenariats.models import Partenariat


def en_cours(*, le: date) -> QuerySet[Partenariat]:
    """The partenariats in force on the day `le`."""
    return Partenariat.objects.filter(depuis__lte=le).filter(Q(jusqu_a=None) | Q(jusqu_a__gte=le))


def missions_locales_de(porteur_id: int, *, le: date) -> QuerySet[Structure]:
    """The missions locales that this porteur works with on the day `le`."""
    return Structure.objects.filter(
        pk__in=en_cours(le=le).filter(porteur_id=porteur_id).values("mission_locale_id")
    ).order_by("nom")


def partenariat_entre(porteur_id: int, mission_locale_id: int | None, *, le: date) -> Partenariat | None:
    """The partenariat between the two on the day `le`, if there is one."""
    return en_cours(le=le).filter(porteur_id=porteur_id, mission_locale_id=mission_locale_id).first()
