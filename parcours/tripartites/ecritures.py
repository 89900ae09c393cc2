"""Agreeing on a meeting: slots proposed by one side, answered by the other, one fixed; moved, cancelled, saying why.

The dossier's row is the lock: two people who fix at once do it one after the other, and the second is told.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from parcours.tripartites.courriels import ANNULE, DEPLACE, FIXE, avertir
from parcours.tripartites.models import Creneau, Invite, Place, Tripartite
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.models import Dossier

AU_PLUS = 5
"""Slots of one proposal. Ours: beyond, nobody reads them all."""


class PasSonCote(Exception):
    """Only the porteur and the mission locale of the dossier meet the youth here; one side does not answer itself."""


class SansMissionLocale(Exception):
    """Nobody to meet: the dossier has no mission locale yet."""


class DejaPasse(Exception):
    """A slot that is already over is no proposal."""


class PlusAttendu(Exception):
    """It was fixed, moved, held or cancelled meanwhile: what is there now is read first. `actuel`: the row as it is."""

    def __init__(self, actuel: Tripartite | None) -> None:
        super().__init__("l’entretien a changé")
        self.actuel = actuel


@dataclass(frozen=True, slots=True)
class CreneauDit:
    """A slot as it was typed. `lieu`: a value of `Lieu`; `lieu_dit`: in words, elsewhere."""

    debut: datetime
    duree: int
    lieu: str
    lieu_dit: str = ""


def verrouiller(acteur: Acteur, dossier_id: UUID) -> Dossier:
    """The dossier, held until the end of the transaction. Raises PasSonCote."""
    dossier = Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier_id)
    if acteur.structure_id not in (dossier.porteur_id, dossier.mission_locale_id):
        raise PasSonCote
    return dossier


def relu(tripartite_id: UUID) -> Tripartite:
    """As it is now, under the lock of its dossier."""
    return Tripartite.objects.select_related("propose_par").get(pk=tripartite_id)


def signe(acteur: Acteur, maintenant: datetime) -> dict[str, Any]:
    """Who wrote last, and that the words read before are no longer the last."""
    return {"maj_par_id": acteur.appartenance_id, "maj_le": maintenant}


def _ecrire(acteur: Acteur, actuel: Tripartite, maintenant: datetime, **champs: Any) -> None:
    Tripartite.objects.filter(pk=actuel.pk).update(**champs, **signe(acteur, maintenant), version=F("version") + 1)


@transaction.atomic
def proposer(
    *, acteur: Acteur, tripartite_id: UUID, dossier_id: UUID, creneaux: Sequence[CreneauDit], maintenant: datetime
) -> Tripartite:
    """Propose slots, one to five, in place of those that waited. The same form sent twice counts once.

    Raises PasSonCote, SansMissionLocale, DejaPasse; PlusAttendu when a meeting is fixed already.
    """
    dossier = verrouiller(acteur, dossier_id)
    if dossier.mission_locale_id is None:
        raise SansMissionLocale
    if any(c.debut <= maintenant for c in creneaux):
        raise DejaPasse
    ouvert = Tripartite.objects.filter(dossier_id=dossier_id, annule_le=None, tenu=None).first()
    if ouvert is not None and ouvert.fixe_le is not None:
        raise PlusAttendu(ouvert)
    if ouvert is None:
        ouvert = _ouvrir(acteur, dossier, tripartite_id, maintenant)
    elif _les_memes(ouvert, creneaux) and ouvert.propose_par_id == acteur.appartenance_id:
        return ouvert
    else:
        Creneau.objects.filter(tripartite=ouvert, retire_le=None).update(retire_le=maintenant)
        neuf = {"propose_par_id": acteur.appartenance_id, "propose_le": maintenant}
        _ecrire(acteur, ouvert, maintenant, repondu_par=None, repondu_le=None, mot="", **neuf)
    for dit in creneaux[:AU_PLUS]:
        Creneau(id=uuid4(), dossier_id=dossier_id, tripartite=ouvert, **asdict(dit)).save(force_insert=True)
    constater(dossier_id, maintenant=maintenant)
    return ouvert


def _les_memes(ouvert: Tripartite, creneaux: Sequence[CreneauDit]) -> bool:
    attendus = Creneau.objects.filter(tripartite=ouvert, retire_le=None, convient=None)
    return {CreneauDit(c.debut, c.duree, c.lieu, c.lieu_dit) for c in attendus} == set(creneaux)


def _ouvrir(acteur: Acteur, dossier: Dossier, tripartite_id: UUID, maintenant: datetime) -> Tripartite:
    """A new meeting, to which the youth and whoever follows them on each side are invited."""
    auteur = {"propose_par_id": acteur.appartenance_id, "propose_le": maintenant}
    ouvert = Tripartite(id=tripartite_id, dossier=dossier, **auteur, **signe(acteur, maintenant))
    ouvert.save(force_insert=True)
    suivis = ((Place.PORTEUR, dossier.referent, dossier.porteur), (Place.MISSION_LOCALE, dossier.conseiller,
              dossier.mission_locale))  # fmt: skip
    noms = [(place, qui.compte.nom_complet if qui else str(structure)) for place, qui, structure in suivis]
    for place, nom in ((Place.JEUNE, ""), *noms):
        _inviter(acteur, ouvert, uuid4(), place, nom, maintenant)
    return ouvert


def _inviter(acteur: Acteur, ouvert: Tripartite, invite_id: UUID, place: str, nom: str, maintenant: datetime) -> Invite:
    invite = Invite(
        id=invite_id, dossier_id=ouvert.dossier_id, tripartite=ouvert, place=place, nom=nom[:120],
        par_id=acteur.appartenance_id, note_le=maintenant,
    )  # fmt: skip
    invite.save(force_insert=True)
    return invite


def _a_venir(acteur: Acteur, tripartite: Tripartite) -> Tripartite:
    """The meeting that is still to come, its dossier held. Raises PasSonCote, PlusAttendu."""
    verrouiller(acteur, tripartite.dossier_id)
    actuel = relu(tripartite.pk)
    if actuel.annule_le is not None or actuel.tenu_id is not None:
        raise PlusAttendu(actuel)
    return actuel


@transaction.atomic
def repondre(
    *, acteur: Acteur, tripartite: Tripartite, lus: Collection[UUID], conviennent: Collection[UUID], mot: str,
    lien: str, maintenant: datetime,
) -> Tripartite:  # fmt: skip
    """Say which of the slots read (`lus`) suit. One alone is fixed by this answer: nothing is left to say.

    `lien` is the address of the page, for the mail. Raises PasSonCote; PlusAttendu when other slots are proposed, or
    one is fixed.
    """
    actuel = _a_venir(acteur, tripartite)
    if actuel.propose_par.structure_id == acteur.structure_id:
        raise PasSonCote
    creneaux = {c.pk: c for c in Creneau.objects.filter(tripartite=actuel, retire_le=None)}
    if actuel.fixe_le is not None or set(lus) != set(creneaux):
        raise PlusAttendu(actuel)
    oui = [c for pk, c in creneaux.items() if pk in conviennent]
    Creneau.objects.filter(pk__in=[c.pk for c in oui]).update(convient=True)
    Creneau.objects.filter(pk__in=[pk for pk in creneaux if pk not in conviennent]).update(convient=False)
    _ecrire(acteur, actuel, maintenant, repondu_par_id=acteur.appartenance_id, repondu_le=maintenant, mot=mot)
    if len(oui) == 1:
        _fixer(acteur, actuel, oui[0], lien, maintenant)
    constater(actuel.dossier_id, maintenant=maintenant)
    return relu(actuel.pk)


@transaction.atomic
def fixer(*, acteur: Acteur, creneau: Creneau, lien: str, maintenant: datetime) -> bool:
    """Fix one of the slots that suit; False when it is the one already fixed. Raises PasSonCote; PlusAttendu when
    another was fixed meanwhile, or when it no longer suits.
    """
    actuel = _a_venir(acteur, Tripartite(pk=creneau.tripartite_id, dossier_id=creneau.dossier_id))
    voulu = Creneau.objects.filter(pk=creneau.pk, retire_le=None, convient=True).first()
    if actuel.fixe_le is not None and voulu is not None and voulu.debut == actuel.debut:
        return False
    if actuel.fixe_le is not None or voulu is None:
        raise PlusAttendu(actuel)
    _fixer(acteur, actuel, voulu, lien, maintenant)
    constater(actuel.dossier_id, maintenant=maintenant)
    return True


def _fixer(acteur: Acteur, actuel: Tripartite, creneau: Creneau, lien: str, maintenant: datetime) -> None:
    quand = {nom: getattr(creneau, nom) for nom in ("debut", "duree", "lieu", "lieu_dit")}
    _ecrire(acteur, actuel, maintenant, fixe_par_id=acteur.appartenance_id, fixe_le=maintenant, **quand)
    avertir(relu(actuel.pk), FIXE, lien=lien, le=acteur.le)


@transaction.atomic
def deplacer(
    *, acteur: Acteur, tripartite: Tripartite, sequence: int, dit: CreneauDit, motif: str, lien: str,
    maintenant: datetime,
) -> bool:  # fmt: skip
    """Move what is fixed, saying why; `sequence` is that of the page read. False when it is there already.

    Raises PasSonCote, DejaPasse, PlusAttendu.
    """
    actuel = _a_venir(acteur, tripartite)
    if all(getattr(actuel, nom) == valeur for nom, valeur in asdict(dit).items()):
        return False
    if actuel.fixe_le is None or actuel.sequence != sequence:
        raise PlusAttendu(actuel)
    if dit.debut <= maintenant:
        raise DejaPasse
    _ecrire(acteur, actuel, maintenant, **asdict(dit), motif=motif, sequence=sequence + 1)
    avertir(actuel, DEPLACE, lien=lien, le=acteur.le)
    constater(actuel.dossier_id, maintenant=maintenant)
    return True


@transaction.atomic
def annuler(*, acteur: Acteur, tripartite: Tripartite, motif: str, lien: str, maintenant: datetime) -> bool:
    """Cancel it, saying why; both sides are told if it was fixed. False when it was cancelled already.

    Raises PasSonCote; PlusAttendu when it was held.
    """
    verrouiller(acteur, tripartite.dossier_id)
    actuel = relu(tripartite.pk)
    if actuel.annule_le is not None:
        return False
    if actuel.tenu_id is not None:
        raise PlusAttendu(actuel)
    fixe = actuel.fixe_le is not None
    suite = {"sequence": actuel.sequence + 1} if fixe else {}
    _ecrire(
        acteur, actuel, maintenant, annule_par_id=acteur.appartenance_id, annule_le=maintenant, motif=motif, **suite
    )
    if fixe:
        avertir(actuel, ANNULE, lien=lien, le=acteur.le)
    constater(actuel.dossier_id, maintenant=maintenant)
    return True


@transaction.atomic
def inviter(*, acteur: Acteur, invite_id: UUID, tripartite: Tripartite, nom: str, maintenant: datetime) -> Invite:
    """Invite somebody else of the youth's team, by name, once. Raises PasSonCote, PlusAttendu."""
    actuel = _a_venir(acteur, tripartite)
    deja = Invite.objects.filter(tripartite=actuel, place=Place.EQUIPE, nom=nom, retire_le=None).first()
    if deja is None:
        deja = _inviter(acteur, actuel, invite_id, Place.EQUIPE, nom, maintenant)
        constater(actuel.dossier_id, maintenant=maintenant)
    return deja


@transaction.atomic
def ne_plus_inviter(*, acteur: Acteur, invite: Invite, maintenant: datetime) -> None:
    """Take back an invitation to somebody of the team. Raises PasSonCote; PlusAttendu once it was held."""
    _a_venir(acteur, Tripartite(pk=invite.tripartite_id, dossier_id=invite.dossier_id))
    Invite.objects.filter(pk=invite.pk, place=Place.EQUIPE, retire_le=None).update(retire_le=maintenant)
    constater(invite.dossier_id, maintenant=maintenant)
