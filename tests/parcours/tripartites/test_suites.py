"""What follows from a meeting elsewhere: one line in « À faire », a date on the dossier, a mail that asks again."""

from datetime import date, timedelta

import pytest

from parcours.suivi import ecritures as suivi
from parcours.suivi.models import RendezvousTenu
from parcours.tripartites import ecritures
from socle.acces import patron
from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from socle.courrier.ecritures import envoyer
from socle.courrier.models import Courrier
from socle.droit.lectures import baremes
from socle.partenariats.models import Partenariat
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.pages import texte
from tests.parcours.commission.scene import convoquer
from tests.parcours.contrat.scene import entrer
from tests.parcours.plan.scene import partage
from tests.parcours.tripartites.scene import LIEN, dans, fixe, proposer, repondre, tenir
from tests.socle.partenariats.test_pratiques import PratiqueDite, convenir
from tests.socle.partenariats.test_pratiques import proposer as proposer_un_rythme
from web.accueil.lectures import a_faire
from web.dossier.echeances import ProchainesDates, prochaines_dates
from web.dossier.lectures import requete

pytestmark = pytest.mark.usefixtures("lundi")
EN_RETARD = LE + timedelta(days=60)


@pytest.fixture(autouse=True)
def transport(settings):
    """Mails that leave are kept here."""
    settings.COURRIER_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def dossier(monde):
    """Entered, seen by both sides, who agreed to meet every six weeks."""
    lien = Partenariat.objects.get(porteur=monde.le_fil)
    dite = PratiqueDite("tripartites", LE, tous_les=6, unite="semaines")
    convenir(monde.karim, proposer_un_rythme(monde.nadia, lien, dite))
    convoquer(monde)
    dossier = entrer(monde)
    monde.accord(monde.nadia, dossier)
    return dossier


def titres(monde, le: date = EN_RETARD) -> list[list[str]]:
    """What « À faire » says of the meetings of the three, to each side."""
    dits = []
    for qui in (monde.nadia, monde.karim):
        with agir(qui, le=le) as acteur:
            dits.append([t.titre for t in a_faire(acteur) if "à trois" in t.titre])
    return dits


def test_one_that_is_late_shows_one_line_at_most_whatever_was_proposed(monde, dossier):
    assert [len(dits) for dits in titres(monde)] == [1, 1]
    objet = proposer(monde.nadia, dossier, dans(65), dans(66))
    # Karim is to answer; Nadia waits for him.
    assert [len(dits) for dits in titres(monde)] == [0, 1]
    repondre(monde.karim, objet, 0, 1)
    # Several suit: either of them chooses.
    assert [len(dits) for dits in titres(monde)] == [1, 1]
    assert [len(dits) for dits in titres(monde, LE + timedelta(days=70))] == [1, 1]


def carte(monde, dossier, le: date) -> ProchainesDates:
    with agir(monde.nadia, le=le) as acteur:
        (lu,) = patron.lire(requete, acteur, cle=dossier.pk)
        return prochaines_dates(lu, le=le, baremes=baremes())


def a_trois(dates) -> list[tuple[date, bool]]:
    return [(d.le, d.en_retard) for d in dates if "à trois" in d.quoi]


def test_the_one_that_is_fixed_is_among_the_next_dates_in_place_of_the_one_due(monde, dossier):
    assert a_trois(carte(monde, dossier, EN_RETARD).en_retard)
    fixe(monde, dossier, 65)
    lue = carte(monde, dossier, EN_RETARD)
    jour = LE + timedelta(days=65)
    assert (a_trois(lue.en_retard), a_trois((*lue.prochaines, *lue.plus_tard))) == ([], [(jour, False)])
    assert list(lue.prochaines) == sorted(lue.prochaines, key=lambda d: d.le)
    apres = carte(monde, dossier, jour + timedelta(days=1))
    assert (a_trois(apres.en_retard), a_trois(apres.prochaines)) == ([(jour, True)], [])
    page = texte(monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/"))
    assert "Entretien à trois, fixé mercredi 27 janvier 2027 à 14 h" in page


def test_what_has_a_compte_rendu_is_not_taken_back_from_the_suivi(monde):
    dossier = partage(monde)
    with agir(monde.nadia) as acteur:
        seul = suivi.noter(
            acteur=acteur, tenu_id=dossier.pk, dossier=dossier, quoi="tripartite", tenu_le=LE, le=LE,
            maintenant=MAINTENANT,
        )  # fmt: skip
        suivi.retirer(acteur=acteur, tenu=seul, maintenant=MAINTENANT)
    tenu = tenir(monde.nadia, fixe(monde, dossier)).tenu_id
    monde.accord(monde.nadia, dossier, elements=["dossier"])
    # Karim no longer sees that there is a compte rendu: he does not undo it either.
    for qui in ("nadia", "karim"):
        adresse = f"/dossiers/{dossier.pk}/rendez-vous/tenus/{tenu}/retirer/"
        page = monde.client(monde.gens[qui]).post(adresse, follow=True)
        assert "a un compte rendu" in texte(page)
    with agir(monde.nadia) as acteur:
        assert RendezvousTenu.objects.get(pk=tenu).retire_le is None
        with pytest.raises(suivi.AUnCompteRendu):
            suivi.retirer(acteur=acteur, tenu=RendezvousTenu.objects.get(pk=tenu), maintenant=MAINTENANT)


def partis() -> dict[str, str]:
    """Try to send every mail: who was sent which."""
    for courrier in Courrier.objects.filter(parti_le=None, abandonne_le=None):
        envoyer(courrier_id=courrier.pk, maintenant=MAINTENANT)
    envoyes = Courrier.objects.filter(parti_le__isnull=False)
    return {c.destinataire.split(".")[0]: c.sujet.split()[-1] for c in envoyes.order_by("depose_le")}


def test_the_mail_leaves_when_what_it_says_holds(monde):
    fixe(monde, partage(monde))
    assert partis() == {"nadia": "fixé", "karim": "fixé"}


def test_the_mail_does_not_leave_once_the_accord_is_taken_back(monde):
    dossier = partage(monde)
    fixe(monde, dossier)
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=Accord.objects.get(dossier=dossier), maintenant=MAINTENANT)
    assert partis() == {"nadia": "fixé"}


def test_what_was_cancelled_meanwhile_is_told_as_cancelled_only(monde):
    objet = fixe(monde, partage(monde))
    with agir(monde.nadia) as acteur:
        ecritures.annuler(acteur=acteur, tripartite=objet, motif="neige", lien=LIEN, maintenant=MAINTENANT)
    assert partis() == {"nadia": "annulé", "karim": "annulé"}
    assert Courrier.objects.filter(parti_le__isnull=False).count() == 2
