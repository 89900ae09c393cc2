"""A view declares the right it asks; declaring is what applies it. A view that declares none stops `check`."""

from collections.abc import Callable, Iterator

from django.core.checks import Error, register
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver

from regles.acces import Droit

# Views that are not ours. By the module they are written in, because that is what a new version keeps.
TIERS: dict[str, Droit] = {
    "allauth.account.": Droit.PUBLIC,
    "allauth.mfa.base.": Droit.PUBLIC,
    "allauth.mfa.totp.": Droit.COMPTE,
    "allauth.mfa.recovery_codes.": Droit.COMPTE,
    "allauth.mfa.webauthn.": Droit.COMPTE,
    "allauth.usersessions.": Droit.COMPTE,
    "django.contrib.staticfiles.": Droit.PUBLIC,
    "django.views.static": Droit.PUBLIC,
}
TIERS_PAR_NOM: dict[str, Droit] = {"mfa_login_webauthn": Droit.PUBLIC}


def exige(droit: Droit) -> Callable[[Callable], Callable]:
    """Decorator: `@exige(Droit.SUIVRE)`. The middleware applies it before the view is called."""

    def marquer(vue: Callable) -> Callable:
        vue.droit = droit
        return vue

    return marquer


def droit_de(vue: Callable, nom: str | None) -> Droit | None:
    """The right that a view asks, or None when nobody said."""
    declare = getattr(vue, "droit", None) or getattr(getattr(vue, "view_class", None), "droit", None)
    if declare is not None:
        return declare
    if nom in TIERS_PAR_NOM:
        return TIERS_PAR_NOM[nom]
    module = getattr(getattr(vue, "view_class", vue), "__module__", "") + "."
    return next((d for debut, d in TIERS.items() if module.startswith(debut)), None)


def autorise(request: HttpRequest, droit: Droit) -> bool:
    """Whether the hat worn (`request.acteur`) or the account holds the right."""
    if droit == Droit.PUBLIC:
        return True
    if droit == Droit.COMPTE:
        return request.user.is_authenticated
    return request.acteur is not None and droit in request.acteur.droits


def toutes_les_urls(resolveur: URLResolver | None = None, prefixe: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every (route, pattern) that the application answers, in order."""
    for motif in (resolveur or get_resolver()).url_patterns:
        route = prefixe + str(motif.pattern)
        if isinstance(motif, URLResolver):
            yield from toutes_les_urls(motif, route)
        else:
            yield route, motif


@register("acces")
def chaque_vue_declare_son_droit(app_configs: object, **_: object) -> list[Error]:
    return [
        Error(f"/{route} ne déclare aucun droit : décorez la vue avec @exige(Droit.…).", id="acces.E001")
        for route, motif in toutes_les_urls()
        if droit_de(motif.callback, motif.name) is None
    ]
