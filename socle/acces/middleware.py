"""What surrounds every view: one transaction, one hat, one declared right, one line of the journal."""

from collections.abc import Callable
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from psycopg.errors import InsufficientPrivilege

from socle.acces.droits import autorise, droit_de
from socle.acces.lecture_seule import lecture_seule
from socle.acces.memoire import le_temps_d_une_page
from socle.acces.perdu import rendre_le_texte
from socle.acces.portee import Acteur, casquettes, porter, touches
from socle.dossier.sortis import refuser
from socle.journal.ecritures import noter_lecture

Reponse = Callable[[HttpRequest], HttpResponse]
SESSION_CASQUETTE = "casquette"
# Read by the forms of the second factor and by nothing else until it is set up.
SANS_DOUBLE_FACTEUR = ("allauth.",)
_INTERDIT = InsufficientPrivilege.sqlstate


class LectureNonJournalisee(Exception):
    """A view read dossiers and did not say which: `lire(request, ids)` is missing."""


def lire(request: HttpRequest, dossiers: list[UUID]) -> None:
    """Say which dossiers this page shows. The middleware writes one line of the journal for them."""
    request.lus = (*(getattr(request, "lus", None) or ()), *dossiers)


def transaction_par_requete(get_response: Reponse) -> Reponse:
    """Everything a request does holds or falls together, sessions and journal included."""

    def repondre(request: HttpRequest) -> HttpResponse:
        try:
            with transaction.atomic():
                reponse = get_response(request)
                if reponse.status_code >= 500:
                    transaction.set_rollback(True)
                return reponse
        except OperationalError:
            connection.close()
            return render(None, "indisponible.html", status=503)

    return repondre


def _chez_elle(acteur: Acteur) -> date:
    """Today where the structure is; dates and hours are shown in its time zone from here on."""
    timezone.activate(ZoneInfo(acteur.fuseau))
    return timezone.localdate()


def _refus_du_mur(erreur: Exception) -> bool:
    """Whether a row that was just read is no longer there, or PostgreSQL no longer lets it be written."""
    return isinstance(erreur, ObjectDoesNotExist) or getattr(erreur.__cause__, "sqlstate", None) == _INTERDIT


def _rejouer(request: HttpRequest, vue: Callable, args: tuple, kwargs: dict) -> HttpResponse:
    """The view's answer; asked a second time when what it read closed before it wrote.

    A withdrawal may be committed between the two. Nothing of the first time is kept, and the second reads what is now
    so: it does not find the dossier, and says so as it always does. What fails twice is a fault of ours.
    """
    if request.method != "POST" or "dossier_id" not in kwargs:
        return vue(request, *args, **kwargs)
    try:
        with transaction.atomic():
            return vue(request, *args, **kwargs)
    except (ObjectDoesNotExist, ProgrammingError) as erreur:
        if not _refus_du_mur(erreur):
            raise
    with le_temps_d_une_page():
        return vue(request, *args, **kwargs)


def _vue_ou_texte(request: HttpRequest, vue: Callable, args: tuple, kwargs: dict) -> HttpResponse:
    """The view's answer. When the dossier closed under a text being written, the text; else its 404 as it is."""
    try:
        return _rejouer(request, vue, args, kwargs)
    except Http404:
        reponse = rendre_le_texte(request, request.acteur, kwargs)
        if reponse is None:
            raise
        return reponse


class Acteurs:
    """Knows who acts, checks the right of the view, opens both walls for its time, and writes the journal."""

    def __init__(self, get_response: Reponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.le = timezone.localdate()
        request.maintenant = timezone.now()
        request.acteur, request.casquettes, request.lus = None, [], None
        touches.set(False)
        with lecture_seule(request.method in ("GET", "HEAD", "OPTIONS")), le_temps_d_une_page():
            reponse = self.get_response(request)
        timezone.deactivate()
        # Nothing of a page stays in a browser that others may open (OWASP ASVS 5.0, 14.3.2).
        reponse.headers.setdefault("Cache-Control", "no-store")
        return reponse

    def process_view(self, request: HttpRequest, vue: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        nom = request.resolver_match.url_name if request.resolver_match else None
        droit = droit_de(vue, nom)
        if droit is None:
            raise Http404
        if request.user.is_authenticated:
            self._coiffer(request, nom or "")
        if autorise(request, droit):
            return self._second_facteur(request, vue) or self._sous_portee(request, vue, args, kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.acteur is None:
            return render(request, "sans_casquette.html", status=403)
        # A right one does not hold is told; a dossier one may not see does not exist (404, in the views).
        return render(request, "403.html", status=403)

    def _coiffer(self, request: HttpRequest, acte: str) -> None:
        voulue = request.session.get(SESSION_CASQUETTE)
        toutes = casquettes(request.user.pk, voulue, le=request.le, acte=acte)
        if toutes and (le := _chez_elle(toutes[0])) != request.le:
            # Overseas, the day of the structure is not always that of Paris: the walls are opened on its own.
            request.le = le
            toutes = casquettes(request.user.pk, toutes[0].appartenance_id, le=le, acte=acte)
        request.casquettes = toutes
        request.acteur = toutes[0] if toutes else None

    def _second_facteur(self, request: HttpRequest, vue: Callable) -> HttpResponse | None:
        if not settings.DOUBLE_FACTEUR_OBLIGATOIRE or request.acteur is None:
            return None
        if getattr(vue, "__module__", "").startswith(SANS_DOUBLE_FACTEUR):
            return None
        return None if request.acteur.double_facteur else redirect("mfa_index")

    def _sous_portee(self, request: HttpRequest, vue: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if request.acteur is None or getattr(vue, "__module__", "").startswith(SANS_DOUBLE_FACTEUR):
            # These views show no dossier, and speak to their own middleware by exceptions that it would not receive
            # from here (« give your password again »).
            return None
        with porter(request.acteur):
            reponse = refuser(request, vue, kwargs)
            if reponse is None:
                reponse = _vue_ou_texte(request, vue, args, kwargs)
            else:
                lire(request, [kwargs["dossier_id"]])
            if hasattr(reponse, "render") and callable(reponse.render):
                reponse = reponse.render()
            self._journaliser(request, reponse)
        return reponse

    def _journaliser(self, request: HttpRequest, reponse: HttpResponse) -> None:
        if request.lus:
            noter_lecture(
                acteur=request.acteur,
                vue=request.resolver_match.url_name or "",
                dossiers=list(dict.fromkeys(request.lus)),
                maintenant=request.maintenant,
            )
        elif request.lus is None and touches.get() and reponse.status_code == 200:
            raise LectureNonJournalisee(request.resolver_match.url_name)
