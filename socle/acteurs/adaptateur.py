"""How allauth meets our accounts: nobody signs up by themselves."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse

from socle.acteurs.appareils import reconnaitre, retenir


class Adaptateur(DefaultAccountAdapter):
    """Invitation only, and guessing is slowed without locking a colleague out."""

    # The words of our pages: « courriel », and a sentence that says what to do.
    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": "C’est déjà votre adresse.",
        "email_password_mismatch": "L’adresse ou le mot de passe n’est pas le bon.",
        "email_taken": "Un autre compte a déjà cette adresse.",
        "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
        "incorrect_code": "Code incorrect. Vérifiez-le, ou demandez-en un autre.",
        "rate_limited": "Trop de demandes en peu de temps. Attendez une minute, puis réessayez.",
        "same_as_current": "C’est déjà celle que vous avez.",
        "too_many_login_attempts": "Trop de tentatives de connexion. Attendez quelques minutes, puis réessayez.",
        "unverified_primary_email": "Votre adresse principale doit d’abord être vérifiée.",
    }

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Strangers to an account share one quota of failures; each device it logged in from has its own."""
        cle = super()._get_login_attempts_cache_key(request, **credentials)
        appareil = reconnaitre(request, credentials.get("email") or "")
        return f"{cle}:{appareil}" if appareil else cle

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        reponse = super().post_login(request, user, **kwargs)
        retenir(reponse, user.email)
        return reponse

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether to ask for the password again before touching what protects the account.

        Not within five minutes of a login: the second factor is set up right after the first one, and asking
        twice would only teach people to type their password wherever they are asked.
        """
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        preuves = get_authentication_records(self.request, self.request.user)
        return not any(time.time() - preuve["at"] < app_settings.REAUTHENTICATION_TIMEOUT for preuve in preuves)
