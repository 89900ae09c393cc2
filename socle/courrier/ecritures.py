"""What happens to a mail in the outbox. Nothing here, nor in what it logs, repeats an address or a text."""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils.module_loading import import_string

from socle.courrier.models import Courrier

VALIDITE = timedelta(hours=24)
"""Nobody waits longer for a code or a link; past that the text is erased, sent or not."""
DELAI_AVANT_RELANCE = timedelta(minutes=10)
GARDE = timedelta(days=30)
"""How long the trace of a mail (to whom, when) is kept once its text is erased."""


@transaction.atomic
def envoyer(*, courrier_id: UUID, maintenant: datetime) -> bool:
    """Try to send one mail; True when nothing is left to try (gone, refused for good, too old, unknown).

    The row stays locked meanwhile, so that two workers never send the same one. A crash between the server's
    answer and the commit sends it again under the same Message-ID, by which the recipient's server knows it.
    """
    courrier = Courrier.objects.select_for_update().filter(pk=courrier_id, parti_le=None, abandonne_le=None).first()
    if courrier is None:
        return True
    if courrier.depose_le + VALIDITE < maintenant:
        _abandonner(courrier, maintenant, "trop ancien")
        return True
    if not _toujours_vrai(courrier, maintenant):
        _abandonner(courrier, maintenant, "plus lieu d’être")
        return True
    try:
        _transmettre(courrier)
    except Exception as erreur:  # noqa: BLE001 - whatever a transport raises, the mail stays and the text is not told
        return _noter_l_echec(courrier, erreur, maintenant)
    Courrier.objects.filter(pk=courrier.pk).update(
        parti_le=maintenant, texte="", derniere_erreur="", tentatives=F("tentatives") + 1
    )
    return True


def oublies(*, maintenant: datetime) -> list[UUID]:
    """The mails that should have left by now, oldest first, at most 500 at a time."""
    attendus = Courrier.objects.filter(parti_le=None, abandonne_le=None, depose_le__lt=maintenant - DELAI_AVANT_RELANCE)
    return list(attendus.order_by("depose_le").values_list("pk", flat=True)[:500])


@transaction.atomic
def purger(*, maintenant: datetime) -> int:
    """Forget the mails that left, or were given up, more than `GARDE` ago; returns how many."""
    anciens = Q(parti_le__lt=maintenant - GARDE) | Q(abandonne_le__lt=maintenant - GARDE)
    return Courrier.objects.filter(anciens).delete()[0]


def _toujours_vrai(courrier: Courrier, maintenant: datetime) -> bool:
    if not courrier.condition:
        return True
    return import_string(settings.COURRIER_CONDITIONS[courrier.condition])(courrier.objet, maintenant=maintenant)


def _transmettre(courrier: Courrier) -> None:
    EmailMessage(
        subject=courrier.sujet,
        body=courrier.texte,
        from_email=courrier.expediteur,
        to=[courrier.destinataire],
        headers={"Message-ID": courrier.identifiant, "Auto-Submitted": "auto-generated"},
        connection=get_connection(settings.COURRIER_TRANSPORT),
    ).send()


def _noter_l_echec(courrier: Courrier, erreur: Exception, maintenant: datetime) -> bool:
    code = _code_smtp(erreur)
    quoi = f"{type(erreur).__name__} {code or ''}".strip()
    if code is not None and 500 <= code < 600:
        _abandonner(courrier, maintenant, quoi)
        return True
    Courrier.objects.filter(pk=courrier.pk).update(derniere_erreur=quoi, tentatives=F("tentatives") + 1)
    return False


def _abandonner(courrier: Courrier, maintenant: datetime, raison: str) -> None:
    Courrier.objects.filter(pk=courrier.pk).update(abandonne_le=maintenant, texte="", derniere_erreur=raison)


def _code_smtp(erreur: Exception) -> int | None:
    """The server's answer: 4xx may pass later, 5xx never will (RFC 5321, 4.2.1)."""
    if isinstance(erreur, SMTPResponseException):
        return erreur.smtp_code
    if isinstance(erreur, SMTPRecipientsRefused):
        return next((code for code, _ in erreur.recipients.values()), None)
    return None
