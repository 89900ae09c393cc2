from django.apps import AppConfig


class DroitConfig(AppConfig):
    name = "socle.droit"
