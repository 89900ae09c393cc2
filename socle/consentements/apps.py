from django.apps import AppConfig


class ConsentementsConfig(AppConfig):
    name = "socle.consentements"
