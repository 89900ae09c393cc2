"""The mails about a meeting: it is fixed, moved or cancelled, and a link. Never a name, a place, nor what it is."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.db.models import Q

from parcours.tripartites.models import Tripartite
from socle.acteurs.models import Appartenance
from socle.courrier.boite import deposer
from socle.dossier.models import Dossier

FIXE, DEPLACE, ANNULE = "fixé", "déplacé", "annulé"
RENDEZVOUS, ANNULATION = "rendezvous", "annulation"
PORTEUR, MISSION_LOCALE = "porteur", "mission_locale"
_TEXTE = """Bonjour,

Un rendez-vous Tandem est {quoi}.

Le jour, l’heure et l’invitation pour votre agenda sont sur cette page, qui demande de vous connecter\u00a0:

{lien}

Tandem
"""


def destinataires(tripartite: Tripartite, *, le: date) -> list[tuple[str, str]]:
    """Who follows the youth on each side, who proposed and who answered, if they still work there that day: an address
    and its side; an address is told once.
    """
    dossier = Dossier.objects.get(pk=tripartite.dossier_id)
    gens = (dossier.referent_id, dossier.conseiller_id, tripartite.propose_par_id, tripartite.repondu_par_id)
    la = Appartenance.objects.filter(
        Q(jusqu_a=None) | Q(jusqu_a__gte=le), pk__in=[pk for pk in gens if pk], depuis__lte=le, revoquee_le=None,
        structure_id__in=(dossier.porteur_id, dossier.mission_locale_id), compte__is_active=True,
    )  # fmt: skip
    lus = la.order_by("pk").values_list("compte__email", "structure_id")
    return sorted({a: PORTEUR if chez == dossier.porteur_id else MISSION_LOCALE for a, chez in lus}.items())


def avertir(tripartite: Tripartite, quoi: str, *, lien: str, le: date) -> None:
    """One mail for each of them in the outbox, in the transaction of what happened; it asks again before it leaves."""
    for adresse, cote in destinataires(tripartite, le=le):
        texte = _TEXTE.format(quoi=quoi, lien=lien)
        message = EmailMessage(f"Votre rendez-vous Tandem est {quoi}", texte, settings.DEFAULT_FROM_EMAIL, [adresse])
        deposer(message, condition=f"{ANNULATION if quoi == ANNULE else RENDEZVOUS}_{cote}", objet=tripartite.pk)


def _encore(cote: str, annule: bool) -> Callable[..., bool]:
    def encore(tripartite_id: UUID, *, maintenant: datetime) -> bool:
        """Whether the mail may leave: this side may still know of the meeting, and what it says still holds."""
        jour = maintenant.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
        with connection.cursor() as curseur:
            curseur.execute("SELECT rendezvous_a_annoncer(%s, %s, %s, %s)", [tripartite_id, cote, annule, jour])
            return bool(curseur.fetchone()[0])

    return encore


rendezvous_du_porteur, rendezvous_de_la_mission_locale = _encore(PORTEUR, False), _encore(MISSION_LOCALE, False)
annulation_pour_le_porteur, annulation_pour_la_mission_locale = _encore(PORTEUR, True), _encore(MISSION_LOCALE, True)
