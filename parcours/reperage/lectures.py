"""Reading the repérage."""

from uuid import UUID

from django.db.models import CharField, DateField, F, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from parcours.reperage.models import Brouillon
from socle.acces.portee import Acteur
from socle.dossier.lectures import les_siens
from socle.dossier.models import Dossier, Etape
from socle.dossier.taches import lignes


def jalons(dossier_id: UUID) -> dict:
    """The first step says nothing more than that the dossier exists."""
    return {}


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step: drafts, and youths who were not asked yet."""
    if not acteur.est_porteur:
        return []
    sans_accord = Dossier.objects.filter(les_siens(acteur), etape=Etape.REPERAGE)
    return [lignes(sans_accord, code="recueillir_accord", depuis=F("repere_le")), _brouillons(acteur)]


def brouillons(acteur: Acteur) -> QuerySet[Brouillon]:
    """The drafts of the hat worn that are still kept on its day."""
    return Brouillon.objects.filter(appartenance_id=acteur.appartenance_id, expire_le__date__gt=acteur.le)


def _brouillons(acteur: Acteur) -> QuerySet:
    """Drafts as lines of « À faire »; `dossier_id` is the draft's own id."""
    return brouillons(acteur).values(
        prenom=Coalesce(KeyTextTransform("prenom", "contenu"), Value(""), output_field=CharField()),
        nom=Value("", output_field=CharField()),
        code=Value("brouillon", output_field=CharField()),
        dossier_id=F("pk"),
        depuis=Cast("cree_le", DateField()),
        avant_le=Cast("expire_le", DateField()),
        precision=Cast(Value(""), TextField()),
    )
