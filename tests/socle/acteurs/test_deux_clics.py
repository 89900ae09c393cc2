"""Two clicks at the same instant: real transactions, two connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection, transaction

from socle.acteurs.acceptation import accepter, rejoindre
from socle.acteurs.ecritures import DernierAdministrateur, Droits, InvitationDejaEnAttente, inviter, revoquer
from socle.acteurs.models import Appartenance, Compte, Invitation
from tests.monde import LE, MAINTENANT, agir, embaucher, planter

DROITS = Droits("referent", "structure", decide=True)


def ensemble(*gestes):
    """Run the acts at once, each in its own connection; returns what each gave or raised."""
    depart = Barrier(len(gestes))

    def lancer(geste):
        depart.wait()
        try:
            with transaction.atomic():
                return geste()
        except Exception as erreur:  # noqa: BLE001 - the test looks at what was raised
            return erreur
        finally:
            connection.close()

    with ThreadPoolExecutor(len(gestes)) as fils:
        return list(fils.map(lancer, gestes))


def lien(monde, courriel="zoe@exemple.test"):
    with agir(monde.paul) as acteur:
        return inviter(acteur=acteur, courriel=courriel, droits=DROITS, le=LE, maintenant=MAINTENANT).jeton


def test_two_clicks_open_one_account(base_jetable):
    with transaction.atomic():
        secret = lien(planter())

    def ouvrir():
        return accepter(
            secret=secret, prenom="Zoé", nom="Le Goff", mot_de_passe="quatre mots", le=LE, maintenant=MAINTENANT
        )

    un, deux = ensemble(ouvrir, ouvrir)
    assert un == deux == Compte.objects.get(email="zoe@exemple.test")
    assert un.appartenances.count() == 1


def test_two_clicks_join_once(base_jetable):
    with transaction.atomic():
        monde = planter()
        secret = lien(monde, monde.karim.compte.email)

    def entrer():
        with agir(monde.karim):
            return rejoindre(secret=secret, compte=monde.karim.compte, le=LE, maintenant=MAINTENANT)

    un, deux = ensemble(entrer, entrer)
    assert un == deux
    assert monde.karim.compte.appartenances.count() == 2


def test_two_clicks_invite_once(base_jetable):
    with transaction.atomic():
        monde = planter()
    resultats = ensemble(lambda: lien(monde), lambda: lien(monde))
    assert sorted(type(r) for r in resultats if not isinstance(r, str)) == [InvitationDejaEnAttente]
    assert Invitation.objects.count() == 1


def test_two_administrators_who_revoke_each_other_leave_one(base_jetable):
    with transaction.atomic():
        monde = planter()
        lou = embaucher("Lou", "Adam", monde.le_fil, "direction", administre=True)

    def retirer(par, qui):
        with agir(par) as acteur:
            revoquer(acteur=acteur, appartenance=qui, le=LE, maintenant=MAINTENANT)

    resultats = ensemble(lambda: retirer(lou, monde.paul), lambda: retirer(monde.paul, lou))
    # The second either waited, and finds itself the last one; or came after, and has no hat any more.
    assert [type(r) for r in resultats if r is not None] in ([DernierAdministrateur], [IndexError])
    assert Appartenance.objects.filter(structure=monde.le_fil, administre=True, revoquee_le=None).count() == 1
