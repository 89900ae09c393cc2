"""What this step must know of the CEJ, which excludes the PACEA while it runs (L5131-5)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from regles.pacea import Cej
from socle.dossier.models import Dossier, Etape


def cejs_de(dossier_id: UUID) -> tuple[Cej, ...]:
    """The CEJ opened for this youth, as far as the dossier tells, whatever became of them."""
    return cejs_lus(avec_cejs(Dossier.objects.filter(pk=dossier_id)).get())


def avec_cejs(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The contract is a later step, which reads this one: its rows are reached through the dossier they hang from.

    A youth who came back has the CEJ of the earlier dossier too, for who sees it.
    """
    siens = Q(pk=OuterRef("pk")) | Q(revenu_dans__dossier_id=OuterRef("pk"))
    ouverts = Dossier.objects.filter(siens, contrats__ouvert_le__isnull=False)
    jours = JSONObject(du="contrats__debut_le", au="contrats__fin_le")
    return dossiers.annotate(lus_cejs=ArraySubquery(ouverts.values(ligne=jours)))


def cejs_lus(dossier: Dossier) -> tuple[Cej, ...]:
    """The CEJ of a dossier read by `avec_cejs`."""
    return tuple(Cej(date.fromisoformat(c["du"]), date.fromisoformat(c["au"])) for c in dossier.lus_cejs)


def cej_en_cours(cejs: Iterable[Cej], *, le: date) -> bool:
    """Whether the youth is in a CEJ, from the signature on (L5131-5)."""
    return any(cej.court(le) for cej in cejs)


def vit_cette_etape(dossier: Dossier, cejs: Iterable[Cej], *, le: date) -> bool:
    """Whether diagnosis and PACEA may be asked for: after the entry and out of a CEJ, before it or once it is over."""
    return dossier.etape in (Etape.REMOBILISATION, Etape.CONTRAT) and not cej_en_cours(cejs, le=le)
