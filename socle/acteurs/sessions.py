"""How long a session lasts, and when it was last used.

It ends after a silence (`SESSION_COOKIE_AGE`), and after so long whatever happens (`SESSION_DUREE_MAXIMALE`): OWASP
ASVS 5.0, 7.3.1 and 7.3.2. What is needed to know it travels in the session, which is read anyway: a page pays
nothing for it, but for two writes every few minutes.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

DEBUT, VU = "session_debut", "session_vue"
PAS = 300
"""Seconds between two notes of the last use: how precise « vu à » and the end after a silence are."""


def commencer(request: HttpRequest, **_: Any) -> None:
    """Note when a session begins: called each time somebody logs in."""
    request.session[DEBUT] = request.session[VU] = _secondes()


def activite(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, after authentication. Ends the session that lasted too long; notes the use of the others."""

    def repondre(request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            _tenir(request)
        return get_response(request)

    return repondre


def _tenir(request: HttpRequest) -> None:
    maintenant = _secondes()
    debut, vu = request.session.get(DEBUT), request.session.get(VU)
    if debut is None or vu is None:
        # Opened before this was noted: it begins now.
        commencer(request)
    elif maintenant - debut >= settings.SESSION_DUREE_MAXIMALE:
        logout(request)
    elif maintenant - vu >= PAS:
        # Saving the session also puts its end after a silence off.
        request.session[VU] = maintenant
        UserSession.objects.filter(session_key=request.session.session_key).update(
            last_seen_at=timezone.now(), ip=get_adapter().get_client_ip(request)
        )


def _secondes() -> int:
    return int(timezone.now().timestamp())
