from django.apps import AppConfig


class ActivitesConfig(AppConfig):
    name = "parcours.activites"
