"""Reading `acces` about somebody else than the hat worn: is the other side still in?"""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from socle.acces.models import Acces


def partage_en_cours(*, le: date) -> Exists:
    """Whether the mission locale of a dossier may see it on the day `le`: a condition on a queryset of dossiers."""
    return Exists(
        Acces.objects.filter(
            Q(jusqu_a=None) | Q(jusqu_a__gte=le),
            dossier_id=OuterRef("pk"),
            structure_id=OuterRef("mission_locale_id"),
            appartenance=None,
            ferme_le=None,
        )
    )
