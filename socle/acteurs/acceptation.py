"""What the link of an invitation opens: a new account, or one more hat for an account that exists."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from socle.acces.portee import casquettes
from socle.acteurs.ecritures import (
    DOUBLE_CLIC,
    DejaMembre,
    Droits,
    InvitationInconnue,
    compte_de,
    empreinte,
    en_attente,
    ouvertes,
)
from socle.acteurs.models import Appartenance, Compte, Invitation


class CompteExistant(Exception):
    """The address invited already has an account: it logs in, then joins."""


class AutreCompte(Exception):
    """The account logged in is not the one invited."""


def ouverte(*, secret: str, maintenant: datetime, pour_ecrire: bool = False) -> Invitation:
    """The invitation that a link still opens. Raises InvitationInconnue."""
    requete = en_attente().select_related("structure").filter(expire_le__gt=maintenant)
    if pour_ecrire:
        requete = requete.select_for_update(of=("self",))
    invitation = requete.filter(empreinte_du_jeton=empreinte(secret)).first()
    if invitation is None:
        raise InvitationInconnue
    return invitation


@transaction.atomic
def accepter(*, secret: str, prenom: str, nom: str, mot_de_passe: str, le: date, maintenant: datetime) -> Compte:
    """Open the account of somebody invited, and their hat. The link proved the address.

    Sent twice with the same password, it is one act. Raises InvitationInconnue and CompteExistant.
    """
    try:
        # Waits for a first click still at work, then finds the link used.
        invitation = ouverte(secret=secret, maintenant=maintenant, pour_ecrire=True)
    except InvitationInconnue:
        deja = _accepte_a_l_instant(secret, mot_de_passe, maintenant)
        if deja is None:
            raise
        return deja
    if compte_de(invitation.courriel) is not None:
        raise CompteExistant
    try:
        with transaction.atomic():
            compte = Compte.objects.create_user(
                courriel=invitation.courriel, prenom=prenom, nom=nom, mot_de_passe=mot_de_passe
            )
    except IntegrityError as erreur:
        # The invitation of another structure was accepted at the same instant.
        raise CompteExistant from erreur
    # Nobody is logged in yet: history must still say who.
    casquettes(compte.pk, None, le=le, acte="invitation")
    _embaucher(compte, invitation, le, maintenant)
    return compte


@transaction.atomic
def rejoindre(*, secret: str, compte: Compte, le: date, maintenant: datetime) -> Appartenance:
    """Add a hat to an account that already exists and is logged in. Sent twice, it is one act.

    Raises InvitationInconnue, AutreCompte, and DejaMembre when a hat was given here by another way meanwhile.
    """
    try:
        invitation = ouverte(secret=secret, maintenant=maintenant, pour_ecrire=True)
    except InvitationInconnue:
        recente = _recente(secret, maintenant)
        if recente is None or compte_de(recente.courriel) != compte:
            raise
        return compte.appartenances.get(ouvertes(le=le), structure_id=recente.structure_id)
    if compte_de(invitation.courriel) != compte:
        raise AutreCompte
    return _embaucher(compte, invitation, le, maintenant)


def _recente(secret: str, maintenant: datetime) -> Invitation | None:
    """The invitation that this link accepted less than a minute ago: a second click is the same act."""
    return Invitation.objects.filter(
        empreinte_du_jeton=empreinte(secret), acceptee_le__gt=maintenant - DOUBLE_CLIC
    ).first()


def _accepte_a_l_instant(secret: str, mot_de_passe: str, maintenant: datetime) -> Compte | None:
    recente = _recente(secret, maintenant)
    compte = compte_de(recente.courriel) if recente else None
    return compte if compte is not None and compte.check_password(mot_de_passe) else None


def _embaucher(compte: Compte, invitation: Invitation, le: date, maintenant: datetime) -> Appartenance:
    if invitation.jusqu_a is not None and invitation.jusqu_a < le:
        raise InvitationInconnue
    try:
        with transaction.atomic():
            appartenance = Appartenance.objects.create(
                compte=compte, structure=invitation.structure, depuis=le, **Droits.de(invitation).champs()
            )
    except IntegrityError as erreur:
        raise DejaMembre from erreur
    invitation.acceptee_le = maintenant
    invitation.save(update_fields=["acceptee_le"])
    return appartenance
