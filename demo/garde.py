"""What keeps the demonstration, which asks for no second factor, away from real people's dossiers."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from demo.models import Marque
from socle.acteurs.models import Compte, Structure


class BaseEtrangere(Exception):
    """The database holds something that the demonstration did not write."""


def marquee() -> bool:
    """Whether the demonstration filled this database."""
    return Marque._meta.db_table in connection.introspection.table_names() and Marque.objects.exists()


def vierge() -> bool:
    """Whether nobody was ever here: no table at all, or Tandem's tables with neither account nor structure."""
    tables = set(connection.introspection.table_names())
    if not tables:
        return True
    if "django_migrations" not in tables:
        return False
    modeles = [m for m in (Compte, Structure) if m._meta.db_table in tables]
    return not any(modele.objects.exists() for modele in modeles)


def verifier() -> None:
    """Raise BaseEtrangere unless the database is empty, or was filled by the demonstration."""
    if not settings.DEMO:
        raise BaseEtrangere(
            "La démonstration se charge avec ses propres réglages : ajoutez --settings=config.settings.demo."
        )
    try:
        bonne = marquee() or vierge()
    except DatabaseError:
        # Tables that we may not even read: certainly not ours.
        bonne = False
    if not bonne:
        raise BaseEtrangere(
            "Cette base n’a pas été créée par la démonstration : elle n’y touche pas. Donnez-lui une base vide."
        )


class Garde:
    """Middleware of the demonstration's settings: the server does not start on a database without the mark."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not marquee():
            raise ImproperlyConfigured(
                "Cette base n’a pas été créée par la démonstration : elle ne sera pas servie sans double facteur."
            )
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
