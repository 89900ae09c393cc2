"""The secrets of the second factor are not readable in a copy of the database."""

import base64
import os

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = "1:"
_USAGE = b"tandem double facteur"


class SecretIllisible(Exception):
    """The key is not the one that wrote this secret: said loudly, never taken for a wrong code."""


def _cle() -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=_USAGE).derive(settings.CLE_DES_SECRETS.encode())


class AdaptateurDoubleFacteur(DefaultMFAAdapter):
    """Encrypts what the second factor keeps: AES-GCM, under a key that is not in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Code incorrect. Attendez le suivant, ou vérifiez l’heure de votre téléphone.",
        "unverified_email": "Vérifiez d’abord votre adresse de courriel.",
    }

    def encrypt(self, text: str) -> str:
        hasard = os.urandom(12)
        chiffre = AESGCM(_cle()).encrypt(hasard, text.encode(), _USAGE)
        return VERSION + base64.b64encode(hasard + chiffre).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises SecretIllisible."""
        if not encrypted_text.startswith(VERSION):
            raise SecretIllisible
        octets = base64.b64decode(encrypted_text.removeprefix(VERSION))
        try:
            return AESGCM(_cle()).decrypt(octets[:12], octets[12:], _USAGE).decode()
        except InvalidTag as erreur:
            raise SecretIllisible from erreur
