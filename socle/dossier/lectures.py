"""Reading what every step shares of the dossiers."""

from django.db.models import Q

from socle.acces.portee import Acteur


def les_siens(acteur: Acteur) -> Q:
    """Dossiers that the hat worn looks after on its side, and those whose referent there has left: nobody is lost."""
    if acteur.est_porteur:
        return Q(porteur_id=acteur.structure_id) & (
            Q(referent_id=acteur.appartenance_id) | Q(referent__revoquee_le__isnull=False)
        )
    return Q(mission_locale_id=acteur.structure_id) & (
        Q(conseiller_id=acteur.appartenance_id) | Q(conseiller=None) | Q(conseiller__revoquee_le__isnull=False)
    )
