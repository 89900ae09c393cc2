"""What Django calls to send a mail: nothing leaves from here, a row waits and a job carries it."""

import uuid
from collections.abc import Sequence
from email.utils import parseaddr
from uuid import UUID

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from socle.courrier.jobs import confier
from socle.courrier.models import Courrier

TEXTE_MAXIMAL = 20_000
"""Characters of a mail: ours say one thing and hold one link."""


class PieceJointeRefusee(Exception):
    """A document never travels by mail: it is read in Tandem, under its walls."""


class CourrierTropLong(Exception):
    """More text than one of our mails can hold."""


class BoiteDEnvoi(BaseEmailBackend):
    """The outbox, as an EMAIL_BACKEND: one row and one job per recipient, which fall with the transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put each mail in the outbox; returns how many recipients will receive one.

        Only the text is kept: no attachment, no HTML version. Raises PieceJointeRefusee, CourrierTropLong,
        and Django's BadHeaderError when a header holds a line break.
        """
        with transaction.atomic():
            return sum(deposer(message) for message in email_messages)


def deposer(message: EmailMessage, *, condition: str = "", objet: UUID | None = None) -> int:
    """Put one mail in the outbox. With a `condition` (a name of `COURRIER_CONDITIONS`), it leaves only if that still
    holds of `objet` at that moment. Returns how many recipients; raises as `send_messages`.
    """
    if message.attachments:
        raise PieceJointeRefusee
    if len(message.body) > TEXTE_MAXIMAL:
        raise CourrierTropLong
    # Built for nothing but its checks: a line break in an address or in the subject is refused here, at the
    # desk of whoever wrote it, and not in a job that nobody watches.
    message.message()
    for destinataire in message.recipients():
        _, adresse = parseaddr(destinataire)
        cle = uuid.uuid4()
        Courrier(
            id=cle,
            identifiant=f"<{cle}@{_domaine(message.from_email)}>",
            destinataire=adresse,
            sujet=message.subject[:200],
            texte=message.body,
            expediteur=message.from_email,
            # The only clock: Django's interface for mail has no day to hand over.
            depose_le=timezone.now(),
            condition=condition,
            objet=objet,
        ).save(force_insert=True)
        confier(cle)
    return len(message.recipients())


def _domaine(expediteur: str) -> str:
    _, adresse = parseaddr(expediteur)
    return adresse.rpartition("@")[2] or "tandem.invalid"
