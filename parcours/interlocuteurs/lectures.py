"""Reading who is around a youth: the acts that say it, and what was noted of those whom no act names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from parcours.contrat.presentation import ContratLu, avec_contrats, contrats_dits
from parcours.interlocuteurs.models import Partenaire, PartenaireInvite, RelaisPrevu
from regles.noyau.temps import jour_lu
from socle.acces.models import Acces
from socle.acces.portee import Acteur
from socle.acteurs.models import Appartenance
from socle.dossier.lectures import les_siens
from socle.dossier.models import Dossier
from socle.dossier.taches import lignes
from socle.presences.lectures import Joignable, a_couvrir, joignables

CHAMPS_DES_ACCES = ("structure_id", "appartenance_id", "depuis", "ferme_le", "jusqu_a")


@dataclass(frozen=True, slots=True)
class Ouverture:
    """One line of the accesses of a dossier, as it was read with it."""

    structure_id: int
    appartenance_id: int | None
    depuis: datetime
    ferme_le: datetime | None
    jusqu_a: date | None

    @property
    def fin(self) -> date | None:
        """The day it was closed, else its last day."""
        return timezone.localtime(self.ferme_le).date() if self.ferme_le else self.jusqu_a

    @classmethod
    def lue(cls, ligne: dict[str, Any]) -> "Ouverture":
        """From JSON."""
        instants = {n: datetime.fromisoformat(ligne[n]) if ligne[n] else None for n in ("depuis", "ferme_le")}
        return cls(**ligne | instants | {"jusqu_a": jour_lu(ligne["jusqu_a"])})


@dataclass(frozen=True, slots=True)
class RelaisPrevuLu:
    """A handing over to come, and to whom."""

    id: UUID
    structure_id: int
    a: Appartenance
    du: date


@dataclass(frozen=True, slots=True)
class InvitationLue:
    """The last time a partner was invited to read what is addressed to them, and what came of it."""

    accord_id: UUID
    le: date
    jusqu_a: date
    fini_le: date | None
    """The day the youth changed their mind, or somebody stopped it."""
    accepte: bool
    expire_le: date | None
    """The last day of a link that was not opened."""

    @classmethod
    def lue(cls, ligne: dict[str, Any]) -> "InvitationLue":
        """From JSON."""
        retire = ligne["retire_le"] and timezone.localtime(datetime.fromisoformat(ligne["retire_le"])).date()
        expire = ligne["expire_le"] and timezone.localtime(datetime.fromisoformat(ligne["expire_le"])).date()
        accepte = not ligne["envoye"] or ligne["accepte"] is not None
        return cls(
            UUID(ligne["accord_id"]), date.fromisoformat(ligne["le"]), date.fromisoformat(ligne["jusqu_a"]),
            retire or None, accepte, None if accepte else expire,
        )  # fmt: skip

    def en_cours(self, *, le: date) -> bool:
        """Whether something addressed to them that day would open."""
        return self.fini_le is None and self.jusqu_a >= le


@dataclass(frozen=True, slots=True)
class Tour:
    """The time one member of a structure looked after the dossier; `fin` is its last day, where one is known."""

    structure_id: int
    appartenance_id: int
    debut: datetime
    fin: date | None


@dataclass(frozen=True, slots=True)
class Faits:
    """All that the team of a dossier is deduced from, read for one hat on one day."""

    dossier: Dossier
    contrat: ContratLu | None
    """The one that lives that day."""
    tours: list[Tour]
    ouvertes: dict[int, datetime]
    """The structures that the dossier is open to that day, each since when."""
    hats: dict[int, Appartenance]
    joignables: dict[int, Joignable]
    partenaires: list[Partenaire]
    relais: list[RelaisPrevuLu]


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands: nothing, people are around it from end to end."""
    return {}


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat: a handing over whose day has come, an absence of its own that nobody covers."""
    if not (acteur.est_porteur or acteur.est_mission_locale):
        return []
    prevus = RelaisPrevu.objects.filter(
        structure_id=acteur.structure_id, fait_le=None, annule_le=None, du__lte=acteur.le
    )
    # Who planned it is told too: the job hands over by itself, what is still there somebody must decide.
    nous = prevus.filter(Q(a_id=acteur.appartenance_id) | Q(par_id=acteur.appartenance_id))
    a_passer = Dossier.objects.filter(
        les_siens(acteur) | Q(pk__in=nous.values("dossier_id")),
        relais_prevus__in=prevus,
    )
    passer = lignes(a_passer, code="passer_relais", depuis=F("relais_prevus__du"), avant_le=F("relais_prevus__du"))
    return [passer, _absences(acteur)]


def _absences(acteur: Acteur) -> QuerySet:
    """As lines of « À faire » about nobody's dossier; `dossier_id` is the absence's own id."""
    return a_couvrir(acteur).values(
        prenom=Value("", output_field=CharField()),
        nom=Value("", output_field=CharField()),
        code=Value("couvrir_absence", output_field=CharField()),
        dossier_id=F("pk"),
        depuis=F("notee_le__date"),
        avant_le=F("du"),
        precision=Cast(F("au"), TextField()),
    )


def dossiers() -> QuerySet[Dossier]:
    """Dossiers read with all that names their people: contracts, accesses, handings over planned."""
    ici = {"dossier_id": OuterRef("pk")}
    acces = Acces.objects.filter(**ici).order_by("structure_id", "depuis", F("ferme_le").asc(nulls_last=True))
    relais = RelaisPrevu.objects.filter(**ici, fait_le=None, annule_le=None).order_by("du")
    return (
        avec_contrats(Dossier.objects.all())
        .select_related("porteur", "mission_locale")
        .annotate(
            lus_acces=ArraySubquery(acces.values(ligne=JSONObject(**{c: c for c in CHAMPS_DES_ACCES}))),
            lus_relais=ArraySubquery(
                relais.values(ligne=JSONObject(id="id", structure_id="structure_id", a_id="a_id", du="du"))
            ),
        )
    )


def faits(dossier: Dossier, *, le: date) -> Faits:
    """Read the team of a dossier read by `dossiers`. Three queries, whatever the number of people."""
    acces = [Ouverture.lue(ligne) for ligne in dossier.lus_acces]
    contrat = next((c for c in contrats_dits(dossier.lus_contrats, le=le) if c.vivant), None)
    tours = list(_tours(acces))
    voulus = {dossier.referent_id, dossier.conseiller_id, *(t.appartenance_id for t in tours)}
    voulus |= {contrat.referent_id if contrat else None, *(r["a_id"] for r in dossier.lus_relais)}
    membres = Appartenance.objects.filter(pk__in=voulus - {None}).select_related("compte", "structure", "presence")
    hats = {hat.pk: hat for hat in membres}
    return Faits(
        dossier=dossier,
        contrat=contrat,
        tours=tours,
        ouvertes=_ouvertes(acces, le),
        hats=hats,
        joignables=joignables(hats.values(), le=le),
        partenaires=partenaires(dossier.pk),
        relais=[_relais(ligne, hats) for ligne in dossier.lus_relais],
    )


def _relais(ligne: dict[str, Any], hats: dict[int, Appartenance]) -> RelaisPrevuLu:
    return RelaisPrevuLu(UUID(ligne["id"]), ligne["structure_id"], hats[ligne["a_id"]], date.fromisoformat(ligne["du"]))


def partenaires(dossier_id: UUID) -> list[Partenaire]:
    """The partners noted around a youth, that this hat may know of: those who are there first, by kind."""
    invites = PartenaireInvite.objects.filter(partenaire_id=OuterRef("pk")).order_by("-invite_le")
    ligne = JSONObject(
        accord_id="accord_id", le="invite_le__date", retire_le="accord__retire_le", jusqu_a="accord__jusqu_a",
        accepte="invitation__acceptee_le", expire_le="invitation__expire_le", envoye=Q(invitation__isnull=False),
    )  # fmt: skip
    notes = (
        Partenaire.objects.filter(dossier_id=dossier_id, retire_le=None)
        .select_related("structure", "par__compte")
        .annotate(lues_invitations=ArraySubquery(invites.values(ligne=ligne)[:1]))
    )
    return list(notes.order_by(F("parti_le").desc(nulls_first=True), "sorte", "organisation", "pk"))


def _tours(acces: Iterable[Ouverture]) -> Iterable[Tour]:
    """Who looked after the dossier, structure by structure: one's rows follow each other when an accord is renewed."""
    nominatifs = [a for a in acces if a.appartenance_id is not None]
    for _, de_la_structure in groupby(nominatifs, key=lambda a: a.structure_id):
        suites = [list(suite) for _, suite in groupby(de_la_structure, key=lambda a: a.appartenance_id)]
        for suite in suites:
            yield Tour(suite[0].structure_id, suite[0].appartenance_id, suite[0].depuis, suite[-1].fin)


def _ouvertes(acces: Iterable[Ouverture], le: date) -> dict[int, datetime]:
    """A structure is in since the first of its accesses that followed each other without a break."""
    ouvertes: dict[int, datetime] = {}
    for a in (a for a in acces if a.appartenance_id is None):
        if a.ferme_le is None and (a.jusqu_a is None or a.jusqu_a >= le):
            ouvertes.setdefault(a.structure_id, a.depuis)
    return ouvertes
