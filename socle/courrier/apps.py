from django.apps import AppConfig


class CourrierConfig(AppConfig):
    name = "socle.courrier"
