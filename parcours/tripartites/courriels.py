"""The mails about a meeting: it is fixed, moved or cancelled, and a link. Never a name, a place, nor what it is."""

from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q

from parcours.tripartites.models import Tripartite
from socle.acteurs.models import Appartenance
from socle.dossier.models import Dossier

FIXE, DEPLACE, ANNULE = "fixé", "déplacé", "annulé"
_TEXTE = """Bonjour,

Un rendez-vous Tandem est {quoi}.

Le jour, l’heure et l’invitation pour votre agenda sont sur cette page, qui demande de vous connecter :

{lien}

Tandem
"""


def destinataires(tripartite: Tripartite, *, le: date) -> list[str]:
    """Who follows the youth on each side, who proposed and who answered, if they still work there that day: an address
    is told once.
    """
    dossier = Dossier.objects.get(pk=tripartite.dossier_id)
    gens = (dossier.referent_id, dossier.conseiller_id, tripartite.propose_par_id, tripartite.repondu_par_id)
    la = Appartenance.objects.filter(
        Q(jusqu_a=None) | Q(jusqu_a__gte=le), pk__in=[pk for pk in gens if pk], depuis__lte=le, revoquee_le=None,
        structure_id__in=(dossier.porteur_id, dossier.mission_locale_id), compte__is_active=True,
    )  # fmt: skip
    return sorted(set(la.values_list("compte__email", flat=True)))


def avertir(tripartite: Tripartite, quoi: str, *, lien: str, le: date) -> None:
    """Put one mail for each of them in the outbox, in the transaction of what happened."""
    for adresse in destinataires(tripartite, le=le):
        texte = _TEXTE.format(quoi=quoi, lien=lien)
        send_mail(f"Votre rendez-vous Tandem est {quoi}", texte, settings.DEFAULT_FROM_EMAIL, [adresse])
