from django.apps import AppConfig


class DoublonsConfig(AppConfig):
    name = "socle.doublons"
