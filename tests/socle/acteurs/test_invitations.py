"""Who enters a structure and who leaves it."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from socle.acces.portee import casquettes
from socle.acteurs.acceptation import AutreCompte, CompteExistant, accepter, rejoindre
from socle.acteurs.ecritures import (
    DejaMembre,
    DernierAdministrateur,
    Droits,
    DroitsIncoherents,
    FinDansLePasse,
    InvitationDejaEnAttente,
    InvitationInconnue,
    PasAdministrateur,
    PlusMembre,
    SesPropresDroits,
    TropDInvitations,
    annuler,
    inviter,
    modifier,
    renvoyer,
    revoquer,
)  # fmt: skip
from socle.acteurs.models import Appartenance, Compte, Invitation
from tests.monde import LE, MAINTENANT, agir, embaucher

COURRIEL = "zoe@exemple.test"
DROITS = Droits("referent", "structure", decide=True)
PASSE = "quatre mots sans rapport"


def inviter_zoe(monde, *, courriel=COURRIEL, droits=DROITS, le=LE, maintenant=MAINTENANT):
    with agir(monde.paul) as acteur:
        return inviter(acteur=acteur, courriel=courriel, droits=droits, le=le, maintenant=maintenant)


def ouvrir(secret, *, maintenant=MAINTENANT, passe=PASSE):
    return accepter(secret=secret, prenom="Zoé", nom="Le Goff", mot_de_passe=passe, le=LE, maintenant=maintenant)


def test_the_secret_is_kept_nowhere(monde):
    envoi = inviter_zoe(monde)
    assert len(envoi.jeton) >= 43
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT count(*) FROM acteurs_invitation i, acteurs_invitationevent e "
            "WHERE i::text LIKE %s OR e::text LIKE %s OR e::text LIKE %s",
            [f"%{envoi.jeton}%", f"%{envoi.jeton}%", f"%{envoi.invitation.empreinte_du_jeton}%"],
        )
        assert curseur.fetchone() == (0,)


def test_somebody_invited_opens_an_account_with_the_rights_given(monde):
    envoi = inviter_zoe(monde, courriel="  Zoe@Exemple.test ")
    compte = ouvrir(envoi.jeton)
    hat = compte.appartenances.get()
    assert (hat.structure, hat.metier, hat.portee, hat.decide, hat.administre) == (
        monde.le_fil, "referent", "structure", True, False,
    )  # fmt: skip
    assert compte.email == COURRIEL
    assert compte.check_password(PASSE)
    assert compte.emailaddress_set.get().verified
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT pgh_context ->> 'compte', pgh_context ->> 'acte' FROM acteurs_appartenanceevent "
            "WHERE pgh_obj_id = %s", [hat.pk],
        )  # fmt: skip
        assert curseur.fetchall() == [(str(compte.pk), "invitation")]


@pytest.mark.parametrize("qui", ["nadia", "maya", "sacha", "odile"])
def test_only_an_administrator_invites(monde, qui):
    with agir(getattr(monde, qui)) as acteur, pytest.raises(PasAdministrateur):
        inviter(acteur=acteur, courriel=COURRIEL, droits=DROITS, le=LE, maintenant=MAINTENANT)
    assert not Invitation.objects.exists()


def test_an_administrator_acts_in_their_own_structure_only(monde):
    envoi = inviter_zoe(monde)
    with agir(monde.ines) as acteur:
        with pytest.raises(PasAdministrateur):
            renvoyer(acteur=acteur, invitation=envoi.invitation, maintenant=MAINTENANT + timedelta(hours=1))
        with pytest.raises(PasAdministrateur):
            annuler(acteur=acteur, invitation=envoi.invitation, maintenant=MAINTENANT)
        with pytest.raises(PasAdministrateur):
            revoquer(acteur=acteur, appartenance=monde.nadia, le=LE, maintenant=MAINTENANT)
        with pytest.raises(PasAdministrateur):
            modifier(acteur=acteur, appartenance=monde.nadia, droits=DROITS, le=LE)


def test_one_pending_invitation_per_address_unless_it_expired(monde):
    premier = inviter_zoe(monde)
    with pytest.raises(InvitationDejaEnAttente):
        inviter_zoe(monde, courriel=COURRIEL.upper())
    second = inviter_zoe(monde, maintenant=MAINTENANT + timedelta(days=8))
    premier.invitation.refresh_from_db()
    assert premier.invitation.annulee_le is not None
    assert Invitation.objects.filter(annulee_le=None).get() == second.invitation


def test_refusals_of_an_invitation(monde):
    with pytest.raises(DejaMembre):
        inviter_zoe(monde, courriel="Nadia.Ferrand@exemple.test")
    with pytest.raises(FinDansLePasse):
        inviter_zoe(monde, droits=Droits("referent", "structure", jusqu_a=LE - timedelta(days=1)))
    with pytest.raises(DroitsIncoherents):
        inviter_zoe(monde, droits=Droits("referent", "aucune", decide=True))
    pilote = embaucher("Aude", "Ker", monde.ddets, "direction", portee="aucune", decide=False, administre=True)
    with agir(pilote) as acteur, pytest.raises(DroitsIncoherents):
        inviter(acteur=acteur, courriel=COURRIEL, droits=DROITS, le=LE, maintenant=MAINTENANT)


def test_a_structure_cannot_flood(monde, monkeypatch):
    monkeypatch.setattr("socle.acteurs.ecritures.INVITATIONS_EN_ATTENTE", 2)
    inviter_zoe(monde, courriel="a@exemple.test")
    inviter_zoe(monde, courriel="b@exemple.test")
    with pytest.raises(TropDInvitations):
        inviter_zoe(monde)


@pytest.mark.parametrize("cas", ["inconnue", "expiree", "annulee", "servie", "remplacee"])
def test_a_link_that_opens_nothing_says_nothing_of_why(monde, cas):
    envoi = inviter_zoe(monde)
    quand, secret = MAINTENANT + timedelta(hours=1), envoi.jeton
    if cas == "inconnue":
        secret = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    elif cas == "expiree":
        quand = MAINTENANT + timedelta(days=7)
    elif cas == "annulee":
        with agir(monde.paul) as acteur:
            annuler(acteur=acteur, invitation=envoi.invitation, maintenant=MAINTENANT)
    elif cas == "servie":
        ouvrir(secret)
    else:
        with agir(monde.paul) as acteur:
            renvoyer(acteur=acteur, invitation=envoi.invitation, maintenant=quand)
    with pytest.raises(InvitationInconnue):
        ouvrir(secret, maintenant=quand)


def test_a_second_click_is_the_same_act_for_whoever_knows_the_password(monde):
    secret = inviter_zoe(monde).jeton
    compte = ouvrir(secret)
    assert ouvrir(secret, maintenant=MAINTENANT + timedelta(seconds=2)) == compte
    with pytest.raises(InvitationInconnue):
        ouvrir(secret, maintenant=MAINTENANT + timedelta(seconds=2), passe="une autre phrase longue")
    assert Compte.objects.filter(email=COURRIEL).count() == 1


def test_sending_again_changes_the_link_but_not_twice_in_a_minute(monde):
    envoi = inviter_zoe(monde)
    with agir(monde.paul) as acteur:
        assert not renvoyer(acteur=acteur, invitation=envoi.invitation, maintenant=MAINTENANT).nouveau
        plus_tard = MAINTENANT + timedelta(days=9)
        neuf = renvoyer(acteur=acteur, invitation=envoi.invitation, maintenant=plus_tard)
    assert ouvrir(neuf.jeton, maintenant=plus_tard + timedelta(days=6)).email == COURRIEL


def test_an_existing_account_joins_and_no_other(monde):
    secret = inviter_zoe(monde, courriel=monde.karim.compte.email).jeton
    with pytest.raises(CompteExistant):
        ouvrir(secret)
    with agir(monde.sacha), pytest.raises(AutreCompte):
        rejoindre(secret=secret, compte=monde.sacha.compte, le=LE, maintenant=MAINTENANT)
    with agir(monde.karim):
        hat = rejoindre(secret=secret, compte=monde.karim.compte, le=LE, maintenant=MAINTENANT)
        encore = rejoindre(
            secret=secret, compte=monde.karim.compte, le=LE, maintenant=MAINTENANT + timedelta(seconds=1)
        )
    assert hat == encore
    assert {h.structure_nom for h in casquettes(monde.karim.compte_id, None, le=LE, acte="test")} == {
        "Le Fil d’Ormelle", "Mission locale du Val-Doré",
    }  # fmt: skip


def test_a_hat_taken_back_opens_nothing_at_the_next_request_and_its_invitations_neither(monde):
    adjointe = embaucher("Lou", "Adam", monde.le_fil, "direction", administre=True)
    with agir(adjointe) as acteur:
        envoi = inviter(acteur=acteur, courriel=COURRIEL, droits=DROITS, le=LE, maintenant=MAINTENANT)
    with agir(monde.paul) as acteur:
        for _ in range(2):
            revoquer(acteur=acteur, appartenance=adjointe, le=LE, maintenant=MAINTENANT)
    assert casquettes(adjointe.compte_id, adjointe.pk, le=LE, acte="test") == []
    with pytest.raises(InvitationInconnue):
        ouvrir(envoi.jeton)


def test_the_last_administrator_stays(monde):
    adjointe = embaucher("Lou", "Adam", monde.le_fil, "direction", administre=True)
    with agir(monde.paul) as acteur:
        revoquer(acteur=acteur, appartenance=adjointe, le=LE, maintenant=MAINTENANT)
        with pytest.raises(DernierAdministrateur):
            revoquer(acteur=acteur, appartenance=monde.paul, le=LE, maintenant=MAINTENANT)


def test_rights_change_but_never_ones_own(monde):
    with agir(monde.paul) as acteur:
        modifier(acteur=acteur, appartenance=monde.nadia, droits=Droits("coordinateur", "siens"), le=LE)
        with pytest.raises(SesPropresDroits):
            modifier(acteur=acteur, appartenance=monde.paul, droits=DROITS, le=LE)
        revoquer(acteur=acteur, appartenance=monde.bilal, le=LE, maintenant=MAINTENANT)
        with pytest.raises(PlusMembre):
            modifier(acteur=acteur, appartenance=monde.bilal, droits=DROITS, le=LE)
    nadia = Appartenance.objects.get(pk=monde.nadia.pk)
    assert (nadia.metier, nadia.portee, nadia.decide) == ("coordinateur", "siens", False)


def test_an_account_given_a_last_day_is_closed_the_day_after(monde):
    envoi = inviter_zoe(monde, droits=Droits("referent", "structure", jusqu_a=LE))
    compte = ouvrir(envoi.jeton)
    assert len(casquettes(compte.pk, None, le=LE, acte="test")) == 1
    assert casquettes(compte.pk, None, le=LE + timedelta(days=1), acte="test") == []


def test_the_operator_invites_the_first_administrator(monde, capsys):
    call_command(
        "inviter", COURRIEL, structure="Les Voisins", creer="porteur", metier="direction", administre=True,
        site="https://tandem.exemple.test/",
    )  # fmt: skip
    lien = capsys.readouterr().out.strip()
    assert lien.startswith("https://tandem.exemple.test/invitation/")
    invitation = Invitation.objects.get()
    assert (invitation.structure.nom, invitation.administre, invitation.par) == ("Les Voisins", True, None)
    with pytest.raises(CommandError, match="attend déjà"):
        call_command("inviter", COURRIEL, structure="Les Voisins", metier="direction")
    with pytest.raises(CommandError, match="Aucune structure"):
        call_command("inviter", COURRIEL, structure="Nulle part", metier="direction")
    with pytest.raises(CommandError, match="pas valide"):
        call_command("inviter", "zoe", structure="Les Voisins", metier="direction")
    assert date.today() <= invitation.expire_le.date() - timedelta(days=6)  # noqa: DTZ011 - the command has a clock
