"""The throttle of the public forms: one count for all of them, by the address that asks."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.core.signing import Signer
from django.http import HttpRequest, HttpResponse

Vue = Callable[..., HttpResponse]


def freine(vue: Vue) -> Vue:
    """Decorator: beyond the rate of `ACCOUNT_RATE_LIMITS`, no answer for a while (429). Asking is not counted."""

    @wraps(vue)
    def mesuree(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not ratelimit.consume(request, action="simulateur", key=_d_ou(request)):
            return ratelimit.respond_429(request)
        return vue(request, *args, **kwargs)

    return mesuree


def _d_ou(request: HttpRequest) -> str:
    """What is counted by: a mark of the address asking, from which the address cannot be found again."""
    return Signer(salt="simulateur").signature(get_adapter().get_client_ip(request))
