from django.apps import AppConfig


class ReperageConfig(AppConfig):
    name = "parcours.reperage"
