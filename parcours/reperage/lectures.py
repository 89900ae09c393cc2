"""Reading the repérage."""

from uuid import UUID

from django.db.models import CharField, DateField, Exists, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from parcours.reperage.models import Brouillon
from socle.acces.lectures import partage_en_cours
from socle.acces.models import DOSSIER
from socle.acces.portee import Acteur
from socle.consentements.models import Accord
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
    partages = Accord.objects.filter(dossier_id=OuterRef("pk"), elements__contains=[DOSSIER])
    fini = partages.filter(retire_le=None, jusqu_a__lt=acteur.le).order_by("-jusqu_a")
    a_renouveler = Dossier.objects.filter(les_siens(acteur), ~partage_en_cours(le=acteur.le), Exists(fini))
    return [
        lignes(sans_accord, code="recueillir_accord", depuis=F("repere_le")),
        # One that was withdrawn is not asked again: the youth said no.
        lignes(a_renouveler, code="renouveler_accord", depuis=Subquery(fini.values("jusqu_a")[:1])),
        _brouillons(acteur),
    ]


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
