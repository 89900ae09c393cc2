"""The gallery alone, for the browser: no database, no account."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def rien(request: HttpRequest) -> HttpResponse:
    """Answer what the frame of the page links to."""
    return HttpResponse("")


urlpatterns = [
    path("composants/", include("web.composants.urls")),
    path("casquette/", rien, name="casquette"),
    path("regles/", rien, name="regles"),
    path("jeunes/recherche/", rien, name="jeunes_recherche"),
]
