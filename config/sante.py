"""`/sante`: is the service alive? Answered before sessions, redirects and host checks, for the machine next door."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


def sante(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. 200 when the database answers, 503 otherwise; says nothing else."""

    def repondre(request: HttpRequest) -> HttpResponse:
        if request.path != "/sante":
            return get_response(request)
        try:
            with connection.cursor() as curseur:
                curseur.execute("SELECT 1")
        except DatabaseError:
            connection.close()
            return HttpResponse("base indisponible\n", status=503, content_type="text/plain; charset=utf-8")
        return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")

    return repondre
