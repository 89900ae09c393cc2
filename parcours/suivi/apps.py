from django.apps import AppConfig


class SuiviConfig(AppConfig):
    name = "parcours.suivi"
