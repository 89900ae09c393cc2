"""A device on which somebody once logged in, so that guessing their password elsewhere never locks them out here."""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "appareil"
DUREE = 180 * 24 * 3600
_SEL = "tandem.appareil"


def _de(courriel: str) -> str:
    return hashlib.sha256(courriel.strip().lower().encode()).hexdigest()[:16]


def reconnaitre(request: HttpRequest, courriel: str) -> str | None:
    """The device's own number, if this account once logged in from it; None otherwise, or if the cookie was forged."""
    try:
        dit = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SEL, max_age=DUREE)
    except signing.BadSignature:
        return None
    return dit["a"] if isinstance(dit, dict) and dit.get("e") == _de(courriel) else None


def retenir(response: HttpResponse, courriel: str) -> None:
    """Remember on this device that the account of `courriel` logged in. Says nothing readable of who it is."""
    valeur = signing.dumps({"e": _de(courriel), "a": secrets.token_hex(8)}, salt=_SEL)
    response.set_cookie(
        COOKIE, valeur, max_age=DUREE, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
