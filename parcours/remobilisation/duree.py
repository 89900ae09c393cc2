"""How long a parcours lasts, where the law of its programme says, and how far it was extended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from parcours.commission.lectures import avec_decisions, decisions_dites, entree_le
from parcours.remobilisation.models import ProlongationDuParcours
from regles.fins import fin_du_parcours, fin_du_parcours_prolonge
from regles.noyau.bareme import Baremes, HorsBareme
from regles.noyau.source import Source
from socle.dossier.models import Dossier
from socle.droit.lectures import baremes


@dataclass(frozen=True, slots=True)
class ProlongationLue:
    """A prolongation as it was read with its dossier."""

    id: UUID
    jusqu_au: date
    motif: str
    note_le: date
    par: str


@dataclass(frozen=True, slots=True)
class Duree:
    """The length of one parcours. `source` is the text that gives it."""

    entree_le: date
    ordinaire_le: date
    maximale_le: date
    mois: int
    mois_maximum: int
    source: Source
    prolongations: tuple[ProlongationLue, ...]

    @property
    def fin_le(self) -> date:
        """The last day, as extended."""
        return prolonge_au(self.prolongations) or self.ordinaire_le

    @property
    def prolongeable(self) -> bool:
        return self.fin_le < self.maximale_le


def avec_duree(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying its prolongations in `lues_prolongations`: no query more."""
    lues = ProlongationDuParcours.objects.filter(dossier_id=OuterRef("pk"), retiree_le=None).order_by("-jusqu_au", "pk")
    return dossiers.annotate(
        lues_prolongations=ArraySubquery(
            lues.values(
                ligne=JSONObject(
                    id="id", jusqu_au="jusqu_au", motif="motif", note_le="note_le",
                    prenom="par__compte__prenom", nom="par__compte__nom",
                )
            )
        )
    )  # fmt: skip


def prolongations_dites(lues: Iterable[Mapping[str, Any]]) -> tuple[ProlongationLue, ...]:
    """The prolongations of a dossier read by `avec_duree`, the furthest first."""
    return tuple(
        ProlongationLue(
            id=UUID(lue["id"]),
            jusqu_au=date.fromisoformat(lue["jusqu_au"]),
            motif=lue["motif"],
            note_le=timezone.localtime(datetime.fromisoformat(lue["note_le"])).date(),
            par=f"{lue['prenom']} {lue['nom']}",
        )
        for lue in lues
    )


def prolonge_au(prolongations: Iterable[ProlongationLue]) -> date | None:
    """The last day that a parcours was extended to; None: it was not."""
    return max((p.jusqu_au for p in prolongations), default=None)


def duree(dossier: Dossier, entree: date | None, *, baremes: Baremes) -> Duree | None:
    """The length of the parcours of a dossier read by `avec_duree`, entered on the day `entree`.

    None: not entered, or no text gives this programme a length. The text is that of the day of entry.
    """
    if entree is None:
        return None
    try:
        bareme = baremes.au(dossier.programme, entree, dossier.departement or None)
    except HorsBareme:
        return None
    ordinaire = fin_du_parcours(entree, bareme=bareme)
    maximale = fin_du_parcours_prolonge(entree, bareme=bareme)
    if ordinaire is None or maximale is None:
        return None
    return Duree(
        entree_le=entree,
        ordinaire_le=ordinaire,
        maximale_le=maximale,
        mois=bareme["duree_en_mois"],
        mois_maximum=bareme["duree_maximale_en_mois"],
        source=bareme.valeurs["duree_maximale_en_mois"].source,
        prolongations=prolongations_dites(dossier.lues_prolongations),
    )


def duree_de(dossier_id: UUID) -> Duree | None:
    """The same for one dossier that the hat worn sees: two queries."""
    dossier = avec_duree(avec_decisions(Dossier.objects.filter(pk=dossier_id))).get()
    return duree(dossier, entree_le(decisions_dites(dossier.lues_decisions)), baremes=baremes())
