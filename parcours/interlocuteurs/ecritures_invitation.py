"""Inviting a partner around a youth: the youth agreed, a link leaves, and what is addressed to them opens."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from parcours.interlocuteurs.models import Partenaire, PartenaireInvite
from regles.acces import Nature, Portee
from socle.acces.portee import Acteur
from socle.acteurs.ecritures import Droits, Envoi, compte_de, en_attente, inviter_dans, ouvertes
from socle.acteurs.models import Appartenance, Invitation, Metier, Structure
from socle.consentements.ecritures import AccordDejaRetire, retirer
from socle.consentements.partenaires import AccordDit, Recueil, recueillir_pour_un_partenaire
from socle.dossier.models import Dossier

DROITS = Droits(metier=Metier.PARTENAIRE.value, portee=Portee.PARTAGE.value)


class PasLePorteur(Exception):
    """Only the porteur, whom the youth tells, invites somebody on the dossier."""


class DejaDesDeuxCotes(Exception):
    """The address is that of somebody who already reads this dossier as its porteur or its mission locale."""


class PasInvitable(Exception):
    """They left, or were noted by mistake."""


@dataclass(frozen=True, slots=True)
class Invite:
    """Somebody invited. `envoi` is the link to send; None when they have their access already, and are only told."""

    invite: PartenaireInvite
    envoi: Envoi | None
    nouveau: bool = True


@transaction.atomic
def inviter_un_partenaire(
    *, acteur: Acteur, invite_id: UUID, dossier: Dossier, partenaire: Partenaire, courriel: str, dit: AccordDit,
    recueil: Recueil, le: date, maintenant: datetime,
) -> Invite:  # fmt: skip
    """Note the youth's accord, open what is addressed to this person, and invite them if Tandem does not know them.

    Whoever calls sends the link, or tells them. Two clicks are one act. Raises PasLePorteur, PasInvitable,
    DejaDesDeuxCotes, and the refusals of `recueillir_pour_un_partenaire`.
    """
    if acteur.structure_id != dossier.porteur_id or not acteur.est_porteur:
        raise PasLePorteur
    # The row of the dossier is held: two clicks come one after the other.
    Dossier.objects.select_for_update(of=("self",), no_key=True).get(pk=dossier.pk)
    if deja := PartenaireInvite.objects.filter(pk=invite_id, dossier=dossier).first():
        return Invite(deja, None, nouveau=False)
    if partenaire.retire_le is not None or partenaire.parti_le is not None:
        raise PasInvitable
    courriel = courriel.strip().lower()
    _d_ailleurs(dossier, courriel, le)
    structure = _structure_de(courriel, le) or Structure.objects.create(
        nature=Nature.PARTENAIRE.value, nom=partenaire.organisation, departement=dossier.departement
    )
    accord = recueillir_pour_un_partenaire(
        acteur=acteur, accord_id=invite_id, dossier=dossier, destinataire=structure, dit=dit,
        recueil=recueil, le=le, maintenant=maintenant,
    )  # fmt: skip
    envoi = None if _a_sa_casquette(courriel, structure, le) else _lien(acteur, structure, courriel, le, maintenant)
    invite = PartenaireInvite(
        id=invite_id, dossier=dossier, partenaire=partenaire, accord=accord,
        invitation=envoi.invitation if envoi else None, courriel=courriel, par_id=acteur.appartenance_id,
        invite_le=maintenant,
    )  # fmt: skip
    invite.save(force_insert=True)
    return Invite(invite, envoi)


@transaction.atomic
def renvoyer_le_lien(*, acteur: Acteur, invite: PartenaireInvite, le: date, maintenant: datetime) -> Envoi | None:
    """A new link for somebody who did not open theirs; None when they have their access. Raises PasLePorteur."""
    if acteur.structure_id != invite.dossier.porteur_id:
        raise PasLePorteur
    structure = invite.accord.destinataire
    if _a_sa_casquette(invite.courriel, structure, le):
        return None
    return _lien(acteur, structure, invite.courriel, le, maintenant)


@transaction.atomic
def ne_plus_partager(*, acteur: Acteur, partenaire: Partenaire, maintenant: datetime) -> bool:
    """Withdraw what was opened to somebody who left, or whom the youth no longer wants. True when it was open."""
    ferme = False
    for invite in PartenaireInvite.objects.filter(partenaire=partenaire).select_related("accord"):
        try:
            retirer(acteur=acteur, accord=invite.accord, maintenant=maintenant)
        except AccordDejaRetire:
            continue
        ferme = True
    return ferme


def _d_ailleurs(dossier: Dossier, courriel: str, le: date) -> None:
    compte = compte_de(courriel)
    cotes = [dossier.porteur_id, dossier.mission_locale_id]
    if compte is not None and compte.appartenances.filter(ouvertes(le=le), structure_id__in=cotes).exists():
        raise DejaDesDeuxCotes


def _structure_de(courriel: str, le: date) -> Structure | None:
    """The structure where this person receives already, for this youth or another: they log in once."""
    compte = compte_de(courriel)
    ici = {"structure__nature": Nature.PARTENAIRE, "portee": Portee.PARTAGE}
    if compte is not None:
        hat = compte.appartenances.filter(ouvertes(le=le), **ici).select_related("structure").order_by("pk").first()
        return hat.structure if hat else None
    attendue = Invitation.objects.filter(**ici, courriel=courriel, acceptee_le=None).order_by("-pk").first()
    return attendue.structure if attendue else None


def _a_sa_casquette(courriel: str, structure: Structure, le: date) -> bool:
    compte = compte_de(courriel)
    hats = Appartenance.objects.filter(ouvertes(le=le), structure=structure, compte=compte)
    return compte is not None and hats.exists()


def _lien(acteur: Acteur, structure: Structure, courriel: str, le: date, maintenant: datetime) -> Envoi:
    """A new link; the former one, sent for another youth or forgotten, opens nothing any more."""
    en_attente().filter(structure=structure, courriel=courriel).update(annulee_le=maintenant)
    return inviter_dans(
        acteur=acteur, structure=structure, courriel=courriel, droits=DROITS, le=le, maintenant=maintenant
    )
