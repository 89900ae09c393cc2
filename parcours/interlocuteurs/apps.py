from django.apps import AppConfig


class InterlocuteursConfig(AppConfig):
    name = "parcours.interlocuteurs"
