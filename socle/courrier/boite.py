from django.core.mail.backends.base import BaseEmailBackend


class BoiteDEnvoi(BaseEmailBackend):
    pass
