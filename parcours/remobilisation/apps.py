from django.apps import AppConfig


class RemobilisationConfig(AppConfig):
    name = "parcours.remobilisation"
