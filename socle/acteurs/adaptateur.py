"""How allauth meets our accounts: nobody signs up by themselves."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest


class Adaptateur(DefaultAccountAdapter):
    """Invitation only."""

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
