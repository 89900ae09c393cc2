"""Reading what every step shares of the dossiers."""

from django.db.models import Q

from socle.acces.models import PLAN
from socle.acces.portee import Acteur, visible
from socle.acteurs.models import Appartenance
from socle.presences.lectures import remplaces_par


def les_siens(acteur: Acteur) -> Q:
    """Dossiers that the hat worn looks after on its side, those of a colleague it stands in for that day, and those
    whose referent there has left: nobody is lost.

    The people are listed apart: an OR across a join would read the whole caseload of the structure.
    """
    gens = Appartenance.objects.filter(structure_id=acteur.structure_id).filter(
        Q(pk=acteur.appartenance_id)
        | Q(revoquee_le__isnull=False)
        | Q(pk__in=remplaces_par(acteur).values("appartenance_id"))
    )
    if acteur.est_porteur:
        return Q(porteur_id=acteur.structure_id, referent_id__in=gens.values("pk"))
    return Q(mission_locale_id=acteur.structure_id) & (Q(conseiller=None) | Q(conseiller_id__in=gens.values("pk")))


def plan_ouvert(acteur: Acteur) -> Q:
    """Whether the hat worn reads what is aimed at and who helps: the porteur does, others by an accord that says so."""
    return visible(acteur, element=PLAN)


def un_des_deux_cotes(acteur: Acteur) -> Q:
    """Dossiers that the structure of the hat worn holds as their porteur or their mission locale of today.

    A mission locale whose accord still runs after the youth moved to another reads the dossier; it writes no more.
    """
    return Q(porteur_id=acteur.structure_id) | Q(mission_locale_id=acteur.structure_id)
