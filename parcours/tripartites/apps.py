from django.apps import AppConfig


class TripartitesConfig(AppConfig):
    name = "parcours.tripartites"
