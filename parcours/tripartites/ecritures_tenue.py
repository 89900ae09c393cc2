"""Holding the meeting: who was there, what each says, the three signatures. The suivi is told that it was held."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from parcours.plan import ecritures_versions as versions
from parcours.plan.models import VersionDuPlan
from parcours.suivi import ecritures as suivi
from parcours.suivi.models import Rendezvous
from parcours.tripartites.ecritures import PasSonCote, PlusAttendu, relu, signe, verrouiller
from parcours.tripartites.models import Invite, SignatureATrois, Tripartite
from regles.contrat import Partie
from socle.acces.portee import Acteur
from socle.dossier.constater import constater
from socle.dossier.versions import Conflit


class JourImpossible(Exception):
    """One meets between the day the youth was met and today, and signs between the meeting and today."""


class DejaTenuCeJour(Exception):
    """Another meeting of the three was held on that very day."""


class PlusLesMemesMots(Exception):
    """The compte rendu is no longer what the page showed: it is read again before it is signed."""


@dataclass(frozen=True, slots=True)
class CompteRendu:
    """What each agreed to share, and when the next one is meant to be."""

    parole_jeune: str = ""
    parole_porteur: str = ""
    parole_mission_locale: str = ""
    prochain_le: date | None = None


@transaction.atomic
def tenir(
    *, acteur: Acteur, tripartite: Tripartite, version: int, tenu_le: date, dit: CompteRendu,
    presences: Mapping[UUID, str], le: date, maintenant: datetime,
) -> None:  # fmt: skip
    """Say that it was held, who was there, and what was said. `presences`: by invited, a value of `Presence`.

    Raises PasSonCote, JourImpossible, DejaTenuCeJour; PlusAttendu when it was cancelled; Conflit when somebody said it
    meanwhile.
    """
    dossier = verrouiller(acteur, tripartite.dossier_id)
    actuel = relu(tripartite.pk)
    if actuel.annule_le is not None:
        raise PlusAttendu(actuel)
    if actuel.version != version or actuel.tenu_id is not None:
        raise Conflit(actuel)
    try:
        tenu = suivi.noter(
            acteur=acteur, tenu_id=uuid4(), dossier=dossier, quoi=Rendezvous.TRIPARTITE, tenu_le=tenu_le, le=le,
            maintenant=maintenant,
        )  # fmt: skip
    except suivi.JourImpossible:
        raise JourImpossible from None
    if Tripartite.objects.filter(tenu=tenu).exists():
        raise DejaTenuCeJour
    Tripartite.objects.filter(pk=actuel.pk).update(
        tenu=tenu, **asdict(dit), **signe(acteur, maintenant), version=F("version") + 1
    )
    _presences(actuel, presences)
    constater(actuel.dossier_id, maintenant=maintenant)


def _presences(tripartite: Tripartite, presences: Mapping[UUID, str]) -> bool:
    """Write who was there; True when something changed."""
    changees = [
        i
        for i in Invite.objects.filter(tripartite=tripartite, retire_le=None)
        if presences.get(i.pk, i.presence) != i.presence
    ]
    for invite in changees:
        invite.presence = presences[invite.pk]
    Invite.objects.bulk_update(changees, ["presence"])
    return bool(changees)


@transaction.atomic
def corriger(
    *, acteur: Acteur, tripartite: Tripartite, version: int, dit: CompteRendu, presences: Mapping[UUID, str],
    maintenant: datetime,
) -> bool:  # fmt: skip
    """Write the compte rendu anew; what was signed of it is to be signed again. False when nothing changes.

    Raises PasSonCote; PlusAttendu once the three signed; Conflit when somebody saved in between.
    """
    verrouiller(acteur, tripartite.dossier_id)
    actuel = relu(tripartite.pk)
    if actuel.signe_le is not None or actuel.tenu_id is None:
        raise PlusAttendu(actuel)
    la = {i.pk: i.presence for i in Invite.objects.filter(tripartite=actuel, retire_le=None)}
    memes = all(getattr(actuel, nom) == valeur for nom, valeur in asdict(dit).items())
    if memes and all(la.get(pk, valeur) == valeur for pk, valeur in presences.items()):
        return False
    if actuel.version != version:
        raise Conflit(actuel)
    SignatureATrois.objects.filter(tripartite=actuel, signee_le__isnull=False, retiree_le=None).update(
        retiree_le=maintenant
    )
    _presences(actuel, presences)
    Tripartite.objects.filter(pk=actuel.pk).update(**asdict(dit), **signe(acteur, maintenant), version=F("version") + 1)
    constater(actuel.dossier_id, maintenant=maintenant)
    return True


def _a_signer(acteur: Acteur, tripartite: Tripartite, partie: Partie, *, pour_soi: bool = True) -> Tripartite:
    """Held, and not signed by the three yet. Raises PasSonCote, PlusAttendu."""
    dossier = verrouiller(acteur, tripartite.dossier_id)
    if pour_soi and partie not in versions.parties_de(acteur, dossier):
        raise PasSonCote
    actuel = Tripartite.objects.select_related("tenu").get(pk=tripartite.pk)
    if actuel.tenu_id is None or actuel.signe_le is not None:
        raise PlusAttendu(actuel)
    return actuel


@transaction.atomic
def signer(
    *, acteur: Acteur, tripartite: Tripartite, partie: Partie, version: int, signee_le: date, recueil: str,
    plan: UUID | None = None, le: date, maintenant: datetime,
) -> bool:  # fmt: skip
    """Note the yes of one of the three to the compte rendu of `version`; True when it was the third.

    `recueil` (a value of `ModeDeRecueil`) is how the youth said it; `plan` is the version of the plan that the same yes
    accepts. Said twice, it is there once. Raises PasSonCote, PlusAttendu, JourImpossible, PlusLesMemesMots.
    """
    actuel = _a_signer(acteur, tripartite, partie)
    deja = SignatureATrois.objects.filter(tripartite=actuel, partie=partie.value, retiree_le=None).first()
    if deja is None or deja.signee_le is None:
        if actuel.version != version:
            raise PlusLesMemesMots
        if not actuel.tenu.tenu_le <= signee_le <= le:
            raise JourImpossible
        SignatureATrois.objects.filter(pk=deja.pk if deja else None).update(retiree_le=maintenant)
        SignatureATrois(
            id=uuid4(), dossier_id=actuel.dossier_id, tripartite=actuel, partie=partie.value, signee_le=signee_le,
            recueil=recueil if partie is Partie.JEUNE else "", par_id=acteur.appartenance_id, notee_le=maintenant,
        ).save(force_insert=True)  # fmt: skip
    if plan is not None:
        _accepter_le_plan(acteur, actuel, partie, plan, signee_le, recueil, le, maintenant)
    oui = SignatureATrois.objects.filter(tripartite=actuel, signee_le__isnull=False, retiree_le=None).count()
    if oui == len(Partie):
        Tripartite.objects.filter(pk=actuel.pk).update(signe_le=maintenant)
    constater(actuel.dossier_id, maintenant=maintenant)
    return oui == len(Partie)


def _accepter_le_plan(
    acteur: Acteur, actuel: Tripartite, partie: Partie, plan: UUID, jour: date, recueil: str, le: date,
    maintenant: datetime,
) -> None:  # fmt: skip
    """The same yes, to the version of the plan that waits. Raises PlusAttendu when it waits no more."""
    version = VersionDuPlan.objects.filter(pk=plan, dossier_id=actuel.dossier_id).first()
    if version is None:
        raise PlusAttendu(actuel)
    try:
        versions.accepter(
            acteur=acteur, version=version, partie=partie, acceptee_le=jour, recueil=recueil, le=le,
            maintenant=maintenant,
        )  # fmt: skip
    except versions.VersionPlusAttendue:
        raise PlusAttendu(actuel) from None
    except versions.JourImpossible:
        raise JourImpossible from None


@transaction.atomic
def expliquer(*, acteur: Acteur, tripartite: Tripartite, partie: Partie, manque: str, maintenant: datetime) -> bool:
    """Say why a signature is missing, of whichever side; it may still be given. False when it is there.

    Raises PasSonCote, PlusAttendu.
    """
    actuel = _a_signer(acteur, tripartite, partie, pour_soi=False)
    deja = SignatureATrois.objects.filter(tripartite=actuel, partie=partie.value, retiree_le=None).first()
    if deja is not None and (deja.signee_le is not None or deja.manque == manque):
        return deja.signee_le is None
    SignatureATrois.objects.filter(pk=deja.pk if deja else None).update(retiree_le=maintenant)
    SignatureATrois(
        id=uuid4(), dossier_id=actuel.dossier_id, tripartite=actuel, partie=partie.value, manque=manque,
        par_id=acteur.appartenance_id, notee_le=maintenant,
    ).save(force_insert=True)  # fmt: skip
    constater(actuel.dossier_id, maintenant=maintenant)
    return True


@transaction.atomic
def retirer_signature(*, acteur: Acteur, tripartite: Tripartite, partie: Partie, maintenant: datetime) -> None:
    """Take back a yes, or a reason, noted by mistake while others are awaited. Raises PasSonCote, PlusAttendu."""
    actuel = _a_signer(acteur, tripartite, partie)
    SignatureATrois.objects.filter(tripartite=actuel, partie=partie.value, retiree_le=None).update(
        retiree_le=maintenant
    )
    constater(actuel.dossier_id, maintenant=maintenant)
