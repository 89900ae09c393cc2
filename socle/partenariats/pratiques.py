"""Local practices: one side writes, the other agrees or not; a later one replaces an earlier one from its day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Greatest, JSONObject
from django.utils import timezone

from regles.acces import Droit, Nature
from regles.echeances import Rythme, Rythmes, Unite
from socle.acces.portee import Acteur
from socle.partenariats.lectures import en_cours
from socle.partenariats.models import RYTHMES, ObjetDePratique, Partenariat, PratiqueLocale

AU_PLUS_TARD = timedelta(days=366)
"""How far ahead a practice may begin. Ours: further is a slip of the keyboard."""


DEPUIS = Greatest("du", "convenue_le__date")
"""In SQL, the day an agreed practice began to hold, as `periodes` says it."""


class PasDeCeCote(Exception):
    """The hat is of neither side, has no right to agree for its own, or is on the side that wrote."""


class EcriteParSoi(Exception):
    """The same person wrote it, under a hat of the other side: somebody else answers."""


class DejaProposee(Exception):
    """Another practice of the same object waits for an answer: `pratique`."""

    def __init__(self, pratique: PratiqueLocale) -> None:
        super().__init__("une autre proposition attend")
        self.pratique = pratique


class JourImpossible(Exception):
    """A practice begins today at the earliest, within a year, while the partenariat lasts."""


class DejaRepondu(Exception):
    """It was agreed or set aside meanwhile."""


@dataclass(frozen=True, slots=True)
class PratiqueDite:
    """A practice as it was typed: a pace (`tous_les`, `unite`) or a short `texte`, by its object."""

    objet: str
    du: date
    tous_les: int | None = None
    unite: str = ""
    texte: str = ""


def cote_du(acteur: Acteur, partenariat: Partenariat) -> str | None:
    """The side of the partenariat that the hat worn is on, if any."""
    cotes = {partenariat.porteur_id: Nature.PORTEUR.value, partenariat.mission_locale_id: Nature.MISSION_LOCALE.value}
    return cotes.get(acteur.structure_id)


@transaction.atomic
def proposer(
    *, acteur: Acteur, pratique_id: UUID, partenariat: Partenariat, dite: PratiqueDite, le: date, maintenant: datetime
) -> PratiqueLocale:
    """Write a practice; nothing changes until the other side agrees. The same form sent twice writes once.

    Raises PasDeCeCote, DejaProposee, JourImpossible.
    """
    cote = cote_du(acteur, partenariat)
    if cote is None or Droit.CONVENIR not in acteur.droits:
        raise PasDeCeCote
    deja = PratiqueLocale.objects.filter(pk=pratique_id, partenariat=partenariat).first()
    if deja is not None:
        return deja
    fin = partenariat.jusqu_a
    if not le <= dite.du <= le + AU_PLUS_TARD or (fin is not None and dite.du > fin):
        raise JourImpossible
    if attendue := _attendue(partenariat, dite.objet):
        raise DejaProposee(attendue)
    pratique = PratiqueLocale(
        id=pratique_id, partenariat=partenariat, objet=dite.objet, tous_les=dite.tous_les, unite=dite.unite,
        texte=dite.texte, du=dite.du, cote=cote, ecrite_par_id=acteur.appartenance_id, ecrite_le=maintenant,
    )  # fmt: skip
    try:
        with transaction.atomic():
            pratique.save(force_insert=True)
    except IntegrityError as erreur:
        # Both sides wrote at the same time.
        if attendue := _attendue(partenariat, dite.objet):
            raise DejaProposee(attendue) from erreur
        raise
    return pratique


def _attendue(partenariat: Partenariat, objet: str) -> PratiqueLocale | None:
    return PratiqueLocale.objects.filter(
        partenariat=partenariat, objet=objet, convenue_le=None, ecartee_le=None
    ).first()  # fmt: skip


@transaction.atomic
def convenir(*, acteur: Acteur, pratique: PratiqueLocale, maintenant: datetime) -> PratiqueLocale:
    """Agree to what the other side wrote: it holds from its day, today if that day is past.

    Raises PasDeCeCote, EcriteParSoi, DejaRepondu.
    """
    courante = _a_repondre(acteur, pratique)
    if courante.cote == cote_du(acteur, courante.partenariat):
        raise PasDeCeCote
    if courante.ecrite_par.compte_id == acteur.compte_id:
        raise EcriteParSoi
    courante.convenue_par_id, courante.convenue_le = acteur.appartenance_id, maintenant
    courante.save(update_fields=["convenue_par", "convenue_le"])
    return courante


@transaction.atomic
def ecarter(*, acteur: Acteur, pratique: PratiqueLocale, maintenant: datetime) -> PratiqueLocale:
    """Take back what one's side wrote, or say no to what the other wrote. Raises PasDeCeCote, DejaRepondu."""
    courante = _a_repondre(acteur, pratique)
    courante.ecartee_par_id, courante.ecartee_le = acteur.appartenance_id, maintenant
    courante.save(update_fields=["ecartee_par", "ecartee_le"])
    return courante


def _a_repondre(acteur: Acteur, pratique: PratiqueLocale) -> PratiqueLocale:
    """The practice, held until the end of the transaction."""
    if Droit.CONVENIR not in acteur.droits or cote_du(acteur, pratique.partenariat) is None:
        raise PasDeCeCote
    attendues = PratiqueLocale.objects.filter(pk=pratique.pk, convenue_le=None, ecartee_le=None)
    courante = (
        attendues.select_for_update(of=("self",), no_key=True).select_related("partenariat", "ecrite_par").first()
    )
    if courante is None:
        raise DejaRepondu
    return courante


def en_json(lien: str, *, le: date) -> ArraySubquery:
    """What is in force on the day `le` in the partenariat at `lien` (a column of the query it is put in), as dicts that
    `rythmes` and `textes` read: no statement of its own.
    """
    convenues = PratiqueLocale.objects.filter(
        partenariat_id=OuterRef(lien), convenue_le__isnull=False, du__lte=le
    )  # fmt: skip
    derniere = convenues.order_by("objet", "-convenue_le").distinct("objet")
    return ArraySubquery(
        derniere.values(
            ligne=JSONObject(objet="objet", tous_les="tous_les", unite="unite", texte="texte", depuis=DEPUIS)
        )
    )


def avec_partenariat(dossiers: QuerySet, *, le: date) -> QuerySet:
    """The same dossiers, each carrying in `lu_partenariat` what ties its two structures: the last begun, on the day
    `le`.
    """
    liens = Partenariat.objects.filter(
        porteur=OuterRef("porteur"), mission_locale=OuterRef("mission_locale"), depuis__lte=le
    )
    ligne = JSONObject(id="id", moment="moment_du_jugement", jusqu_a="jusqu_a", pratiques=en_json("pk", le=le))
    return dossiers.annotate(lu_partenariat=ArraySubquery(liens.order_by("-depuis").values(ligne=ligne)[:1]))


def lues(dossier: Any, *, le: date) -> list[dict[str, Any]]:
    """The practices in force on the day `le`, of a dossier read by `avec_partenariat`; none once that is over."""
    lien = lien_en_cours(dossier, le=le)
    return lien["pratiques"] if lien else []


def lien_en_cours(dossier: Any, *, le: date) -> dict[str, Any] | None:
    """The partenariat in force on the day `le`, of a dossier read by `avec_partenariat`."""
    return next(
        (li for li in dossier.lu_partenariat if li["jusqu_a"] is None or date.fromisoformat(li["jusqu_a"]) >= le), None
    )


def rythmes(dites: Iterable[Mapping[str, Any]]) -> Rythmes:
    """The paces that the rules read, from what `en_json` answered. None for what is not agreed."""
    dits = {
        p["objet"]: Rythme(p["tous_les"], Unite(p["unite"]), date.fromisoformat(p["depuis"]))
        for p in dites
        if p["objet"] in RYTHMES
    }
    return Rythmes(tripartites=dits.get(ObjetDePratique.TRIPARTITES), bilans=dits.get(ObjetDePratique.BILANS))


def textes(dites: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What is agreed in words, by its object; an object absent is one on which nothing is. No verdict reads them."""
    return {p["objet"]: p["texte"] for p in dites if p["texte"]}


@dataclass(frozen=True, slots=True)
class Periode:
    """An agreed practice and the days it held: `fin` None, until another replaces it."""

    pratique: PratiqueLocale
    debut: date
    fin: date | None

    @property
    def jamais(self) -> bool:
        """Another, agreed later, began before it did."""
        return self.fin is not None and self.fin < self.debut

    def couvre(self, le: date) -> bool:
        """Whether it is in force on the day `le`."""
        return self.debut <= le and (self.fin is None or le <= self.fin)


@dataclass(frozen=True, slots=True)
class Objet:
    """All that was written on one object of one partenariat, as it stands on a day."""

    code: str
    en_vigueur: Periode | None
    a_venir: list[Periode]
    attendue: PratiqueLocale | None
    passees: list[Periode]
    ecartees: list[PratiqueLocale]

    @property
    def libelle(self) -> str:
        return str(ObjetDePratique(self.code).label)

    @property
    def avant(self) -> int:
        """How many that are no longer, or never were."""
        return len(self.passees) + len(self.ecartees)

    @property
    def est_un_rythme(self) -> bool:
        return self.code in RYTHMES


def periodes(toutes: list[PratiqueLocale]) -> list[Periode]:
    """The agreed practices of one object with the days they held, the latest agreed first."""
    dites, plafond = [], None
    for pratique in sorted(toutes, key=lambda p: p.convenue_le, reverse=True):
        debut = max(pratique.du, timezone.localtime(pratique.convenue_le).date())
        dites.append(Periode(pratique, debut, plafond and plafond - timedelta(days=1)))
        plafond = debut if plafond is None else min(plafond, debut)
    return dites


def objets(pratiques: list[PratiqueLocale], *, le: date) -> list[Objet]:
    """What one partenariat agreed on, object by object, on the day `le`."""
    return [_objet(code, [p for p in pratiques if p.objet == code], le) for code in ObjetDePratique.values]


def _objet(code: str, siennes: list[PratiqueLocale], le: date) -> Objet:
    dites = periodes([p for p in siennes if p.convenue_le is not None])
    courante = next((d for d in dites if d.couvre(le)), None)
    return Objet(
        code=code,
        en_vigueur=courante,
        a_venir=[d for d in reversed(dites) if d.debut > le and not d.jamais],
        attendue=next((p for p in siennes if p.convenue_le is None and p.ecartee_le is None), None),
        passees=[d for d in dites if d is not courante and (d.debut <= le or d.jamais)],
        ecartees=[p for p in siennes if p.ecartee_le is not None],
    )


def partenariats_de(structure_id: int, *, le: date) -> list[tuple[Partenariat, list[Objet]]]:
    """The partenariats of a structure that run on the day `le`, with what each agreed on: two statements."""
    cotes = Q(porteur_id=structure_id) | Q(mission_locale_id=structure_id)
    liens = list(
        en_cours(le=le)
        .filter(cotes)
        .select_related("porteur", "mission_locale")
        .order_by("porteur__nom", "mission_locale__nom")
    )
    ecrites = ecrites_de([lien.pk for lien in liens])
    return [(lien, objets([p for p in ecrites if p.partenariat_id == lien.pk], le=le)) for lien in liens]


def ecrites_de(partenariats: list[int]) -> list[PratiqueLocale]:
    """All that was written in these partenariats, the latest first, with who wrote, agreed and set aside."""
    gens = ("ecrite_par__compte", "convenue_par__compte", "ecartee_par__compte")
    return list(
        PratiqueLocale.objects.filter(partenariat_id__in=partenariats).select_related(*gens).order_by("-ecrite_le")
    )
