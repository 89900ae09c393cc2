"""A real SMTP server, which keeps what it receives and answers what it is told to."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Serveur:
    """`reponses` are given first, one per attempt; then everything is accepted."""

    recus: list[Message] = field(default_factory=list)
    vus: list[Message] = field(default_factory=list)
    reponses: list[str] = field(default_factory=list)
    refus_du_destinataire: str = ""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if self.refus_du_destinataire:
            return self.refus_du_destinataire
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        message = message_from_bytes(envelope.content)
        self.vus.append(message)
        if self.reponses:
            return self.reponses.pop(0)
        self.recus.append(message)
        return "250 OK"


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


@pytest.fixture
def serveur(settings) -> Iterator[Serveur]:
    serveur = Serveur()
    controleur = Controller(serveur, hostname="127.0.0.1", port=_port_libre())
    controleur.start()
    settings.EMAIL_BACKEND = "socle.courrier.boite.BoiteDEnvoi"
    settings.COURRIER_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controleur.port
    yield serveur
    controleur.stop()
