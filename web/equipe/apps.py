from django.apps import AppConfig


class EquipeConfig(AppConfig):
    name = "web.equipe"
