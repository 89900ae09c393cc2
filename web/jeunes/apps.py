from django.apps import AppConfig


class JeunesConfig(AppConfig):
    name = "web.jeunes"
