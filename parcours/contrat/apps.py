from django.apps import AppConfig


class ContratConfig(AppConfig):
    name = "parcours.contrat"
