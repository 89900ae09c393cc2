from django.apps import AppConfig


class PartageConfig(AppConfig):
    name = "socle.partage"
