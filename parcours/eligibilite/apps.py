from django.apps import AppConfig


class EligibiliteConfig(AppConfig):
    name = "parcours.eligibilite"
