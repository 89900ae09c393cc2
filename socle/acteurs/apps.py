from django.apps import AppConfig


class ActeursConfig(AppConfig):
    name = "socle.acteurs"
    verbose_name = "Acteurs"
