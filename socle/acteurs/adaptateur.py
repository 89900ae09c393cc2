"""How allauth meets our accounts: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adaptateur(DefaultAccountAdapter):
    """Invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
