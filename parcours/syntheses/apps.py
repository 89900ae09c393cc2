from django.apps import AppConfig


class SynthesesConfig(AppConfig):
    name = "parcours.syntheses"
