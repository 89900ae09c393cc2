"""When the commissions of a hat sit: the recurrence, the dates that depart from it, and what was decided there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404

from parcours.commission.models import Decision, Rendezvous, SeanceDeplacee
from regles.seances import dates
from socle.acces.portee import Acteur
from socle.acteurs.models import Structure
from socle.dossier.models import Dossier
from socle.partenariats.lectures import en_cours

AVANT = timedelta(days=90)
"""How far ahead the list looks."""
CHAMPS_RENDEZVOUS = ("premiere_le", "heure", "toutes_les", "lieu", "jusqu_a", "id")
CHAMPS_DEPLACEMENT = ("id", "prevue_le", "tenue_le", "heure", "lieu", "motif")
LOIN = timedelta(days=732)
"""A recurrence without end is not looked at beyond two years."""


@dataclass(frozen=True, slots=True)
class Seance:
    """One séance: a mission locale and a day. `decidees` counts the decisions taken there that the hat sees."""

    mission_locale_id: int
    mission_locale: str
    le: date
    heure: time | None
    lieu: str
    decidees: int = 0
    signees: int = 0
    deplacee_de: date | None = None
    deplacement_id: int | None = None
    exceptionnelle: bool = False


@dataclass(frozen=True, slots=True)
class Annulee:
    """A séance that does not sit, and why. `deplacement_id` is what to take back to restore it."""

    mission_locale_id: int
    mission_locale: str
    prevue_le: date
    motif: str
    deplacement_id: int


@dataclass(frozen=True, slots=True)
class Calendrier:
    """The commission of one mission locale, as the hat sees it."""

    mission_locale_id: int
    mission_locale: str
    fuseau: str
    rendezvous: tuple[dict[str, Any], ...]
    deplacements: tuple[dict[str, Any], ...]
    passees: tuple[dict[str, Any], ...]

    def seances(self, *, du: date, au: date) -> list[Seance]:
        """The séances from `du` to `au`, in order; one a day."""
        otees = {d["prevue_le"] for d in self.deplacements}
        par_jour: dict[date, Seance] = {}
        for r in self.rendezvous:
            for le in dates(r["premiere_le"], toutes_les=r["toutes_les"], du=du, au=au, jusqu_a=r["jusqu_a"]):
                if le not in otees:
                    par_jour.setdefault(le, self._seance(le, heure=r["heure"], lieu=r["lieu"]))
        for d in self.deplacements:
            le = d["tenue_le"]
            if le is not None and du <= le <= au:
                par_jour[le] = self._seance(
                    le,
                    heure=d["heure"],
                    lieu=d["lieu"],
                    deplacee_de=d["prevue_le"],
                    deplacement_id=d["id"],
                    exceptionnelle=d["prevue_le"] is None,
                )
        return [par_jour[le] for le in sorted(par_jour)]

    def seance_du(self, le: date) -> Seance | None:
        """The séance of that day, or None. A day where the hat sees a decision taken is one, whatever moved since."""
        trouvees = self.seances(du=le, au=le)
        if trouvees:
            return trouvees[0]
        return self._seance(le, heure=None, lieu="") if self._comptes(le) else None

    def tenues(self, *, avant: date) -> list[Seance]:
        """The past séances where something was decided, latest first."""
        return [
            self.seance_du(p["le"]) or self._seance(p["le"], heure=None, lieu="")
            for p in self.passees
            if p["le"] < avant
        ]

    def annulees(self, *, du: date, au: date) -> list[Annulee]:
        """The séances cancelled from `du` to `au`."""
        return [
            Annulee(self.mission_locale_id, self.mission_locale, d["prevue_le"], d["motif"], d["id"])
            for d in self.deplacements
            if d["tenue_le"] is None and du <= d["prevue_le"] <= au
        ]

    def _comptes(self, le: date) -> dict[str, Any] | None:
        return next((p for p in self.passees if p["le"] == le), None)

    def _seance(self, le: date, *, heure: time | None, lieu: str, **suite: Any) -> Seance:
        comptes = self._comptes(le) or {"decidees": 0, "signees": 0}
        return Seance(
            mission_locale_id=self.mission_locale_id,
            mission_locale=self.mission_locale,
            le=le,
            heure=heure,
            lieu=lieu,
            decidees=comptes["decidees"],
            signees=comptes["signees"],
            **suite,
        )


def _missions_locales(acteur: Acteur) -> QuerySet[Structure]:
    if acteur.est_mission_locale:
        return Structure.objects.filter(pk=acteur.structure_id)
    partenaires = en_cours(le=acteur.le).filter(porteur_id=acteur.structure_id)
    # A partenariat that ended leaves decisions behind, and dossiers to decide.
    deja = Decision.objects.filter(dossier__porteur_id=acteur.structure_id)
    return Structure.objects.filter(
        Q(pk__in=partenaires.values("mission_locale_id")) | Q(pk__in=deja.values("mission_locale_id"))
    )


def calendriers(acteur: Acteur, *, mission_locale_id: int | None = None) -> list[Calendrier]:
    """The commissions that concern this hat, by name, in one query; only that of one mission locale if it is given."""
    rendezvous = Rendezvous.objects.filter(mission_locale_id=OuterRef("pk"), retire_le=None).order_by("heure", "pk")
    deplacements = SeanceDeplacee.objects.filter(mission_locale_id=OuterRef("pk"), retiree_le=None).order_by("pk")
    passees = (
        Decision.objects.filter(mission_locale_id=OuterRef("pk"), retiree_le=None)
        .order_by()
        .values("seance_le")
        .annotate(decidees=Count("pk"), signees=Count("signee_le"))
        .annotate(ligne=JSONObject(le=F("seance_le"), decidees=F("decidees"), signees=F("signees")))
        .order_by("-seance_le")
    )
    structures = _missions_locales(acteur)
    if mission_locale_id is not None:
        structures = structures.filter(pk=mission_locale_id)
    lues = structures.order_by("nom").annotate(
        lus_rendezvous=ArraySubquery(rendezvous.values(ligne=JSONObject(**{c: c for c in CHAMPS_RENDEZVOUS}))),
        lus_deplacements=ArraySubquery(deplacements.values(ligne=JSONObject(**{c: c for c in CHAMPS_DEPLACEMENT}))),
        lues_passees=ArraySubquery(passees.values("ligne")),
    )
    return [_calendrier(structure) for structure in lues]


def _calendrier(structure: Structure) -> Calendrier:
    return Calendrier(
        mission_locale_id=structure.pk,
        mission_locale=str(structure),
        fuseau=structure.fuseau,
        rendezvous=tuple(map(_lire, structure.lus_rendezvous)),
        deplacements=tuple(map(_lire, structure.lus_deplacements)),
        passees=tuple(map(_lire, structure.lues_passees)),
    )


_JOURS = ("premiere_le", "jusqu_a", "prevue_le", "tenue_le", "le")


def _lire(ligne: dict[str, Any]) -> dict[str, Any]:
    for nom in _JOURS:
        if ligne.get(nom):
            ligne[nom] = date.fromisoformat(ligne[nom])
    if ligne.get("heure"):
        ligne["heure"] = time.fromisoformat(ligne["heure"])
    return ligne


def avec_seances(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying when the commission of its mission locale sits: `prochaine_seance` reads it."""
    ici: dict[str, Any] = {"mission_locale_id": OuterRef("mission_locale_id")}
    rendezvous = Rendezvous.objects.filter(**ici, retire_le=None).order_by("pk")
    deplacements = SeanceDeplacee.objects.filter(**ici, retiree_le=None).order_by("pk")
    return dossiers.annotate(
        lus_rendezvous=ArraySubquery(rendezvous.values(ligne=JSONObject(**{c: c for c in CHAMPS_RENDEZVOUS}))),
        lus_deplacements=ArraySubquery(deplacements.values(ligne=JSONObject(**{c: c for c in CHAMPS_DEPLACEMENT}))),
    )


def prochaine_seance(dossier: Dossier, *, le: date) -> date | None:
    """The next day, from `le` on, when the commission sits for a dossier read by `avec_seances`; None: none is set."""
    calendrier = Calendrier(
        mission_locale_id=dossier.mission_locale_id or 0,
        mission_locale="",
        fuseau="",
        rendezvous=tuple(map(_lire, dossier.lus_rendezvous)),
        deplacements=tuple(map(_lire, dossier.lus_deplacements)),
        passees=(),
    )
    return next((seance.le for seance in calendrier.seances(du=le, au=le + AVANT)), None)


def prochaines(calendriers_: Iterable[Calendrier], *, le: date, au: date | None = None) -> list[Seance]:
    """The séances of these commissions from the day `le` on, in order."""
    toutes = [s for c in calendriers_ for s in c.seances(du=le, au=au or le + AVANT)]
    return sorted(toutes, key=lambda s: (s.le, s.heure or time.min, s.mission_locale))


def seance_ou_404(acteur: Acteur, mission_locale_id: int, le: date) -> Seance:
    """The séance at this address. Raises Http404: not this hat's commission, or not a day when it sits."""
    if le > acteur.le + LOIN:
        raise Http404
    for calendrier in calendriers(acteur, mission_locale_id=mission_locale_id):
        if seance := calendrier.seance_du(le):
            return seance
    raise Http404
