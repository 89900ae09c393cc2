"""The pages that say what went wrong, in plain French, without the actor's context when it cannot be trusted."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TROP_GROSSE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def demande_incomprise(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TROP_GROSSE):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def interdit(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def introuvable(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def panne(request: HttpRequest) -> HttpResponse:
    # No request in the context: whatever broke may break its processors too.
    return render(None, "500.html", status=500)
