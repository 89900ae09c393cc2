"""Who does what: each side says what it believes, one proposes, the other agrees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from regles.acces import Droit
from socle.acces.portee import Acteur
from socle.partenariats.models import Partenariat
from socle.partenariats.pratiques import DejaRepondu, EcriteParSoi, PasDeCeCote, cote_du
from socle.repartition.lectures import croyances_de, reponse, taches_de
from socle.repartition.lignes import Ligne, Reponse, depuis_json, en_json, ligne
from socle.repartition.models import Croyance, Qui, Repartition, TachePropre


class TacheReservee(Exception):
    """A text gives it to a side: it is not shared out, and nobody says otherwise."""


class DejaProposee(Exception):
    """Another version waits for an answer: `version`."""

    def __init__(self, version: Repartition) -> None:
        super().__init__("une autre répartition attend")
        self.version = version


class AChange(Exception):
    """What one read before proposing is no longer what one's side says."""


class RienDeNouveau(Exception):
    """One's side says nothing, or exactly what is in force."""


class Conflits(Exception):
    """Colleagues wrote some of these in between: nothing is saved. `actuelles` by task."""

    def __init__(self, actuelles: dict[str, Croyance]) -> None:
        super().__init__("conflit de version")
        self.actuelles = actuelles


@dataclass(frozen=True, slots=True)
class Dite:
    """What was typed for one task, and the version that was on the screen: 0 when nothing was said yet."""

    reponse: Reponse
    version: int


def _cote(acteur: Acteur, partenariat: Partenariat) -> str:
    cote = cote_du(acteur, partenariat)
    if cote is None or Droit.CONVENIR not in acteur.droits:
        raise PasDeCeCote
    return cote


@transaction.atomic
def dire(*, acteur: Acteur, partenariat: Partenariat, dites: Mapping[str, Dite], maintenant: datetime) -> None:
    """Say what one's side believes of these tasks. All are saved, or none; a task taken away meanwhile is passed over.

    Raises PasDeCeCote, TacheReservee, Conflits.
    """
    cote = _cote(acteur, partenariat)
    presentes = {t.code: t for t in taches_de(partenariat)}
    dites = {code: dite for code, dite in dites.items() if code in presentes}
    if any(presentes[code].reserve for code in dites):
        raise TacheReservee
    _poser_les_nouvelles(acteur, partenariat, cote, dites, maintenant)
    siennes = Croyance.objects.filter(partenariat=partenariat, cote=cote, tache__in=dites)
    siennes = siennes.select_related("dite_par__compte").select_for_update(of=("self",))
    actuelles = {c.tache: c for c in siennes.order_by("tache")}
    changees = {code: d for code, d in dites.items() if reponse(actuelles[code]) != d.reponse}
    if contredites := {code: actuelles[code] for code, d in changees.items() if actuelles[code].version != d.version}:
        raise Conflits(contredites)
    for code, dite in changees.items():
        Croyance.objects.filter(pk=actuelles[code].pk).update(
            qui=dite.reponse.qui, partenaire=dite.reponse.partenaire, formule=dite.reponse.formule,
            version=F("version") + 1, dite_par=acteur.appartenance_id, dite_le=maintenant,
        )  # fmt: skip


def _poser_les_nouvelles(
    acteur: Acteur, partenariat: Partenariat, cote: str, dites: Mapping[str, Dite], maintenant: datetime
) -> None:
    """Insert what nobody of this side had said; a colleague who said it meanwhile is met by the comparison."""
    Croyance.objects.bulk_create(
        [
            Croyance(
                partenariat=partenariat, cote=cote, tache=code, qui=dite.reponse.qui,
                partenaire=dite.reponse.partenaire, formule=dite.reponse.formule,
                dite_par_id=acteur.appartenance_id, dite_le=maintenant,
            )
            for code, dite in sorted(dites.items())
        ],
        ignore_conflicts=True,
    )  # fmt: skip


@transaction.atomic
def ajouter_tache(
    *, acteur: Acteur, tache_id: UUID, partenariat: Partenariat, phase: str, domaine: str, intitule: str,
    maintenant: datetime,
) -> TachePropre:  # fmt: skip
    """Add a task to a partenariat; the same form sent twice adds it once. Raises PasDeCeCote."""
    _cote(acteur, partenariat)
    deja = TachePropre.objects.filter(pk=tache_id, partenariat=partenariat).first()
    if deja is not None:
        return deja
    tache = TachePropre(
        id=tache_id, partenariat=partenariat, phase=phase, domaine=domaine, intitule=intitule,
        ajoutee_par_id=acteur.appartenance_id, ajoutee_le=maintenant,
    )  # fmt: skip
    tache.save(force_insert=True)
    return tache


@transaction.atomic
def retirer_tache(*, acteur: Acteur, tache: TachePropre, maintenant: datetime) -> None:
    """Take a task of the partenariat's own away; versions already agreed keep it. Raises PasDeCeCote."""
    _cote(acteur, tache.partenariat)
    TachePropre.objects.filter(pk=tache.pk, retiree_le=None).update(
        retiree_par=acteur.appartenance_id, retiree_le=maintenant
    )


def a_proposer(partenariat: Partenariat, cote: str) -> list[Ligne]:
    """What one side would propose today: what it says of every task, else what is in force."""
    dites = _en_vigueur(partenariat) | {code: reponse(c) for code, c in croyances_de(partenariat)[cote].items()}
    return [ligne(t, dites.get(t.code)) for t in taches_de(partenariat)]


def _en_vigueur(partenariat: Partenariat) -> dict[str, Reponse]:
    convenues = Repartition.objects.filter(partenariat=partenariat, convenue_le__isnull=False)
    derniere = convenues.order_by("-convenue_le").first()
    return {li.tache.code: li.reponse for li in depuis_json(derniere.lignes)} if derniere else {}


def empreinte(lignes: Sequence[Ligne]) -> str:
    """A fingerprint of what one reads before proposing it."""
    return sha256(repr(en_json(lignes)).encode()).hexdigest()


@transaction.atomic
def proposer(
    *, acteur: Acteur, repartition_id: UUID, partenariat: Partenariat, lue: str, maintenant: datetime
) -> Repartition:
    """Propose what one's side says, as it was read (`lue`, an `empreinte`). The same form sent twice proposes once.

    Raises PasDeCeCote, DejaProposee, AChange, RienDeNouveau.
    """
    cote = _cote(acteur, partenariat)
    deja = Repartition.objects.filter(pk=repartition_id, partenariat=partenariat).first()
    if deja is not None:
        return deja
    if attendue := _attendue(partenariat):
        raise DejaProposee(attendue)
    # Nobody of this side changes a line between the reading and the proposal.
    list(Croyance.objects.filter(partenariat=partenariat, cote=cote).order_by("tache").select_for_update(of=("self",)))
    lignes = a_proposer(partenariat, cote)
    if empreinte(lignes) != lue:
        raise AChange
    if not _dit_du_nouveau(partenariat, cote, lignes):
        raise RienDeNouveau
    version = Repartition(
        id=repartition_id, partenariat=partenariat, lignes=en_json(lignes), cote=cote,
        ecrite_par_id=acteur.appartenance_id, ecrite_le=maintenant,
    )  # fmt: skip
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as erreur:
        # Both sides proposed at the same time.
        if attendue := _attendue(partenariat):
            raise DejaProposee(attendue) from erreur
        raise
    return version


def _attendue(partenariat: Partenariat) -> Repartition | None:
    return Repartition.objects.filter(partenariat=partenariat, convenue_le=None, ecartee_le=None).first()


def _dit_du_nouveau(partenariat: Partenariat, cote: str, lignes: list[Ligne]) -> bool:
    avant = _en_vigueur(partenariat)
    if not avant:
        return Croyance.objects.filter(partenariat=partenariat, cote=cote).exists()
    return {li.tache.code: li.reponse for li in lignes} != avant


@transaction.atomic
def convenir(*, acteur: Acteur, version: Repartition, maintenant: datetime) -> Repartition:
    """Agree to what the other side wrote: it is in force from today, and it is what one's side says from now on.

    Raises PasDeCeCote, EcriteParSoi, DejaRepondu, Conflits when a colleague said something new at the same instant.
    """
    courante = _a_repondre(acteur, version)
    cote = _cote(acteur, courante.partenariat)
    if courante.cote == cote:
        raise PasDeCeCote
    if courante.ecrite_par.compte_id == acteur.compte_id:
        raise EcriteParSoi
    courante.convenue_par_id, courante.convenue_le = acteur.appartenance_id, maintenant
    courante.save(update_fields=["convenue_par", "convenue_le"])
    _dire_comme(acteur, courante, cote, maintenant)
    return courante


def _dire_comme(acteur: Acteur, version: Repartition, cote: str, maintenant: datetime) -> None:
    """What one's side believes becomes what it agreed to; a colleague who was writing will be told.

    Where the version says nobody, what one's side said stays: it is the matter of the next one.
    """
    libres = {t.code for t in taches_de(version.partenariat) if not t.reserve}
    lues = [li for li in depuis_json(version.lignes) if li.tache.code in libres]
    convenues = {li.tache.code: li.reponse for li in lues if li.reponse.qui != Qui.PERSONNE}
    siennes = Croyance.objects.filter(partenariat=version.partenariat, cote=cote).order_by("tache")
    versions = {c.tache: c.version for c in siennes.select_for_update(of=("self",))}
    dites = {code: Dite(dit, versions.get(code, 0)) for code, dit in convenues.items()}
    dire(acteur=acteur, partenariat=version.partenariat, dites=dites, maintenant=maintenant)


@transaction.atomic
def ecarter(*, acteur: Acteur, version: Repartition, maintenant: datetime) -> Repartition:
    """Take back what one's side proposed, or say no to the other's. Raises PasDeCeCote, DejaRepondu."""
    courante = _a_repondre(acteur, version)
    courante.ecartee_par_id, courante.ecartee_le = acteur.appartenance_id, maintenant
    courante.save(update_fields=["ecartee_par", "ecartee_le"])
    return courante


def _a_repondre(acteur: Acteur, version: Repartition) -> Repartition:
    """The version, held until the end of the transaction."""
    _cote(acteur, version.partenariat)
    attendues = Repartition.objects.filter(pk=version.pk, convenue_le=None, ecartee_le=None)
    courante = (
        attendues.select_for_update(of=("self",), no_key=True).select_related("partenariat", "ecrite_par").first()
    )
    if courante is None:
        raise DejaRepondu
    return courante
