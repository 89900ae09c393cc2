"""Reading the sortie: for the state of a dossier, for its page, and for « À faire »."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject
from django.utils import timezone

from parcours.commission.lectures import cote_de
from parcours.commission.models import Decision, Issue
from parcours.contrat.models import Contrat
from parcours.sortie.models import Avis, Motif, Retour, Sortie
from regles.acces import Nature
from regles.durees import Reperes
from socle.acces.portee import Acteur
from socle.consentements.models import Accord
from socle.dossier.lectures import les_siens
from socle.dossier.models import Dossier
from socle.dossier.taches import lignes

# What a sortie says, in the order of the form.
TEXTES = (
    "le", "motif", "precision", "vers", "accompagnement", "accompagnement_par", "accompagnement_jusqu_a", "parole",
)  # fmt: skip
RELAIS = ("nom", "structure", "contact")


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands."""
    return {"sorti": Sortie.objects.filter(dossier_id=dossier_id, annulee_le=None).exists()}


def peut_reprendre(sortie: Sortie, dossier: Dossier, acteur: Acteur, *, partage: bool) -> bool:
    """Whether the hat may correct the sortie or take it back: the side that said it.

    The porteur may too once the mission locale that said it sees the dossier no more: nobody else is left to do it.
    """
    if acteur.structure_id == dossier.porteur_id:
        return sortie.cote == Nature.PORTEUR or not partage
    return acteur.structure_id == dossier.mission_locale_id and sortie.cote == Nature.MISSION_LOCALE


def avec_temps(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying the instants that `reperes` needs."""
    ici = {"dossier_id": OuterRef("pk")}
    accords = Accord.objects.filter(**ici, elements__contains=["dossier"]).order_by("recueilli_le")
    entrees = Decision.objects.filter(**ici, issue=Issue.ENTREE, signee_le__isnull=False).order_by("signee_le")
    ouverts = Contrat.objects.filter(**ici, ouvert_le__isnull=False)
    return dossiers.annotate(
        premier_contrat_le=Subquery(ouverts.order_by("debut_le").values("debut_le")[:1]),
        dernier_contrat_fini_le=Subquery(ouverts.order_by("-debut_le").values("fin_le")[:1]),
        dernier_contrat_rompu_le=Subquery(ouverts.order_by("-debut_le").values("rompu_le")[:1]),
        premier_accord_le=Subquery(accords.values("recueilli_le")[:1]),
        premiere_entree_le=Subquery(entrees.values("signee_le")[:1]),
        sortie_en_vigueur_le=Subquery(Sortie.objects.filter(**ici, annulee_le=None).values("le")[:1]),
    )


def reperes(dossier: Dossier, *, le: date) -> Reperes:
    """The dated facts of a dossier read by `avec_temps`, on the day `le`."""
    return _reperes(
        dossier, le,
        accord_le=_jour(dossier.premier_accord_le), entree_le=_jour(dossier.premiere_entree_le),
        contrat_le=dossier.premier_contrat_le, fini_le=dossier.dernier_contrat_fini_le,
        rompu=dossier.dernier_contrat_rompu_le is not None, sorti_le=dossier.sortie_en_vigueur_le,
    )  # fmt: skip


def reperes_lus(dossier: Dossier, *, le: date) -> Reperes:
    """The same, from the rows that the page of the dossier has read for itself: nothing more is asked of PostgreSQL."""
    accords = [a["recueilli_le"] for a in dossier.lus_accords if "dossier" in a["elements"]]
    entrees = [d["signee_le"] for d in dossier.lues_decisions if d["issue"] == Issue.ENTREE and d["signee_le"]]
    ouverts = sorted((c for c in dossier.lus_contrats if c["ouvert_le"]), key=lambda c: c["debut_le"])
    dernier = ouverts[-1] if ouverts else {"fin_le": None, "rompu_le": None}
    return _reperes(
        dossier, le,
        accord_le=_jour(_instant(min(accords, key=_instant, default=None))),
        entree_le=_jour(_instant(min(entrees, key=_instant, default=None))),
        contrat_le=date.fromisoformat(ouverts[0]["debut_le"]) if ouverts else None,
        fini_le=date.fromisoformat(dernier["fin_le"]) if dernier["fin_le"] else None,
        rompu=dernier["rompu_le"] is not None,
        sorti_le=next((date.fromisoformat(s["le"]) for s in dossier.lues_sorties), None),
    )  # fmt: skip


def _instant(dit: str | None) -> datetime | None:
    return datetime.fromisoformat(dit) if dit else None


def _reperes(dossier: Dossier, le: date, *, fini_le: date | None, rompu: bool, **dits: date | None) -> Reperes:
    """The time in contract runs from the first one to the end of the last; a last day that is not over ends nothing."""
    fini = fini_le is not None and (fini_le < le or rompu)
    return Reperes(repere_le=dossier.repere_le, contrat_fini_le=fini_le if fini else None, **dits)


def _jour(instant: datetime | None) -> date | None:
    return timezone.localtime(instant).date() if instant else None


def avec_sortie(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying its sortie in force and its ties with an older and a newer dossier.

    `lues_sorties`, `lus_anciens`, `lus_retours` hold one row at most: `sortie_dite` makes an object of the first.
    """
    contestee = Avis.objects.filter(sortie_id=OuterRef("pk"), conteste=True, retire_le=None, maintenue_le=None)
    sorties = Sortie.objects.filter(dossier_id=OuterRef("pk"), annulee_le=None)
    champs = ("id", "le", "motif", "precision", "vers", "accompagnement_par", "cote", "etape_quittee")
    return dossiers.annotate(
        lues_sorties=ArraySubquery(
            sorties.values(
                ligne=JSONObject(
                    **{nom: nom for nom in champs},
                    par=Concat("par__compte__prenom", Value(" "), "par__compte__nom"),
                    contestee=Exists(contestee),
                )
            )
        ),
        lus_anciens=ArraySubquery(Retour.objects.filter(dossier_id=OuterRef("pk")).values("ancien_id")),
        lus_retours=ArraySubquery(Retour.objects.filter(ancien_id=OuterRef("pk")).values("dossier_id")),
    )


@dataclass(frozen=True, slots=True)
class SortieLue:
    """The sortie in force, as it was read with its dossier."""

    id: UUID
    le: date
    motif: str
    precision: str
    vers: str
    accompagnement_par: str
    cote: str
    etape_quittee: str
    par: str
    contestee: bool

    @property
    def libelle(self) -> str:
        return str(Motif(self.motif).label)

    @property
    def peut_revenir(self) -> bool:
        return self.motif != Motif.DECES


def sortie_dite(lues: Iterable[Mapping[str, Any]]) -> SortieLue | None:
    """The sortie of a dossier read by `avec_sortie`, or None."""
    lue = next(iter(lues), None)
    return SortieLue(**{**lue, "id": UUID(lue["id"]), "le": date.fromisoformat(lue["le"])}) if lue else None


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step: a sortie that the other side said, a contest that it answers to."""
    if not (acteur.est_porteur or acteur.est_mission_locale):
        return []
    return [_a_lire(acteur), _contestees(acteur)]


def _a_lire(acteur: Acteur) -> QuerySet:
    mien = cote_de(acteur)
    lue = Avis.objects.filter(sortie_id=OuterRef("pk"), cote=mien, retire_le=None, version_lue=OuterRef("version"))
    sorties = Sortie.objects.filter(~Q(cote=mien), ~Exists(lue), dossier_id=OuterRef("pk"), annulee_le=None)
    return lignes(
        Dossier.objects.filter(les_siens(acteur), Exists(sorties)),
        code="lire_sortie",
        depuis=Subquery(sorties.values("maj_le__date")[:1]),
        precision=Subquery(sorties.values("motif")[:1]),
        sortis=True,
    )


def _contestees(acteur: Acteur) -> QuerySet:
    contestes = Avis.objects.filter(
        dossier_id=OuterRef("pk"), sortie__annulee_le=None, sortie__cote=cote_de(acteur), conteste=True,
        retire_le=None, maintenue_le=None,
    )  # fmt: skip
    return lignes(
        Dossier.objects.filter(les_siens(acteur), Exists(contestes)),
        code="sortie_contestee",
        depuis=Subquery(contestes.values("le__date")[:1]),
        precision=F("etape"),
        sortis=True,
    )
