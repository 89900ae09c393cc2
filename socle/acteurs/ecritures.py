"""Who enters and who leaves a structure. One administrator acts in their own structure, and nowhere else."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from regles.acces import Droit, Nature, Portee
from socle.acces.portee import Acteur, casquettes
from socle.acteurs.models import Appartenance, Compte, Invitation, Structure, jeton

VALIDITE = timedelta(days=7)
INVITATIONS_EN_ATTENTE = 100
"""Pending invitations that one structure may have: more is a mistake, or somebody using us to send mail."""
DOUBLE_CLIC = timedelta(minutes=1)
NATURES_QUI_SUIVENT = (Nature.PORTEUR, Nature.MISSION_LOCALE)


class PasAdministrateur(Exception):
    """Only an administrator acts, and only on their own structure."""


class DejaMembre(Exception):
    """The address is that of somebody who already has a hat here."""


class InvitationDejaEnAttente(Exception):
    """One invitation at a time for one address."""


class TropDInvitations(Exception):
    """The structure has as many pending invitations as it may."""


class FinDansLePasse(Exception):
    """The last day of a hat is today or later."""


class DroitsIncoherents(Exception):
    """Rights that mean nothing together: signing without seeing, seeing from a structure that follows nobody."""


class InvitationInconnue(Exception):
    """Unknown, expired, used or cancelled: whoever holds the link is told the same."""


class DernierAdministrateur(Exception):
    """A structure without an administrator could no longer invite or revoke anybody."""


class SesPropresDroits(Exception):
    """Nobody widens their own rights: another administrator does."""


class PlusMembre(Exception):
    """The hat was closed before."""


@dataclass(frozen=True, slots=True)
class Droits:
    """What a hat gives: the fields that an invitation hands on to the hat."""

    metier: str
    portee: str
    decide: bool = False
    administre: bool = False
    jusqu_a: date | None = None

    @classmethod
    def de(cls, ligne: Invitation | Appartenance) -> "Droits":
        """The rights that an invitation or a hat holds."""
        return cls(ligne.metier, ligne.portee, ligne.decide, ligne.administre, ligne.jusqu_a)

    def champs(self) -> dict[str, object]:
        """The columns of `Invitation` and of `Appartenance`."""
        return {nom: getattr(self, nom) for nom in ("metier", "portee", "decide", "administre", "jusqu_a")}


@dataclass(frozen=True, slots=True)
class Envoi:
    """An invitation and the secret of its link, which is kept nowhere. `nouveau` is False on a second click."""

    invitation: Invitation
    jeton: str
    nouveau: bool = True


def empreinte(secret: str) -> str:
    """What is kept of a link's secret. No salt: 256 bits cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def ouvertes(*, le: date) -> Q:
    """The hats held on that day."""
    return Q(revoquee_le=None, depuis__lte=le) & (Q(jusqu_a=None) | Q(jusqu_a__gte=le))


@transaction.atomic
def inviter(*, acteur: Acteur, courriel: str, droits: Droits, le: date, maintenant: datetime) -> Envoi:
    """Invite an address into the acteur's structure; whoever calls sends the link.

    Raises PasAdministrateur, FinDansLePasse, DroitsIncoherents, DejaMembre, InvitationDejaEnAttente,
    TropDInvitations.
    """
    if Droit.ADMINISTRER not in acteur.droits:
        raise PasAdministrateur
    structure = Structure.objects.select_for_update().get(pk=acteur.structure_id)
    return _inviter(structure, courriel, droits, acteur.appartenance_id, le, maintenant)


@transaction.atomic
def inviter_par_l_operateur(
    *, structure: Structure, courriel: str, droits: Droits, le: date, maintenant: datetime
) -> Envoi:
    """The first administrator of a structure, whom nobody there can invite. Same refusals as `inviter`."""
    casquettes(0, None, le=le, acte="manage.py inviter")
    return _inviter(structure, courriel, droits, None, le, maintenant)


@transaction.atomic
def inviter_dans(
    *, acteur: Acteur, structure: Structure, courriel: str, droits: Droits, le: date, maintenant: datetime
) -> Envoi:
    """Invite an address into a partner structure that is not the acteur's: somebody around a youth.

    Whoever calls holds the youth's agreement. Same refusals as `inviter`, which PasAdministrateur becomes when the
    structure is not a partner.
    """
    ligne = Structure.objects.select_for_update().get(pk=structure.pk)
    if ligne.nature != Nature.PARTENAIRE:
        raise PasAdministrateur
    return _inviter(ligne, courriel, droits, acteur.appartenance_id, le, maintenant)


def _inviter(
    structure: Structure, courriel: str, droits: Droits, par_id: int | None, le: date, maintenant: datetime
) -> Envoi:
    courriel = courriel.strip().lower()
    verifier(droits, nature=structure.nature, le=le)
    compte = compte_de(courriel)
    if compte is not None and compte.appartenances.filter(ouvertes(le=le), structure=structure).exists():
        raise DejaMembre
    siennes = en_attente().filter(structure=structure)
    siennes.filter(courriel=courriel, expire_le__lte=maintenant).update(annulee_le=maintenant)
    if siennes.filter(courriel=courriel).exists():
        raise InvitationDejaEnAttente
    if siennes.filter(expire_le__gt=maintenant).count() >= INVITATIONS_EN_ATTENTE:
        raise TropDInvitations
    secret = jeton()
    invitation = Invitation.objects.create(
        structure=structure, courriel=courriel, par_id=par_id, empreinte_du_jeton=empreinte(secret),
        creee_le=maintenant, expire_le=maintenant + VALIDITE, **droits.champs(),
    )  # fmt: skip
    return Envoi(invitation, secret)


@transaction.atomic
def renvoyer(*, acteur: Acteur, invitation: Invitation, maintenant: datetime) -> Envoi:
    """Give a new link, good for seven days; the former opens nothing any more.

    Within a minute of the last one, nothing changes: it is the same click. Raises PasAdministrateur and
    InvitationInconnue.
    """
    _verifier_administrateur(acteur, invitation.structure_id)
    ligne = en_attente().select_for_update().filter(pk=invitation.pk).first()
    if ligne is None:
        raise InvitationInconnue
    if maintenant - (ligne.expire_le - VALIDITE) < DOUBLE_CLIC:
        return Envoi(ligne, "", nouveau=False)
    secret = jeton()
    ligne.empreinte_du_jeton, ligne.expire_le = empreinte(secret), maintenant + VALIDITE
    ligne.save(update_fields=["empreinte_du_jeton", "expire_le"])
    return Envoi(ligne, secret)


@transaction.atomic
def annuler(*, acteur: Acteur, invitation: Invitation, maintenant: datetime) -> None:
    """Make the link of an invitation useless. Raises PasAdministrateur, and InvitationInconnue once accepted."""
    _verifier_administrateur(acteur, invitation.structure_id)
    en_attente().filter(pk=invitation.pk).update(annulee_le=maintenant)
    if Invitation.objects.filter(pk=invitation.pk, acceptee_le__isnull=False).exists():
        raise InvitationInconnue


@transaction.atomic
def revoquer(*, acteur: Acteur, appartenance: Appartenance, le: date, maintenant: datetime) -> None:
    """Take a hat back, with effect at the next request, and the invitations it sent that nobody accepted.

    The dossiers stay with the structure. Called twice, it is one act. Raises PasAdministrateur and
    DernierAdministrateur.
    """
    _verifier_administrateur(acteur, appartenance.structure_id)
    ligne = _verrouiller(appartenance)
    if ligne.revoquee_le is not None:
        return
    _garder_un_administrateur(ligne, le)
    ligne.revoquee_le = maintenant
    ligne.save(update_fields=["revoquee_le"])
    en_attente().filter(par=ligne).update(annulee_le=maintenant)


@transaction.atomic
def modifier(*, acteur: Acteur, appartenance: Appartenance, droits: Droits, le: date) -> None:
    """Change what a member may do, with effect at their next request.

    Raises PasAdministrateur, SesPropresDroits, PlusMembre, FinDansLePasse, DroitsIncoherents,
    DernierAdministrateur.
    """
    _verifier_administrateur(acteur, appartenance.structure_id)
    if appartenance.compte_id == acteur.compte_id:
        raise SesPropresDroits
    ligne = _verrouiller(appartenance)
    if ligne.revoquee_le is not None or (ligne.jusqu_a is not None and ligne.jusqu_a < le):
        raise PlusMembre
    verifier(droits, nature=ligne.structure.nature, le=max(le, ligne.depuis))
    if not droits.administre:
        _garder_un_administrateur(ligne, le)
    for nom, valeur in droits.champs().items():
        setattr(ligne, nom, valeur)
    ligne.save(update_fields=list(droits.champs()))


def verifier(droits: Droits, *, nature: str, le: date) -> None:
    """Check rights that would be given in a structure of that nature. Raises FinDansLePasse, DroitsIncoherents."""
    if droits.jusqu_a is not None and droits.jusqu_a < le:
        raise FinDansLePasse
    if droits.portee not in _portees(nature):
        raise DroitsIncoherents
    if droits.decide and droits.portee not in (Portee.STRUCTURE, Portee.SIENS):
        raise DroitsIncoherents


def _portees(nature: str) -> tuple[Portee, ...]:
    if nature in NATURES_QUI_SUIVENT:
        return (Portee.STRUCTURE, Portee.SIENS, Portee.AUCUNE)
    return (Portee.PARTAGE, Portee.AUCUNE) if nature == Nature.PARTENAIRE else (Portee.AUCUNE,)


def compte_de(courriel: str) -> Compte | None:
    """The account that an address opens: its own, or one it has proved to be reached at."""
    return (
        Compte.objects.filter(Q(email=courriel) | Q(emailaddress__email=courriel, emailaddress__verified=True))
        .distinct()
        .first()
    )


def en_attente() -> QuerySet[Invitation]:
    """The invitations neither accepted nor cancelled, expired ones included."""
    return Invitation.objects.filter(acceptee_le=None, annulee_le=None)


def _verifier_administrateur(acteur: Acteur, structure_id: int) -> None:
    if Droit.ADMINISTRER not in acteur.droits or acteur.structure_id != structure_id:
        raise PasAdministrateur


def _verrouiller(appartenance: Appartenance) -> Appartenance:
    # The structure first: two administrators who revoke each other must not both succeed.
    Structure.objects.select_for_update().get(pk=appartenance.structure_id)
    return Appartenance.objects.select_related("structure").get(pk=appartenance.pk)


def _garder_un_administrateur(appartenance: Appartenance, le: date) -> None:
    autres = Appartenance.objects.filter(
        ouvertes(le=le), structure_id=appartenance.structure_id, administre=True
    ).exclude(pk=appartenance.pk)
    if appartenance.administre and not autres.exists():
        raise DernierAdministrateur
